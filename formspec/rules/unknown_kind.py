"""Every answer has a kind, and the kind is one that exists.

The kind says what an answer is, and with it how it is asked for, checked and kept.

Fails::

    - id: visited
      label: When was the visit?
      kind: datetime   # <- unknown-kind

Passes::

    - id: visited
      label: When was the visit?
      kind: date-time
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.problem import Problem
from formspec.suggest import did_you_mean, listed, short
from formspec.written import Written, error

ID = "unknown-kind"


def check(written: Written) -> Iterator[Problem]:
    """Yield every answer whose kind is missing or does not exist."""
    for column in written.columns:
        if column.kind and column.kind not in KINDS:
            more = did_you_mean(column.kind, KINDS) or f" The kinds are {listed(list(KINDS), 'and')}."
            yield error(written.place(column, "kind"), ID, f"There is no kind “{short(column.kind)}”.{more}")
    for _, question in written.questions:
        if written.is_plain(question) and not written.has(question, "kind"):
            message = "A question without columns needs “kind”, which says what an answer is, such as kind: text."
            yield error(written.place(question), ID, message)
