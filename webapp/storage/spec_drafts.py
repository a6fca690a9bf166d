"""Spec drafts: the next versions of forms in the making, with every text that they had.

Here lives what may happen to a spec draft until it is published. The rule for merging lives in `line_merge`.
"""

from dataclasses import replace
from typing import NamedTuple

import sqlalchemy as sa

from formspec.release import Release, read_release, write_release
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import spec_draft_statements as statements
from webapp.storage.failures import DraftClosed, DraftMoved, Unknown
from webapp.storage.identifiers import is_id, new_id, storable
from webapp.storage.line_merge import merge_texts
from webapp.storage.opened import Opened, now
from webapp.storage.stored import SpecDraft, SpecSaved, SpecText

_DRAFT = "The draft of the form"
_TRIES = 2
"""How often a text is merged while others may save; then they wait for it."""


class SpecDrafts(Opened):
    """The spec drafts that are kept."""

    def start_spec_draft(self, form: str, base: int, text: str, author: str) -> SpecDraft:
        """Begin the next version of a form with a text: from the version `base`, or from none when that is 0."""
        self._require(Act.WRITE_SPECS)
        moment = now()
        draft = SpecDraft(
            id=new_id(),
            form=storable(form),
            base=base,
            text=as_kept(text),
            revision=1,
            author=storable(author),
            created=moment,
            changed=moment,
            state="open",
        )
        with self._database.writing(_DRAFT) as connection:
            statements.add(connection, draft)
            self._note(connection, Deed.SPEC_BEGUN, draft.id)
        return draft

    def spec_draft(self, draft_id: str) -> SpecDraft | None:
        """Return a spec draft in any state; None when there is none."""
        if not is_id(draft_id) or not self._viewer.may(Act.READ_DESK):
            return None
        with self._database.reading(_DRAFT) as connection:
            return statements.find(connection, draft_id)

    def spec_drafts(self) -> tuple[SpecDraft, ...]:
        """Return the spec drafts that are open, the last changed first."""
        if not self._viewer.may(Act.READ_DESK):
            return ()
        with self._database.reading(_DRAFT) as connection:
            return statements.all_open(connection)

    def spec_texts_of(self, draft_id: str) -> tuple[SpecText, ...]:
        """Return every text that a spec draft had, the first first."""
        if not is_id(draft_id) or not self._viewer.may(Act.READ_DESK):
            return ()
        with self._database.reading(_DRAFT) as connection:
            return statements.texts(connection, draft_id)

    def save_spec_draft(self, draft_id: str, *, base: int, text: str, author: str) -> SpecSaved:
        """Keep a text, merged line by line with what was saved since the revision `base` that its author saw.

        Where both changed the same lines, nothing is kept and the text that stands is given back. A `base` that the
        draft has not come to counts as having seen nothing. Merging takes time, so it is done before anybody has to
        wait for it, and again where somebody saved meanwhile. Raises DraftClosed and Unknown.
        """
        self._require(Act.WRITE_SPECS)
        yours = as_kept(text)
        for _ in range(_TRIES):
            with self._database.reading(_DRAFT) as connection:
                found = statements.find(connection, draft_id) if is_id(draft_id) else None
                seen = _seen(connection, found, base) if found else ""
            made = merge_texts(seen, found.text, yours) if found else None
            with self._database.writing(_DRAFT) as connection:
                draft = held_spec_draft(connection, draft_id)
                require_open(draft)
                if found is not None and draft.revision == found.revision:
                    return self._keep(connection, draft, made, _Sent(yours, storable(author)))
        with self._database.writing(_DRAFT) as connection:
            draft = held_spec_draft(connection, draft_id)
            require_open(draft)
            made = merge_texts(_seen(connection, draft, base), draft.text, yours)
            return self._keep(connection, draft, made, _Sent(yours, storable(author)))

    def _keep(self, connection: sa.Connection, draft: SpecDraft, made: str | None, sent: "_Sent") -> SpecSaved:
        """Keep what a text and the draft as it is came to, and note it where that changed the draft."""
        saved = _keep(connection, draft, made, sent)
        if saved.draft.revision != draft.revision:
            self._note(connection, Deed.SPEC_SAVED, draft.id, revision=saved.draft.revision)
        return saved

    def raise_spec_base(self, draft_id: str, version: int) -> None:
        """Keep that a spec draft has all of a version later than the one it was begun from.

        Raises DraftClosed and Unknown.
        """
        self._require(Act.WRITE_SPECS)
        with self._database.writing(_DRAFT) as connection:
            draft = held_spec_draft(connection, draft_id)
            require_open(draft)
            if version > draft.base:
                statements.begin_from(connection, draft_id, version)
                self._note(connection, Deed.SPEC_REBASED, draft_id, version=version)

    def discard_spec_draft(self, draft_id: str, *, base: int) -> None:
        """Put a spec draft away; one that was put away stays so.

        Raises DraftMoved when it is not at the revision `base`, DraftClosed when it was published, and Unknown.
        """
        self._require(Act.WRITE_SPECS)
        with self._database.writing("The change") as connection:
            draft = held_spec_draft(connection, draft_id)
            if draft.state == "discarded":
                return
            require_open(draft)
            require_unmoved(draft, base)
            statements.close(connection, draft_id, "discarded", now=now())
            self._note(connection, Deed.SPEC_DISCARDED, draft_id)

    def ask_to_publish(self, draft_id: str, base: int, asked: Release) -> None:
        """Ask for a second person's approval of a spec draft as it is; void as soon as its text changes.

        Raises DraftMoved when it is not at the revision `base`, DraftClosed and Unknown.
        """
        self._require(Act.PUBLISH)
        with self._database.writing("The request") as connection:
            draft = held_spec_draft(connection, draft_id)
            require_open(draft)
            require_unmoved(draft, base)
            statements.keep_request(connection, draft, write_release(asked), by=self._viewer.id, now=now())
            self._note(connection, Deed.SPEC_ASKED, draft_id, revision=draft.revision)

    def asked(self, draft_id: str) -> Release | None:
        """Return how a spec draft is asked to be published as it is now; None when it is not. Raises NotYours."""
        self._require(Act.READ_DESK)
        if not is_id(draft_id):
            return None
        with self._database.reading(_DRAFT) as connection:
            found = statements.request(connection, draft_id)
        return None if found is None else read_release(found).release

    def last_asked(self, draft_id: str) -> Release | None:
        """Return how a spec draft was last asked to be published, in whatever text; None when it never was.

        Raises NotYours.
        """
        self._require(Act.READ_DESK)
        if not is_id(draft_id):
            return None
        with self._database.reading(_DRAFT) as connection:
            found = statements.last_request(connection, draft_id)
        return None if found is None else read_release(found).release

    def every_asked(self) -> dict[str, Release]:
        """Return how spec drafts are asked to be published as they are now, by their ids. Raises NotYours."""
        self._require(Act.READ_DESK)
        with self._database.reading(_DRAFT) as connection:
            found = statements.requests(connection)
        read = {draft_id: read_release(data).release for draft_id, data in found.items()}
        return {draft_id: release for draft_id, release in read.items() if release}


class _Sent(NamedTuple):
    """A text that was sent, and who wrote it."""

    text: str
    author: str


def _seen(connection: sa.Connection, draft: SpecDraft, base: int) -> str:
    """Return the text of the revision that an author saw, "" when there was none."""
    return draft.text if base == draft.revision else statements.text_at(connection, draft.id, base) or ""


def _keep(connection: sa.Connection, draft: SpecDraft, made: str | None, sent: _Sent) -> SpecSaved:
    """Keep what a text and the draft as it is came to, None where they clash."""
    if made is None:
        return SpecSaved(draft, conflict=True, theirs=draft.text)
    if made == draft.text:
        return SpecSaved(draft, merged=made != sent.text)
    changed = replace(draft, text=made, revision=draft.revision + 1, changed=now())
    statements.add_revision(connection, changed, sent.author)
    return SpecSaved(changed, merged=made != sent.text)


def as_kept(text: str) -> str:
    """Return a text as it is kept: with the line ends of a file, whichever a browser sent."""
    return storable(text).replace("\r\n", "\n").replace("\r", "\n")


def held_spec_draft(connection: sa.Connection, draft_id: str) -> SpecDraft:
    """Return a spec draft that nobody else can change until the transaction ends. Raises Unknown."""
    draft = statements.hold(connection, draft_id) if is_id(draft_id) else None
    if draft is None:
        raise Unknown("There is no such draft of a form.")
    return draft


def require_open(draft: SpecDraft) -> None:
    """Raise DraftClosed unless a spec draft can still be changed."""
    if draft.state != "open":
        raise DraftClosed(draft.state)


def require_unmoved(draft: SpecDraft, base: int) -> None:
    """Raise DraftMoved unless a spec draft is at the revision that was seen."""
    if draft.revision != base:
        raise DraftMoved(draft.revision)
