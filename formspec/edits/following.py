"""Whoever refers to a question, changed with its address.

Here lives the search for the addresses that are written down: in conditions, workings and checks, in what the form is
about, and in the places for answers within texts.
"""

from collections.abc import Iterator

from formspec.building import build
from formspec.edits.finding import walk
from formspec.edits.pieces import Path
from formspec.edits.revision import Revision
from formspec.nodes import Mapping, Place, Text
from formspec.placeholders import PLACEHOLDER
from formspec.records import SUBMITTED


def follow(revision: Revision, old: str, new: str) -> None:
    """Change every reference to an address, or to what stands within it, into one to another address."""
    root = revision.root
    referring = set(_places(root))
    for node, path in walk(root, ()):
        if isinstance(node, Text):
            words = node.text.strip()
            changed = _changed(words, old, new) if node.place in referring else _shown(words, old, new)
            if changed != words:
                _put(revision, path, changed)


def _places(root: Mapping) -> Iterator[Place]:
    """Yield where the addresses are written that something refers to."""
    written = build(root, "")
    yield from (each.place for each in written.references)
    for part in (written.spec.about, written.spec.completed_by):
        if part is not None:
            yield written.place(part, "question")
    retention = written.spec.retention
    if retention is not None and retention.from_ != SUBMITTED:
        yield written.place(retention, "from")


def _changed(words: str, old: str, new: str) -> str:
    return new + words[len(old) :] if words == old or words.startswith(f"{old}.") else words


def _shown(words: str, old: str, new: str) -> str:
    """Return words with the places for answers changed that show what has another address."""
    return PLACEHOLDER.sub(lambda found: f"(({_changed(found[1], old, new)}))", words)


def _put(revision: Revision, path: Path, words: str) -> None:
    *above, step = path
    if isinstance(step, int):
        revision.reword(tuple(above), step, words)
    else:
        revision.put(tuple(above), step, words)
