"""Merging a text with what somebody else made of it meanwhile, line by line.

Here lives the rule alone, on plain texts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_LINES = 5_000
"""A text of more lines is not merged: no spec has as many, and comparing takes time."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def merge_texts(base: str, theirs: str, yours: str) -> str | None:
    """Return the text with what both made of `base`; None when they changed the same lines, and not in the same way."""
    if yours in {base, theirs}:
        return theirs
    if theirs == base:
        return yours
    first, second, third = map(_lines, (base, theirs, yours))
    if max(map(len, (first, second, third))) > MOST_LINES:
        return None
    pieces = list(_pieces(first, second, third))
    if any(piece.clashes for piece in pieces):
        return None
    return "".join("".join(piece.settled) for piece in pieces)


def _lines(text: str) -> list[str]:
    """Return the lines of a text, each with the end of it."""
    return _LINE.findall(text)


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that two people changed at once: what each made of them, and the line at which yours stand."""

    line: int
    theirs: str
    yours: str


def settle(base: str, theirs: str, yours: str) -> tuple[str, tuple[Clash, ...]]:
    """Return the text with what both made of `base`, yours where they changed the same lines, and those lines."""
    first, second, third = map(_lines, (base, theirs, yours))
    if max(map(len, (first, second, third))) > MOST_LINES:
        return yours, (Clash(1, theirs, yours),)
    lines: list[str] = []
    clashes: list[Clash] = []
    for piece in _pieces(first, second, third):
        if piece.clashes:
            clashes.append(Clash(len(lines) + 1, "".join(piece.theirs), "".join(piece.yours)))
        lines += piece.settled
    return "".join(lines), tuple(clashes)


class _Piece(NamedTuple):
    """Lines of a text, and what each of two made of them."""

    base: Sequence[str]
    theirs: Sequence[str]
    yours: Sequence[str]

    @property
    def clashes(self) -> bool:
        """Whether both changed these lines, and not in the same way."""
        return self.theirs != self.yours and self.base not in (self.theirs, self.yours)

    @property
    def settled(self) -> Sequence[str]:
        """The lines as one alone changed them; yours where both did."""
        return self.theirs if self.yours == self.base else self.yours


def _pieces(base: Sequence[str], theirs: Sequence[str], yours: Sequence[str]) -> Iterator[_Piece]:
    """Yield the text in pieces, by turns what somebody changed and what both left as it was."""
    at, left, right = 0, 0, 0
    for start, one, other, length in (*_left_alone(base, theirs, yours), (len(base), len(theirs), len(yours), 0)):
        yield _Piece(base[at:start], theirs[left:one], yours[right:other])
        same = base[start : start + length]
        yield _Piece(same, same, same)
        at, left, right = start + length, one + length, other + length


def _left_alone(
    base: Sequence[str], theirs: Sequence[str], yours: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield where lines stand in all three texts that neither changed, and how many they are."""
    blocks = [SequenceMatcher(None, base, each).get_matching_blocks() for each in (theirs, yours)]
    ours = iter(blocks[1])
    other = next(ours)
    for one in blocks[0]:
        while other.size and other.a + other.size <= one.a:
            other = next(ours)
        while other.size and other.a < one.a + one.size:
            start = max(one.a, other.a)
            end = min(one.a + one.size, other.a + other.size)
            yield start, one.b + start - one.a, other.b + start - other.a, end - start
            if other.a + other.size > one.a + one.size:
                break
            other = next(ours)
