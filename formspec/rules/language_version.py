"""A spec is written in a version of the language that this program knows.

Fails::

    formspec: 2   # <- language-version

Passes::

    formspec: 1
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.reading import number
from formspec.written import Written, error

ID = "language-version"
KNOWN = 1


def check(written: Written) -> Iterator[Problem]:
    """Yield a version of the language that does not exist."""
    version = number(written.root, "formspec")
    if version is not None and version != KNOWN:
        message = f"This program knows version {KNOWN} of the language, not {version}: write “formspec: {KNOWN}”."
        yield error(written.place(written.spec, "formspec"), ID, message)
