"""The shape of the events that the source reader walks, so that what looks at them need not know the library."""

from typing import Protocol

from formspec.nodes import Place


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
