"""Who sees what was entered is said in one of two words.

The records of an ordinary form are seen by everybody who may read records; those of a sensitive one only by whoever
filled them in and by those who decide, such as the Head and the DSL. Any other word would leave that open.

Fails::

    access: restricted   # <- access

Passes::

    access: sensitive
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.records import ACCESSES
from formspec.suggest import did_you_mean, listed, short
from formspec.written import Written, error

ID = "access"


def check(written: Written) -> Iterator[Problem]:
    """Yield an access that does not exist."""
    said = written.spec.access
    if said not in ACCESSES:
        more = did_you_mean(said, ACCESSES) or f" Write {listed(list(ACCESSES))}."
        yield error(written.place(written.spec, ID), ID, f"There is no access “{short(said)}”.{more}")
