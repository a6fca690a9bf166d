"""A test says what is tested, and one thing only.

Fails::

    - id: ready
      label: Is it ready?
      kind: yes-no
    - id: day
      label: Since when?
      kind: date
      when: {is: yes}   # <- condition-subject

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
from formspec.nodes import Mapping
from formspec.problem import Problem
from formspec.rules.walk import conditions, once
from formspec.shape import meant_key
from formspec.suggest import listed
from formspec.written import Written, error

ID = "condition-subject"
_SUBJECTS = ("question", "column", "value")


def check(written: Written) -> Iterator[Problem]:
    """Yield every test of nothing, or of several things, and what is named and not tested."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for _, condition in conditions(written):
        mapping = written.mappings.get(id(condition))
        if mapping is not None:
            yield from _checked(mapping)


def _checked(mapping: Mapping) -> Iterator[Problem]:
    subjects = [entry.key for entry in mapping.entries if entry.key.text in _SUBJECTS]
    test = next((entry.key for entry in mapping.entries if entry.key.text in TESTS), None)
    if test is not None and not subjects and not _meant(mapping):
        message = f"“{test.text}” tests nothing: write “question” with an address beside it, or “column” or “value”."
        yield error(test.place, ID, message)
    elif len(subjects) > 1:
        both = listed([f"“{each.text}”" for each in subjects], "and")
        yield error(subjects[1].place, ID, f"Only one of {both} can be tested: write the other in a test of its own.")
    elif subjects and test is None and not mapping.index.keys().isdisjoint(LOGIC):
        yield error(subjects[0].place, ID, f"“{subjects[0].text}” is not tested here: take it out, or write its test.")


def _meant(mapping: Mapping) -> bool:
    """Say whether a key that does not exist was meant for what is tested, and is reported already."""
    level = LEVELS["condition"]
    return any(meant_key(key, level) in _SUBJECTS for key in mapping.index if key not in level.keys)
