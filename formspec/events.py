"""The shape of the events that the source reader walks, so that what looks at them need not know the library."""

from enum import Enum, auto
from typing import Protocol

from formspec.nodes import Place


class Sort(Enum):
    """What an event says: a text, the beginning of a list or a mapping, or the end of the one begun last."""

    TEXT = auto()
    LIST = auto()
    MAPPING = auto()
    END = auto()


class Mark(Protocol):
    """A position: all three count from 0, in characters."""

    index: int
    line: int
    column: int


class Event(Protocol):
    """What is used of an event; the fields after the marks stand only on the kinds that have them."""

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    version: object
    tags: object
    flow_style: bool


def place_of(mark: Mark) -> Place:
    """Return a position as people count: from 1."""
    return Place(mark.line + 1, mark.column + 1)
