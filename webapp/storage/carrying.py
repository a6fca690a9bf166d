"""Carrying a draft to another version, so that nothing of it is lost.

Here lives the move alone. What becomes of each answer is for the caller to say.
"""

from collections.abc import Mapping
from dataclasses import replace

from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import statements, text_statements
from webapp.storage.drafts import held_draft, next_revision, require_open, require_unmoved
from webapp.storage.identifiers import is_id, storable
from webapp.storage.opened import Opened
from webapp.storage.stored import ORDINARY, Carried, Draft
from webapp.storage.texts import never_used


class Carrying(Opened):
    """The drafts that were carried from one version to another."""

    def carry_draft(  # noqa: PLR0913 (each is one thing that the next version says)
        self,
        draft_id: str,
        *,
        base: int,
        version: int,
        sha256: str,
        entries: Mapping[str, str],
        report: str,
        access: str = ORDINARY,
    ) -> Draft:
        """Move an open draft to another version that is pinned, with just these entries from then on.

        `access` is the level of that version; a draft that was sensitive once stays so. What it held before stays in
        its history. Raises DraftMoved when the draft is not at the revision `base`, DraftClosed, and Unknown when there
        is no such draft, or the version is not pinned with this text.
        """
        with self._database.writing("The draft") as connection:
            draft = held_draft(connection, draft_id)
            self._require_reach(Act.FILL_IN, draft)
            require_open(draft)
            require_unmoved(draft, base)
            if text_statements.pinned_sha256(connection, draft.form, version) != sha256:
                raise never_used(draft.form, version)
            accepted = _changes(draft.entries, entries)
            moved = replace(next_revision(draft, accepted), version=version, sha256=sha256)
            moved = moved if access == ORDINARY else replace(moved, access=access)
            statements.add_revision(connection, moved, accepted, by=self._viewer.id)
            statements.add_carried(connection, _carried(draft, moved, report))
            self._note(connection, Deed.DRAFT_CARRIED, draft_id, version=version)
        return moved

    def carried(self, draft_id: str) -> tuple[Carried, ...]:
        """Return each time a draft was carried to another version, the first first."""
        if not is_id(draft_id):
            return ()
        with self._database.reading("The draft") as connection:
            found = statements.draft(connection, draft_id)
            if found is None or not self.reaches(Act.FILL_IN, found):
                return ()
            return statements.carried_of(connection, draft_id)


def _changes(kept: Mapping[str, str], entries: Mapping[str, str]) -> dict[str, str]:
    """Return what makes the kept entries these: a blank for each that has gone, and each that is new or other."""
    wanted = {name: storable(value) for name, value in entries.items()}
    gone = {name: "" for name in kept if not wanted.get(name)}
    return gone | {name: value for name, value in wanted.items() if value and kept.get(name) != value}


def _carried(before: Draft, moved: Draft, report: str) -> Carried:
    return Carried(
        draft=moved.id,
        revision=moved.revision,
        from_version=before.version,
        from_sha256=before.sha256,
        to_version=moved.version,
        to_sha256=moved.sha256,
        report=report,
        moved=moved.changed,
    )
