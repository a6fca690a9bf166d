"""Drafts: forms being filled in, begun, saved, and put away.

Here lives what may happen to a draft until it is a record. The rule for merging lives in `merge`, carrying a draft to
another version in `carrying`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import sqlalchemy as sa

from engine.notes import apart
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import aside_statements, record_statements, statements, text_statements
from webapp.storage.failures import DraftClosed, DraftMoved, NotYours, ReissuedAlready, Unknown
from webapp.storage.identifiers import is_id, new_id, storable
from webapp.storage.merge import Group, merge
from webapp.storage.opened import Opened, now
from webapp.storage.stored import ORDINARY, Draft, Entry, Record, Saved
from webapp.storage.tables import drafts
from webapp.storage.texts import never_used

Settle = Callable[[Mapping[str, str], Mapping[str, str], Mapping[str, str]], tuple[str, ...]]
Require = Callable[[Draft], None]
"""Raises where a draft, which nobody else can change just then, is not to be saved after all."""
_DRAFT = "The draft"
_ANSWERS = "What you entered"


class Drafts(Opened):
    """The drafts that are kept."""

    def start_draft(
        self,
        form: str,
        version: int,
        *,
        entries: Mapping[str, str] | None = None,
        reissues: str = "",
        report: str = "",
        access: str = ORDINARY,
    ) -> Draft:
        """Begin a draft of a version that is pinned, with the entries given.

        `access` is the level that the form declares, `reissues` is the record that a submission of it re-issues,
        `report` what became of that record's answers. Raises Unknown when the version is not pinned, or there is no
        such record, and ReissuedAlready when a record stands that re-issues it, or an open draft is to, on any version.
        """
        draft = new_draft(form, version, entries=entries or {}, report=report)
        return self._begin(replace(draft, reissues=reissues, access=access))

    def start_from(
        self,
        record_id: str,
        form: str,
        version: int,
        *,
        entries: Mapping[str, str],
        report: str = "",
        access: str = ORDINARY,
    ) -> Draft:
        """Begin a draft with entries that a record gave, which it does not re-issue.

        Raises Unknown when the version is not pinned, or there is no such record.
        """
        draft = new_draft(form, version, entries=entries, report=report)
        return self._begin(replace(draft, starts_from=record_id, access=access))

    def start_trial(self, form: str, version: int, sha256: str, text: bytes, *, access: str = ORDINARY) -> Draft:
        """Begin a draft of a text that need not be published, to be kept apart from all others."""
        self._require(Act.WRITE_SPECS)
        trial = replace(new_draft(form, version, entries={}), sha256=sha256, trial=True, access=access)
        trial = replace(trial, owner=self._viewer.id)
        with self._database.writing(_DRAFT) as connection:
            text_statements.keep_text(connection, sha256, text, now=now())
            statements.add_draft(connection, trial)
            self._note(connection, Deed.DRAFT_BEGUN, trial.id, trial=1)
        return trial

    def draft(self, draft_id: str) -> Draft | None:
        """Return a draft in any state; None when there is none."""
        if not is_id(draft_id):
            return None
        with self._database.reading(_DRAFT) as connection:
            found = statements.draft(connection, draft_id)
        return found if found is not None and self.reaches(Act.FILL_IN, found) else None

    def drafts(self, *, trial: bool = False, to: Act = Act.FILL_IN) -> tuple[Draft, ...]:
        """Return the drafts that are open, the last changed first: the trials, or all others, where `to` reaches."""
        with self._database.reading("Your drafts") as connection:
            return statements.open_drafts(connection, self._within(to, drafts), trial=trial)

    def began(self, draft: Draft) -> bool:
        """Return whether a draft is this person's own, and not one that they were let into; without accounts any is."""
        return self._viewer.anybody or draft.owner == self._viewer.id

    def history(self, draft_id: str) -> tuple[Entry, ...]:
        """Return everything that was ever saved in a draft, oldest first."""
        if self.draft(draft_id) is None:
            return ()
        with self._database.reading(_DRAFT) as connection:
            return statements.history(connection, draft_id)

    def save(  # noqa: PLR0913 (each is one thing that was sent, or that is known of it)
        self,
        draft_id: str,
        *,
        base: int,
        posted: Mapping[str, str],
        groups: Iterable[Group] = (),
        settle: Settle | None = None,
        on_top_of: Mapping[str, str] = MappingProxyType({}),
        asked: str = "",
        require: Require | None = None,
    ) -> Saved:
        """Keep what was typed, merged with what was saved since the revision `base` that the person saw.

        `posted` holds every input that the person had before them, "" for a blank one. `groups` are the inputs that
        make one answer together, and are kept or not as one. A `base` that the draft has not come to counts as having
        seen nothing. What clashes is set aside. `settle` says which inputs are to be blank after all, given what the
        person saw, what stood there, and what stands there now. `on_top_of` are the texts that some of what is posted
        was made from, whatever the person saw: something was added to what stood there. `asked` is the checksum of the
        spec text that asks for what is posted: a draft that was carried to another one meanwhile is closed to it, ""
        says that any may hold it. `require` is asked of the draft as it is saved, in the same transaction. Raises what
        that does, DraftClosed and Unknown.
        """
        with self._database.writing(_ANSWERS) as connection:
            draft = self._held_draft(connection, draft_id)
            require_asked(draft, asked)
            seen = {**seen_at(connection, draft, base), **on_top_of}
            saved = self._save(
                connection, draft, seen=seen, posted=posted, groups=groups, settle=settle, require=require
            )
            aside_statements.keep_refused(connection, saved, by=self._viewer.id, now=now(), but=on_top_of)
            return saved

    def seen(self, draft: Draft, base: int) -> Mapping[str, str]:
        """Return what a draft of this person held at a revision; nothing for one that it has not come to."""
        self._require_reach(Act.FILL_IN, draft)
        with self._database.reading(_DRAFT) as connection:
            return seen_at(connection, draft, base)

    def discard(self, draft_id: str, *, base: int) -> None:
        """Put a draft away; one that was put away stays so.

        Only who began it does that. Raises DraftMoved when the draft is not at the revision `base`, DraftClosed when it
        was submitted, Unknown and NotYours.
        """
        with self._database.writing("The change") as connection:
            draft = self._held_draft(connection, draft_id)
            if not self.began(draft):
                raise NotYours
            if draft.state == "discarded":
                return
            require_open(draft)
            require_unmoved(draft, base)
            statements.close_draft(connection, draft_id, "discarded", now=now())
            self._note(connection, Deed.DRAFT_DISCARDED, draft_id)

    def _held_draft(self, connection: sa.Connection, draft_id: str) -> Draft:
        """Return a draft of this person that nobody else can change until the transaction ends. Raises Unknown."""
        draft = held_draft(connection, draft_id)
        self._require_reach(Act.FILL_IN, draft)
        return draft

    def _save(  # noqa: PLR0913 (as those of `save`)
        self,
        connection: sa.Connection,
        draft: Draft,
        *,
        seen: Mapping[str, str],
        posted: Mapping[str, str],
        groups: Iterable[Group] = (),
        settle: Settle | None = None,
        require: Require | None = None,
    ) -> Saved:
        """Do what `save` says to a draft that is held, given what the person saw."""
        require_open(draft)
        if require:
            require(draft)
        typed = {name: storable(value) for name, value in posted.items()}
        accepted, conflicts = merge(seen, draft.kept, typed, groups=groups)
        if not accepted:
            return Saved(draft, conflicts)
        cleared = settle(seen, draft.entries, next_revision(draft, accepted).entries) if settle else ()
        accepted |= dict.fromkeys(cleared, "")
        changed = next_revision(draft, accepted)
        statements.add_revision(connection, changed, accepted, by=self._viewer.id)
        self._note(connection, Deed.DRAFT_SAVED, draft.id, revision=changed.revision)
        return Saved(changed, conflicts, cleared)

    def _begin(self, draft: Draft) -> Draft:
        """Keep a new draft of the text that its version is pinned with."""
        self._require(Act.REISSUE if draft.reissues else Act.FILL_IN)
        source = draft.reissues or draft.starts_from
        with self._database.writing(_DRAFT) as connection:
            sha256 = text_statements.pinned_sha256(connection, draft.form, draft.version)
            if sha256 is None:
                raise never_used(draft.form, draft.version)
            if source:
                before = _required_record(connection, source)
                self._require_reach(Act.READ_RECORDS, before)
                if draft.reissues:
                    self._require_reach(Act.REISSUE, before)
            if draft.reissues:
                _require_no_draft(connection, draft.reissues)
                require_no_reissue(connection, draft.reissues)
            begun = replace(draft, sha256=sha256, owner=self._viewer.id)
            statements.add_draft(connection, begun)
            if source:
                self._note(connection, Deed.RECORD_READ, source)
            self._note(connection, Deed.DRAFT_BEGUN, begun.id, **source_of(begun))
        return begun


def source_of(draft: Draft) -> dict[str, str]:
    """Return the record that a draft re-issues, or began from, as the audit trail keeps it."""
    said = {"reissues": draft.reissues, "from": draft.starts_from}
    return {name: record for name, record in said.items() if record}


def held_draft(connection: sa.Connection, draft_id: str) -> Draft:
    """Return a draft that nobody else can change until the transaction ends. Raises Unknown."""
    draft = statements.held_draft(connection, draft_id) if is_id(draft_id) else None
    if draft is None:
        raise Unknown("There is no such draft.")
    return draft


def require_open(draft: Draft) -> None:
    """Raise DraftClosed unless a draft can still be changed."""
    if draft.state != "open":
        raise DraftClosed(draft.state)


def require_asked(draft: Draft, sha256: str) -> None:
    """Raise DraftClosed where a draft that is open is no longer asked with a spec text; "" stands for any."""
    if draft.state == "open" and sha256 and draft.sha256 != sha256:
        raise DraftClosed("carried forward")


def require_unmoved(draft: Draft, base: int) -> None:
    """Raise DraftMoved unless a draft is at the revision that was seen."""
    if draft.revision != base:
        raise DraftMoved(draft.revision)


def require_no_reissue(connection: sa.Connection, record_id: str) -> None:
    """Raise ReissuedAlready when a record stands that re-issues this one."""
    for made in record_statements.reissued_by(connection, record_id):
        raise ReissuedAlready(made.id)


def next_revision(draft: Draft, accepted: Mapping[str, str]) -> Draft:
    """Return a draft with what was accepted: one revision further."""
    entries, notes = apart({name: value for name, value in {**draft.kept, **accepted}.items() if value})
    return replace(draft, entries=entries, notes=notes, revision=draft.revision + 1, changed=now())


def new_draft(form: str, version: int, *, entries: Mapping[str, str], report: str = "") -> Draft:
    """Return a draft that is not kept yet, of a text that is still to be said."""
    moment, filled = now(), {name: text for name, value in entries.items() if (text := storable(value))}
    return Draft(
        id=new_id(),
        form=form,
        version=version,
        sha256="",
        entries=filled,
        revision=1 if filled else 0,
        created=moment,
        changed=moment,
        state="open",
        report=report,
    )


def _required_record(connection: sa.Connection, record_id: str) -> Record:
    """Return a record that nobody else can undo until the transaction ends. Raises Unknown when there is none."""
    record = record_statements.held_record(connection, record_id) if is_id(record_id) else None
    if record is None or record.undone is not None or record.trial:
        raise Unknown("There is no such record to begin from.")
    return record


def _require_no_draft(connection: sa.Connection, record_id: str) -> None:
    """Raise ReissuedAlready when an open draft is to re-issue this record."""
    for begun in statements.reissuing(connection, record_id):
        raise ReissuedAlready(begun)


def seen_at(connection: sa.Connection, draft: Draft, base: int) -> Mapping[str, str]:
    """Return everything that a draft kept at a revision; nothing for one that it has not come to."""
    if base == draft.revision:
        return draft.kept
    return statements.entries(connection, draft.id, base) if 0 < base < draft.revision else {}
