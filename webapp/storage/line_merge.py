"""Merging a text with what somebody else made of it meanwhile, line by line.

Here lives the rule alone, on plain texts.
"""

import re
from dataclasses import dataclass

from merge3 import Merge3

MOST_LINES = 20_000
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
    groups = list(Merge3[str](first, second, third).merge_groups())
    if any(group[0] == "conflict" for group in groups):
        return None
    return "".join(line for group in groups for line in group[1])


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
    for sort, *texts in Merge3[str](first, second, third).merge_groups():
        if sort == "conflict":
            clashes.append(Clash(len(lines) + 1, "".join(texts[1]), "".join(texts[2])))
        lines += texts[-1]
    return "".join(lines), tuple(clashes)
