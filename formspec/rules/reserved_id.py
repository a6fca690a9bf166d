"""Some words have a meaning of their own, and cannot be ids.

A record keeps the ticked prompts of a question under “evidence”, beside the question's columns, and the reason why
something could not be found out under “could-not-find-out”.

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

from formspec.nodes import Place
from formspec.problem import Problem
from formspec.written import Written, error

ID = "reserved-id"
_RECORDS = frozenset({"evidence", "could-not-find-out"})


def check(written: Written) -> Iterator[Problem]:
    """Yield every column, option and section that is named by a reserved word."""
    for column in written.columns:
        if column.id in _RECORDS:
            yield _reserved(written.place(column, "id"), column.id, "column")
    for option in written.options:
        if option.value in _RECORDS:
            yield _reserved(written.place(option, "value"), option.value, "option")


def _reserved(place: Place, word: str, noun: str) -> Problem:
    return error(place, ID, f"“{word}” has a meaning of its own in records: choose another word for this {noun}.")
