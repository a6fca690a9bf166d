"""A condition makes a difference.

One that holds whatever the answer is, is most often a slip: the wrong bound, or every option in a list of some.

Warns::

    - id: staff
      label: How many staff are there?
      kind: whole-number
      least: 0
    - id: who
      label: Who are they?
      kind: text
      when: {question: visit.staff, at-least: 0}   # <- always-true

Passes::

    - id: staff
      label: How many staff are there?
      kind: whole-number
      least: 0
    - id: who
      label: Who are they?
      kind: text
      when: {question: visit.staff, at-least: 1}
"""

from collections.abc import Iterator
from itertools import islice

from formspec.asking import Found
from formspec.knowledge import Knowledge, conjuncts
from formspec.logic import Condition
from formspec.problem import Problem
from formspec.rules.walk import conditions, once
from formspec.written import Written, warning

ID = "always-true"
_MOST_TESTS = 100


def check(written: Written) -> Iterator[Problem]:
    """Yield every condition that holds whatever the answer is."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for found, condition in conditions(written):
        said = written.mappings.get(id(condition))
        if condition.op == "all" and not condition.parts and said and "all" in said.index:
            message = "Nothing stands in “all”, so it always holds: write conditions below it, or take it out."
            yield warning(written.at(condition, "all"), ID, message)
        elif condition.op != "all" and _always(written, found, condition):
            message = "This holds whatever the answer is: test something else, or write “answered: true”."
            yield warning(written.at(condition, condition.op), ID, message)


def _always(written: Written, found: Found, condition: Condition) -> bool:
    opposite = Knowledge(written.addresses, written.sorts, far=False)
    for test in islice(conjuncts(condition, opposite=True), _MOST_TESTS):
        opposite.test(test, found.asked.asker.within)
    return bool(opposite.impossible)
