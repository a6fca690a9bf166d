"""What a pattern is made of: characters, one thing after another, alternatives and repeats.

Here live the nodes that the reader makes of a pattern, and what can be said of sets of characters. A set is kept as
ranges of code points in order, none touching the next.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Ranges = tuple[tuple[int, int], ...]

NOTHING: Ranges = ()
LAST = 0x10FFFF
_EVERYTHING: Ranges = ((0, 0xD7FF), (0xE000, LAST))


@dataclass(frozen=True, slots=True)
class Characters:
    """One character, out of a set."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after another."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several branches. `source` is what was written for it."""

    branches: tuple["Node", ...]
    source: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part from `least` to `most` times, or any number of times more. `source` is what was written for it."""

    part: "Node"
    least: int
    most: int | None
    source: str


Node = Characters | Sequence | Choice | Repeat


def united(*sets: Ranges) -> Ranges:
    """Return the characters that are in any of the sets."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(each for ranges in sets for each in ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def others(ranges: Ranges) -> Ranges:
    """Return the characters that are not in a set."""
    starts = [0, *(last + 1 for _, last in ranges)]
    ends = [*(first - 1 for first, _ in ranges), LAST]
    return tuple(
        (max(first, start), min(last, end))
        for first, last in _EVERYTHING
        for start, end in zip(starts, ends, strict=True)
        if max(first, start) <= min(last, end)
    )


def blank(ranges: Ranges) -> bool:
    """Say whether a set holds nothing but blanks."""
    return all(chr(code).isspace() for first, last in ranges for code in range(first, last + 1))


def most_shared(sets: Iterable[Ranges]) -> int:
    """Return how many of the sets, at most, hold one and the same character."""
    edges = sorted(edge for ranges in sets for first, last in ranges for edge in ((first, 1), (last + 1, -1)))
    depth = deepest = 0
    for _, step in edges:
        depth += step
        deepest = max(deepest, depth)
    return deepest
