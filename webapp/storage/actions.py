"""Actions: what is followed up after something was submitted, by whom, and how it went.

Here lives what may happen to an action: that it is seen, changed and added to a concern. Whoever reads the record sees
it, and whoever it was given to sees the action itself. Each change adds an entry to its history, which nobody edits.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from engine.follow_up import Raised
from engine.stored_file import StoredFile
from engine.subject import subject_key
from formspec.attaching import MOST
from webapp.action_state import UNFINISHED, Standing, State, reason_for
from webapp.deeds import Deed
from webapp.rights import RIGHTS, Act
from webapp.storage import (
    account_statements,
    action_file_statements,
    file_statements,
    outbox_statements,
    record_statements,
    register_statements,
)
from webapp.storage import action_statements as statements
from webapp.storage.account_statements import Account
from webapp.storage.action_failures import FileGone, TooManyFiles
from webapp.storage.action_statements import Action, Chosen, Entry, Left
from webapp.storage.action_tables import actions
from webapp.storage.failures import ActionMoved, NotYours, ReasonMissing, Unknown
from webapp.storage.following import made_of
from webapp.storage.identifiers import is_id, mark_of, storable
from webapp.storage.opened import Opened, now
from webapp.storage.outbox_statements import Message
from webapp.storage.stored import ORDINARY, Record
from webapp.storage.tables import records

Tell = Callable[[Account, Action], Message]
"""Writes to somebody that an action was given to them."""
_ACTION = "The action"
_ACTIONS = "The actions"
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Subject:
    """What actions are about, by name, how many of those that were chosen are about it, and the id of one of them."""

    name: str
    number: int
    one: str


class Actions(Opened):
    """The actions that are kept."""

    def action(self, action_id: str) -> Action | None:
        """Return an action; None when there is none, or it is not for this person to see."""
        if not is_id(action_id):
            return None
        with self._database.reading(_ACTION) as connection:
            found = statements.action(connection, action_id)
        return found if found is not None and self._reaches_action(Act.SEE_ACTIONS, found) else None

    def actions_of(self, record: Record) -> tuple[Action, ...]:
        """Return the actions that stand in a record, as far as this person sees them."""
        with self._database.reading(_ACTIONS) as connection:
            found = statements.of_record(connection, record.id)
        return tuple(each for each in found if self._reaches_action(Act.SEE_ACTIONS, each))

    def numbered_actions(self, record_id: str) -> dict[int, Action]:
        """Return the actions of a record that this person sees, by their place in it; those added by hand come last."""
        with self._database.reading(_ACTIONS) as connection:
            found = statements.of_record(connection, record_id)
        return {each.number: each for each in found if self._reaches_action(Act.SEE_ACTIONS, each)}

    def actions(self, chosen: Chosen, *, skip: int = 0, limit: int | None = _PAGE) -> tuple[Action, ...]:
        """Return the actions that are chosen and that this person sees, what is due first before the rest."""
        with self._database.reading(_ACTIONS) as connection:
            return statements.chosen(
                connection, self._seen(), self._as_named(connection, chosen), skip=skip, limit=limit
            )

    def actions_left(self) -> tuple[Left, ...]:
        """Return of all actions that are not finished and that this person sees, where they stand and their days."""
        with self._database.reading(_ACTIONS) as connection:
            return statements.left(connection, self._seen(), Chosen(UNFINISHED))

    def count_actions(self, chosen: Chosen) -> int:
        """Return how many actions are chosen that this person sees."""
        with self._database.reading(_ACTIONS) as connection:
            return statements.count(connection, self._seen(), self._as_named(connection, chosen))

    def action_subjects(self, chosen: Chosen) -> tuple[Subject, ...]:
        """Return what the chosen actions are about, by name.

        Names of one subject are one (`engine.subject`), and so are all names of an entry of a register.
        """
        with self._database.reading(_ACTIONS) as connection:
            found, entries = statements.subjects(connection, self._seen(), chosen), self._entries(connection)
        together: dict[str, Subject] = {}
        for name, (number, one) in sorted(found.items()):
            meant = entries.get(subject_key(name), name)
            known = together.get(subject_key(meant), Subject(meant, 0, one))
            together[subject_key(meant)] = replace(known, number=known.number + number)
        return tuple(sorted(together.values(), key=lambda each: each.name.casefold()))

    def action_history(self, action: Action) -> tuple[Entry, ...]:
        """Return every entry of an action, the first first. Raises NotYours."""
        self._require_action(Act.SEE_ACTIONS, action)
        with self._database.reading(_ACTION) as connection:
            return statements.history(connection, action.id)

    def may_follow_up(self, action: Action) -> bool:
        """Return whether an action is for this person to change."""
        return self._reaches_action(Act.CHANGE_ACTIONS, action)

    def action_owners(self) -> tuple[Account, ...]:
        """Return everybody whom an action can be given to, by name. Raises NotYours to those who give none."""
        self._require(Act.CHANGE_ACTIONS)
        with self._database.reading("The accounts") as connection:
            return tuple(filter(follows_up, account_statements.accounts(connection)))

    def change_action(
        self,
        action_id: str,
        *,
        base: int,
        standing: Standing,
        note: str,
        files: Iterable[StoredFile] = (),
        tell: Tell | None = None,
    ) -> Action:
        """Let an action stand otherwise, or add a note or files to it; what changes nothing and adds none is not kept.

        What the `files` hold is kept already; one that stands there stays as it is. `tell` writes to whoever it is
        given to by this, if that is somebody else than who gives it. Raises ActionMoved when it is not at the revision
        `base`, ReasonMissing where the change has to be explained, FileGone and TooManyFiles, Unknown where nobody like
        that follows up actions, and NotYours.
        """
        with self._database.writing(_ACTION) as connection:
            before = statements.action(connection, action_id, hold=True) if is_id(action_id) else None
            if before is None or not self._reaches_action(Act.SEE_ACTIONS, before):
                raise NotYours
            self._require_action(Act.CHANGE_ACTIONS, before)
            if before.revision != base:
                raise ActionMoved(before.revision)
            after, said = _storable(standing), storable(note).strip()
            missing = None if said else reason_for(before.standing, after)
            if missing is not None:
                raise ReasonMissing(missing)
            added = _to_add(connection, action_id, files)
            if after == before.standing and not said and not added:
                return before
            entry = replace(self._entry_after(before), standing=after, note=said, files=added)
            statements.change(connection, action_id, entry)
            changed = replace(before, revision=entry.revision, changed=entry.moment, standing=after)
            self._hand_over(connection, changed, before.standing.owner, tell)
            state = after.state.value
            self._note(connection, Deed.ACTION_CHANGED, action_id, revision=entry.revision, state=state)
            self._note_files(connection, Deed.ACTION_FILE_ADDED, action_id, added)
        return changed

    def is_repeated(
        self, action: Action, *, base: int, standing: Standing, note: str, files: Iterable[StoredFile]
    ) -> bool:
        """Return whether this person changed an action just so when it was at a revision. Raises NotYours."""
        then = next((each for each in self.action_history(action) if each.revision == base + 1), None)
        said = (self._viewer.id, _storable(standing), storable(note).strip())
        if then is None or (then.author, then.standing, then.note) != said:
            return False
        return {each.sha256 for each in files} <= {each.sha256 for each in then.files}

    def add_action(self, record_id: str, raised: Raised, *, owner: str, tell: Tell | None = None) -> Action:
        """Add an action by hand to a concern of a record, whose address and question `raised` has.

        `tell` is as for `change_action`. Raises Unknown, also where nobody like that follows up actions, and NotYours.
        """
        with self._database.writing(_ACTION) as connection:
            record = record_statements.held_record(connection, record_id) if is_id(record_id) else None
            if record is None:
                raise NotYours
            self._require_reach(Act.READ_RECORDS, record)
            self._require_reach(Act.CHANGE_ACTIONS, record)
            if record.undone is not None or record.trial:
                raise Unknown("This record does not count, so nothing is followed up in it.")
            standing = _storable(Standing(State.OPEN, owner, raised.who, raised.due))
            moment = _not_before(record.submitted)
            number = 1 + max((each.number for each in statements.of_record(connection, record_id)), default=-1)
            made = made_of(record, raised, standing, number=number, by_hand=True)
            made = replace(made, made=moment, changed=moment)
            statements.add(connection, made, Entry(1, moment, self._viewer.id, standing, ""))
            self._hand_over(connection, made, "", tell)
            self._note(connection, Deed.ACTION_ADDED, made.id, record=record_id)
        return made

    def _seen(self) -> sa.ColumnElement[bool]:
        """Return the condition of the actions that this person sees: of records within reach, and their own."""
        within = self._within(Act.SEE_ACTIONS, records)
        if not self._viewer.id or not self._viewer.may(Act.SEE_ACTIONS):
            return within
        return sa.or_(within, actions.c.owner == self._viewer.id)

    def _as_named(self, connection: sa.Connection, chosen: Chosen) -> Chosen:
        """Return a choice with every name that records give the subject of those that it names."""
        if chosen.about is None:
            return chosen
        known, entries = record_statements.every_subject(connection), self._entries(connection)
        names = frozenset(chosen.about)
        keys = {key for each in names if (key := _meant(each, entries))}
        same = tuple(each for each in known if each in names or _meant(each, entries) in keys)
        return replace(chosen, about=same)

    def _entries(self, connection: sa.Connection) -> Mapping[str, str]:
        """Return the name of the entry that is meant by each name, by its key; none for who may not read registers."""
        return register_statements.named(connection) if self._viewer.may(Act.READ_REGISTERS) else {}

    def _reaches_action(self, act: Act, action: Action) -> bool:
        own = bool(self._viewer.id) and self._viewer.id in {action.standing.owner, action.began, *action.joined}
        return self._comes_to(act, own=own, sealed=action.access != ORDINARY or action.form in self._viewer.sealed)

    def _require_action(self, act: Act, action: Action) -> None:
        if not self._reaches_action(act, action):
            raise NotYours

    def _entry_after(self, before: Action) -> Entry:
        """Return the next entry of the history of an action, by this person, in which nothing changes yet."""
        return Entry(before.revision + 1, _not_before(before.changed), self._viewer.id, before.standing, "")

    def _note_files(self, connection: sa.Connection, deed: Deed, action_id: str, files: Iterable[StoredFile]) -> None:
        for each in files:
            self._note(connection, deed, action_id, what=mark_of(each.sha256))

    def _hand_over(self, connection: sa.Connection, action: Action, before: str, tell: Tell | None) -> None:
        """Look at whom an action is given to, and write to them. Raises Unknown where they follow up nothing."""
        owner = action.standing.owner
        if owner in {"", before}:
            return
        found = account_statements.account(connection, owner) if is_id(owner) else None
        if found is None or not follows_up(found):
            raise Unknown("There is nobody like that who follows up actions.")
        if tell is not None and owner != self._viewer.id and not action.standing.state.is_closed:
            outbox_statements.add(connection, tell(found, action), now=now())


def follows_up(account: Account) -> bool:
    """Return whether an action can be given to an account."""
    return account.state == "active" and any(RIGHTS[Act.CHANGE_ACTIONS][role] for role in account.roles)


def _meant(name: str, entries: Mapping[str, str]) -> str:
    """Return the key of what a name means, given the names of entries by the keys of all their names."""
    key = subject_key(name)
    return subject_key(entries.get(key, key))


def _not_before(moment: datetime) -> datetime:
    """Return now, or a moment that is later still: a clock that was put back turns no history around."""
    return max(now(), moment)


def _to_add(connection: sa.Connection, action_id: str, files: Iterable[StoredFile]) -> tuple[StoredFile, ...]:
    """Return those files that an action does not have yet, once it is sure that their contents stay."""
    there = {each.sha256 for each in action_file_statements.standing(connection, action_id)}
    new = {each.sha256: each for each in files if each.sha256 not in there}
    if len(there) + len(new) > MOST and new:
        raise TooManyFiles(MOST)
    for sha256, each in sorted(new.items()):
        if not file_statements.renew(connection, sha256, now=now()):
            raise FileGone(each)
    return tuple(replace(each, name=storable(each.name), caption=storable(each.caption)) for each in new.values())


def _storable(standing: Standing) -> Standing:
    return replace(standing, owner=storable(standing.owner), who=" ".join(storable(standing.who).split()))
