"""Texts that can be read, but clearly not as they were meant: each is a `Problem` that no syntax fault would report.

A list written with bullets reads as one long text; a quotation mark closed by a later one swallows the lines between.
"""

import re
from collections.abc import Iterator

from formspec.characters import unwanted
from formspec.diagnosis.beginnings import BULLETS, SPACES, slip_within
from formspec.diagnosis.quotes import swallows, unclosed
from formspec.events import Event, place_of
from formspec.problem import Problem
from formspec.refusals import refusal

SUSPECT = frozenset(BULLETS + SPACES + "-")
"""The characters that a text without quotes, on one line, must begin with to be misread."""

_QUESTION = re.compile(r"(?:^|[\s\[{,])\?\s+$")
_BEFORE_KEYS = tuple(f"{each}?" for each in " \n\r\t[{,")
_NEAR = 64


def asks(text: str) -> bool:
    """Whether a question mark stands anywhere in a text where a key written with one would have it."""
    return text.startswith("?") or any(sign in text for sign in _BEFORE_KEYS)


def asked(text: str, position: int) -> bool:
    """Whether the key at a position is written with a question mark before it, as only machines write keys."""
    before = text[max(0, position - _NEAR) : position]
    return "?" in before and _QUESTION.search(before) is not None


def misread(event: Event, lines: list[str], margin: int) -> Iterator[Problem]:
    """Yield what was not meant in a text; `margin` is the indentation of what it stands in, -1 for nothing."""
    first, last = event.start_mark.line + 1, event.end_mark.line + 1
    if not event.style:
        found = slip_within(lines, place_of(event.start_mark), last)
        if found:
            yield found
        return
    if event.style == '"' and (odd := unwanted(event.value)):
        yield refusal(place_of(event.start_mark), "control-character", code=ord(odd))
    if last > first and swallows(lines[first:last], margin):
        yield unclosed(place_of(event.start_mark), event.style)
