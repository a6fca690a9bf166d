"""How long things are kept: holds, the lists of what is kept, and what stands for what was erased.

Here lives what may happen to a hold. When a record is due is not for storage to say: its form does. Erasing lives in
`erasing`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import record_statements
from webapp.storage import retention_statements as statements
from webapp.storage import statements as draft_statements
from webapp.storage.failures import Unknown
from webapp.storage.identifiers import is_id, new_id, storable
from webapp.storage.opened import Opened, now
from webapp.storage.retention_statements import Hold, KeptDraft, KeptRecord
from webapp.storage.stored import Tombstone
from webapp.storage.tables import drafts, records
from webapp.storage.trail_tables import tombstones

_HOLD = "The hold"
_KEPT = "What is kept"
_PAGE = 100


@dataclass(frozen=True, slots=True)
class Chain:
    """What holds answers of the same record or draft, each to be erased by an order of its own."""

    records: tuple[KeptRecord, ...]
    drafts: tuple[KeptDraft, ...]


class Retention(Opened):
    """What is kept, for how long, and what stands for what is not."""

    def hold_record(self, record_id: str, reason: str, *, by: str = "") -> Hold:
        """Say that a record must not be erased; `by` is who says so, where there are no accounts.

        Raises Unknown and NotYours.
        """
        with self._database.writing(_HOLD) as connection:
            record = record_statements.held_record(connection, record_id) if is_id(record_id) else None
            if record is None:
                raise Unknown("There is no such record.")
            self._require_reach(Act.RETAIN, record)
            made = Hold(
                id=new_id(),
                record=record_id,
                reason=storable(reason),
                placed_by=self._viewer.id or storable(by),
                placed=now(),
            )
            statements.add_hold(connection, made)
            self._note(connection, Deed.RECORD_HELD, record_id, hold=made.id)
        return made

    def release_hold(self, hold_id: str) -> str:
        """Let a hold stand no more, and return the id of its record; one that was released stays so.

        Raises Unknown and NotYours.
        """
        with self._database.writing(_HOLD) as connection:
            found = statements.hold(connection, hold_id) if is_id(hold_id) else None
            record = record_statements.held_record(connection, found.record) if found else None
            if found is None or record is None:
                raise Unknown("There is no such hold.")
            self._require_reach(Act.RETAIN, record)
            if found.released is None:
                statements.release(connection, hold_id, by=self._viewer.id, now=now())
                self._note(connection, Deed.RECORD_RELEASED, record.id, hold=hold_id)
        return record.id

    def holds(self, record_id: str) -> tuple[Hold, ...]:
        """Return every hold that a record has or had, the first first; none where this person may not see them."""
        if not is_id(record_id):
            return ()
        with self._database.reading(_HOLD) as connection:
            record = record_statements.record(connection, record_id)
            if record is None or not self.reaches(Act.RETAIN, record):
                return ()
            return statements.holds_of(connection, record_id)

    def kept_records(self) -> tuple[KeptRecord, ...]:
        """Return every record without its document, those that were undone and trials too, the oldest first."""
        with self._database.reading(_KEPT) as connection:
            return statements.kept_records(connection, self._within(Act.RETAIN, records))

    def kept_record(self, record_id: str) -> KeptRecord | None:
        """Return a record without its document; None where this person may not decide what becomes of it."""
        with self._database.reading(_KEPT) as connection:
            found = statements.kept_record(connection, record_id) if is_id(record_id) else None
            whole = record_statements.record(connection, record_id) if found else None
        return found if whole is not None and self.reaches(Act.RETAIN, whole) else None

    def kept_draft(self, draft_id: str) -> KeptDraft | None:
        """Return a draft without what was typed; None where this person may not decide what becomes of it."""
        with self._database.reading(_KEPT) as connection:
            found = statements.kept_draft(connection, draft_id) if is_id(draft_id) else None
            whole = draft_statements.draft(connection, draft_id) if found else None
        return found if whole is not None and self.reaches(Act.RETAIN, whole) else None

    def chain(self, thing: str) -> Chain:
        """Return what else holds answers of a record or a draft: those it was made of, and those made of it."""
        with self._database.reading(_KEPT) as connection:
            others = sorted(statements.chain(connection, thing) - {thing}) if is_id(thing) else []
        found = tuple(each for each in map(self.kept_record, others) if each is not None)
        drafts_found = tuple(each for each in map(self.kept_draft, others) if each is not None)
        return Chain(found, tuple(each for each in drafts_found if each.state != "submitted"))

    def kept_documents(self, form: str) -> Iterator[tuple[str, str]]:
        """Yield the ids and texts of a form's records, a page of them in memory at a time."""
        after = ""
        while True:
            with self._database.reading(_KEPT) as connection:
                within = self._within(Act.RETAIN, records)
                page = statements.kept_documents(connection, form, within, after=after, limit=_PAGE)
            yield from page
            if len(page) < _PAGE:
                return
            after, _ = page[-1]

    def idle_drafts(self, *, before: datetime) -> tuple[KeptDraft, ...]:
        """Return the drafts that were discarded, and the open ones not changed since a moment, the oldest first."""
        with self._database.reading(_KEPT) as connection:
            return statements.idle_drafts(connection, self._within(Act.RETAIN, drafts), before=before)

    def tombstone(self, thing: str) -> Tombstone | None:
        """Return what stands for a record or a draft that was erased; None where this person could not have seen it."""
        if not is_id(thing):
            return None
        with self._database.reading(_KEPT) as connection:
            found = statements.tombstone(connection, thing)
        if found is None:
            return None
        seen = Act.READ_RECORDS if found.kind == "record" else Act.FILL_IN
        return found if self.reaches(seen, found) or self.reaches(Act.RETAIN, found) else None

    def tombstones(self, *, limit: int = _PAGE) -> tuple[Tombstone, ...]:
        """Return what stands for what was erased last, the latest first."""
        with self._database.reading(_KEPT) as connection:
            return statements.all_tombstones(connection, self._within(Act.RETAIN, tombstones), limit=limit)
