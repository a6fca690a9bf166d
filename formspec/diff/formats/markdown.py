"""Changes as a Markdown document, for governors' papers and for whoever keeps specs in a repository."""

import re
from collections.abc import Iterator, Sequence

from formspec.diff.change import Change
from formspec.diff.formats.summary import HEADINGS, MEANINGS, affected, by_level, counted, has_texts, place

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_BEGINNING = re.compile(r"^([ \t]*(?=[-+=])|[ \t]*[0-9]+(?=[.)]))", re.MULTILINE)


def written(heading: str, changes: Sequence[Change]) -> str:
    """Return the changes under a heading for each level, the weightiest first."""
    return "\n".join([f"# {plain(heading)}", "", counted(changes), *_sections(changes)]) + "\n"


def _sections(changes: Sequence[Change]) -> Iterator[str]:
    for level, some in by_level(changes):
        yield from ("", f"## {HEADINGS[level]}", "", MEANINGS[level], "")
        for change in some:
            yield from entry(change)


def entry(change: Change) -> Iterator[str]:
    """Yield the lines of one change, as an entry of a list."""
    yield f"- **{plain(change.sentence)}**"
    yield f"  `{place(change)}`. Affects {affected(change)}."
    if has_texts(change):
        yield ""
        yield f"  Before: {_quoted(change.old)}"
        yield ""
        yield f"  After: {_quoted(change.new)}"
    yield ""


def _quoted(text: str) -> str:
    return "; ".join(plain(line) for line in text.split("\n")) if text else "nothing"


def within(text: str) -> str:
    """Return a plain text of several lines or paragraphs so that all of it stays in one entry of a list."""
    return "\n".join(f"  {line}" if line.strip() else "" for line in plain(text).split("\n")).strip()


def plain(text: str) -> str:
    """Return a text in which no sign means anything to Markdown."""
    return _BEGINNING.sub(r"\1\\", _SIGNS.sub(r"\\\1", text))
