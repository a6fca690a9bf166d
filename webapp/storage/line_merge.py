"""Merging a text with what somebody else made of it meanwhile, line by line.

Here lives the rule alone, on plain texts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

MOST_LINES = 5_000
"""A text of more lines is not merged: no spec has as many, and comparing takes time."""
_MOST_STEPS = 2_000_000
"""Nor is one whose lines are compared so often, as where many repeated lines are all moved apart."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def merge_texts(base: str, theirs: str, yours: str) -> str | None:
    """Return the text with what both made of `base`; None when they changed the same lines, and not in the same way."""
    if yours in {base, theirs}:
        return theirs
    if theirs == base:
        return yours
    first, second, third = map(_lines, (base, theirs, yours))
    pieces = _pieces(first, second, third)
    if pieces is None or any(piece.clashes for piece in pieces):
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
    pieces = _pieces(first, second, third)
    if pieces is None:
        return yours, (Clash(1, theirs, yours),)
    lines: list[str] = []
    clashes: list[Clash] = []
    for piece in pieces:
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


class _TooMuch(Exception):  # noqa: N818 (named after what happened)
    """Two texts take too long to be compared."""


class _Matcher(SequenceMatcher[str]):
    """Compares two texts line by line, in so many steps and no more."""

    b2j: dict[str, list[int]]

    def __init__(self, one: Sequence[str], other: Sequence[str]) -> None:
        super().__init__(None, one, other)
        self._until = [0, *accumulate(1 + len(self.b2j.get(line, ())) for line in one)]
        self._left = _MOST_STEPS

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """Return the longest stretch of lines that are the same, and count the lines that are looked at for it."""
        end = len(self._until) - 1 if ahi is None else ahi
        self._left -= self._until[end] - self._until[alo]
        if self._left < 0:
            raise _TooMuch
        return super().find_longest_match(alo, ahi, blo, bhi)


def _pieces(base: Sequence[str], theirs: Sequence[str], yours: Sequence[str]) -> list[_Piece] | None:
    """Return the text in pieces, by turns what somebody changed and what both left; None where it takes too long."""
    if max(map(len, (base, theirs, yours))) > MOST_LINES:
        return None
    try:
        blocks = [_Matcher(base, each).get_matching_blocks() for each in (theirs, yours)]
    except _TooMuch:
        return None
    return list(_cut(base, theirs, yours, _left_alone(*blocks)))


def _cut(
    base: Sequence[str], theirs: Sequence[str], yours: Sequence[str], same: Iterator[tuple[int, int, int, int]]
) -> Iterator[_Piece]:
    at, left, right = 0, 0, 0
    for start, one, other, length in (*same, (len(base), len(theirs), len(yours), 0)):
        yield _Piece(base[at:start], theirs[left:one], yours[right:other])
        kept = base[start : start + length]
        yield _Piece(kept, kept, kept)
        at, left, right = start + length, one + length, other + length


def _left_alone(theirs: Sequence[Match], yours: Sequence[Match]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where lines stand in all three texts that neither changed, and how many they are."""
    ours = iter(yours)
    other = next(ours)
    for one in theirs:
        while other.size and other.a + other.size <= one.a:
            other = next(ours)
        while other.size and other.a < one.a + one.size:
            start = max(one.a, other.a)
            end = min(one.a + one.size, other.a + other.size)
            yield start, one.b + start - one.a, other.b + start - other.a, end - start
            if other.a + other.size > one.a + one.size:
                break
            other = next(ours)
