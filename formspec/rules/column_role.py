"""A role is one that exists, and one answer has it.

Roles say what the findings collect: answers, concerns, actions, the outcome and its reasons. What a question says of
its answer (its kind, that it is required) is said of the column with the role answer, so there is one, and only one.

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

from formspec.building import ANSWER_KEYS
from formspec.grammar import ROLES
from formspec.model import Question
from formspec.problem import Problem
from formspec.suggest import did_you_mean, listed, short
from formspec.written import Written, error

ID = "column-role"


def check(written: Written) -> Iterator[Problem]:
    """Yield every role that does not exist, and every question whose columns do not have one answer."""
    for column in written.columns:
        if column.role and column.role not in ROLES:
            more = did_you_mean(column.role, ROLES) or f" The roles are {listed(list(ROLES), 'and')}."
            yield error(written.place(column, "role"), ID, f"There is no role “{short(column.role)}”.{more}")
    for _, question in written.questions:
        answers = [column for column in question.columns if column.role == "answer"]
        for column in answers[1:]:
            line = written.place(answers[0], "role").line
            message = f"The column on line {line} has the role answer already: leave it to one."
            yield error(written.place(column, "role"), ID, message)
        if not answers and not question.group and not written.is_plain(question):
            yield from _unanswered(written, question)


def _unanswered(written: Written, question: Question) -> Iterator[Problem]:
    """Yield a question that says what its answer is, and has columns of which none is the answer."""
    if any(written.mapping(column).place == question.place for column in question.columns):
        return
    said = next((each.key for each in written.mapping(question).entries if each.key.text in ANSWER_KEYS), None)
    if said is not None:
        message = f"“{said.text}” is said of the column with the role answer, and there is none here: write it there."
        yield error(said.place, ID, message)
