"""What the reader read: text, lists and mappings, each with its line and column, before any language rule.

Here live the three node shapes and their plain JSON form. Nothing here knows YAML, and nothing here knows what a
form is. Text stays text: `No`, `1.10`, `12:30` and `001234` are the characters that were typed. The small shapes, of
which a source holds many, are named tuples: they are made in half the time of a frozen dataclass.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """A position in the source: line and column from 1, the column in characters."""

    line: int
    column: int


class Text(NamedTuple):
    """A scalar as typed. `plain` is false when it stood in quotes or in a block; `empty` when nothing was typed.

    Its place is kept as two numbers, because few of a source's many texts are ever pointed at.
    """

    text: str
    line: int
    column: int
    plain: bool = True

    @property
    def place(self) -> Place:
        """Where the text begins."""
        return Place(self.line, self.column)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written (`key:` and no value), which differs from a quoted empty text."""
        return self.plain and not self.text


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    nodes: tuple["Node", ...]
    place: Place


class Entry(NamedTuple):
    """One `key: value` of a mapping."""

    key: Text
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order written; no key twice."""

    entries: tuple[Entry, ...]
    place: Place
    index: dict[str, "Node"] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the values by key, unless whoever made the entries has done so."""
        if not self.index:
            object.__setattr__(self, "index", {entry.key.text: entry.value for entry in self.entries})

    def get(self, key: str) -> "Node | None":
        """Return the value under `key`, or None."""
        return self.index.get(key)


Json = dict[str, "Json"] | list["Json"] | str | None
Node = Text | Listing | Mapping


def as_json(node: Node) -> Json:
    """Return the node as plain JSON: every scalar a string as typed, nothing written as null."""
    if isinstance(node, Text):
        return None if node.empty else node.text
    if isinstance(node, Listing):
        return [as_json(each) for each in node.nodes]
    return {entry.key.text: as_json(entry.value) for entry in node.entries}
