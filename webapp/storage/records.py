"""Records: drafts that were submitted, each once, and records that were re-issued.

Here lives what may happen to a record: that it is made, and that a re-issue is undone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from engine.subject import subject_key
from webapp.deeds import Deed
from webapp.rights import Act, Reach
from webapp.storage import record_statements, statements, together_statements
from webapp.storage.concern_statements import gather_concerns
from webapp.storage.drafts import held_draft, require_no_reissue, require_open, require_unmoved, source_of
from webapp.storage.exported import AskedWith, Sealed, Selection
from webapp.storage.failures import NotYours, ReissueBegun, ReissuedSince, Unknown
from webapp.storage.following import follow_up
from webapp.storage.identifiers import is_id, storable
from webapp.storage.indexing import index_record
from webapp.storage.opened import Opened, now
from webapp.storage.record_statements import Wanted
from webapp.storage.soundness import require_sealed
from webapp.storage.stored import Document, Draft, Record, Submitted
from webapp.storage.tables import records

_PAGE = 50
_RECORD = "The submission"
_ALL = "What was submitted"


class Records(Opened):
    """The records that are kept."""

    def submit(
        self, draft_id: str, *, base: int, build: Callable[[Draft], Document], own_since: bool = False
    ) -> Submitted:
        """Make the draft a record of the document that `build` makes of it, once.

        `own_since` says that what this person's own account saved since the revision `base` may be in it unseen: their
        device sent it. Raises DraftMoved when the draft is not at that revision otherwise, DraftClosed, Unknown, what
        `build` raises, and ReissuedAlready, which can be for drafts that an older Formspec began: then nothing has
        changed. A letter is signed and not submitted: NotYours.
        """
        with self._database.writing(_RECORD) as connection:
            draft = held_draft(connection, draft_id)
            self._require_reach(Act.FILL_IN, draft)
            if draft.letter:
                raise NotYours
            kept = record_statements.record(connection, draft.id)
            if kept is not None:
                return Submitted(kept, repeated=True)
            if own_since and self._is_all_own(connection, draft, base):
                base = draft.revision
            return self._submit(connection, draft, base=base, build=build)

    def _submit(
        self, connection: sa.Connection, draft: Draft, *, base: int, build: Callable[[Draft], Document]
    ) -> Submitted:
        """Make a draft that is held, and is no record yet, the record of the document that `build` makes of it."""
        require_open(draft)
        require_unmoved(draft, base)
        owner, joined = draft.owner, draft.joined
        if draft.reissues:
            first = record_statements.held_record(connection, draft.reissues)
            owner, joined = (first.owner, joined | first.joined) if first else (owner, joined)
            require_no_reissue(connection, draft.reissues)
        record = replace(_record(draft, build(draft)), owner=owner, joined=joined)
        record_statements.add_record(connection, record)
        follow_up(connection, record, by=self._viewer.id)
        gather_concerns(connection, record)
        index_record(connection, record)
        if draft.reissues:
            together_statements.let_in_alike(connection, draft.reissues, draft.id)
        statements.close_draft(connection, draft.id, "submitted", now=now())
        self._note(connection, Deed.RECORD_SUBMITTED, draft.id, digest=record.digest, **source_of(draft))
        return Submitted(record, repeated=False)

    def _is_all_own(self, connection: sa.Connection, draft: Draft, base: int) -> bool:
        """Return whether this person's account made every revision of a draft after one, all of them by saving."""
        moved = any(each.revision > base for each in statements.carried_of(connection, draft.id))
        if moved or not self._viewer.id:
            return False
        own = statements.revisions_by(connection, draft.id, self._viewer.id, after=base)
        return own == draft.revision - base

    def record(self, record_id: str) -> Record | None:
        """Return a record, also one that was undone; None when there is none. Raises Damaged."""
        found = self.listed(record_id)
        if found is not None:
            require_sealed(found.id, found.document, found.digest)
        return found

    def listed(self, record_id: str) -> Record | None:
        """Return a record as lists and links name it; its document is not looked at, and is not to be given out."""
        if not is_id(record_id):
            return None
        with self._database.reading(_RECORD) as connection:
            found = record_statements.record(connection, record_id)
        return found if found is not None and self.reaches(Act.READ_RECORDS, found) else None

    def records(
        self,
        *,
        form: str | None = None,
        since: datetime | None = None,
        before: str | None = None,
        limit: int = _PAGE,
        trial: bool = False,
        to: Act = Act.READ_RECORDS,
    ) -> tuple[Record, ...]:
        """Return records, the latest first: of one form, submitted since a moment, older than the record `before`.

        Only those that `to` reaches.
        Those that were undone are left out, and so are trials, unless it is the trials that are wanted.
        """
        if before is not None and not is_id(before):
            return ()
        wanted = Wanted(self._within(to, records), form, since, trial)
        with self._database.reading(_ALL) as connection:
            return record_statements.latest_records(connection, wanted, before=before, limit=limit)

    def earlier(self, record: Record, *, also: Iterable[str] = (), limit: int = _PAGE) -> tuple[Record, ...]:
        """Return the records of the same form that were submitted before one and are about the same, the latest first.

        That is by name (`engine.subject`), `also` by other names of the same: one that is about nothing has none. Those
        of a trial are trials; those that were undone, or that this person does not reach, are left out.
        """
        keys = {key for name in (record.about, *also) if (key := subject_key(name))} if record.about.strip() else set()
        wanted = Wanted(self._within(Act.READ_RECORDS, records), record.form, None, record.trial)
        with self._database.reading(_ALL) as connection:
            names = record_statements.subjects(connection, wanted)
            about = tuple(each for each in names if subject_key(each) in keys)
            same = replace(wanted, about=about)
            return record_statements.latest_records(connection, same, before=record.id, limit=limit)

    def record_counts(self, form: str) -> dict[int, int]:
        """Return how many records of a form there are of each version that has any, trials and undone ones left out."""
        with self._database.reading(_ALL) as connection:
            wanted = Wanted(self._within(Act.COUNT_RECORDS, records), form, None, trial=False)
            return record_statements.counts(connection, wanted)

    def documents(
        self, *, form: str | None = None, since: datetime | None = None, trial: bool = False, as_kept: bool = False
    ) -> Iterator[str]:
        """Yield the text of records, the oldest first: of one form, or submitted since a moment.

        Those that were undone are left out, and so are trials, unless it is the trials that are wanted. However many
        there are, a page of them is in memory and no transaction stays open between pages. Raises Damaged at one that
        is, unless all are wanted `as_kept`.
        """
        wanted = Wanted(self._within(Act.READ_RECORDS, records), form, since, trial)
        return (each.text for each in self._sealed(wanted, as_kept=as_kept))

    def asked_with(self, selection: Selection) -> tuple[AskedWith, ...]:
        """Return the versions that the records of a selection were asked with, and how many there are of each."""
        with self._database.reading(_ALL) as connection:
            return record_statements.asked_with(connection, self._selected(selection))

    def sealed(self, selection: Selection) -> Iterator[Sealed]:
        """Yield the documents of the records of a selection, as `documents` does. Raises Damaged at one that is."""
        return self._sealed(self._selected(selection), as_kept=False)

    def _selected(self, selection: Selection) -> Wanted:
        within = self._within(Act.READ_RECORDS, records)
        return Wanted(within, selection.form, selection.since, False, selection.version, selection.until)

    def _sealed(self, wanted: Wanted, *, as_kept: bool) -> Iterator[Sealed]:
        after: tuple[datetime, str] | None = None
        while True:
            with self._database.reading(_ALL) as connection:
                page = record_statements.documents(connection, wanted, after=after, limit=_PAGE)
            for submitted, record_id, text, digest in page:
                if not as_kept:
                    require_sealed(record_id, text, digest)
                after = (submitted, record_id)
                yield Sealed(record_id, text, submitted)
            if len(page) < _PAGE:
                return

    def reissued_by(self, record_id: str) -> tuple[Record, ...]:
        """Return the records that re-issue one and were not undone, the oldest first."""
        if not is_id(record_id):
            return ()
        with self._database.reading(_RECORD) as connection:
            found = record_statements.reissued_by(connection, record_id)
        return tuple(each for each in found if self.reaches(Act.READ_RECORDS, each))

    def may_undo(self, record: Record) -> bool:
        """Return whether a re-issue is this person's to take back."""
        with self._database.reading(_RECORD) as connection:
            return self._may_undo(connection, record)

    def undo_reissue(self, record_id: str) -> Record:
        """Take a re-issue back: it stands in no list and no export any more, and opens by its id still.

        Whoever reaches only what is their own takes back what they made themselves. One that was undone stays so.
        Raises Unknown for what is no re-issue, ReissuedSince for one that was re-issued, ReissueBegun where an open
        draft is to re-issue it, and NotYours.
        """
        with self._database.writing("The change") as connection:
            record = record_statements.held_record(connection, record_id) if is_id(record_id) else None
            if record is None or not record.reissues:
                raise Unknown("This record re-issues no other one, so there is nothing to undo.")
            if not self._may_undo(connection, record):
                raise NotYours
            if record.undone is not None:
                return record
            if record_statements.reissued_by(connection, record_id):
                raise ReissuedSince
            for draft_id in statements.reissuing(connection, record_id):
                raise ReissueBegun(draft_id)
            undone = replace(record, undone=now())
            record_statements.undo(connection, undone)
            self._note(connection, Deed.RECORD_UNDONE, record_id)
        return undone

    def _may_undo(self, connection: sa.Connection, record: Record) -> bool:
        if not self.reaches(Act.REISSUE, record):
            return False
        made = statements.draft(connection, record.id)
        return self._viewer.reach(Act.REISSUE) > Reach.OWN or (made is not None and made.owner == self._viewer.id)

    def throw_away_trial(self, trial_id: str) -> bool:
        """Let a trial, begun or submitted, stand in no list any more; return whether there is one. Raises NotYours."""
        self._require(Act.WRITE_SPECS)
        with self._database.writing("The change") as connection:
            record = record_statements.held_record(connection, trial_id) if is_id(trial_id) else None
            if record is not None and record.trial and self.reaches(Act.FILL_IN, record):
                if record.undone is not None:
                    return True
                record_statements.undo(connection, replace(record, undone=now()))
                self._note(connection, Deed.TRIAL_THROWN_AWAY, trial_id)
                return True
            draft = statements.held_draft(connection, trial_id) if is_id(trial_id) else None
            if draft is None or not draft.trial or draft.state == "submitted" or not self.reaches(Act.FILL_IN, draft):
                return False
            if draft.state == "open":
                statements.close_draft(connection, trial_id, "discarded", now=now())
                self._note(connection, Deed.TRIAL_THROWN_AWAY, trial_id)
        return True


def _record(draft: Draft, document: Document) -> Record:
    return Record(
        id=draft.id,
        form=draft.form,
        version=draft.version,
        sha256=draft.sha256,
        submitted=document.submitted,
        about=storable(document.about),
        outcome=storable(document.outcome),
        concerns=document.concerns,
        actions=document.actions,
        document=document.text,
        digest=document.digest,
        trial=draft.trial,
        reissues=draft.reissues,
        access=draft.access,
    )
