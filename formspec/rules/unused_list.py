"""A shared list is used by some question.

A change to a list that nobody uses changes nothing; most often a question still has options of its own.

Warns::

    lists:
      - {id: rating, options: [{value: good, label: Good}, {value: poor, label: Poor}]}   # <- unused-list

Passes::

    lists:
      - {id: rating, options: [{value: good, label: Good}, {value: poor, label: Poor}]}
    questions:
      - {id: food, label: How good is the food?, kind: choice, options: rating}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.suggest import short
from formspec.written import Written, warning

ID = "unused-list"


def check(written: Written) -> Iterator[Problem]:
    """Yield every list that nobody names."""
    used = {column.shared for column in written.columns}
    for each in written.spec.lists:
        if each.id and each.id not in used:
            message = f"No question has the options “{short(each.id)}”: use them, or take the list out."
            yield warning(written.place(each), ID, message)
