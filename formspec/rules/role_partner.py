"""What says how bad, who or by when stands beside what it is said of.

How bad a concern is (the role severity), who does a further action and by when (who, by-when) are told with that
concern or action. Alone in a question they would be told with nothing, and two of them could not both be right. What is
no option, no name or no day could not be listed as one.

Fails::

    - id: fire-exits
      label: Are the fire exits clear?
      columns:
        - {id: answer, role: answer, label: Answer, kind: text}
        - {id: due, role: by-when, label: By when, kind: date}   # <- role-partner

Passes::

    - id: fire-exits
      label: Are the fire exits clear?
      columns:
        - {id: answer, role: answer, label: Answer, kind: text}
        - {id: action, role: action, label: Further action, kind: text}
        - {id: due, role: by-when, label: By when, kind: date}
"""

from collections.abc import Iterator, Mapping

from formspec.kinds import KINDS
from formspec.model import Column, Question
from formspec.problem import Problem
from formspec.rules.walk import once
from formspec.suggest import listed
from formspec.written import Written, error

ID = "role-partner"
_PARTNERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "severity": ("concern", ("choice", "scale")),
    "who": ("action", ("text", "person")),
    "by-when": ("action", ("date",)),
}
"""What each role is said of, and the kinds that it may be."""


def check(written: Written) -> Iterator[Problem]:
    """Yield every such answer that stands without its partner, stands there twice, or is of another kind."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for _, question in written.questions:
        for column in question.columns:
            if column.role in _PARTNERS and (message := _wrong(question, column)):
                yield error(written.place(column, "role"), ID, message)


def _wrong(question: Question, column: Column) -> str:
    """Return what is wrong with an answer that is said of another one of its question, or ""."""
    partner, kinds = _PARTNERS[column.role]
    if column.kind in KINDS and column.kind not in kinds:
        return f"With the role {column.role} an answer is of the kind {listed(list(kinds), 'or')}, not {column.kind}."
    alike = [each for each in question.columns if each.role == column.role]
    if column is not alike[0]:
        return f"A question has the role {column.role} once: leave it to one of its columns."
    if all(each.role != partner for each in question.columns):
        return f"The role {column.role} stands beside the role {partner}: give that to another column of the question."
    return ""
