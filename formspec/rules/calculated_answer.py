"""Nobody is asked for what is calculated.

It is worked out whenever that is possible, so it cannot be required, and there is nothing to find out.

Fails::

    - id: staff
      label: How many staff are there?
      kind: whole-number
    - id: places
      label: Places
      kind: calculated
      calculate: {product: [visit.staff, 4]}
      required: true   # <- calculated-answer

Passes::

    - id: staff
      label: How many staff are there?
      kind: whole-number
      required: true
    - id: places
      label: Places
      kind: calculated
      calculate: {product: [visit.staff, 4]}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, error

ID = "calculated-answer"


def check(written: Written) -> Iterator[Problem]:
    """Yield every calculated answer that would have to be given."""
    for column in written.columns:
        if column.kind == "calculated":
            asked = {
                "required": column.required or column.required_when is not None,
                "could-not-find-out": column.could_not_find_out,
            }
            for key in (each for each in asked if asked[each]):
                message = f"“{key}” means nothing here, because the answer is worked out: take it out."
                yield error(written.key_place(column, key), ID, message)
