"""No two options of a question have the same value, or read the same.

Two options with one value cannot be told apart in a record, two with one label cannot be told apart by a person.

Fails::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: good, label: Very good}   # <- option-unique

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: very-good, label: Very good}
"""

from collections.abc import Iterator

from formspec.model import Column
from formspec.problem import Problem
from formspec.written import Written, error

ID = "option-unique"


def check(written: Written) -> Iterator[Problem]:
    """Yield every option whose value or label stood in the same list before."""
    for column in written.columns:
        yield from _repeated(written, column, "value")
        yield from _repeated(written, column, "label")


def _repeated(written: Written, column: Column, key: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for option in column.options:
        said = option.value if key == "value" else option.label.casefold()
        place = written.place(option, key)
        if said and said in first:
            message = f"Another option has this {key}, on line {first[said]}: choose another, or take one out."
            yield error(place, ID, message)
        first.setdefault(said, place.line)
