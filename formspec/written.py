"""A model together with where each of its parts was written.

Here lives the link from a part of the model back to the keys in the source, so that a rule can point at the value that
is wrong. It exists while a spec is being checked, and no longer.
"""

from dataclasses import dataclass, field

from formspec.model import Column, Option, Policy, Prompt, Question, Section, Spec
from formspec.nodes import Mapping, Place, Text
from formspec.problem import Level, Problem

Part = Spec | Policy | Section | Question | Column | Prompt | Option


@dataclass(frozen=True, slots=True)
class Written:
    """A leniently built spec, with the mapping that each of its parts came from."""

    spec: Spec
    root: Mapping
    mappings: dict[int, Mapping] = field(default_factory=dict)

    def mapping(self, part: object) -> Mapping:
        """Return the keys that a part was written with."""
        return self.mappings.get(id(part), self.root)

    def has(self, part: object, key: str) -> bool:
        """Say whether the part was written with the key."""
        return key in self.mapping(part).index

    def names(self, column: Column) -> bool:
        """Say whether the column was written here with its id, and not taken over by a question that changes it."""
        own = self.mapping(column).get("id")
        return bool(column.id) and isinstance(own, Text) and own.text.strip() == column.id

    def place(self, part: object, key: str = "") -> Place:
        """Return where a key's value stands, or where the part begins when it has no such key."""
        mapping = self.mapping(part)
        value = mapping.get(key) if key else None
        return value.place if value is not None else mapping.place

    def key_place(self, part: object, key: str) -> Place:
        """Return where a key itself stands, or where the part begins."""
        mapping = self.mapping(part)
        return next((each.key.place for each in mapping.entries if each.key.text == key), mapping.place)


def error(place: Place, rule: str, message: str) -> Problem:
    """Return an error at a place."""
    return Problem(place.line, place.column, rule, message)


def warning(place: Place, rule: str, message: str) -> Problem:
    """Return a warning at a place."""
    return Problem(place.line, place.column, rule, message, Level.WARNING)
