"""What is asked of the database about decisions, each a function of the connection it is asked on.

Here lives their shape, too. A decision is read with its conditions as they stand now, and with all else as it was made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar

import sqlalchemy as sa

from engine.canonical import canonical
from engine.json_value import Json, JsonObject
from webapp.action_state import State
from webapp.storage import search_statements
from webapp.storage.action_tables import action_places, actions
from webapp.storage.decision_tables import decision_conditions, decision_warnings, decisions
from webapp.storage.record_statements import is_reissued
from webapp.storage.tables import records


@dataclass(frozen=True, slots=True)
class Answered:
    """A warning that stood against what was decided: the check that gave it, what it said, and what was said to it."""

    check: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Condition:
    """An action that must close first, and how it stands now."""

    action: str
    text: str
    state: State
    due: date | None

    @property
    def is_met(self) -> bool:
        """Whether it is closed."""
        return self.state.is_closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What somebody decides: an id of its own, the option and what it is called, the reasons, and what goes with them.

    `who` is the name of who decides, where nobody has an account; `conditions` are the ids of actions. Sent twice
    under one id it is decided once.
    """

    id: str
    option: str
    words: str
    reasons: str
    who: str = ""
    warnings: tuple[Answered, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many concerns and actions a record had when it was decided on, and how many of them were open."""

    concerns: int
    concerns_open: int
    actions: int
    actions_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision on a record. `number` counts those on the record from 1; `who` is the name as it was then."""

    id: str
    record: str
    number: int
    moment: datetime
    author: str
    who: str
    option: str
    words: str
    reasons: str
    counts: Counts
    warnings: tuple[Answered, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def unmet(self) -> int:
        """How many of its conditions are not met."""
        return sum(not each.is_met for each in self.conditions)

    def is_of(self, made: Made) -> bool:
        """Return whether this is what was sent: a repeat of it changes nothing."""
        own = (self.id, self.option, self.reasons, self.warnings, {each.action for each in self.conditions})
        return own == (made.id, made.option, made.reasons, made.warnings, set(made.conditions))


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms that come to a decision, by the checksums of their texts.

    Those that ask for it whatever was answered, and those that ask for it sometimes.
    """

    always: tuple[str, ...] = ()
    sometimes: tuple[str, ...] = ()


_AT_ONCE = 5000
"""Of how many records is asked at once: SQLite takes no question with more than 32,766 values, as it comes."""
_T = TypeVar("_T")
_COUNTED = ("concerns", "concerns_open", "actions", "actions_open")


def of_records(
    connection: sa.Connection, within: sa.ColumnElement[bool], record_ids: Sequence[str]
) -> dict[str, tuple[Decision, ...]]:
    """Return the decisions on those records that are within reach, by record, the newest first."""
    found: dict[str, tuple[Decision, ...]] = {}
    for first in range(0, len(record_ids), _AT_ONCE):
        found |= _of_some(connection, within, record_ids[first : first + _AT_ONCE])
    return found


def moments(connection: sa.Connection, within: sa.ColumnElement[bool]) -> dict[str, datetime]:
    """Return when the decision was made that stands on each record within reach, by record.

    No decision is made before an earlier one on its record. Which one is the latest is found here: where there are
    many, that takes half as long as to have the database group them.
    """
    asked = sa.select(decisions.c.record, decisions.c.moment).join(records, records.c.id == decisions.c.record)
    found: dict[str, datetime] = {}
    for record, moment in connection.execute(asked.where(within)):
        found[record] = max(moment, found.get(record, moment))
    return found


def _of_some(
    connection: sa.Connection, within: sa.ColumnElement[bool], record_ids: Sequence[str]
) -> dict[str, tuple[Decision, ...]]:
    asked = sa.select(decisions).join(records, records.c.id == decisions.c.record)
    asked = asked.where(within, decisions.c.record.in_(record_ids))
    rows = connection.execute(asked.order_by(decisions.c.record, decisions.c.number.desc())).all()
    ids = [row.id for row in rows]
    warnings, conditions = _warnings(connection, ids), _conditions(connection, ids)
    found: dict[str, tuple[Decision, ...]] = {}
    for row in rows:
        made = _read(row, warnings.get(row.id, ()), conditions.get(row.id, ()))
        found[row.record] = (*found.get(row.record, ()), made)
    return found


def is_known(connection: sa.Connection, decision_id: str) -> bool:
    """Return whether something was decided under an id."""
    return connection.scalar(sa.select(decisions.c.id).where(decisions.c.id == decision_id)) is not None


def add(connection: sa.Connection, made: Decision) -> None:
    """Keep a new decision, with the warnings that it answers and its conditions."""
    names = ("id", "record", "number", "moment", "author", "who", "option", "words", "reasons")
    counted = {name: getattr(made.counts, name) for name in _COUNTED}
    connection.execute(sa.insert(decisions).values({name: getattr(made, name) for name in names} | counted))
    for number, each in enumerate(made.warnings):
        said = {"check": each.check, "message": each.message, "reason": each.reason}
        connection.execute(sa.insert(decision_warnings).values(decision=made.id, number=number, **said))
    for condition in made.conditions:
        connection.execute(sa.insert(decision_conditions).values(decision=made.id, action=condition.action))
    index(connection, made.id)


def index(connection: sa.Connection, decision_id: str) -> None:
    """Let a decision be found by its words: what was decided, why, by whom, and what was said to each warning.

    One that is gone is not.
    """
    named = (decisions.c.words, decisions.c.reasons, decisions.c.who)
    own = connection.execute(sa.select(*named).where(decisions.c.id == decision_id).with_for_update()).one_or_none()
    if own is None:
        return
    said = sa.select(decision_warnings.c.reason).where(decision_warnings.c.decision == decision_id)
    search_statements.keep(connection, "decision", decision_id, (*own, *connection.scalars(said)))


def seen(within: sa.ColumnElement[bool]) -> sa.Select[tuple[str]]:
    """Return the question for the ids of what was decided on records within reach that count."""
    of = records.c.id == decisions.c.record
    return sa.select(decisions.c.id).join(records, of).where(within, records.c.undone.is_(None))


def is_seen(decision_id: sa.Column[str], within: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return the condition of an id that it is one of these decisions'."""
    return seen(within).where(decisions.c.id == decision_id).exists()


def record_of(connection: sa.Connection, decision_id: str) -> str | None:
    """Return the record that something was decided on."""
    return connection.scalar(sa.select(decisions.c.record).where(decisions.c.id == decision_id))


def waits(asked: Asked) -> sa.ColumnElement[bool]:
    """Return the condition of the records that wait for a decision, but for those that a later one re-issues."""
    comes_to_one = sa.or_(
        records.c.sha256.in_(asked.always),
        sa.and_(records.c.sha256.in_(asked.sometimes), records.c.outcome != ""),
    )
    return sa.and_(
        comes_to_one,
        sa.not_(sa.exists().where(decisions.c.record == records.c.id)),
        sa.not_(is_reissued()),
    )


def count(connection: sa.Connection, within: sa.ColumnElement[bool]) -> int:
    """Return how many records there are, trials and undone ones left out."""
    asked = sa.select(sa.func.count()).select_from(records)
    asked = asked.where(within, records.c.undone.is_(None), sa.not_(records.c.trial))
    return connection.scalar(asked) or 0


def take_out(connection: sa.Connection, record_id: str) -> None:
    """Take what was decided on a record out, with all that goes with it."""
    here = sa.select(decisions.c.id).where(decisions.c.record == record_id)
    search_statements.remove(connection, here)
    for table in (decision_conditions, decision_warnings):
        connection.execute(sa.delete(table).where(table.c.decision.in_(here)))
    connection.execute(sa.delete(decisions).where(decisions.c.record == record_id))


def told(decision: Decision) -> JsonObject:
    """Return a decision as JSON says it: its author and its actions by their ids."""
    return {
        "id": decision.id,
        "moment": decision.moment.isoformat(),
        "author": decision.author,
        "who": decision.who,
        "option": decision.option,
        "words": decision.words,
        "reasons": decision.reasons,
        "warnings": [
            {"check": each.check, "message": each.message, "reason": each.reason} for each in decision.warnings
        ],
        "conditions": [each.action for each in decision.conditions],
        **{name.replace("_", "-"): getattr(decision.counts, name) for name in _COUNTED},
    }


def mark(made: Decision) -> str:
    """Return the checksum of all that was decided; how its conditions stand is none of it."""
    conditions: list[Json] = [*sorted(each.action for each in made.conditions)]
    return sha256(canonical({**told(made), "record": made.record, "conditions": conditions})).hexdigest()


def _warnings(connection: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[Answered, ...]]:
    asked = sa.select(decision_warnings).where(decision_warnings.c.decision.in_(ids))
    rows = connection.execute(asked.order_by(decision_warnings.c.decision, decision_warnings.c.number))
    return _gathered((row.decision, Answered(row._mapping["check"], row.message, row.reason)) for row in rows)


def _conditions(connection: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[Condition, ...]]:
    named = (actions.c.id, actions.c.text, actions.c.state, actions.c.due)
    asked = sa.select(decision_conditions.c.decision, *named)
    asked = asked.join(actions, actions.c.id == decision_conditions.c.action)
    asked = asked.join(decisions, decisions.c.id == decision_conditions.c.decision)
    here = sa.and_(action_places.c.action == actions.c.id, action_places.c.record == decisions.c.record)
    asked = asked.join(action_places, here).where(decision_conditions.c.decision.in_(ids))
    asked = asked.order_by(action_places.c.number, actions.c.id)
    rows = connection.execute(asked)
    return _gathered((row.decision, Condition(row.id, row.text, State(row.state), row.due)) for row in rows)


def _gathered(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    found: dict[str, list[_T]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return {key: tuple(listed) for key, listed in found.items()}


def _read(
    row: sa.Row[tuple[object, ...]], warnings: tuple[Answered, ...], conditions: tuple[Condition, ...]
) -> Decision:
    kept = {name: value for name, value in row._mapping.items() if name not in _COUNTED}
    counts = Counts(*(row._mapping[name] for name in _COUNTED))
    return Decision(**kept, counts=counts, warnings=warnings, conditions=conditions)
