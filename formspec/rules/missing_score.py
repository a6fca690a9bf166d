"""A scale has scores.

A scale is a choice whose options count; without any score it counts nothing. (An option such as “not seen” may be left
without one, and is left out of sums.)

Fails::

    - id: fit
      label: How fit is it?
      kind: scale   # <- missing-score
      options:
        - {value: good, label: Good}
        - {value: poor, label: Poor}

Passes::

    - id: fit
      label: How fit is it?
      kind: scale
      options:
        - {value: good, label: Good, score: 1}
        - {value: poor, label: Poor, score: 0}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, error

ID = "missing-score"


def check(written: Written) -> Iterator[Problem]:
    """Yield every scale none of whose options has a score."""
    for column in written.columns:
        if column.kind == "scale" and column.options and all(option.score is None for option in column.options):
            message = "No option of this scale has a score: give them scores, or write “kind: choice”."
            yield error(written.place(column, "kind"), ID, message)
