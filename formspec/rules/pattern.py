"""A pattern is one that every part of the product reads alike, and quickly.

A pattern says how a whole answer is written. What it may hold is little, so that it means the same on the page, in the
record and for everybody who checks a record later, and so that no answer takes long to compare.

Fails::

    - id: number
      label: What is your staff number?
      kind: text
      pattern: "[A-Z]{2}[0-9"   # <- pattern

Passes::

    - id: number
      label: What is your staff number?
      kind: text
      pattern: "[A-Z]{2}[0-9]{4}"
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.pattern import faults
from formspec.problem import Problem
from formspec.written import Written, error

ID = "pattern"
_MOST = 500


def check(written: Written) -> Iterator[Problem]:
    """Yield every pattern that cannot be used."""
    known: dict[str, str] = {}
    for column in written.columns:
        kind = KINDS.get(column.kind)
        if column.pattern and kind and ID in kind.settings and len(known) < _MOST:
            if column.pattern not in known:
                known[column.pattern] = faults(column.pattern)
            if known[column.pattern]:
                yield error(written.place(column, ID), ID, known[column.pattern])
