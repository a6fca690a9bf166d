"""A check of characters is one of those that there are.

Fails::

    - id: pupil
      label: What is the pupil's number?
      kind: text
      check-character: upm   # <- check-character

Passes::

    - id: pupil
      label: What is the pupil's number?
      kind: text
      check-character: upn
"""

from collections.abc import Iterator

from formspec.check_characters import CHECK_CHARACTERS
from formspec.problem import Problem
from formspec.suggest import did_you_mean, listed, short
from formspec.written import Written, error

ID = "check-character"


def check(written: Written) -> Iterator[Problem]:
    """Yield every name of a check that does not exist."""
    for column in written.columns:
        name = column.check_character
        if name and name not in CHECK_CHARACTERS:
            more = did_you_mean(name, CHECK_CHARACTERS) or f" There are {listed(list(CHECK_CHARACTERS), 'and')}."
            yield error(written.place(column, ID), ID, f"There is no check character “{short(name)}”.{more}")
