"""Photos and files of an action: what was done, to be seen.

Here lives that one is given out, taken off, put back, and said of what it shows. Whoever sees an action sees its files.
Whoever added one may take it off or say something else of it, and so may whoever follows up the actions of others; its
history says that, with what the file was called and what was said of it before.
What it holds is kept for a day at least, so that it can be put back, and goes with the tidying.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa

from engine.stored_file import StoredFile
from formspec.attaching import MOST
from webapp.deeds import Deed
from webapp.rights import Act, Reach
from webapp.storage import action_file_statements, file_statements
from webapp.storage import action_statements as statements
from webapp.storage.action_failures import TooManyFiles
from webapp.storage.action_statements import Action
from webapp.storage.actions import Actions
from webapp.storage.failures import ActionMoved, NotYours, Unknown
from webapp.storage.identifiers import is_id, storable
from webapp.storage.opened import now

_FILE = "The file"


@dataclass(frozen=True, slots=True)
class Undoing:
    """The files of an action, by their checksums, that somebody may take off, and those that they may put back."""

    remove: frozenset[str] = frozenset()
    put_back: frozenset[str] = frozenset()


class ActionFiles(Actions):
    """The files of the actions that are kept."""

    def action_files(self, action: Action) -> tuple[StoredFile, ...]:
        """Return the files that stand in an action, the first first. Raises NotYours."""
        self._require_action(Act.SEE_ACTIONS, action)
        with self._database.reading(_FILE) as connection:
            return action_file_statements.standing(connection, action.id)

    def undoing(self, action: Action) -> Undoing:
        """Return what of an action's files this person may undo. Raises NotYours."""
        self._require_action(Act.SEE_ACTIONS, action)
        if not self.may_follow_up(action):
            return Undoing()
        with self._database.reading(_FILE) as connection:
            return self._undoing(connection, action)

    def remove_action_file(self, action_id: str, sha256: str) -> None:
        """Take a file off an action. Raises Unknown where it does not stand there, and NotYours."""
        with self._database.writing(_FILE) as connection:
            action = self._held_action(connection, action_id)
            files = _with(sha256, action_file_statements.standing(connection, action_id))
            if sha256 not in self._undoing(connection, action).remove:
                raise NotYours
            entry = replace(self._entry_after(action), removed=files)
            statements.change(connection, action_id, entry)
            file_statements.renew(connection, sha256, now=now())
            self._note_files(connection, Deed.ACTION_FILE_REMOVED, action_id, files)

    def caption_action_file(self, action_id: str, sha256: str, caption: str, *, instead_of: str) -> None:
        """Say of a file of an action what it shows, `instead_of` what stood there; the same words change nothing.

        Raises ActionMoved where something else is said of it by now, Unknown where it does not stand there, NotYours.
        """
        with self._database.writing(_FILE) as connection:
            action = self._held_action(connection, action_id)
            files = _with(sha256, action_file_statements.standing(connection, action_id))
            if sha256 not in self._undoing(connection, action).remove:
                raise NotYours
            said, words = files[0].caption, storable(caption)
            if said == words:
                return
            if said != instead_of:
                raise ActionMoved(action.revision)
            entry = replace(self._entry_after(action), files=(replace(files[0], caption=words),), removed=files)
            statements.change(connection, action_id, entry)
            self._note_files(connection, Deed.ACTION_FILE_CAPTIONED, action_id, files)

    def put_action_file_back(self, action_id: str, sha256: str) -> None:
        """Let a file stand in an action again that was taken off; one that stands there stays.

        Raises TooManyFiles, Unknown where it is not kept any more, and NotYours.
        """
        with self._database.writing(_FILE) as connection:
            action = self._held_action(connection, action_id)
            there = action_file_statements.standing(connection, action_id)
            if sha256 in {each.sha256 for each in there}:
                return
            if len(there) >= MOST:
                raise TooManyFiles(MOST)
            history = statements.history(connection, action_id)
            files = _with(sha256, (file for each in history for file in each.removed))
            if not file_statements.renew(connection, sha256, now=now()):
                raise Unknown("This file is not kept any more.")
            if sha256 not in self._undoing(connection, action).put_back:
                raise NotYours
            entry = replace(self._entry_after(action), files=files)
            statements.change(connection, action_id, entry)
            self._note_files(connection, Deed.ACTION_FILE_PUT_BACK, action_id, files)

    def _held_action(self, connection: sa.Connection, action_id: str) -> Action:
        """Return an action that this person follows up and nobody else changes meanwhile. Raises NotYours."""
        found = statements.action(connection, action_id, hold=True) if is_id(action_id) else None
        if found is None or not self._reaches_action(Act.SEE_ACTIONS, found):
            raise NotYours
        self._require_action(Act.CHANGE_ACTIONS, found)
        return found

    def _undoing(self, connection: sa.Connection, action: Action) -> Undoing:
        """Return what this person may undo: who ever added a file may remove it, and who removed it puts it back."""
        stand, added, removed = set[str](), defaultdict[str, set[str]](set), dict[str, set[str]]()
        for entry in statements.history(connection, action.id):
            for file in entry.removed:
                stand.discard(file.sha256)
                removed[file.sha256] = {entry.author}
            for file in entry.files:
                removed.pop(file.sha256, None)
                stand.add(file.sha256)
                added[file.sha256].add(entry.author)
        kept = file_statements.kept(connection, self._theirs(removed))
        return Undoing(remove=self._theirs({each: added[each] for each in stand}), put_back=kept)

    def _theirs(self, done: Mapping[str, set[str]]) -> frozenset[str]:
        """Return of what was done to files what this person did, or all where they follow up the actions of others."""
        everything = self._viewer.reach(Act.CHANGE_ACTIONS) > Reach.OWN
        return frozenset(name for name, authors in done.items() if everything or self._viewer.id in authors)


def _with(sha256: str, files: Iterable[StoredFile]) -> tuple[StoredFile, ...]:
    """Return the last of some files that has a checksum. Raises Unknown where none has."""
    found = {each.sha256: each for each in files}
    if sha256 not in found:
        raise Unknown("There is no such file.")
    return (found[sha256],)
