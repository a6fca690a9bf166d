"""Which rows of a later submission are those of an earlier one: by their ids, and by what they say.

Here lives that question alone. Documents count their rows, so that an id says no more than its order: where a form has
so many rows whatever anybody does, they go by it. Rows that a person adds go by what they say: those with the same
answers first, then those of the same name (their first answer), then those of which at least half is the same; of
several, the nearest in order. What is left on either side was added or taken away.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.compare.pieces import Piece, Rows, Said
from engine.compare.places import Places
from engine.compare.wording import plain
from engine.form import Laid
from engine.rows import concrete

_ALIKE = 0.5
"""How much of two rows has to be the same, where not even their names are."""
BEFORE, NOW = "before", "now"
Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a group, with what its own answers say, by the number that the same answers have in both forms."""

    group: str
    id: str
    says: Mapping[int, tuple[str, ...]]

    @property
    def content(self) -> Hashable:
        return tuple(sorted(self.says.items()))

    @property
    def name(self) -> Hashable:
        return next(iter(self.says.items()), None)


class SameRows:
    """The rows of two submissions that are the same."""

    def __init__(self, before: Said, now: Said, places: Places) -> None:
        self._places = places
        self._new_rows = now.form.rows
        self._old_rows = before.form.rows
        self._became: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        named = _named(before.pieces, now.pieces, places)
        says_before = _by_row(before.pieces, lambda piece: named.get((BEFORE, piece.template)))
        says_now = _by_row(now.pieces, lambda piece: named.get((NOW, piece.template)))
        old_groups: defaultdict[str, list[Laid]] = defaultdict(list)
        for each in before.form.groups.values():
            old_groups[each.template].append(each)
        depths = {each.template: len(each.rows) for each in now.form.groups.values()}
        for template in sorted(depths, key=lambda each: depths[each]):
            for was in places.was(template):
                counted = places.counted(was, template)
                for old in old_groups[was]:
                    new = now.form.groups.get(self.place(template, old.rows) or "")
                    if new is not None:
                        self._pair(_rows(old, says_before), _rows(new, says_now), counted=counted)

    def place(self, template: str, rows: Rows) -> str | None:
        """Return the address of a place of the later form that is the same as one in these rows of the earlier one.

        None where it would stand in a row that is not there.
        """
        found = self._found(self._places.groups_around(template), rows)
        return None if found is None else concrete(template, found)

    def _pair(self, old: Sequence[_Row], new: Sequence[_Row], *, counted: bool) -> None:
        for one, other in _by_order(old, new) if counted else _by_words(old, new):
            self._became[old[one].group, old[one].id][new[other].group] = new[other].id

    def _found(self, groups: Sequence[str], rows: Rows) -> dict[str, str] | None:
        """Return the rows of these groups; what stood in none goes with the first of them, and the way round."""
        found: dict[str, str] = {}
        left = [*_concrete(rows)]
        for group in groups:
            address = concrete(group, found)
            own = next((each for each in left if each[0] in self._places.was(group)), None)
            row = (
                self._became[own[1], own[2]].get(address) if own else next(iter(self._new_rows.get(address, ())), None)
            )
            if row is None:
                return None
            left = [each for each in left if each is not own]
            found[group] = row
        return found if all(self._is_first(group, row) for _, group, row in left) else None

    def _is_first(self, group: str, row: str) -> bool:
        return next(iter(self._old_rows.get(group, ())), "") == row


def _rows(group: Laid, says: Mapping[tuple[str, str], Mapping[int, tuple[str, ...]]]) -> list[_Row]:
    return [_Row(group.address, row, says.get((group.address, row), {})) for row in group.row_ids or ()]


def _concrete(rows: Rows) -> Iterator[tuple[str, str, str]]:
    """Yield each group that rows stand in, without rows and with them, and the row."""
    within: dict[str, str] = {}
    for template, row in rows:
        yield template, concrete(template, within), row
        within[template] = row


def _named(before: Iterable[Piece], now: Iterable[Piece], places: Places) -> dict[tuple[str, str], int]:
    """Return a number for every place of either form, without rows, that is in the other: the same for the same."""
    links: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for piece in before:
        links[BEFORE, piece.template] |= {(NOW, each) for each in places.of(piece)}
    for piece in now:
        links[NOW, piece.template] |= {(BEFORE, each) for each in places.came_from(piece)}
    named: dict[tuple[str, str], int] = {}
    for number, place in enumerate(list(links)):
        ahead = [place] if links[place] and place not in named else []
        while ahead:
            each = ahead.pop()
            named[each] = number
            ahead += [other for other in links[each] if other not in named]
    return named


def _by_row(
    pieces: Iterable[Piece], named: Callable[[Piece], int | None]
) -> defaultdict[tuple[str, str], dict[int, tuple[str, ...]]]:
    """Return what is answered in each row and asked in both forms, but for what stands in rows within it."""
    found: defaultdict[tuple[str, str], dict[int, tuple[str, ...]]] = defaultdict(dict)
    for piece in pieces:
        name = named(piece)
        if piece.rows and piece.given and name is not None:
            *_, (_, group, row) = _concrete(piece.rows)
            says = found[group, row]
            says[name] = tuple(sorted((*says.get(name, ()), plain(piece.answer.text))))
    return found


def _by_order(old: Sequence[_Row], new: Sequence[_Row]) -> Pairs:
    return [(at, at) for at in range(min(len(old), len(new)))]


def _by_words(old: Sequence[_Row], new: Sequence[_Row]) -> Pairs:
    found: Pairs = []
    for take in (_equal(lambda row: row.content or None), _equal(lambda row: row.name), _alike, _empty):
        paired, met = {one for one, _ in found}, {other for _, other in found}
        free = [at for at in range(len(old)) if at not in paired]
        there = [at for at in range(len(new)) if at not in met]
        pairs = take([old[at] for at in free], [new[at] for at in there])
        found += [(free[one], there[other]) for one, other in pairs]
    return found


def _equal(of: Callable[[_Row], Hashable]) -> Callable[[Sequence[_Row], Sequence[_Row]], Pairs]:
    """Return what pairs rows of which the same is true, in their order."""

    def pairs(old: Sequence[_Row], new: Sequence[_Row]) -> Pairs:
        there: defaultdict[Hashable, list[int]] = defaultdict(list)
        for at, row in enumerate(new):
            there[of(row)].append(at)
        return [(at, there[key].pop(0)) for at, row in enumerate(old) if (key := of(row)) is not None and there[key]]

    return pairs


def _alike(old: Sequence[_Row], new: Sequence[_Row]) -> Pairs:
    """Pair the rows that are most alike, the likest first."""
    scored = [
        (-share, abs(one - other), one + other, (one, other))
        for one, before in enumerate(old)
        for other, now in enumerate(new)
        if (share := _share(before, now)) >= _ALIKE
    ]
    found: Pairs = []
    for _, _, _, (one, other) in sorted(scored):
        if all(one != each and other != there for each, there in found):
            found.append((one, other))
    return found


def _share(before: _Row, now: _Row) -> float:
    """Return how much of what two rows say is the same, from 0 to 1."""
    answered = {*before.says, *now.says}
    same = sum(before.says.get(each) == now.says.get(each) for each in answered)
    return same / len(answered) if answered else 0.0


def _empty(old: Sequence[_Row], new: Sequence[_Row]) -> Pairs:
    """Pair rows that say nothing of their own, in their order."""
    bare = [[at for at, row in enumerate(rows) if not row.says] for rows in (old, new)]
    return list(zip(*bare, strict=False))
