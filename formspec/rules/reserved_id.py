"""Some words have a meaning of their own in records, and are no ids there.

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

from formspec.problem import Problem
from formspec.rules.walk import columns, options
from formspec.written import Written, error

ID = "reserved-id"
RESERVED = frozenset({"evidence", "could-not-find-out"})


def check(written: Written) -> Iterator[Problem]:
    """Yield every column and option that is named by a reserved word."""
    for column in columns(written.spec):
        if column.id in RESERVED and written.names(column):
            yield error(written.place(column, "id"), ID, _message("column", column.id))
    for option in options(written.spec):
        if option.value in RESERVED:
            yield error(written.place(option, "value"), ID, _message("option", option.value))


def _message(noun: str, word: str) -> str:
    return f"“{word}” has a meaning of its own in records: choose another word for this {noun}."
