"""Texts that can be read, but clearly not as they were meant: each is a `Problem` that no syntax fault would report.

A list written with bullets reads as one long text; a quotation mark closed by a later one swallows the lines between.
What may have been meant so after all is a warning: curly quotation marks, and a text that goes on as a new one begins.
"""

import re
from collections.abc import Iterator

from formspec.characters import unwanted
from formspec.diagnosis.beginnings import BULLETS, SPACES, slip_within
from formspec.diagnosis.fault import CURLY, hyphened, lead
from formspec.diagnosis.quotes import swallows, unclosed
from formspec.events import Event, place_of
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.refusals import refusal

SUSPECT = frozenset(BULLETS + SPACES + CURLY + "-")
"""The characters that a text without quotes, on one line, must begin with to be misread."""

_QUESTION = re.compile(r"(?:^|[\s\[{,])\?\s+$")
_BEFORE_KEYS = tuple(f"{each}?" for each in " \n\r\t[{,")
_NEAR = 64
_SENTENCE = (".", "?", "!", ";")


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
        yield from [found] if found else _doubtful(event, lines)
        return
    if event.style == '"' and (odd := unwanted(event.value)):
        yield refusal(place_of(event.start_mark), "control-character", code=ord(odd))
    if last > first and swallows(lines[first:last], margin):
        yield unclosed(place_of(event.start_mark), event.style, lines[first - 1])


def _doubtful(event: Event, lines: list[str]) -> Iterator[Problem]:
    """Yield what may not have been meant in a text without quotes: curly ones round it, or a point without hyphen."""
    place, text = place_of(event.start_mark), event.value
    if text[0] in CURLY and text[-1] in CURLY + "\"'" and not any(sign in text[1:-1] for sign in CURLY[:2]):
        yield refusal(place, "curly-quote")
    for number in range(place.line, event.end_mark.line + 1) if hyphened(lines[place.line - 1]) else ():
        if _runs_on(lines[number - 1], lines[number], place):
            yield refusal(Place(number + 1, lead(lines[number]) + 1), "run-on")


def _runs_on(above: str, line: str, place: Place) -> bool:
    """Whether a line looks like a point of its own: it stands below a point's text, which is a whole sentence."""
    begins = lead(above) == place.column - 1 == lead(line) and not line[: place.column - 1].strip()
    return begins and above.rstrip().endswith(_SENTENCE) and line[place.column - 1 :][:1].isupper()
