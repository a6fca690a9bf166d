"""What is calculated says how, and is never asked for.

Fails::

    - id: score
      label: Score
      kind: calculated   # <- missing-calculate

Passes::

    - id: staff
      label: How many staff are there?
      kind: whole-number
    - id: score
      label: Score
      kind: calculated
      calculate: {product: [visit.staff, 2]}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, error

ID = "missing-calculate"


def check(written: Written) -> Iterator[Problem]:
    """Yield every calculated answer without its calculation."""
    for column in written.columns:
        if column.kind == "calculated" and not written.has(column, "calculate"):
            message = "The kind calculated needs “calculate”, which says how the answer is worked out."
            yield error(written.place(column, "kind"), ID, message)
