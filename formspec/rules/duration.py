"""A length of time is a number and a unit, and what it moves is a day or a time.

Days move by days, weeks, months and years, times of day by hours and minutes, and both together by any of them.
Records are kept for a day at the least, and for 100 years at the most.

Fails::

    - id: started
      label: When did it start?
      kind: date
    - id: review
      label: When is the review?
      kind: date
      earliest: {question: visit.started, plus: a fortnight}   # <- duration

Passes::

    - id: started
      label: When did it start?
      kind: date
    - id: review
      label: When is the review?
      kind: date
      earliest: {question: visit.started, plus: 2 weeks}
"""

from collections.abc import Iterator

from formspec.asking import Found
from formspec.durations import UNITS, duration
from formspec.logic import Duration, Value
from formspec.nodes import Text
from formspec.problem import Problem
from formspec.rules.walk import once, values
from formspec.sorts import DATE, LITERAL, TIME, UNTOLD
from formspec.suggest import listed, short
from formspec.written import Written, error

ID = "duration"
_CLOCKED = frozenset({"minutes", "hours"})
_LONGEST = {"days": 36_525, "weeks": 5_217, "months": 1_200, "years": 100}
"""The longest time for which records are kept, in each unit: a hundred years."""


def check(written: Written) -> Iterator[Problem]:
    """Yield every length of time that is none, or that cannot move what it should."""
    yield from once(_found(written))
    yield from _kept(written)


def _kept(written: Written) -> Iterator[Problem]:
    """Yield the time for which records are kept, where it is none that a record can be kept for."""
    retention = written.spec.retention
    said = written.mapping(retention).get("keep") if retention else None
    if not isinstance(said, Text) or not said.text.strip():
        return
    by = duration(said.text)
    if by is None:
        message = (
            f"“{short(said.text)}” is no length of time: write a number and {listed(list(_LONGEST))}, such as 6 years."
        )
        yield error(said.place, ID, message)
    elif not 0 < by.number <= _LONGEST.get(by.unit, 0):
        message = f"A record cannot be kept for {by}: write from 1 day to 100 years, in {listed(list(_LONGEST))}."
        yield error(said.place, ID, message)


def _found(written: Written) -> Iterator[Problem]:
    for found, value in values(written):
        mapping = written.mappings.get(id(value))
        for key in ("plus", "minus") if mapping else ():
            said = mapping.get(key) if mapping else None
            if isinstance(said, Text) and said.text.strip() and (message := _message(written, found, value, said.text)):
                yield error(said.place, ID, message)


def _message(written: Written, found: Found, value: Value, text: str) -> str:
    by = duration(text)
    if by is None:
        return f"“{short(text)}” is no length of time: write a number and {listed(UNITS)}, such as 2 weeks."
    return _immovable(by, written, found, value)


def _immovable(by: Duration, written: Written, found: Found, value: Value) -> str:
    """Return why a length of time cannot move a value, or ""."""
    within = found.asked.asker.within
    sort, column = written.sorts.of(value, within), written.sorts.column(value, within)
    if sort == TIME:
        return "" if by.unit in _CLOCKED else f"A time of day cannot move by {by}: write hours or minutes."
    if sort not in {DATE, LITERAL, UNTOLD}:
        return "Only days and times can be moved by a length of time, and this is neither."
    clocked = column is not None and column.kind != "date"
    if sort == DATE and by.unit in _CLOCKED and not clocked:
        return f"A day cannot move by {by}: write days, weeks, months or years, or ask for a date-time."
    return ""
