"""Findings are counted by a role that some answer has.

Fails::

    columns:
      - {id: answer, role: answer, label: Answer, kind: text}
      - {id: concerns, role: concern, label: Concerns, kind: text}
    outcomes:
      - {id: raised, label: Concerns raised, calculate: {findings: concerns}}   # <- findings-role
    questions:
      - {id: first-aid, label: Who is trained in first aid?}

Passes::

    columns:
      - {id: answer, role: answer, label: Answer, kind: text}
      - {id: concerns, role: concern, label: Concerns, kind: text}
    outcomes:
      - {id: raised, label: Concerns raised, calculate: {findings: concern}}
    questions:
      - {id: first-aid, label: Who is trained in first aid?}
"""

from collections.abc import Iterator

from formspec.grammar import ROLES
from formspec.problem import Problem
from formspec.rules.walk import once, values
from formspec.suggest import did_you_mean, listed, short
from formspec.written import Written, error, warning

ID = "findings-role"


def check(written: Written) -> Iterator[Problem]:
    """Yield every role that is counted and does not exist, or that no answer has."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    had = {column.role for _, question in written.questions for column in question.columns}
    for _, value in values(written):
        role = value.text if value.op == "findings" else ""
        if role and role not in ROLES:
            more = did_you_mean(role, ROLES) or f" The roles are {listed(list(ROLES), 'and')}."
            yield error(written.at(value), ID, f"There is no role “{short(role)}”.{more}")
        elif role and role not in had:
            message = f"No answer has the role {role}, so none is ever counted: give the role to one, or take this out."
            yield warning(written.at(value), ID, message)
