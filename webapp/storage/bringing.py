"""What came after a record elsewhere, brought in with the record: never over what is here already.

Here lives how a document of that becomes what is kept. Whoever did something elsewhere stays who they were there, and
is no account here, so that nothing is said to have been done by one that it did not do. An action, however, is given to
the account of its owner's address, if that follows up actions here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa

from engine.afterwards import document
from engine.afterwards.document import NOBODY, Afterwards, Followed, Person
from engine.follow_up import Raised
from engine.stored_file import StoredFile
from webapp.action_state import Standing, State
from webapp.storage import (
    account_statements,
    action_statements,
    decision_statements,
    outsider_statements,
    scan_statements,
)
from webapp.storage.accounts import email_as_kept
from webapp.storage.action_statements import Action, Entry
from webapp.storage.actions import follows_up
from webapp.storage.decision_statements import Answered, Condition, Counts, Decision
from webapp.storage.failures import NotTakenIn
from webapp.storage.following import follow_up, made_of
from webapp.storage.identifiers import is_id
from webapp.storage.stored import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came in with a record: how many decisions and actions, of how many of these the owner has no account here.

    `kept` says that something of it was here already and stands as it does here.
    """

    decisions: int = 0
    actions: int = 0
    strangers: int = 0
    kept: bool = False


def bring(connection: sa.Connection, record: Record, after: Afterwards | None) -> Brought:
    """Keep what came after a record that is kept already; where nothing is told of what it asks for, that is open.

    Raises NotTakenIn.
    """
    if after is None or (record.actions and not after.actions):
        follow_up(connection, record)
    if after is None:
        return Brought()
    new, more = 0, False
    for number, each in enumerate(after.actions):
        known = _here(connection, record, each)
        if known is None:
            _add(connection, record, each, number=number)
            new += 1
        else:
            action_statements.place(connection, each.id, record.id, each.address, number=number)
            more = more or is_longer(connection, each)
    for number, made in enumerate(after.decisions, 1):
        _decide(connection, record, made, number=number)
    for scan in after.scans:
        scan_statements.add(connection, record.id, scan.sha256, author="", now=scan.moment)
    strangers = sum(_is_strange(connection, each) for each in after.actions)
    return Brought(decisions=len(after.decisions), actions=new, strangers=strangers, kept=more)


def is_longer(connection: sa.Connection, followed: Followed) -> bool:
    """Return whether more was done about an action than is known of it here."""
    return len(followed.history) > len(action_statements.history(connection, followed.id))


def tells_more(connection: sa.Connection, after: Afterwards | None) -> bool:
    """Return whether something came after a record elsewhere that is not known here."""
    if after is None:
        return False
    decided = all(decision_statements.is_known(connection, each.id) for each in after.decisions)
    scanned = {each.sha256 for each in scan_statements.of_record(connection, after.submission)}
    more = not scanned.issuperset(each.sha256 for each in after.scans)
    return more or not decided or any(is_longer(connection, each) for each in after.actions)


def _here(connection: sa.Connection, record: Record, followed: Followed) -> Action | None:
    """Return an action that is here already, None for a new one. Raises NotTakenIn where it is another one here."""
    if not is_id(followed.id):
        raise NotTakenIn(f"the action {followed.id} has an id that Formspec never gives.")
    known = action_statements.action(connection, followed.id, hold=True)
    if known is None:
        return None
    own = (known.form, known.text, known.question, known.version, known.by_hand, known.made)
    first = followed.history[0].moment
    if own != (record.form, followed.text, followed.question, followed.version, followed.added, first):
        raise NotTakenIn(f"the action {followed.id} is here already, and it is another one than in the export.")
    return known


def _add(connection: sa.Connection, record: Record, followed: Followed, *, number: int) -> None:
    had = {file.sha256: file for each in followed.history for file in each.files}
    history = tuple(_entry(connection, place, each, had) for place, each in enumerate(followed.history, 1))
    raised = Raised(address=followed.address, question=followed.question, text=followed.text, version=followed.version)
    made = made_of(record, raised, history[-1].standing, number=number, by_hand=followed.added)
    first, last = history[0], history[-1]
    made = replace(made, id=followed.id, made=first.moment, changed=last.moment, revision=last.revision)
    action_statements.add(connection, made, *history)


def _entry(connection: sa.Connection, revision: int, entry: document.Entry, had: Mapping[str, StoredFile]) -> Entry:
    owner = _named(connection, entry.owner, _owner)
    standing = Standing(State(entry.state), owner, entry.who, entry.due)
    author = _named(connection, entry.by, outsider_statements.keep)
    removed = tuple(had[sha256] for sha256 in entry.removed)
    return Entry(revision, entry.moment, author, standing, entry.note, entry.files, removed)


def _named(connection: sa.Connection, person: Person, named: Callable[[sa.Connection, Person], str]) -> str:
    return "" if person == NOBODY else named(connection, person)


def _owner(connection: sa.Connection, person: Person) -> str:
    return _account(connection, person) or outsider_statements.keep(connection, person)


def _account(connection: sa.Connection, person: Person) -> str:
    """Return the account that somebody has here who follows up actions, "" for none."""
    found = account_statements.account_of(connection, email_as_kept(person.email)) if person.email else None
    return found.id if found is not None and follows_up(found) else ""


def _is_strange(connection: sa.Connection, followed: Followed) -> bool:
    """Return whether something is left to do about an action whose owner has no account here."""
    now = followed.history[-1]
    unfinished = not State(now.state).is_closed
    return unfinished and now.owner != NOBODY and not _account(connection, now.owner)


def _decide(connection: sa.Connection, record: Record, made: document.Decision, *, number: int) -> None:
    if not is_id(made.id):
        raise NotTakenIn(f"the decision {made.id} has an id that Formspec never gives.")
    if decision_statements.is_known(connection, made.id):
        raise NotTakenIn(f"the decision {made.id} is here already, on another submission than in the export.")
    by = made.by
    decision = Decision(
        id=made.id,
        record=record.id,
        number=number,
        moment=made.moment,
        author=outsider_statements.keep(connection, by) if by.email else "",
        who=by.name,
        option=made.option,
        words=made.words,
        reasons=made.reasons,
        counts=Counts(*made.concerns, *made.actions),
        warnings=tuple(Answered(each.check, each.message, each.reason) for each in made.warnings),
        conditions=tuple(Condition(each, "", State.OPEN, None) for each in made.conditions),
    )
    decision_statements.add(connection, decision)
