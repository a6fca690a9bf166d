"""The only way to what is kept: specs as they were asked, drafts, records, and files.

Here lives what may happen to them, one transaction each. Statements live in `statements`, the rule for merging in
`merge`, connections in `database`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256 as checksum
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from webapp.storage import file_statements, record_statements, statements
from webapp.storage.database import Database
from webapp.storage.failures import DraftClosed, DraftMoved, PinnedDifferently, StorageError, Unknown
from webapp.storage.identifiers import is_checksum, is_id, new_id, storable
from webapp.storage.merge import Group, merge
from webapp.storage.stored import Conflict, Document, Draft, Entry, Record, Saved, StoredContent, Submitted

__all__ = [
    "Conflict",
    "Document",
    "Draft",
    "DraftClosed",
    "DraftMoved",
    "Entry",
    "PinnedDifferently",
    "Record",
    "Repository",
    "Saved",
    "StorageError",
    "StoredContent",
    "Submitted",
    "Unknown",
]
_PAGE = 50
_FORM = "The form"
_DRAFT = "The draft"
_ANSWERS = "What you entered"
_RECORD = "The submission"
_FILE = "The file"


class Repository:
    """What is kept, for as long as it is open. Safe to use from many threads."""

    def __init__(self, database: Database, *, closing: ExitStack) -> None:
        self._database = database
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

    def pin(self, form: str, version: int, sha256: str, text: bytes) -> None:
        """Keep the text that a version has.

        A text that nothing was asked with yet gives way to another one. Raises PinnedDifferently when something was.
        """
        with self._database.writing(_FORM) as connection:
            statements.pin_if_absent(connection, form, version, sha256=sha256, text=text, now=_now())
            if statements.pinned_sha256(connection, form, version) == sha256:
                return
            if statements.is_used(connection, form, version):
                raise PinnedDifferently(form, version)
            statements.replace_pin(connection, form, version, sha256=sha256, text=text, now=_now())

    def spec_text(self, form: str, version: int) -> bytes:
        """Return the text that a version was pinned with. Raises Unknown when it was not."""
        with self._database.reading(_FORM) as connection:
            text = statements.spec_text(connection, form, version)
        if text is None:
            raise Unknown(f"Version {version} of “{form}” was never used here.")
        return text

    def used_text(self, form: str, version: int) -> bytes | None:
        """Return the text that a version was used with; None while no draft was begun on it."""
        with self._database.reading(_FORM) as connection:
            return (
                statements.spec_text(connection, form, version)
                if statements.is_used(connection, form, version)
                else None
            )

    def start_draft(self, form: str, version: int) -> Draft:
        """Begin a draft of a version that is pinned. Raises Unknown when it is not."""
        now = _now()
        draft = Draft(
            id=new_id(), form=form, version=version, entries={}, revision=0, created=now, changed=now, state="open"
        )
        with self._database.writing(_DRAFT) as connection:
            if statements.pinned_sha256(connection, form, version) is None:
                raise Unknown(f"Version {version} of “{form}” was never used here.")
            statements.add_draft(connection, draft)
        return draft

    def draft(self, draft_id: str) -> Draft | None:
        """Return a draft in any state; None when there is none."""
        if not is_id(draft_id):
            return None
        with self._database.reading(_DRAFT) as connection:
            return statements.draft(connection, draft_id)

    def drafts(self) -> tuple[Draft, ...]:
        """Return the drafts that are open, the last changed first."""
        with self._database.reading("Your drafts") as connection:
            return statements.open_drafts(connection)

    def history(self, draft_id: str) -> tuple[Entry, ...]:
        """Return everything that was ever saved in a draft, oldest first."""
        if not is_id(draft_id):
            return ()
        with self._database.reading(_DRAFT) as connection:
            return statements.history(connection, draft_id)

    def save(self, draft_id: str, *, base: int, posted: Mapping[str, str], groups: Iterable[Group] = ()) -> Saved:
        """Keep what was typed, merged with what was saved since the revision `base` that the person saw.

        `posted` holds every input that the person had before them, "" for a blank one. `groups` are the inputs that
        make one answer together, and are kept or not as one. A `base` that the draft has not come to counts as having
        seen nothing. Raises DraftClosed and Unknown.
        """
        typed = {name: storable(value) for name, value in posted.items()}
        with self._database.writing(_ANSWERS) as connection:
            draft = _held_draft(connection, draft_id)
            _require_open(draft)
            accepted, conflicts = merge(_seen(connection, draft, base), draft.entries, typed, groups=groups)
            if not accepted:
                return Saved(draft, conflicts)
            changed = _changed(draft, accepted, now=_now())
            statements.add_entries(connection, changed, accepted)
        return Saved(changed, conflicts)

    def submit(self, draft_id: str, *, base: int, build: Callable[[Draft], Document]) -> Submitted:
        """Make the draft a record of the document that `build` makes of it, once.

        Raises DraftMoved when the draft is not at the revision `base`, DraftClosed, Unknown, and what `build` raises:
        then nothing has changed.
        """
        with self._database.writing(_RECORD) as connection:
            draft = _held_draft(connection, draft_id)
            kept = record_statements.record(connection, draft.id)
            if kept is not None:
                return Submitted(kept, repeated=True)
            _require_open(draft)
            _require_unmoved(draft, base)
            record = _record(draft, build(draft))
            record_statements.add_record(connection, record)
            statements.close_draft(connection, draft_id, "submitted", now=_now())
        return Submitted(record, repeated=False)

    def discard(self, draft_id: str, *, base: int) -> None:
        """Put a draft away; one that was put away stays so.

        Raises DraftMoved when the draft is not at the revision `base`, DraftClosed when it was submitted, and Unknown.
        """
        with self._database.writing("The change") as connection:
            draft = _held_draft(connection, draft_id)
            if draft.state == "discarded":
                return
            _require_open(draft)
            _require_unmoved(draft, base)
            statements.close_draft(connection, draft_id, "discarded", now=_now())

    def record(self, record_id: str) -> Record | None:
        """Return a record; None when there is none."""
        if not is_id(record_id):
            return None
        with self._database.reading(_RECORD) as connection:
            return record_statements.record(connection, record_id)

    def records(
        self,
        *,
        form: str | None = None,
        since: datetime | None = None,
        before: str | None = None,
        limit: int = _PAGE,
    ) -> tuple[Record, ...]:
        """Return records, the latest first: of one form, submitted since a moment, older than the record `before`."""
        if before is not None and not is_id(before):
            return ()
        with self._database.reading("What was submitted") as connection:
            return record_statements.latest_records(connection, form=form, since=since, before=before, limit=limit)

    def documents(self, *, form: str | None = None, since: datetime | None = None) -> Iterator[str]:
        """Yield the text of records, the oldest first: of one form, or submitted since a moment.

        However many there are, a page of them is in memory and no transaction stays open between pages.
        """
        after: tuple[datetime, str] | None = None
        while True:
            with self._database.reading("What was submitted") as connection:
                page = record_statements.documents(connection, form=form, since=since, after=after, limit=_PAGE)
            for submitted, record_id, text in page:
                after = (submitted, record_id)
                yield text
            if len(page) < _PAGE:
                return

    def keep_file(self, content: bytes, media_type: str) -> str:
        """Keep the content of a file, once however often it is given, and return its checksum."""
        kept = StoredContent(checksum(content).hexdigest(), media_type, content)
        with self._database.writing(_FILE) as connection:
            file_statements.add_if_absent(connection, kept, now=_now())
        return kept.sha256

    def file(self, sha256: str) -> StoredContent | None:
        """Return what was kept under a checksum; None when nothing was. Raises StorageError when it is damaged."""
        if not is_checksum(sha256):
            return None
        with self._database.reading(_FILE) as connection:
            kept = file_statements.content(connection, sha256)
        if kept is not None and checksum(kept.content).hexdigest() != sha256:
            raise StorageError(f"{_FILE} cannot be given out: it is damaged. Put a copy of the database back.")
        return kept


def _now() -> datetime:
    return datetime.now(UTC)


def _held_draft(connection: sa.Connection, draft_id: str) -> Draft:
    """Return a draft that nobody else can change until the transaction ends. Raises Unknown."""
    draft = statements.held_draft(connection, draft_id) if is_id(draft_id) else None
    if draft is None:
        raise Unknown("There is no such draft.")
    return draft


def _require_open(draft: Draft) -> None:
    if draft.state != "open":
        raise DraftClosed(draft.state)


def _require_unmoved(draft: Draft, base: int) -> None:
    if draft.revision != base:
        raise DraftMoved(draft.revision)


def _seen(connection: sa.Connection, draft: Draft, base: int) -> Mapping[str, str]:
    if base == draft.revision:
        return draft.entries
    return statements.entries(connection, draft.id, base) if 0 < base < draft.revision else {}


def _changed(draft: Draft, accepted: Mapping[str, str], *, now: datetime) -> Draft:
    entries = {name: value for name, value in {**draft.entries, **accepted}.items() if value}
    return replace(draft, entries=entries, revision=draft.revision + 1, changed=now)


def _record(draft: Draft, document: Document) -> Record:
    return Record(
        id=draft.id,
        form=draft.form,
        version=draft.version,
        submitted=document.submitted,
        about=storable(document.about),
        outcome=storable(document.outcome),
        concerns=document.concerns,
        actions=document.actions,
        document=document.text,
        digest=document.digest,
    )
