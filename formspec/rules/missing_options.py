"""A choice says what can be chosen: options of its own, or a shared list that exists.

Fails::

    - id: rating
      label: How good is it?
      kind: choice   # <- missing-options

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Poor}
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.model import Column
from formspec.nodes import Listing, Node
from formspec.problem import Problem
from formspec.rules.walk import list_named
from formspec.suggest import Guesses, listed, short
from formspec.written import Written, error

ID = "missing-options"


def check(written: Written) -> Iterator[Problem]:
    """Yield every choice without options, and every name of a list that is not there."""
    guesses = Guesses()
    for column in written.columns:
        kind = KINDS.get(column.kind)
        if kind is None or "options" not in kind.settings:
            continue
        if _nothing(written.mapping(column).get("options")):
            message = f"The kind {column.kind} needs “options”, each with a value and a label."
            yield error(written.place(column, "kind"), ID, message)
        elif column.shared and list_named(written.spec, column.shared) is None:
            yield error(written.place(column, "options"), ID, _unknown(written, column, guesses))
    for shared in written.spec.lists:
        if _nothing(written.mapping(shared).get("options")) and written.has(shared, "options"):
            message = f"The list “{short(shared.id)}” has no options: write some, each with a value and a label."
            yield error(written.key_place(shared, "options"), ID, message)


def _unknown(written: Written, column: Column, guesses: Guesses) -> str:
    known = [each.id for each in written.spec.lists if each.id]
    there = f" The lists are {listed(known, 'and')}." if known else " Write it under “lists”, or list the options here."
    more = guesses.did_you_mean(column.shared, known) or there
    return f"There is no list “{short(column.shared)}”.{more}"


def _nothing(options: Node | None) -> bool:
    return options is None or (isinstance(options, Listing) and not options.nodes)
