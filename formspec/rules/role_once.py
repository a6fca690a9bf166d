"""A form comes to one decision, and a decision is a choice.

The answers with the roles outcome and reasons stand by themselves in a record and at the head of its page. Two of them
would be two decisions, and an outcome in free words could not be counted.

Fails::

    - id: suitable
      label: Is the provider suitable?
      kind: yes-no
      role: outcome
    - id: safe
      label: Is the provider safe?
      kind: yes-no
      role: outcome   # <- role-once

Passes::

    - id: suitable
      label: Is the provider suitable?
      kind: yes-no
      role: outcome
    - id: safe
      label: Is the provider safe?
      kind: yes-no
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.model import Column
from formspec.problem import Problem
from formspec.written import Written, error

ID = "role-once"
_ONCE = ("outcome", "reasons")
_DECIDING = ("yes-no", "choice")


def check(written: Written) -> Iterator[Problem]:
    """Yield every further answer with a role that a form has once, and an outcome that is not a choice."""
    for role in _ONCE:
        yield from _further(written, role)
    for column in written.columns:
        if column.role == "outcome" and column.kind in KINDS and column.kind not in _DECIDING:
            message = f"An outcome is a decision, so its kind is {' or '.join(_DECIDING)}, not {column.kind}."
            yield error(written.place(column, "role"), ID, message)


def _further(written: Written, role: str) -> Iterator[Problem]:
    asked = [column for _, question in written.questions for column in question.columns if column.role == role]
    if not asked:
        return
    first: Column = asked[0]
    line = written.place(first, "role").line
    for column in asked[1:]:
        if column is first:
            message = f"Every question with this column would have the role {role}, and a form has it once."
        else:
            message = f"A form has one answer with the role {role}: it has one on line {line} already."
        yield error(written.place(column, "role"), ID, message)
