"""A choice says what can be chosen.

Fails::

    - id: rating
      label: How good is it?
      kind: choice   # <- missing-options

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Poor}
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.problem import Problem
from formspec.rules.walk import columns
from formspec.written import Written, error

ID = "missing-options"


def check(written: Written) -> Iterator[Problem]:
    """Yield every choice without options."""
    for column in columns(written.spec):
        kind = KINDS.get(column.kind)
        if kind is not None and "options" in kind.settings and not column.options:
            yield error(
                written.place(column, "kind"), ID, f"A {column.kind} needs “options”, each with a value and a label."
            )
