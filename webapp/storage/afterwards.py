"""What came after records, as exports take it along: decisions, what became of actions, and scans.

Here lives how what is kept becomes a document of that. People are named as their accounts are called now.
"""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from engine.afterwards import document
from engine.afterwards.document import NOBODY, Afterwards, Answered, Followed, Person
from webapp.rights import Act
from webapp.storage import (
    account_statements,
    action_statements,
    decision_statements,
    outsider_statements,
    scan_statements,
)
from webapp.storage.action_statements import Action, Entry
from webapp.storage.actions import Actions
from webapp.storage.decision_statements import Decision
from webapp.storage.tables import records

People = Mapping[str, Person]
_WHAT = "What came after the submissions"


class ToldAfterwards(Actions):
    """What came after the records that are kept."""

    def afterwards(self) -> Callable[[str], Afterwards]:
        """Return what gives what came after a record, as far as this person reads it."""
        with self._database.reading("The accounts") as connection:
            people = _people(connection)

        def of_record(record_id: str) -> Afterwards:
            with self._database.reading(_WHAT) as connection:
                found = action_statements.of_record(connection, record_id)
                seen = [each for each in found if self._reaches_action(Act.SEE_ACTIONS, each)]
                histories = action_statements.histories(connection, record_id)
                within = self._within(Act.READ_RECORDS, records)
                decided = decision_statements.of_records(connection, within, [record_id]).get(record_id, ())
                scanned = scan_statements.of_reached(connection, within, record_id)
            return Afterwards(
                submission=record_id,
                decisions=tuple(_decision(each, people) for each in reversed(decided)),
                actions=tuple(_followed(each, histories[each.id], people) for each in seen),
                scans=tuple(document.Scan(each.added, each.sha256, each.size, each.type) for each in scanned),
            )

        return of_record


def _people(connection: sa.Connection) -> People:
    accounts = account_statements.accounts(connection)
    return {each.id: Person(each.name, each.email) for each in accounts} | outsider_statements.everybody(connection)


def _followed(action: Action, history: tuple[Entry, ...], people: People) -> Followed:
    return Followed(
        id=action.id,
        address=action.address,
        question=action.question,
        text=action.text,
        version=action.version,
        added=action.by_hand,
        history=tuple(_entry(each, people) for each in history),
    )


def _entry(entry: Entry, people: People) -> document.Entry:
    standing = entry.standing
    return document.Entry(
        moment=entry.moment,
        by=people.get(entry.author, NOBODY),
        state=standing.state.value,
        owner=people.get(standing.owner, NOBODY),
        who=standing.who,
        due=standing.due,
        note=entry.note,
        files=entry.files,
        removed=tuple(each.sha256 for each in entry.removed),
    )


def _decision(made: Decision, people: People) -> document.Decision:
    author = people.get(made.author, NOBODY)
    counts = made.counts
    return document.Decision(
        id=made.id,
        moment=made.moment,
        by=Person(made.who or author.name, author.email),
        option=made.option,
        words=made.words,
        reasons=made.reasons,
        concerns=(counts.concerns, counts.concerns_open),
        actions=(counts.actions, counts.actions_open),
        warnings=tuple(Answered(each.check, each.message, each.reason) for each in made.warnings),
        conditions=tuple(each.action for each in made.conditions),
    )
