"""A form's version is 1 or more.

Versions are counted: the first is 1, and each revision is one more than the last.

Fails::

    version: 0   # <- version-number

Passes::

    version: 1
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.reading import number
from formspec.written import Written, error

ID = "version-number"
MOST = 1_000_000


def check(written: Written) -> Iterator[Problem]:
    """Yield a version that is no version."""
    version = number(written.root, "version")
    if version is not None and not 1 <= version <= MOST:
        message = f"A form's version is a number from 1 to {MOST:,}: the first version is 1."
        yield error(written.place(written.spec, "version"), ID, message)
