"""An option excludes others only where several can be chosen.

Warns::

    - id: seen
      label: What did you see?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: none, label: Nothing, exclusive: true}   # <- exclusive-option

Passes::

    - id: seen
      label: What did you see?
      kind: choices
      options:
        - {value: good, label: Good}
        - {value: none, label: Nothing, exclusive: true}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, warning

ID = "exclusive-option"


def check(written: Written) -> Iterator[Problem]:
    """Yield every exclusive option that stands in lists of which one is chosen anyway."""
    several = {id(column.options) for column in written.columns if column.kind == "choices"}
    lists = {id(column.options): column for column in written.columns if column.kind in {"choice", "scale"}}
    for column in (each for each in lists.values() if id(each.options) not in several):
        for option in (each for each in column.options if each.exclusive):
            message = "One option is chosen here, which excludes the others anyway: take “exclusive” out."
            yield warning(written.key_place(option, "exclusive"), ID, message)
