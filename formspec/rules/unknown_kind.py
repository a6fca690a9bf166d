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

from formspec.grammar import LEVELS
from formspec.kinds import KINDS
from formspec.nodes import Mapping
from formspec.problem import Problem
from formspec.shape import meant_key
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
        if written.is_plain(question) and not _says_kind(written.mapping(question)):
            message = "A question without columns needs “kind”, which says what an answer is, such as kind: text."
            yield error(written.place(question), ID, message)


def _says_kind(question: Mapping) -> bool:
    """Say whether a question has the key, or one that was meant for it and is reported already."""
    if "kind" in question.index:
        return True
    level = LEVELS["question"]
    unknown = (key for key in question.index if key not in level.keys)
    return any(meant_key(key, level) == "kind" for key in unknown)
