"""Texts of two records beside each other, as they are read.

Here lives that alone: which words are marked is the engine's to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.compare.wording import marked
from formspec.diff.words import Run

Said = tuple[str, str]
"""A text, and the question that it answers where that has to be said."""


@dataclass(frozen=True, slots=True)
class Text:
    """One of two texts as it is read: a lead of a word or two, and the runs of its words, marked or not."""

    lead: str
    runs: tuple[Run, ...]
    question: str = ""


def texts(before: Sequence[Said], now: Sequence[Said], *, alone: bool = False) -> Iterator[Text]:
    """Yield the texts of both sides, with the words marked that differ; alone, a side needs no lead."""
    if len(before) == len(now) == 1:
        (old, _), (new, _) = before[0], now[0]
        if old == new:
            yield Text("Both times", (Run("same", new),))
            return
        one, other = marked(old, new)
        yield from (Text("Before", one), Text("Now", other))
        return
    for lead, side in (("Before", before), ("Now", now)):
        for text, question in side:
            yield Text("" if alone else lead, (Run("same", text),), question)


def whole(text: str) -> tuple[Run, ...]:
    """Return a text with nothing marked."""
    return (Run("same", text),)
