"""No two options of a question have the same value, or read the same.

Two options with one value cannot be told apart in a record, two with one label cannot be told apart by a person (unless
each is offered in a case of its own).

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

from formspec.model import Option
from formspec.problem import Problem
from formspec.written import Written, error

ID = "option-unique"


def check(written: Written) -> Iterator[Problem]:
    """Yield every option whose value or label stood in the same list before."""
    lists = [each.options for each in written.spec.lists] + [each.options for each in written.columns]
    for options in {id(options): options for options in lists}.values():
        yield from _repeated(written, options, "value")
        yield from _repeated(written, options, "label")


def _repeated(written: Written, options: tuple[Option, ...], key: str) -> Iterator[Problem]:
    first: dict[str, Option] = {}
    for option in options:
        said = option.value if key == "value" else option.label.casefold()
        before = first.setdefault(said, option)
        if said and before is not option and not (key == "label" and before.when and option.when):
            line = written.place(before, key).line
            message = f"Another option has this {key}, on line {line}: choose another, or take one out."
            yield error(written.place(option, key), ID, message)
