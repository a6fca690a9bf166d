"""A role is one that exists, and one answer has it.

Roles tell the engine what to collect: answers, concerns, actions, the outcome and its reasons. Two outcomes would
leave a record with two decisions.

Fails::

    - id: fire-exits
      label: Are the fire exits clear?
      columns:
        - {id: answer, role: anwser, label: Answer, kind: text}   # <- column-role

Passes::

    - id: fire-exits
      label: Are the fire exits clear?
      columns:
        - {id: answer, role: answer, label: Answer, kind: text}
"""

from collections.abc import Iterator

from formspec.model import Column
from formspec.problem import Problem
from formspec.rules.walk import columns, questions
from formspec.suggest import did_you_mean
from formspec.written import Written, error

ID = "column-role"
ROLES = {
    "answer": "what was answered",
    "concern": "a concern, listed among the findings",
    "action": "a further action, listed among the findings",
    "outcome": "the decision that the form comes to",
    "reasons": "the reasons for the decision",
}
_ONCE = ("outcome", "reasons")


def check(written: Written) -> Iterator[Problem]:
    """Yield every role that does not exist, stands twice in a row, or belongs to the form once and stands again."""
    for column in columns(written.spec):
        if column.role and column.role not in ROLES:
            more = did_you_mean(column.role, ROLES) or f" The roles are {', '.join(ROLES)}."
            yield error(written.place(column, "role"), ID, f"There is no role “{column.role}”.{more}")
    yield from _rows(written)
    yield from _once(written)


def _rows(written: Written) -> Iterator[Problem]:
    for _, question in questions(written.spec):
        answered = any(column.role == "answer" for column in question.columns)
        if written.has(question, "kind") and not question.plain and not answered:
            message = "“kind” changes the column with the role answer, and there is none here: write “columns: []” too."
            yield error(written.key_place(question, "kind"), ID, message)
        seen: dict[str, Column] = {}
        for column in question.columns:
            if column.role and column.role in seen and written.names(column):
                yield error(
                    written.place(column, "role"),
                    ID,
                    f"Two columns of a question have the role {column.role}: leave it to one.",
                )
            seen[column.role] = column


def _once(written: Written) -> Iterator[Problem]:
    for role in _ONCE:
        places = [
            written.place(column, "role")
            for _, question in questions(written.spec)
            for column in question.columns
            if column.role == role
        ]
        for place in places[1:]:
            yield error(
                place, ID, f"A form has one answer with the role {role}: it has one on line {places[0].line} already."
            )
