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
from formspec.rules.walk import columns, questions
from formspec.suggest import did_you_mean
from formspec.written import Written, error

ID = "unknown-kind"


def check(written: Written) -> Iterator[Problem]:
    """Yield every answer whose kind is missing or does not exist."""
    for column in columns(written.spec):
        if column.kind and column.kind not in KINDS:
            more = did_you_mean(column.kind, KINDS) or f" The kinds are {', '.join(KINDS)}."
            yield error(written.place(column, "kind"), ID, f"There is no kind “{column.kind}”.{more}")
    for _, question in questions(written.spec):
        if question.plain and not written.has(question, "kind"):
            yield error(
                written.place(question),
                ID,
                "A question without columns needs “kind”, which says what an answer is, such as kind: text.",
            )
