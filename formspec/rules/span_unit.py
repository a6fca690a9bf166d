"""The time between two days or times is told in a unit that they have.

Fails::

    - id: came
      label: When did they come?
      kind: time
    - id: left
      label: When did they leave?
      kind: time
    - id: stayed
      label: How long did they stay?
      kind: calculated
      calculate: {between: {from: visit.came, to: visit.left, in: days}}   # <- span-unit

Passes::

    - id: came
      label: When did they come?
      kind: time
    - id: left
      label: When did they leave?
      kind: time
    - id: stayed
      label: How long did they stay?
      kind: calculated
      calculate: {between: {from: visit.came, to: visit.left, in: minutes}}
"""

from collections.abc import Iterator

from formspec.asking import Found
from formspec.durations import UNITS
from formspec.logic import Value
from formspec.nodes import Mapping, Text
from formspec.problem import Problem
from formspec.rules.walk import once, values
from formspec.sorts import DATE, LITERAL, TIME, UNTOLD
from formspec.suggest import did_you_mean, listed, short
from formspec.written import Written, error

ID = "span-unit"
_CLOCKED = frozenset({"minutes", "hours"})


def check(written: Written) -> Iterator[Problem]:
    """Yield every span in a unit that does not exist, or that its ends do not have, and of what has no span."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for found, value in values(written):
        mapping = written.mappings.get(id(value)) if value.op == "between" else None
        span = mapping.get("between") if mapping else None
        if isinstance(span, Mapping):
            yield from _checked(written, found, value, span)


def _checked(written: Written, found: Found, value: Value, span: Mapping) -> Iterator[Problem]:
    unit = span.get("in")
    ends = {written.sorts.of(part, found.asked.asker.within) for part in value.parts} - {UNTOLD}
    if isinstance(unit, Text) and value.text and value.text not in UNITS:
        more = did_you_mean(value.text, UNITS) or f" The units are {listed(UNITS, 'and')}."
        yield error(unit.place, ID, f"There is no unit “{short(value.text)}”.{more}")
    elif ends - {DATE, TIME}:
        neither = "a text" if LITERAL in ends else "no day or time"
        message = f"“between” takes two days or times, and one of these is {neither}: name two answers of such kinds."
        yield error(span.place, ID, message)
    elif ends == {DATE, TIME}:
        yield error(span.place, ID, "The time between a day and a time of day cannot be told: take two of one kind.")
    elif ends == {TIME} and isinstance(unit, Text) and value.text not in _CLOCKED:
        yield error(unit.place, ID, f"Times of day are not {value.text} apart: write minutes or hours.")
