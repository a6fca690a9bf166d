"""Notes that belong to no question yet: what is written down on the way, to be put where it belongs later.

Here lives how a draft keeps them, as entries of their own whose names no answer can have, and how its document says
them. A note that was filed under a question stands in that answer; the note says where. None goes into a submission.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.envelope import MOST_LISTED
from engine.form import Form
from engine.json_value import Json
from engine.numbered import renaming
from engine.shapes import Shape, closed, listing, words

NOTES = "notes"
_PREFIX = "--note."
_FILED = ".filed"
_ID = re.compile("[0-9a-z]{12}")
Entries = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its id, what was written, and the name of the input that it was filed under, "" while it was not."""

    id: str
    text: str
    filed: str = ""


def is_note(name: str) -> bool:
    """Say whether an entry belongs to a note."""
    return name.startswith(_PREFIX)


def is_note_id(text: str) -> bool:
    """Say whether a text can be the id of a note."""
    return _ID.fullmatch(text) is not None


def name_of(note_id: str) -> str:
    """Return the name of the entry that holds what was written in a note."""
    return _PREFIX + note_id


def filed_name(note_id: str) -> str:
    """Return the name of the entry that says under which input a note was filed."""
    return _PREFIX + note_id + _FILED


def id_of(name: str) -> str:
    """Return the id of the note that an entry belongs to."""
    return name.removeprefix(_PREFIX).removesuffix(_FILED)


def apart(entries: Entries) -> tuple[dict[str, str], dict[str, str]]:
    """Return the entries of answers, and those of notes."""
    notes = {name: text for name, text in entries.items() if is_note(name)}
    return {name: text for name, text in entries.items() if name not in notes} if notes else dict(entries), notes


def notes_of(entries: Entries) -> tuple[Note, ...]:
    """Return the notes among entries, the first written first."""
    ids = (name.removeprefix(_PREFIX) for name, text in entries.items() if is_note(name) and text)
    found = sorted(each for each in ids if not each.endswith(_FILED))
    return tuple(Note(each, entries[name_of(each)], entries.get(filed_name(each), "")) for each in found)


def listed(form: Form, notes: Iterable[Note]) -> list[Json]:
    """Return notes as a document lists them; where one was filed with rows called 1, 2, 3."""
    _, names = renaming(form)
    said: list[Json] = []
    for note in notes:
        filed = names.get(note.filed, "")
        said.append({"text": note.text.strip(), **({"filed": filed} if filed else {})})
    return said


def shape() -> Shape:
    """Return the shape of the notes in the document of a draft."""
    return listing(closed({"text": words(), "filed": words()}, required=("text",)), least=1, most=MOST_LISTED)
