"""What is asked of the database about actions, each a function of the connection it is asked on.

Here live their shapes. An action may stand in several records, because a re-issue goes on with it; the one that it is
shown with is the latest that was not undone.
"""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from engine.stored_file import StoredFile
from webapp.action_state import SOON, UNFINISHED, Standing, State
from webapp.storage import action_file_statements, search_statements
from webapp.storage.action_file_statements import Had
from webapp.storage.action_tables import action_entries, action_files, action_notices, action_places, actions
from webapp.storage.tables import records
from webapp.storage.together_statements import joined_in, read_joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action that is followed up, and the record that it is shown with.

    `text` is what was written, word for word, `question` what was asked, `version` the earlier version that asked it,
    0 for the record's own. `by_hand` says that it was added to a concern afterwards. `address` is the cell that it
    came from, or the concern's, `number` its place among the actions of the record. `revision` counts the entries of
    its history. `began` is the account of who filled the record in, `joined` are those who worked on it; the rest is
    the record's own.
    """

    id: str
    text: str
    question: str
    version: int
    by_hand: bool
    made: datetime
    revision: int
    changed: datetime
    standing: Standing
    record: str
    address: str
    number: int
    form: str
    sha256: str
    about: str
    submitted: datetime
    undone: datetime | None
    access: str
    began: str
    joined: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history of an action: how it stood from then on, by which account, and what was said.

    `files` were added with it, and `removed` are those that were taken off.
    """

    revision: int
    moment: datetime
    author: str
    standing: Standing
    note: str
    files: tuple[StoredFile, ...] = ()
    removed: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """An action that is chosen, by the record that it is shown with and its day alone."""

    record: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which actions are chosen: in one of some states, due in a span of days (both included), of whom, about what.

    None stands for any; `owner` is an account, `nobody` says that they are nobody's, `dayless` that they have no day.
    """

    states: tuple[State, ...] = tuple(State)
    due_from: date | None = None
    due_to: date | None = None
    owner: str | None = None
    nobody: bool = False
    dayless: bool = False
    about: tuple[str, ...] | None = None


def overdue(today: date) -> Chosen:
    """Return the choice of what should have been finished before a day."""
    return Chosen(UNFINISHED, due_to=date.fromordinal(today.toordinal() - 1))


def due_soon(today: date) -> Chosen:
    """Return the choice of what is due on a day or soon after it."""
    return Chosen(UNFINISHED, due_from=today, due_to=today + SOON)


_LATER, _THEN = action_places.alias("later"), records.alias("then")
_SHOWN_WITH = (
    sa.select(_LATER.c.record)
    .join(_THEN, _THEN.c.id == _LATER.c.record)
    .where(_LATER.c.action == actions.c.id)
    .order_by(_THEN.c.undone.is_not(None), _THEN.c.submitted.desc(), _THEN.c.id.desc())
    .limit(1)
    .correlate(actions)
    .scalar_subquery()
)
_STANDING = ("state", "owner", "who", "due")
_COLUMNS = (
    *actions.c,
    action_places.c.record,
    action_places.c.address,
    action_places.c.number,
    *(records.c[name] for name in ("form", "sha256", "about", "submitted", "undone", "access")),
    records.c.owner.label("began"),
    joined_in(records.c.id),
)
_TABLES = actions.join(action_places, action_places.c.action == actions.c.id).join(
    records, records.c.id == action_places.c.record
)
_WITH_RECORD = action_places.c.record == _SHOWN_WITH


def action(connection: sa.Connection, action_id: str, *, hold: bool = False) -> Action | None:
    """Return an action, None when there is none. With `hold` it stays as it is until the transaction ends."""
    if hold:
        connection.execute(sa.select(actions.c.id).where(actions.c.id == action_id).with_for_update()).all()
    asked = sa.select(*_COLUMNS).select_from(_TABLES).where(actions.c.id == action_id, _WITH_RECORD)
    row = connection.execute(asked).one_or_none()
    return _read(row) if row else None


def of_record(connection: sa.Connection, record_id: str) -> tuple[Action, ...]:
    """Return the actions that stand in a record, in its order: those that were added by hand last."""
    asked = sa.select(*_COLUMNS).select_from(_TABLES).where(action_places.c.record == record_id)
    asked = asked.order_by(action_places.c.number, actions.c.made, actions.c.id)
    return tuple(map(_read, connection.execute(asked)))


def chosen(
    connection: sa.Connection, within: sa.ColumnElement[bool], choice: Chosen, *, skip: int, limit: int | None
) -> tuple[Action, ...]:
    """Return actions within reach, what is due first before what is due later or never."""
    asked = sa.select(*_COLUMNS).select_from(_TABLES).where(*_conditions(within, choice))
    asked = asked.order_by(actions.c.due.is_(None), actions.c.due, actions.c.made, actions.c.id)
    return tuple(map(_read, connection.execute(asked.offset(skip).limit(limit))))


def left(connection: sa.Connection, within: sa.ColumnElement[bool], choice: Chosen) -> tuple[Left, ...]:
    """Return of the chosen actions within reach, in no order, where they stand and when they are due."""
    asked = sa.select(action_places.c.record, actions.c.due).select_from(_TABLES).where(*_conditions(within, choice))
    return tuple(Left(*row) for row in connection.execute(asked).all())


def count(connection: sa.Connection, within: sa.ColumnElement[bool], choice: Chosen) -> int:
    """Return how many actions within reach are chosen."""
    asked = sa.select(sa.func.count()).select_from(_TABLES).where(*_conditions(within, choice))
    return connection.scalar(asked) or 0


def subjects(connection: sa.Connection, within: sa.ColumnElement[bool], choice: Chosen) -> dict[str, tuple[int, str]]:
    """Return how many of the chosen actions there are of each name that a record gives as its subject, and one's id."""
    asked = sa.select(records.c.about, sa.func.count().label("number"), sa.func.min(actions.c.id).label("one"))
    asked = asked.select_from(_TABLES).where(*_conditions(within, choice)).group_by(records.c.about)
    return {row.about: (row.number, row.one) for row in connection.execute(asked)}


def history(connection: sa.Connection, action_id: str) -> tuple[Entry, ...]:
    """Return every entry of an action, the first first."""
    asked = sa.select(action_entries).where(action_entries.c.action == action_id).order_by(action_entries.c.revision)
    had = action_file_statements.of_action(connection, action_id)
    return tuple(_entry(row, had) for row in connection.execute(asked))


def histories(connection: sa.Connection, record_id: str) -> dict[str, tuple[Entry, ...]]:
    """Return the history of every action that stands in a record, by the action, the first entry first."""
    here = sa.select(action_places.c.action).where(action_places.c.record == record_id)
    asked = sa.select(action_entries).where(action_entries.c.action.in_(here)).order_by(action_entries.c.revision)
    had = action_file_statements.of_record(connection, record_id)
    found: dict[str, tuple[Entry, ...]] = {}
    for row in connection.execute(asked):
        found[row.action] = (*found.get(row.action, ()), _entry(row, had))
    return found


def add(connection: sa.Connection, made: Action, *history: Entry) -> None:
    """Keep a new action in its record, with its history so far."""
    values = {
        name: getattr(made, name)
        for name in ("id", "text", "question", "version", "by_hand", "made", "revision", "changed")
    }
    connection.execute(sa.insert(actions).values(**values, **_values(made.standing)))
    place(connection, made.id, made.record, made.address, number=made.number)
    for entry in history:
        _add_entry(connection, made.id, entry)
    index(connection, made.id)


def place(connection: sa.Connection, action_id: str, record_id: str, address: str, *, number: int) -> None:
    """Let an action stand in a record, too."""
    row = {"action": action_id, "record": record_id, "address": address, "number": number}
    connection.execute(sa.insert(action_places).values(row))


def change(connection: sa.Connection, action_id: str, entry: Entry) -> None:
    """Let an action stand as an entry says, which is added to its history."""
    now_so = {"revision": entry.revision, "changed": entry.moment, **_values(entry.standing)}
    connection.execute(sa.update(actions).where(actions.c.id == action_id).values(now_so))
    _add_entry(connection, action_id, entry)
    index(connection, action_id)


def index(connection: sa.Connection, action_id: str) -> None:
    """Let an action be found by its words: its text, its question, what was said, its files; not one that is gone."""
    asked = sa.select(actions.c.text, actions.c.question).where(actions.c.id == action_id).with_for_update()
    own = connection.execute(asked).one_or_none()
    if own is None:
        return
    said = sa.select(action_entries.c.who, action_entries.c.note).where(action_entries.c.action == action_id)
    texts = (*own, *(text for row in connection.execute(said) for text in row))
    texts += action_file_statements.words(connection, action_id)
    search_statements.keep(connection, "action", action_id, texts)


def seen(within: sa.ColumnElement[bool]) -> sa.Select[tuple[str]]:
    """Return the question for the ids of the actions within reach that stand in a record that counts."""
    return sa.select(actions.c.id).select_from(_TABLES).where(within, _WITH_RECORD, records.c.undone.is_(None))


def is_seen(action_id: sa.Column[str], within: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return the condition of an id that it is one of these actions'."""
    return seen(within).where(actions.c.id == action_id).exists()


def take_out(connection: sa.Connection, record_id: str) -> None:
    """Take a record's actions out with their history, but for those that stand in another record, too.

    Nobody changes one of them meanwhile, so that no entry is added to what goes.
    """
    here = sa.select(action_places.c.action).where(action_places.c.record == record_id)
    held = sa.select(actions.c.id).where(actions.c.id.in_(here)).order_by(actions.c.id)
    connection.execute(held.with_for_update()).all()
    connection.execute(sa.delete(action_places).where(action_places.c.record == record_id))
    nowhere = sa.select(actions.c.id).where(actions.c.id.not_in(sa.select(action_places.c.action)))
    search_statements.remove(connection, nowhere)
    for table in (action_notices, action_files, action_entries):
        connection.execute(sa.delete(table).where(table.c.action.in_(nowhere)))
    connection.execute(sa.delete(actions).where(actions.c.id.in_(nowhere)))


def _add_entry(connection: sa.Connection, action_id: str, entry: Entry) -> None:
    row = {"action": action_id, "revision": entry.revision, "moment": entry.moment, "author": entry.author}
    connection.execute(sa.insert(action_entries).values(**row, **_values(entry.standing), note=entry.note))
    action_file_statements.take_off(connection, action_id, entry.revision, entry.removed)
    action_file_statements.add(connection, action_id, entry.revision, entry.files)


def _values(standing: Standing) -> dict[str, object]:
    return {"state": standing.state.value, "owner": standing.owner, "who": standing.who, "due": standing.due}


def _conditions(within: sa.ColumnElement[bool], choice: Chosen) -> list[sa.ColumnElement[bool]]:
    found = [within, _WITH_RECORD, records.c.undone.is_(None)]
    found.append(actions.c.state.in_([each.value for each in choice.states]))
    if choice.due_from is not None:
        found.append(actions.c.due >= choice.due_from)
    if choice.due_to is not None:
        found.append(actions.c.due <= choice.due_to)
    if choice.owner is not None:
        found.append(actions.c.owner == choice.owner)
    if choice.nobody:
        found.append(sa.and_(actions.c.owner == "", actions.c.who == ""))
    if choice.dayless:
        found.append(actions.c.due.is_(None))
    if choice.about is not None:
        found.append(records.c.about.in_(choice.about))
    return found


def _entry(row: sa.Row[tuple[object, ...]], had: Had) -> Entry:
    kept = row._mapping
    at = kept["action"], kept["revision"]
    files, removed = had.added.get(at, ()), had.removed.get(at, ())
    return Entry(kept["revision"], kept["moment"], kept["author"], _standing(row), kept["note"], files, removed)


def _standing(row: sa.Row[tuple[object, ...]]) -> Standing:
    kept = row._mapping
    return Standing(State(kept["state"]), kept["owner"], kept["who"], kept["due"])


def _read(row: sa.Row[tuple[object, ...]]) -> Action:
    kept = {name: value for name, value in row._mapping.items() if name not in _STANDING}
    return Action(**{**kept, "joined": read_joined(kept["joined"])}, standing=_standing(row))
