"""What storage gives out: frozen values, never rows.

Here lives the shape of a draft, a record, a spec in the making and what happens to them, and of what a file holds. How
they are kept lives in `tables`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from formspec.release import stands

ORDINARY = "ordinary"
"""The access level of a form that is not marked sensitive."""
DraftState = Literal["open", "submitted", "discarded"]
Erasable = Literal["record", "draft"]
"""What can be erased, by the word that is kept of it."""
SpecDraftState = Literal["open", "published", "discarded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form being filled in. `entries` holds what was typed, by input name; blank inputs are absent.

    `notes` are the entries of notes that belong to no question yet (`engine.notes`).

    `sha256` is the checksum of the spec text it is asked with. `revision` counts the saves that changed something. A
    `trial` is of a text that need not be published. `reissues` is the record that a submission of it would re-issue,
    `starts_from` one that it merely began with the answers of, `report` what became of those answers, as JSON; each is
    "" where there is none. `owner` is the account that began it, "" without accounts, `joined` are those that were let
    into it since, and `access` is the level that its form declares. `letter` is the request that its recipient fills it
    in for, and nobody else does, "" for none.
    """

    id: str
    form: str
    version: int
    sha256: str
    entries: Mapping[str, str]
    revision: int
    created: datetime
    changed: datetime
    state: DraftState
    trial: bool = False
    reissues: str = ""
    starts_from: str = ""
    report: str = ""
    owner: str = ""
    access: str = ORDINARY
    joined: frozenset[str] = frozenset()
    letter: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> Mapping[str, str]:
        """Everything that is kept of it, by name: the entries of answers and those of notes."""
        return {**self.entries, **self.notes} if self.notes else self.entries


@dataclass(frozen=True, slots=True)
class Entry:
    """One input of a draft as one save left it: "" is blank. `author` is the account that saved, "" without one."""

    revision: int
    name: str
    value: str
    saved: datetime
    author: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """What somebody typed in an answer, or in several, and what never stood, because somebody else changed them too.

    `op` names it among those of its draft. `texts` are the inputs that differed from what stood at `revision`.
    """

    op: str
    texts: Mapping[str, str]
    revision: int
    saved: datetime
    author: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An input of an answer that two people changed at once: what is kept, and what was posted and is not."""

    name: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: the draft as it is now, what could not be kept, and the inputs that it made blank."""

    draft: Draft
    conflicts: tuple[Conflict, ...]
    cleared: tuple[str, ...] = ()


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
    """A form that was submitted. It has the id of the draft that it was, and never changes.

    `sha256` is the checksum of the spec text it was asked with. `reissues` is the record that this one re-issues, ""
    for none; `undone` is when that was taken back, from when on it stands in no list. `owner` is the account of who
    filled it in, and of a re-issue of who filled in the first one; `joined` are those who worked on it, too.
    """

    id: str
    form: str
    version: int
    sha256: str
    submitted: datetime
    about: str
    outcome: str
    concerns: int
    actions: int
    document: str
    digest: str
    trial: bool = False
    reissues: str = ""
    undone: datetime | None = None
    owner: str = ""
    access: str = ORDINARY
    joined: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What stands for a record or a draft that was erased: what it was, why it went, and on whose order.

    `kind` says which of the two it was; `submitted` and `digest` are of a record alone. `ordered_by` and `seconded_by`
    are accounts, or the name that was typed where there are none; `owner` and `access` are those of what was erased.
    """

    id: str
    kind: Erasable
    form: str
    version: int
    submitted: datetime | None
    digest: str
    reason: str
    ordered_by: str
    seconded_by: str
    erased: datetime
    owner: str
    access: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on its way to the answer at an address of a draft: how large it is, and how many bytes have come.

    `id` is whoever sends it free to choose, `shows` the evidence prompt that it shows. `sha256` is "" until all of it
    is there and kept.
    """

    draft: str
    id: str
    address: str
    name: str
    size: int
    begun: datetime
    shows: str = ""
    owner: str = ""
    received: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A draft that was carried to another version: the revision that made, and the report of it as JSON."""

    draft: str
    revision: int
    from_version: int
    from_sha256: str
    to_version: int
    to_sha256: str
    report: str
    moved: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecDraft:
    """The next version of a form in the making.

    `base` is the version that it was begun from, 0 for a new form. `revision` counts its texts from 1.
    `author` began it.
    """

    id: str
    form: str
    base: int
    text: str
    revision: int
    author: str
    created: datetime
    changed: datetime
    state: SpecDraftState


@dataclass(frozen=True, slots=True)
class SpecText:
    """One of the texts that a spec draft had."""

    revision: int
    text: str
    author: str
    saved: datetime


@dataclass(frozen=True, slots=True)
class SpecSaved:
    """What became of a save of a spec draft.

    `draft` is the draft as it is now. When somebody else saved meanwhile, either `merged` says that it holds both, or
    `conflict` that the same lines were changed: nothing was kept then, and `theirs` is the text that stands.
    """

    draft: SpecDraft
    merged: bool = False
    conflict: bool = False
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A version that was published here, and from which day up to which it may be started."""

    form: str
    version: int
    in_force: date
    withdrawn: date | None

    def stands(self, day: date) -> bool:
        """Return whether the version may be started on a day."""
        return stands(self.in_force, self.withdrawn, day)


@dataclass(frozen=True, slots=True)
class StoredPublication:
    """The text of a version that was published here, and its words in other languages by their codes."""

    text: bytes
    translations: Mapping[str, bytes]
