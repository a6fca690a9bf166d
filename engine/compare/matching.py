"""Which places of two submissions are the same.

Here lives the pairing. Places that became one, or that one became, are put together, so that each stands once.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.compare.pieces import Piece, Said
from engine.compare.places import Places
from engine.compare.rows import SameRows


@dataclass(frozen=True, slots=True)
class Pair:
    """Places that are the same: those of the earlier submission, and those of the later one."""

    before: tuple[Piece, ...]
    now: tuple[Piece, ...]


def paired(before: Said, now: Said, places: Places) -> list[Pair]:
    """Return all places of both, each once, in the order of the later form; those that have gone come last."""
    rows = SameRows(before, now, places)
    there = {piece.address: at for at, piece in enumerate(now.pieces)}
    became = [[*_became(piece, places, rows, there)] for piece in before.pieces]
    came: defaultdict[int, list[int]] = defaultdict(list)
    for one, others in enumerate(became):
        for other in others:
            came[other].append(one)
    together = _Together(became, [came[at] for at in range(len(now.pieces))])
    found = [*together.all()]
    return [
        Pair(tuple(before.pieces[at] for at in sorted(old)), tuple(now.pieces[at] for at in sorted(new)))
        for old, new in found
    ]


def _became(piece: Piece, places: Places, rows: SameRows, there: dict[str, int]) -> Iterator[int]:
    for template in places.of(piece):
        address = rows.place(template, piece.rows)
        if address in there:
            yield there[address]


class _Together:
    """What hangs together of two rows of numbers, by which of the one leads to which of the other."""

    def __init__(self, became: Sequence[Sequence[int]], came: Sequence[Sequence[int]]) -> None:
        self._became = became
        self._came = came
        self._met: set[int] = set()

    def all(self) -> Iterator[tuple[set[int], set[int]]]:
        """Yield the numbers of both sides that hang together."""
        for other in range(len(self._came)):
            if not any(one in self._met for one in self._came[other]):
                yield self._around(set(), {other})
        yield from (({one}, set()) for one in range(len(self._became)) if one not in self._met)

    def _around(self, old: set[int], new: set[int]) -> tuple[set[int], set[int]]:
        while True:
            more = {one for other in new for one in self._came[other]} - old
            if not more:
                self._met |= old
                return old, new
            old |= more
            new |= {other for one in more for other in self._became[one]}
