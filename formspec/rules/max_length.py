"""A longest length is one that somebody can keep to.

Fails::

    - id: notes
      label: Notes
      kind: long-text
      max-length: 0   # <- max-length

Passes::

    - id: notes
      label: Notes
      kind: long-text
      max-length: 500
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.problem import Problem
from formspec.written import Written, error

ID = "max-length"
MOST = 16_000


def check(written: Written) -> Iterator[Problem]:
    """Yield every length that is none, or more than an answer may have."""
    for column in written.columns:
        taken = column.kind not in KINDS or ID in KINDS[column.kind].settings
        if taken and column.max_length is not None and not 1 <= column.max_length <= MOST:
            message = f"“max-length” is a number of characters from 1 to {MOST:,}."
            yield error(written.place(column, "max-length"), ID, message)
