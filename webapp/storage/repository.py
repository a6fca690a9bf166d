"""The only way to what is kept: specs, drafts, records, files, releases, accounts, sessions, and the audit trail.

Here lives the whole, put together of a part for each. What may happen to a thing lives in its part, one transaction
each; statements live in the modules named after them, connections in `database`.
"""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from webapp.rights import ANYBODY, Viewer
from webapp.storage.accounts import Accounts
from webapp.storage.action_files import ActionFiles
from webapp.storage.afterwards import ToldAfterwards
from webapp.storage.asides import Asides
from webapp.storage.calendars import Calendars
from webapp.storage.carrying import Carrying
from webapp.storage.catching_up import CatchingUp
from webapp.storage.challenges import Challenges
from webapp.storage.choices import Choices
from webapp.storage.database import Database
from webapp.storage.decisions import Decisions
from webapp.storage.erasing import Erasing
from webapp.storage.factors import Factors
from webapp.storage.failures import (
    DraftClosed,
    DraftMoved,
    NotYours,
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
from webapp.storage.finding import Finding
from webapp.storage.identities import Identities
from webapp.storage.letter_lists import LetterLists
from webapp.storage.letter_proof import LetterProof
from webapp.storage.letter_recipients import LetterRecipients
from webapp.storage.links import Links
from webapp.storage.operations import Operations
from webapp.storage.outbox import Outbox
from webapp.storage.overview import Overview
from webapp.storage.provenance import Provenances
from webapp.storage.publications import Publications
from webapp.storage.record_proof import RecordProof
from webapp.storage.records import Records
from webapp.storage.register_documents import RegisterDocuments
from webapp.storage.reminding import Reminding
from webapp.storage.retention import Retention
from webapp.storage.scans import Scans
from webapp.storage.searching import Searching
from webapp.storage.sessions import Sessions
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
from webapp.storage.taking_in import TakingIn
from webapp.storage.texts import Texts
from webapp.storage.tidying import Tidying
from webapp.storage.together import Together
from webapp.storage.trail import Trail
from webapp.storage.tries import Tries
from webapp.storage.uploads import Uploads
from webapp.storage.visits import Visits
from webapp.storage.words_away import WordsAway

__all__ = [
    "Carried",
    "Conflict",
    "Document",
    "Draft",
    "DraftClosed",
    "DraftMoved",
    "Entry",
    "NotYours",
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


class Repository(
    Texts,
    Operations,
    Asides,
    Together,
    Carrying,
    LetterRecipients,
    LetterLists,
    LetterProof,
    RecordProof,
    Records,
    RegisterDocuments,
    Scans,
    Searching,
    ActionFiles,
    ToldAfterwards,
    Decisions,
    Provenances,
    Overview,
    TakingIn,
    Files,
    Uploads,
    Retention,
    Erasing,
    Finding,
    Publications,
    SpecDrafts,
    Accounts,
    Choices,
    Identities,
    Links,
    Sessions,
    Tries,
    Visits,
    WordsAway,
    Outbox,
    Reminding,
    Calendars,
    Factors,
    Challenges,
    Trail,
    Tidying,
    CatchingUp,
):
    """What is kept, for as long as it is open, as one person sees it. Safe to use from many threads."""

    def __init__(self, database: Database, *, closing: ExitStack, viewer: Viewer = ANYBODY) -> None:
        super().__init__(database, viewer)
        self._closing = closing

    def seen_by(self, viewer: Viewer) -> Self:
        """Return the same repository as one person sees it, who reaches what the table of rights says."""
        return type(self)(self._database, closing=self._closing, viewer=viewer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, and of the lock on it."""
        self._closing.close()
