"""A form comes to one decision, and a decision is a choice.

The answers with the roles outcome and reasons stand by themselves in a record and at the head of its page. Two of them,
or one in each row of a group, would be several decisions, and an outcome in free words could not be counted.

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
    """Yield every answer with a role but the first, and one that is asked in each row of a group."""
    first: Column | None = None
    for placed in written.placed:
        for column in placed.question.columns:
            if column.role == role:
                if message := _wrong(written, role, column, first, grouped=bool(placed.groups)):
                    yield error(written.place(column, "role"), ID, message)
                first = first or column


def _wrong(written: Written, role: str, column: Column, first: Column | None, *, grouped: bool) -> str:
    """Return what is wrong with an answer that has a role, after the first that has it, or ""."""
    if column is first:
        return f"Every question with this column would have the role {role}, and a form has it once."
    if first is not None:
        line = written.place(first, "role").line
        return f"A form has one answer with the role {role}: it has one on line {line} already."
    return (
        f"A form has the role {role} once, and this is asked in each row: ask it outside the group." if grouped else ""
    )
