"""Changes as lines to be read in a terminal."""

from collections.abc import Iterator, Sequence

from formspec.diff.change import Change
from formspec.diff.formats.summary import affected, by_level, counted, has_texts, place
from formspec.diff.words import runs

_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "come": ("{+", "+}")}


def written(heading: str, changes: Sequence[Change]) -> str:
    """Return the changes, the weightiest first; within a text, what has gone is in [-…-] and what has come in {+…+}."""
    return "\n".join([heading, counted(changes), *_lines(changes)])


def _lines(changes: Sequence[Change]) -> Iterator[str]:
    for level, some in by_level(changes):
        for change in some:
            yield ""
            yield f"{level}: {place(change)}"
            yield f"  {change.sentence}"
            yield f"  Affects: {affected(change)}."
            if has_texts(change):
                yield from (f"  | {line}" for line in _marked(change).split("\n"))


def _marked(change: Change) -> str:
    return "".join(f"{_MARKS[mark][0]}{text}{_MARKS[mark][1]}" for mark, text in runs(change.old, change.new))
