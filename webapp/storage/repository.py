"""The only way to what is kept: the texts of specs, drafts, records, files, releases, and specs in the making.

Here lives the whole, put together of a part for each. What may happen to a thing lives in its part, one transaction
each; statements live in the modules named after them, connections in `database`.
"""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from webapp.storage.carrying import Carrying
from webapp.storage.database import Database
from webapp.storage.drafts import Drafts
from webapp.storage.failures import (
    DraftClosed,
    DraftMoved,
    OutOfTurn,
    PinnedDifferently,
    PublishedDifferently,
    ReissueBegun,
    ReissuedAlready,
    ReissuedSince,
    StorageError,
    Unknown,
)
from webapp.storage.files import Files
from webapp.storage.publications import Publications
from webapp.storage.records import Records
from webapp.storage.spec_drafts import SpecDrafts
from webapp.storage.stored import (
    Carried,
    Conflict,
    Document,
    Draft,
    Entry,
    Record,
    Saved,
    SpecDraft,
    SpecSaved,
    SpecText,
    StoredContent,
    Submitted,
)
from webapp.storage.texts import Texts

__all__ = [
    "Carried",
    "Conflict",
    "Document",
    "Draft",
    "DraftClosed",
    "DraftMoved",
    "Entry",
    "OutOfTurn",
    "PinnedDifferently",
    "PublishedDifferently",
    "Record",
    "ReissueBegun",
    "ReissuedAlready",
    "ReissuedSince",
    "Repository",
    "Saved",
    "SpecDraft",
    "SpecSaved",
    "SpecText",
    "StorageError",
    "StoredContent",
    "Submitted",
    "Unknown",
]


class Repository(Texts, Drafts, Carrying, Records, Files, Publications, SpecDrafts):
    """What is kept, for as long as it is open. Safe to use from many threads."""

    def __init__(self, database: Database, *, closing: ExitStack) -> None:
        super().__init__(database)
        self._closing = closing

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, and of the lock on it."""
        self._closing.close()
