"""A number is rounded up, down, or to the nearest.

Fails::

    - id: pupils
      label: How many pupils are there?
      kind: whole-number
    - id: buses
      label: Buses
      kind: calculated
      calculate: {quotient: [visit.pupils, 50], rounded: upwards}   # <- rounding

Passes::

    - id: pupils
      label: How many pupils are there?
      kind: whole-number
    - id: buses
      label: Buses
      kind: calculated
      calculate: {quotient: [visit.pupils, 50], rounded: up}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.rules.walk import once, values
from formspec.suggest import listed, short
from formspec.workings import ROUNDINGS
from formspec.written import Written, error

ID = "rounding"


def check(written: Written) -> Iterator[Problem]:
    """Yield every way of rounding that does not exist."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for _, value in values(written):
        if value.rounded and value.rounded not in ROUNDINGS:
            message = f"There is no rounding “{short(value.rounded)}”: write {listed(ROUNDINGS)}."
            yield error(written.at(value, "rounded"), ID, message)
