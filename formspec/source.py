"""The source reader: bytes of a spec in, texts, lists and mappings with their places out, and every fault a `Problem`.

This is the only module that knows YAML. It walks libyaml's events and builds nothing but nodes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from yaml import CSafeLoader, MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from formspec.nodes import Entry, Listing, Mapping, Node, Place, Text
from formspec.problem import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: the outermost node, or None where reading had to stop; and every fault, in the file's order."""

    root: Node | None
    problems: tuple[Problem, ...]


def read(data: bytes) -> Source:
    """Read a spec; whatever the bytes are, the answer is a `Source`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Source(None, (Problem(line, 1, "encoding", "Save this file as UTF-8."),))
    reading = _Reading(text)
    try:
        root = reading.root()
    except MarkedYAMLError as error:
        place = _place_of_fault(error)
        reading.problems.append(Problem(place.line, place.column, "syntax", "This line cannot be read."))
        root = None
    except (YAMLError, UnicodeError):
        reading.problems.append(Problem(1, 1, "syntax", "This file cannot be read."))
        root = None
    return Source(root, tuple(sorted(reading.problems)))


def _place_of_fault(error: MarkedYAMLError) -> Place:
    mark = error.problem_mark or error.context_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


def _place(event: Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1)


class _Reading:
    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self.next = CSafeLoader(text).get_event

    def root(self) -> Node | None:
        self.next()
        event = self.next()
        if isinstance(event, StreamEndEvent):
            return Text("", Place(1, 1))
        return self.node(self.next())

    def node(self, event: Event) -> Node:
        place = _place(event)
        if isinstance(event, ScalarEvent):
            return Text(event.value, place, not event.style)
        if isinstance(event, SequenceStartEvent):
            return Listing(tuple(self.nodes()), place)
        if isinstance(event, MappingStartEvent):
            return Mapping(tuple(self.entries()), place)
        self.problems.append(Problem(place.line, place.column, "alias", "Put this text in quotes."))
        return Text("", place)

    def nodes(self) -> Iterator[Node]:
        while not isinstance(event := self.next(), SequenceEndEvent):
            yield self.node(event)

    def entries(self) -> Iterator[Entry]:
        seen: dict[str, int] = {}
        while not isinstance(event := self.next(), MappingEndEvent):
            key = self.node(event)
            value = self.node(self.next())
            if not isinstance(key, Text) or isinstance(event, AliasEvent):
                self.problems.append(Problem(key.place.line, key.place.column, "complex-key", "Write a plain key."))
            elif key.text in seen:
                first = seen[key.text]
                message = f"“{key.text}” is already given on line {first}. Keep one of the two."
                self.problems.append(Problem(key.place.line, key.place.column, "duplicate-key", message))
            else:
                seen[key.text] = key.place.line
                yield Entry(key, value)
