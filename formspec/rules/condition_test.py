"""A condition says what must be the case.

A question alone is no condition: whether it is answered, and what the answer is compared with, is a test. (Several
tests of one answer must all hold.)

Fails::

    - id: ready
      label: Is it ready?
      kind: yes-no
    - id: day
      label: Since when?
      kind: date
      when: {question: visit.ready}   # <- condition-test

Passes::

    - id: ready
      label: Is it ready?
      kind: yes-no
    - id: day
      label: Since when?
      kind: date
      when: {question: visit.ready, is: yes}
"""

from collections.abc import Iterator

from formspec.grammar import LEVELS
from formspec.logic_grammar import LOGIC, TESTS
from formspec.problem import Problem
from formspec.rules.walk import conditions, once
from formspec.shape import meant_key
from formspec.written import Written, error

ID = "condition-test"
_SAID = frozenset((*TESTS, *LOGIC))


def check(written: Written) -> Iterator[Problem]:
    """Yield every condition that says nothing."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    level = LEVELS["condition"]
    for _, condition in conditions(written):
        mapping = written.mappings.get(id(condition))
        if mapping is None or not _SAID.isdisjoint(mapping.index):
            continue
        unknown = (key for key in mapping.index if key not in level.keys)
        if not any(meant_key(key, level) in _SAID for key in unknown):
            message = "This says nothing that could hold: write a test, such as “is: yes” or “answered: true”."
            yield error(mapping.place, ID, message)
