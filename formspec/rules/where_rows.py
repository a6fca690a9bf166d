"""“where” picks rows, and there are some to pick from.

Outside a group there is one answer and no row: the condition would hold for all or for none.

Warns::

    - id: staff
      label: How many staff are there?
      kind: whole-number
    - id: open
      label: Is it open?
      kind: yes-no
    - id: total
      label: Total
      kind: calculated
      calculate: {sum: [visit.staff], where: {question: visit.open, is: yes}}   # <- where-rows

Passes::

    - id: rooms
      label: The rooms
      questions:
        - {id: staff, label: How many staff are there?, kind: whole-number}
        - {id: open, label: Is it open?, kind: yes-no}
    - id: total
      label: Total
      kind: calculated
      calculate: {sum: [visit.rooms.staff], where: {question: visit.rooms.open, is: yes}}
"""

from collections.abc import Iterator

from formspec.asking import Found
from formspec.problem import Problem
from formspec.rules.walk import conditions, once
from formspec.workings import FOLDS
from formspec.written import Written, warning

ID = "where-rows"
_PICKING = FOLDS | {"count"}


def check(written: Written) -> Iterator[Problem]:
    """Yield every “where” without rows."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for found, _ in conditions(written):
        under = found.under
        if found.where and under is not None and under.op in _PICKING and found.groups == _asking(found):
            message = "Nothing here has rows, so “where” holds for all or for none: take it out, or use “choose”."
            yield warning(written.at(under, "where"), ID, message)


def _asking(found: Found) -> tuple[str, ...]:
    return found.asked.asker.groups
