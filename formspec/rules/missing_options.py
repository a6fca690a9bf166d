"""A choice says what can be chosen.

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
from formspec.nodes import Listing, Node
from formspec.problem import Problem
from formspec.written import Written, error

ID = "missing-options"


def check(written: Written) -> Iterator[Problem]:
    """Yield every choice without options."""
    for column in written.columns:
        kind = KINDS.get(column.kind)
        if kind is not None and "options" in kind.settings and _nothing(written.mapping(column).get("options")):
            message = f"The kind {column.kind} needs “options”, each with a value and a label."
            yield error(written.place(column, "kind"), ID, message)


def _nothing(options: Node | None) -> bool:
    return options is None or (isinstance(options, Listing) and not options.nodes)
