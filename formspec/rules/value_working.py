"""A value says how it is worked out, in one way.

Fails::

    - id: pupils
      label: How many pupils are there?
      kind: whole-number
    - id: share
      label: Share of pupils
      kind: calculated
      calculate: {out-of: visit.pupils}   # <- value-working

Passes::

    - id: pupils
      label: How many pupils are there?
      kind: whole-number
    - id: share
      label: Share of pupils
      kind: calculated
      calculate: {percentage: visit.pupils, out-of: 30}
"""

from collections.abc import Iterator

from formspec.grammar import LEVELS
from formspec.logic_grammar import WORKINGS
from formspec.nodes import Mapping
from formspec.problem import Problem
from formspec.rules.walk import once, values
from formspec.shape import meant_key
from formspec.suggest import listed
from formspec.written import Written, error

ID = "value-working"
_SOME = ("question", "sum", "count", "difference", "look-up", "choose")


def check(written: Written) -> Iterator[Problem]:
    """Yield every value that says no way, or several."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for _, value in values(written):
        mapping = written.mappings.get(id(value))
        if mapping is not None and value.place == mapping.place and not _tests(mapping):
            yield from _checked(mapping)


def _tests(mapping: Mapping) -> bool:
    """Say whether these are the keys of a condition, whose subject is kept with them."""
    return not mapping.index.keys().isdisjoint(LEVELS["condition"].keys.keys() - LEVELS["value"].keys.keys())


def _checked(mapping: Mapping) -> Iterator[Problem]:
    said = [entry.key for entry in mapping.entries if entry.key.text in WORKINGS]
    if not said and not _meant(mapping):
        some = listed([f"“{each}”" for each in _SOME])
        message = f"This does not say how the value is worked out: write {some}, or another way."
        yield error(mapping.place, ID, message)
    for key in said[1:]:
        message = f"The value is worked out by “{said[0].text}” already: write “{key.text}” as a value of its own."
        yield error(key.place, ID, message)


def _meant(mapping: Mapping) -> bool:
    """Say whether a key that does not exist was meant for a way, and is reported already."""
    level = LEVELS["value"]
    return any(meant_key(key, level) in WORKINGS for key in mapping.index if key not in level.keys)
