"""A model together with where each of its parts was written.

Here lives the link from a part of the model back to the keys in the source, so that a rule can point at the value that
is wrong, and the parts of each sort in one row, so that a rule need not walk the tree for them. It exists while a spec
is being checked, and no longer.
"""

from dataclasses import dataclass
from functools import cached_property

from formspec.addresses import Addresses, Placed
from formspec.asking import Found, asked, found
from formspec.logic import Condition, Value
from formspec.model import Column, Option, Prompt, Question, Section, Spec
from formspec.nodes import Mapping, Place, Text
from formspec.problem import Level, Problem
from formspec.references import Reference, place_of, references
from formspec.sorts import Sorts


@dataclass(frozen=True)
class Written:
    """A leniently built spec, with the mapping that each of its parts came from (by the part's identity).

    `columns` holds every column once, however many questions share it; a question's own answer, and a column that a
    question changes, are columns as well. `texts` holds every text of the source that stands behind a key or a dash.
    """

    spec: Spec
    root: Mapping
    mappings: dict[int, Mapping]
    placed: tuple[Placed, ...]
    columns: tuple[Column, ...]
    options: tuple[Option, ...]
    prompts: tuple[Prompt, ...]
    texts: tuple[Text, ...]

    @cached_property
    def questions(self) -> tuple[tuple[Section, Question], ...]:
        """Every question with its section, those of groups included."""
        return tuple((each.section, each.question) for each in self.placed)

    @cached_property
    def addresses(self) -> Addresses:
        """What every address of the form names."""
        return Addresses(self.spec)

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """Every condition and value of the form, with who asks it."""
        return tuple(found(asked(self.spec, self.placed, self.addresses), self.addresses))

    @cached_property
    def sorts(self) -> Sorts:
        """What the answers and values of the form are to comparisons."""
        return Sorts(self.addresses)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every address that is written down, with who refers to it."""
        return tuple(references(self.spec, self.placed, self.found, self.addresses, self.mappings))

    def mapping(self, part: object) -> Mapping:
        """Return the keys that a part was written with."""
        return self.mappings.get(id(part), self.root)

    def has(self, part: object, key: str) -> bool:
        """Say whether the part was written with the key."""
        return key in self.mapping(part).index

    def is_plain(self, question: Question) -> bool:
        """Say whether a question is answered without columns, even where its columns could not be read."""
        return question.plain and self.mapping(question.columns[0]) is self.mapping(question)

    def place(self, part: object, key: str = "") -> Place:
        """Return where a key's value stands, or where the part begins when it has no such key."""
        mapping = self.mapping(part)
        value = mapping.get(key) if key else None
        return value.place if value is not None else mapping.place

    def at(self, logic: Condition | Value, key: str = "") -> Place:
        """Return where what a condition or value says behind a key stands, or where it begins."""
        return place_of(logic, self.mappings, key)

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
