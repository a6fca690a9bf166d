"""What storage gives out: frozen values, never rows.

Here lives the shape of a draft, a record and what happens to them, and of what a file holds. How they are kept lives in
`tables`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DraftState = Literal["open", "submitted", "discarded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form being filled in. `entries` holds what was typed, by input name; blank inputs are absent.

    `revision` counts the saves that changed something.
    """

    id: str
    form: str
    version: int
    entries: Mapping[str, str]
    revision: int
    created: datetime
    changed: datetime
    state: DraftState


@dataclass(frozen=True, slots=True)
class Entry:
    """One input of a draft as one save left it: "" is blank."""

    revision: int
    name: str
    value: str
    saved: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """An input of an answer that two people changed at once: what is kept, and what was posted and is not."""

    name: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: the draft as it is now, and what could not be kept."""

    draft: Draft
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A submission made of a draft: the exact text to keep, its digest, and what lists show of it."""

    text: str
    digest: str
    about: str
    outcome: str
    concerns: int
    actions: int
    submitted: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A form that was submitted. It has the id of the draft that it was, and never changes."""

    id: str
    form: str
    version: int
    submitted: datetime
    about: str
    outcome: str
    concerns: int
    actions: int
    document: str
    digest: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of submitting: the record, and whether it was there already."""

    record: Record
    repeated: bool


@dataclass(frozen=True, slots=True)
class StoredContent:
    """What a file holds, under the checksum of it, with its media type. It has no name: answers name files."""

    sha256: str
    type: str
    content: bytes
