"""A choice of one is no choice.

Warns::

    - id: rating
      label: How good is it?
      kind: choice
      options:   # <- lone-option
        - {value: good, label: Good}

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Poor}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, warning

ID = "lone-option"


def check(written: Written) -> Iterator[Problem]:
    """Yield every choice with a single option."""
    for column in written.columns:
        if column.kind in {"choice", "scale"} and len(column.options) == 1:
            message = "There is only one option to choose: write another, or ask for something else."
            yield warning(written.key_place(column, "options"), ID, message)
