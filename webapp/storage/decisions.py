"""Decisions: what those who may decide decided on a record, each new, dated and never changed.

Here lives what may happen: that a decision is made, once however often it is sent, and only by somebody who has seen
the one before it. The newest one stands. Whoever reads the record reads what was decided on it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from engine.follow_up import concerns_of, open_concerns
from engine.subject import subject_key
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import action_statements, record_statements, telling
from webapp.storage import decision_statements as statements
from webapp.storage.account_statements import Account
from webapp.storage.action_statements import Action
from webapp.storage.decision_statements import Answered, Asked, Condition, Counts, Decision, Made
from webapp.storage.failures import DecisionMoved, NotYours, Unknown
from webapp.storage.identifiers import is_id, storable
from webapp.storage.opened import Opened, now
from webapp.storage.outbox_statements import Message
from webapp.storage.record_statements import Wanted
from webapp.storage.soundness import document_of
from webapp.storage.stored import Record
from webapp.storage.tables import records

Tell = Callable[[Account], Message]
"""Writes to somebody that something was decided on what they submitted."""
_DECISION = "The decision"
_DECISIONS = "The decisions"
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a decision that was sent: it is kept, and was before where it is `repeated`."""

    decision: Decision
    repeated: bool


class Decisions(Opened):
    """The decisions that are kept."""

    def decisions_of(self, record: Record) -> tuple[Decision, ...]:
        """Return what was decided on a record that this person may read, the newest first; a recipient reads none."""
        if self._viewer.draft:
            return ()
        with self._database.reading(_DECISIONS) as connection:
            found = statements.of_records(connection, self._within(Act.READ_RECORDS, records), [record.id])
        return found.get(record.id, ())

    def standing_decisions(self, record_ids: Sequence[str]) -> dict[str, Decision]:
        """Return the decision that stands on each of these records that has one and that this person may read.

        The recipient of a letter reads none.
        """
        if self._viewer.draft:
            return {}
        with self._database.reading(_DECISIONS) as connection:
            found = statements.of_records(connection, self._within(Act.READ_RECORDS, records), record_ids)
        return {record_id: newest for record_id, (newest, *_) in found.items()}

    def decision_moments(self) -> dict[str, datetime]:
        """Return when the decision was made that stands on each record that has one and that this person may read.

        The recipient of a letter reads none.
        """
        if self._viewer.draft:
            return {}
        with self._database.reading(_DECISIONS) as connection:
            return statements.moments(connection, self._within(Act.READ_RECORDS, records))

    def may_decide(self, record: Record) -> bool:
        """Return whether a record is this person's to decide on; a trial, and what was undone, is nobody's."""
        return self.reaches(Act.DECIDE, record) and record.undone is None and not record.trial

    def waiting(self, asked: Asked, *, before: str | None = None, limit: int = _PAGE) -> tuple[Record, ...]:
        """Return the records that wait for this person to decide on them, the latest first."""
        if before is not None and not is_id(before):
            return ()
        with self._database.reading(_DECISIONS) as connection:
            return record_statements.latest_records(
                connection, Wanted(self._waiting(asked), None, None, trial=False), before=before, limit=limit
            )

    def latest_waiting(self, asked: Asked, keys: frozenset[str]) -> Record | None:
        """Return the latest record that waits for this person to decide on it and is about one of some subjects.

        A subject goes by the key of its name; None when no such record waits.
        """
        waits = self._waiting(asked)
        with self._database.reading(_DECISIONS) as connection:
            names = record_statements.subjects(connection, Wanted(waits, None, None, trial=False))
            own = records.c.about.in_([each for each in names if subject_key(each) in keys])
            wanted = Wanted(sa.and_(waits, own), None, None, trial=False)
            found = record_statements.latest_records(connection, wanted, before=None, limit=1)
        return found[0] if found else None

    def count_waiting(self, asked: Asked) -> int:
        """Return how many records wait for this person to decide on them."""
        with self._database.reading(_DECISIONS) as connection:
            return statements.count(connection, self._waiting(asked))

    def decide(self, record_id: str, made: Made, *, base: str, tell: Tell | None = None) -> Decided:
        """Keep a decision on a record; `base` is the decision that stood when it was made, "" for none.

        `tell` writes to whoever filled the record in, if that is somebody else. Raises DecisionMoved when another one
        stands by now, Unknown where a condition is no action of the record, Damaged and NotYours.
        """
        made = _storable(made)
        with self._database.writing(_DECISION) as connection:
            record = record_statements.held_record(connection, record_id) if is_id(record_id) else None
            if record is None:
                raise NotYours
            self._require_reach(Act.READ_RECORDS, record)
            self._require_reach(Act.DECIDE, record)
            before = statements.of_records(connection, records.c.id == record_id, [record_id]).get(record_id, ())
            repeat = next((each for each in before if each.is_of(made) and each.author == self._viewer.id), None)
            if repeat is not None:
                return Decided(repeat, repeated=True)
            if not self.may_decide(record):
                raise Unknown("This record does not count, so nothing is decided on it.")
            if (before[0].id if before else "") != base or statements.is_known(connection, made.id):
                raise DecisionMoved
            decision = self._decision(connection, record, made, before)
            statements.add(connection, decision)
            self._tell(connection, record, tell)
            self._note(
                connection,
                Deed.RECORD_DECIDED,
                record_id,
                decision=decision.id,
                number=decision.number,
                mark=statements.mark(decision),
            )
        return Decided(decision, repeated=False)

    def _decision(
        self, connection: sa.Connection, record: Record, made: Made, before: tuple[Decision, ...]
    ) -> Decision:
        followed = action_statements.of_record(connection, record.id)
        by_id = {each.id: each for each in followed}
        if not by_id.keys() >= set(made.conditions):
            raise Unknown("An action that is to be closed first does not belong to this record.")
        return Decision(
            id=made.id,
            record=record.id,
            number=len(before) + 1,
            moment=max(now(), record.submitted, *(each.moment for each in before)),
            author=self._viewer.id,
            who=storable(self._viewer.name) or made.who,
            option=made.option,
            words=made.words,
            reasons=made.reasons,
            counts=_counts(record, followed),
            warnings=made.warnings,
            conditions=tuple(_condition(each) for each in followed if each.id in made.conditions),
        )

    def _waiting(self, asked: Asked) -> sa.ColumnElement[bool]:
        return sa.and_(self._within(Act.DECIDE, records), statements.waits(asked))

    def _tell(self, connection: sa.Connection, record: Record, tell: Tell | None) -> None:
        """Write to whoever filled a record in, unless they decide themselves or can read no records any more."""
        if tell is None or record.owner in {"", self._viewer.id}:
            return
        telling.tell(connection, record.owner, Act.READ_RECORDS, tell)


def _counts(record: Record, followed: tuple[Action, ...]) -> Counts:
    document = document_of(record)
    closed = [(each.address, each.standing.state.is_closed) for each in followed]
    return Counts(
        concerns=len(concerns_of(document)),
        concerns_open=len(open_concerns(document, closed)),
        actions=len(followed),
        actions_open=sum(not is_closed for _, is_closed in closed),
    )


def _condition(action: Action) -> Condition:
    return Condition(action.id, action.text, action.standing.state, action.standing.due)


def _storable(made: Made) -> Made:
    warnings = tuple(Answered(*map(storable, (each.check, each.message, each.reason))) for each in made.warnings)
    return replace(
        made,
        option=storable(made.option),
        words=storable(made.words),
        reasons=storable(made.reasons),
        who=storable(made.who),
        warnings=warnings,
    )
