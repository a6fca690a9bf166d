"""A bound is of the sort that the answer is.

The least of a number is a number, the first day a day, and how many may be chosen is a whole number that is written
down. What is written alone is taken as it stands; another answer is named by “question”.

Fails::

    - id: started
      label: When did it start?
      kind: date
    - id: ended
      label: When did it end?
      kind: date
      earliest: visit.started   # <- bounds-literal

Passes::

    - id: started
      label: When did it start?
      kind: date
    - id: ended
      label: When did it end?
      kind: date
      earliest: {question: visit.started}
"""

from collections.abc import Iterator
from typing import NamedTuple

from formspec.asking import BOUNDS, Found
from formspec.kinds import KINDS
from formspec.logic import TODAY, Value
from formspec.model import Column
from formspec.moments import is_day, is_moment, is_time
from formspec.problem import Problem
from formspec.reading import is_decimal, is_number
from formspec.rules.max_length import MOST
from formspec.rules.walk import once
from formspec.sorts import DATE, LITERAL, NUMBER, TIME, UNTOLD, Sorts
from formspec.suggest import short
from formspec.written import Written, error

ID = "bounds-literal"
MOST_FILES = 30
"""The most files of an answer."""
MOST_PLACES = 6
"""The most places behind the point."""
MOST_MEGABYTES = 100
"""The most megabytes of a file."""
_COUNTING = frozenset({"choices", "file", "photo"})
_SORTS = {"whole-number": NUMBER, "decimal": NUMBER, "date": DATE, "date-time": DATE, "time": TIME}
_READS = {NUMBER: "a number", DATE: "a day", TIME: "a time of day"}


class _Range(NamedTuple):
    key: str
    least: int
    most: int
    noun: str


_RANGES = (
    _Range("min-length", 1, MOST, "a number of characters"),
    _Range("decimal-places", 0, MOST_PLACES, "a number of places"),
    _Range("max-size", 1, MOST_MEGABYTES, "a number of MB"),
)


def check(written: Written) -> Iterator[Problem]:
    """Yield every bound that is of another sort than the answer, or that no answer could keep."""
    for column in written.columns:
        yield from _numbers(written, column)
        for key in (each for each in BOUNDS if each in _settings(column)):
            bound = getattr(column, key)
            if isinstance(bound, Value) and _is_written_down(written, bound):
                message = _written_down(column, key, bound)
                yield from [error(written.at(bound, "number"), ID, message)] if message else []
    yield from once(_worked_out(written))


def _is_written_down(written: Written, bound: Value) -> bool:
    return bound.op == "literal" or (bound.op == "date" and id(bound) not in written.mappings)


def _settings(column: Column) -> tuple[str, ...]:
    kind = KINDS.get(column.kind)
    return kind.settings if kind else ()


def _numbers(written: Written, column: Column) -> Iterator[Problem]:
    for key, least, most, noun in _RANGES:
        said = getattr(column, key.replace("-", "_"))
        if said is not None and key in _settings(column) and not least <= said <= most:
            yield error(written.place(column, key), ID, f"“{key}” is {noun} from {least} to {most:,}.")


def _written_down(column: Column, key: str, bound: Value) -> str:
    """Return what is wrong with a bound that is written down, or ""."""
    text = bound.text
    if column.kind in _COUNTING:
        return _counting(column, key, text)
    if "." in text and not is_decimal(text) and not text[0].isdigit():
        return f"“{short(text)}” is taken as it stands: write “{key}: {{question: {short(text)}}}” for that answer."
    if column.kind == "whole-number":
        whole = is_decimal(text) and "." not in text
        return "" if whole else f"“{key}” of a whole number is a whole number, not “{short(text)}”."
    if column.kind == "decimal":
        return "" if is_decimal(text) else f"“{key}” of a number is a number such as 2.5, not “{short(text)}”."
    if column.kind == "time":
        return "" if is_time(text) else f"“{short(text)}” is no time of day: write it as 10:15."
    good = text == TODAY or is_day(text) or (column.kind == "date-time" and is_moment(text))
    return "" if good else f"“{short(text)}” is no day: write it as 2026-11-23, or write today."


def _counting(column: Column, key: str, text: str) -> str:
    if not is_number(text):
        return f"“{key}” says how many, so it is a whole number, not “{short(text)}”."
    most = len(column.options) if column.kind == "choices" else MOST_FILES
    there = f"there are {most} options" if column.kind == "choices" else f"an answer has {most} files at the most"
    return f"“{key}” can never be {text}, because {there}: write a smaller number." if most and int(text) > most else ""


def _worked_out(written: Written) -> Iterator[Problem]:
    """Yield every bound that depends on something of another sort."""
    for found in written.found:
        key, value = found.asked.key, found.node
        if found.under is not None or key not in BOUNDS or not isinstance(value, Value):
            continue
        named = written.addresses.get(found.asked.asker.address)
        column = named.column if named else None
        if column is None or key not in _settings(column) or _is_written_down(written, value):
            continue
        if message := _unlike(found, written.sorts, column):
            yield error(written.key_place(column, key), ID, message)


def _unlike(found: Found, sorts: Sorts, column: Column) -> str:
    key, value = found.asked.key, found.node
    if column.kind in _COUNTING:
        return f"“{key}” says how many, so it is a whole number that is written down, and not worked out."
    wanted = _SORTS.get(column.kind, UNTOLD)
    sort = sorts.of(value, found.asked.asker.within) if isinstance(value, Value) else UNTOLD
    if sort in {UNTOLD, LITERAL, wanted} or wanted == UNTOLD:
        return ""
    return f"“{key}” is {_READS[wanted]} here, and this comes to something else: name {_READS[wanted]}."
