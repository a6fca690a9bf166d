"""What is wrong with an answer by itself, whatever else was answered.

Here lives the judging of one value against the settings of its column that are written down as they are. An answer
with any such fault has no value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from formspec.kinds import KINDS
from formspec.logic import Value
from formspec.model import Column
from tests.agreement.worth import DAYS, NUMBERS, TEXTS, literal_for, ordered, read

CNFO = "could-not-find-out"
BOUNDS = {"least": "too-small", "most": "too-large", "earliest": "too-early", "latest": "too-late"}
SENSE = {"least": "less-than", "most": "more-than", "earliest": "before", "latest": "after"}
"""In which order an answer stands to its bound when it is out of bounds."""


@dataclass(frozen=True)
class Broken:
    """What was typed and is no value: the codes of what is wrong with it, and the texts by the suffix of the input."""

    codes: tuple[str, ...]
    typed: dict[str, str] = field(default_factory=dict, hash=False)


def given(value: object) -> object:
    """The answer itself, without the suggestion that stands with it."""
    return value["value"] if isinstance(value, dict) and "value" in value else value


def excused(value: object) -> bool:
    """Whether a reason stands in place of an answer."""
    return isinstance(value, dict) and CNFO in value


def faults(column: Column, value: object) -> set[str]:
    """The codes of what is wrong with an answer by itself."""
    if isinstance(value, Broken):
        return set(value.codes)
    if value is None or excused(value):
        return set()
    answer = given(value)
    return {*_bounds(column, answer), *_text(column, answer), *_number(column, answer), *_options(answer)}


def _bounds(column: Column, answer: object) -> Iterator[str]:
    if column.kind not in (*NUMBERS, *DAYS, "time"):
        return
    worth = read(column, answer)
    for name, code in BOUNDS.items():
        bound: Value | None = getattr(column, name)
        if bound and bound.op == "literal" and ordered(SENSE[name], worth, literal_for(worth, bound.text)):
            yield code
    if isinstance(worth, date) and not 1900 <= worth.year <= 2199:
        yield "not-a-date"


def _text(column: Column, answer: object) -> Iterator[str]:
    if column.kind not in TEXTS:
        return
    text = str(answer).strip()
    if len(text) > (column.max_length or KINDS[column.kind].characters):
        yield "too-long"
    elif column.min_length and len(text) < column.min_length:
        yield "too-short"
    elif column.pattern and not re.fullmatch(column.pattern, text):
        yield "pattern"


def _number(column: Column, answer: object) -> Iterator[str]:
    if column.kind == "decimal" and column.decimal_places is not None:
        shifted = Fraction(str(answer)) * 10**column.decimal_places
        if shifted.denominator != 1:
            yield "too-precise"


def _options(answer: object) -> Iterator[str]:
    chosen = answer if isinstance(answer, list) else [answer]
    if any(isinstance(each, dict) and set(each) == {"option"} for each in chosen):
        yield "incomplete"
