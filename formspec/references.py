"""Every address that a form's rules are written with, with who refers to it, where, and what for.

Here lives the gathering alone; whether an address exists, and may be looked at from there, is for the rules of sense.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Kept
from enum import Enum, auto
from sys import maxsize
from typing import NamedTuple

from formspec.addresses import Addresses, Placed
from formspec.asking import Asked, Asker, Found
from formspec.logic import Check, Condition, Value
from formspec.model import Spec
from formspec.nodes import Mapping, Place, Text
from formspec.reading import text_nodes
from formspec.workings import ADDRESSED

FORM = Asker("", "", (), maxsize)


class Use(Enum):
    """What an address is written for: what may stand at it depends on that."""

    ONE = auto()
    SEVERAL = auto()
    GIVEN = auto()
    ANY_GIVEN = auto()
    ROWS = auto()
    BESIDE = auto()
    WITHIN = auto()


COUNTED = {
    "exactly-one": Use.ANY_GIVEN,
    "at-least-one": Use.ANY_GIVEN,
    "at-most-one": Use.ANY_GIVEN,
    "all-different": Use.SEVERAL,
}
"""The conditions that look at several answers together, and what for."""


class Reference(NamedTuple):
    """An address that is written down: who refers to it, from which rows, behind which key, and what for."""

    asker: Asker
    part: object
    key: str
    address: str
    place: Place
    use: Use
    groups: tuple[str, ...]


def references(
    spec: Spec, placed: tuple[Placed, ...], found: tuple[Found, ...], addresses: Addresses, mappings: Kept[int, Mapping]
) -> Iterator[Reference]:
    """Yield every reference of a form that is not empty."""
    made = [_of_found(found, mappings), _of_groups(placed, addresses, mappings)]
    made += [_of_checks(FORM, spec.checks, mappings), _of_gaps(spec, mappings)]
    for each in placed:
        own = (each.address,) if each.question.group else ()
        asker = Asker(each.address, "", (*each.groups, *own), addresses.last(each.question) + 1)
        made.append(_of_checks(asker, each.question.checks, mappings))
        made += [_of_checks(asker, column.checks, mappings) for column in each.question.columns if column.checks]
    for some in made:
        yield from (reference for reference in some if reference.address)


def _of_found(found: tuple[Found, ...], mappings: Kept[int, Mapping]) -> Iterator[Reference]:
    for each in found:
        node = each.node
        if isinstance(node, Condition):
            if node.op in COUNTED:
                yield from _listed(each, node.op, COUNTED[node.op], mappings)
        elif node.op == "question":
            yield _reference(each.asked, node.text, place_of(node, mappings), _use(each), each.groups)
        elif node.op in ADDRESSED:
            yield from _listed(each, node.op, Use.SEVERAL, mappings)


def _use(each: Found) -> Use:
    if isinstance(each.under, Condition) and each.under.op == "answered":
        return Use.GIVEN
    return Use.SEVERAL if each.several else Use.ONE


def _listed(each: Found, key: str, use: Use, mappings: Kept[int, Mapping]) -> Iterator[Reference]:
    """Yield the addresses of the list behind a key of a condition or a value."""
    mapping = mappings.get(id(each.node))
    for text in text_nodes(mapping, key) if mapping else ():
        yield _reference(each.asked, text.text.strip(), text.place, use, each.groups)


def _reference(asked: Asked, address: str, place: Place, use: Use, groups: tuple[str, ...]) -> Reference:
    return Reference(asked.asker, asked.part, asked.key, address, place, use, groups)


def _of_groups(placed: tuple[Placed, ...], addresses: Addresses, mappings: Kept[int, Mapping]) -> Iterator[Reference]:
    for each in placed:
        group = each.question.group
        if group and group.as_many_as:
            asker = Asker(each.address, "", each.groups, addresses.order(each.question))
            place = _place(mappings[id(group)], "as-many-as")
            yield Reference(asker, group, "as-many-as", group.as_many_as, place, Use.ROWS, each.groups)


def _of_checks(asker: Asker, checks: tuple[Check, ...], mappings: Kept[int, Mapping]) -> Iterator[Reference]:
    for check in checks:
        place = _place(mappings[id(check)], "at")
        yield Reference(asker, check, "at", check.at, place, Use.BESIDE, asker.groups)


def _of_gaps(spec: Spec, mappings: Kept[int, Mapping]) -> Iterator[Reference]:
    for outcome in spec.outcomes:
        if outcome.gaps:
            for text in text_nodes(mappings[id(outcome.gaps)], "in"):
                yield Reference(FORM, outcome, "in", text.text.strip(), text.place, Use.WITHIN, ())


def place_of(node: Condition | Value, mappings: Kept[int, Mapping], key: str = "") -> Place:
    """Return where what a condition or value says behind a key was written, or where it begins."""
    mapping = mappings.get(id(node))
    return _place(mapping, key or node.op) if mapping else node.place


def _place(mapping: Mapping, key: str) -> Place:
    """Return where the text behind a key stands, or the key itself, where something else stands behind it."""
    entry = next((each for each in mapping.entries if each.key.text == key), None)
    if entry is None:
        return mapping.place
    return entry.value.place if isinstance(entry.value, Text) else entry.key.place
