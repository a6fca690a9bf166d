"""How many rows a group has is said in one way, and can be.

A person adds and removes rows from “least” to “most”; or there are “exactly” so many; or “as-many-as” a whole number
that was asked before. No group has more than 100.

Fails::

    - id: people
      label: The people
      rows: {exactly: 3, most: 5}   # <- group-rows
      questions:
        - {id: name, label: Name, kind: text}

Passes::

    - id: people
      label: The people
      rows: {least: 3, most: 5}
      questions:
        - {id: name, label: Name, kind: text}
"""

from collections.abc import Iterator

from formspec.model import Group
from formspec.nodes import Mapping
from formspec.problem import Problem
from formspec.size import MOST_ROWS
from formspec.suggest import listed
from formspec.written import Written, error

ID = "group-rows"
_WAYS = ("exactly", "as-many-as", "least", "most")
_ALONE = frozenset({"exactly", "as-many-as"})
_FEWEST = {"least": 0, "most": 1, "exactly": 1}


def check(written: Written) -> Iterator[Problem]:
    """Yield everything that is wrong with the number of rows of a group."""
    for _, question in written.questions:
        rows = written.mapping(question).get("rows")
        if question.group and isinstance(rows, Mapping):
            yield from _ways(rows)
            yield from _counts(written, question.group, rows)
            yield from _as_many(written, question.group)


def _ways(rows: Mapping) -> Iterator[Problem]:
    said = [entry.key for entry in rows.entries if entry.key.text in _WAYS]
    alone = next((key for key in said if key.text in _ALONE), None)
    if not said:
        ways = listed([f"“{way}”" for way in _WAYS])
        yield error(rows.place, ID, f"This does not say how many rows there are: write {ways}.")
    elif alone is not None and len(said) > 1:
        other = next(key for key in said if key is not alone)
        message = f"“{alone.text}” says how many rows there are by itself: take “{other.text}” out."
        yield error(max(alone.place, other.place), ID, message)


def _counts(written: Written, group: Group, rows: Mapping) -> Iterator[Problem]:
    for key, fewest in _FEWEST.items():
        said = getattr(group, key)
        if key in rows.index and isinstance(said, int) and not fewest <= said <= MOST_ROWS:
            yield error(written.place(group, key), ID, f"“{key}” is a number of rows from {fewest} to {MOST_ROWS}.")
    if "least" in rows.index and group.least > group.most:
        key, more = ("most", "") if "most" in rows.index else ("least", ", unless you say so")
        message = f"“least” is more than “most”, which is {group.most}{more}: change one of the two."
        yield error(written.place(group, key), ID, message)


def _as_many(written: Written, group: Group) -> Iterator[Problem]:
    named = written.addresses.get(group.as_many_as) if group.as_many_as else None
    column = named.column if named else None
    if column is not None and column.kind != "whole-number":
        message = f"“{group.as_many_as}” is answered with {column.kind or 'something else'}: name a whole-number."
        yield error(written.place(group, "as-many-as"), ID, message)
