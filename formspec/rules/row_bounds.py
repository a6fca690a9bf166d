"""A number that says how many rows there are is no less than 0 and no more than 100.

No group has more than 100 rows. Without bounds, 250 would be taken as an answer and 100 rows be asked, and -1 would be
taken and none be asked. This is a warning.

Warns::

    - id: size
      label: How many people live here?
      kind: whole-number   # <- row-bounds
    - id: people
      label: The people
      rows: {as-many-as: visit.size}
      questions:
        - {id: name, label: Name, kind: text}

Passes::

    - id: size
      label: How many people live here?
      kind: whole-number
      least: 0
      most: 100
    - id: people
      label: The people
      rows: {as-many-as: visit.size}
      questions:
        - {id: name, label: Name, kind: text}
"""

from collections.abc import Iterator
from decimal import Decimal

from formspec.logic import Value
from formspec.model import Column
from formspec.problem import Problem
from formspec.reading import is_decimal
from formspec.size import MOST_ROWS
from formspec.suggest import listed
from formspec.written import Written, warning

ID = "row-bounds"


def check(written: Written) -> Iterator[Problem]:
    """Yield every number of rows that may be one that there cannot be, once."""
    told: set[int] = set()
    for _, question in written.questions:
        named = written.addresses.get(question.group.as_many_as) if question.group else None
        column = named.column if named else None
        if column is None or column.kind != "whole-number" or id(column) in told:
            continue
        told.add(id(column))
        if missing := _missing(column):
            message = f"This number says how many rows there are, and there are {MOST_ROWS} at most: write "
            yield warning(written.place(column, "kind"), ID, f"{message}{listed(missing, 'and')}.")


def _missing(column: Column) -> list[str]:
    """Return the bounds that are not there, or wider than there can be rows; one that is worked out is trusted."""
    least, most = _bound(column.least), _bound(column.most)
    return [
        *(["“least: 0”"] if least is None or least < 0 else []),
        *([f"“most: {MOST_ROWS}”"] if most is None or most > MOST_ROWS else []),
    ]


def _bound(value: Value | None) -> Decimal | None:
    """Return a bound that is written as a number, 0 for another one, None for none."""
    if value is None:
        return None
    return Decimal(value.text) if value.op == "literal" and is_decimal(value.text) else Decimal(0)
