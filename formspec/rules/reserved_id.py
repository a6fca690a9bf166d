"""Some words have a meaning of their own, and cannot be ids.

A record keeps the ticked prompts of a question under “evidence”, beside the question's columns, and the reason why
something could not be found out under “could-not-find-out”. The reason why a warning was overridden is kept under
“checks”, and what was completed under “parts”. Where a question takes photos and files beside its answer, they are kept
under “attachments”.

Fails::

    - id: fire-exits
      label: Are the fire exits clear?
      columns:
        - {id: evidence, label: Evidence, kind: text}   # <- reserved-id

Passes::

    - id: fire-exits
      label: Are the fire exits clear?
      columns:
        - {id: seen, label: What was seen, kind: text}
"""

from collections.abc import Iterator

from formspec.attaching import ATTACHMENTS
from formspec.model import Column
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.written import Written, error

ID = "reserved-id"
_CHECKS = "checks"
_RECORDS = frozenset({"evidence", "could-not-find-out"})
_SECTIONS = frozenset({_CHECKS, "parts"})


def check(written: Written) -> Iterator[Problem]:
    """Yield every section, question, column and option that is named by a reserved word."""
    for section in written.spec.sections:
        if section.id in _SECTIONS:
            yield _reserved(written.place(section, "id"), section.id, "section")
    for placed in written.placed:
        if placed.groups and placed.question.id == _CHECKS:
            yield _reserved(written.place(placed.question, "id"), _CHECKS, "question of a group")
    for column in written.columns:
        if column.id in _RECORDS or column.id == _CHECKS:
            yield _reserved(written.place(column, "id"), column.id, "column")
    for column in _beside_attachments(written):
        yield _reserved(written.place(column, "id"), column.id, "column")
    for option in written.options:
        if option.value in _RECORDS or (option.value == _CHECKS and option.please_say):
            yield _reserved(written.place(option, "value"), option.value, "option")


def _beside_attachments(written: Written) -> Iterator[Column]:
    """Yield every column that is named as what stands beside it."""
    asking = (question for _, question in written.questions if question.attachments)
    return (column for question in asking for column in question.columns if column.id == ATTACHMENTS)


def _reserved(place: Place, word: str, noun: str) -> Problem:
    return error(place, ID, f"“{word}” has a meaning of its own in records: choose another word for this {noun}.")
