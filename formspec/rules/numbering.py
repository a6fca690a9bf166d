"""What is numbered is the sections or the questions.

Fails::

    numbering: 1.1   # <- numbering

Passes::

    numbering: sections
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.suggest import did_you_mean, short
from formspec.written import Written, error

ID = "numbering"
WORDS = ("sections", "questions")


def check(written: Written) -> Iterator[Problem]:
    """Yield a numbering that does not exist."""
    said = written.spec.numbering
    if said and said not in WORDS:
        more = did_you_mean(said, WORDS) or " Write sections (1, 1.1, 1.2) or questions (1, 2, 3)."
        yield error(written.place(written.spec, ID), ID, f"There is no numbering “{short(said)}”.{more}")
