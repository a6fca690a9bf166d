"""A day in a rule is a real one, written as 2026-11-23.

Fails::

    - id: visited
      label: When was the visit?
      kind: date
      earliest: {date: 23 November 2026, minus: 1 year}   # <- day-literal

Passes::

    - id: visited
      label: When was the visit?
      kind: date
      earliest: {date: 2026-11-23, minus: 1 year}
"""

from collections.abc import Iterator

from formspec.logic import TODAY
from formspec.moments import is_day
from formspec.problem import Problem
from formspec.rules.walk import once, values
from formspec.suggest import short
from formspec.written import Written, error

ID = "day-literal"


def check(written: Written) -> Iterator[Problem]:
    """Yield every day of a rule that is none."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for _, value in values(written):
        if value.op == "date" and value.text and value.text != TODAY and not is_day(value.text):
            message = f"“{short(value.text)}” is no day: write it as 2026-11-23, or write today."
            yield error(written.at(value), ID, message)
