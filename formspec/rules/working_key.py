"""What stands beside a working belongs to it, and what it needs is there.

Bands beside a sum, or a number for blanks beside a count, would do nothing; a percentage of nothing, or a look-up
without bands, would come to nothing.

Fails::

    - id: first
      label: First visit
      kind: date
    - id: second
      label: Second visit
      kind: date
    - id: visits
      label: Visits
      kind: calculated
      calculate: {count: [visit.first, visit.second], blank-as: 0}   # <- working-key

Passes::

    - id: first
      label: First visit
      kind: date
    - id: second
      label: Second visit
      kind: date
    - id: visits
      label: Visits
      kind: calculated
      calculate: {count: [visit.first, visit.second]}
"""

from collections.abc import Iterator

from formspec.logic import Value
from formspec.logic_grammar import WORKINGS
from formspec.nodes import Listing, Mapping
from formspec.problem import Problem
from formspec.rules.walk import once, values
from formspec.suggest import listed
from formspec.workings import KEYS, NEEDED, PAIRS
from formspec.written import Written, error

ID = "working-key"
_BESIDE = frozenset().union(*KEYS.values())


def check(written: Written) -> Iterator[Problem]:
    """Yield every key that means nothing with its working, and every working without what it needs."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for _, value in values(written):
        mapping = written.mappings.get(id(value))
        op = next((key for key in WORKINGS if mapping and key in mapping.index), "")
        if mapping is not None and op and value.op in {op, "literal"}:
            yield from _strange(mapping, op)
            yield from _missing(mapping, op, value)


def _strange(mapping: Mapping, op: str) -> Iterator[Problem]:
    for entry in mapping.entries:
        key = entry.key.text
        if key in _BESIDE and key not in KEYS[op] and not _is_test(mapping, key):
            able = listed([f"“{each}”" for each in KEYS if key in KEYS[each]])
            yield error(entry.key.place, ID, f"“{key}” means nothing beside “{op}”: it belongs to {able}.")


def _is_test(mapping: Mapping, key: str) -> bool:
    """Say whether a key is a test of what is named beside it."""
    return key == "one-of" and not mapping.index.keys().isdisjoint(("question", "column"))


def _missing(mapping: Mapping, op: str, value: Value) -> Iterator[Problem]:
    place = next(entry.key.place for entry in mapping.entries if entry.key.text == op)
    needed = NEEDED.get(op, op)
    listing = mapping.get(needed)
    if needed not in mapping.index:
        yield error(place, ID, f"“{op}” needs “{needed}” beside it.")
    elif op in PAIRS and len(value.parts) != 2:  # noqa: PLR2004 (the first and the second)
        yield error(place, ID, f"“{op}” takes two parts, the first and the second, and here are {len(value.parts)}.")
    elif isinstance(listing, Listing) and not listing.nodes:
        yield error(place, ID, f"Nothing stands in “{needed}”: write what it works on below it, each after a dash.")
