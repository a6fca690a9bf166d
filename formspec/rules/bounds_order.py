"""A lower bound is not above the upper one.

Fails::

    - id: staff
      label: How many staff are there?
      kind: whole-number
      least: 10
      most: 1   # <- bounds-order

Passes::

    - id: staff
      label: How many staff are there?
      kind: whole-number
      least: 1
      most: 10
"""

from collections.abc import Iterator
from decimal import Decimal

from formspec.kinds import KINDS
from formspec.logic import Value
from formspec.model import Column
from formspec.moments import is_day, is_moment, is_time
from formspec.problem import Problem
from formspec.reading import is_decimal
from formspec.written import Written, error

ID = "bounds-order"
_DAY = len("2026-11-23")


def check(written: Written) -> Iterator[Problem]:
    """Yield every upper bound that is under the lower one."""
    for column in written.columns:
        kind = KINDS.get(column.kind)
        for key, why in _under(column):
            if kind is not None and key in kind.settings:
                message = f"No answer fits, because {why}: change one of the two."
                yield error(written.place(column, key), ID, message)


def _under(column: Column) -> Iterator[tuple[str, str]]:
    """Yield the key of each bound that leaves nothing together with another, and why."""
    kind = KINDS.get(column.kind)
    usual = kind.characters if kind else 0
    if column.min_length is not None and column.max_length is not None and column.min_length > column.max_length:
        yield "max-length", "“max-length” is less than “min-length”"
    elif column.min_length is not None and not column.max_length and column.min_length > usual:
        yield "min-length", f"without “max-length” there are at most {usual:,} characters"
    least, most = _number(column.least), _number(column.most)
    if least is not None and most is not None and most < least:
        yield "most", "“most” is less than “least”"
    first, last = _moment(column.earliest), _moment(column.latest)
    if first and last and len(first) != len(last):
        first, last = first[:_DAY], last[:_DAY]
    if first and last and last < first:
        yield "latest", "“latest” is before “earliest”"


def _number(bound: Value | None) -> Decimal | None:
    return Decimal(bound.text) if bound and bound.op == "literal" and is_decimal(bound.text) else None


def _moment(bound: Value | None) -> str:
    if bound is None or bound.plus or bound.minus:
        return ""
    return bound.text if is_day(bound.text) or is_moment(bound.text) or is_time(bound.text) else ""
