"""What is asked of the database about concerns: where each was raised, and which are open.

Here lives the keeping of their places, without a word of them. Which one is open is for the engine to say, by what
became of the actions about it.
"""

import json
from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from engine.follow_up import concerns_of, settled_questions
from webapp.action_state import State
from webapp.storage.action_tables import action_places, actions
from webapp.storage.overview_tables import raised_concerns
from webapp.storage.stored import Record
from webapp.storage.tables import records

_AT_ONCE = 500


def gather_concerns(connection: sa.Connection, record: Record) -> None:
    """Keep where the concerns of a record were raised; of a trial nothing."""
    if record.trial or not record.concerns:
        return
    rows = [
        {
            "record": record.id,
            "number": number,
            "version": each.version or record.version,
            "section": each.address.partition(".")[0],
            "asked_at": each.asked_at,
        }
        for number, each in enumerate(concerns_of(json.loads(record.document)))
    ]
    if rows:
        connection.execute(sa.insert(raised_concerns), rows)


def is_gathered(connection: sa.Connection, record_id: str) -> bool:
    """Return whether the concerns of a record are kept."""
    found = sa.exists().where(raised_concerns.c.record == record_id)
    return bool(connection.scalar(sa.select(found)))


def open_numbers(
    connection: sa.Connection, within: sa.ColumnElement[bool], record_ids: Sequence[str]
) -> dict[str, frozenset[int]]:
    """Return which concerns of those records within reach are open, by record and their numbers in the document.

    A record whose concerns are not kept, as it is damaged, is left out.
    """
    found: dict[str, frozenset[int]] = {}
    for first in range(0, len(record_ids), _AT_ONCE):
        found |= _open_of_some(connection, within, record_ids[first : first + _AT_ONCE])
    return found


def _open_of_some(
    connection: sa.Connection, within: sa.ColumnElement[bool], record_ids: Sequence[str]
) -> dict[str, frozenset[int]]:
    wanted = sa.and_(within, records.c.id.in_(record_ids))
    asked = sa.select(raised_concerns.c.record, raised_concerns.c.number, raised_concerns.c.asked_at)
    asked = asked.join(records, records.c.id == raised_concerns.c.record).where(wanted)
    followed = sa.select(action_places.c.record, action_places.c.address, actions.c.state)
    followed = followed.join(actions, actions.c.id == action_places.c.action)
    followed = followed.join(records, records.c.id == action_places.c.record).where(wanted)
    begun: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for record, address, state in connection.execute(followed):
        begun[record].append((address, State(state).is_closed))
    settled = {record: settled_questions(each) for record, each in begun.items()}
    left: dict[str, set[int]] = defaultdict(set)
    for record, number, asked_at in connection.execute(asked):
        left[record].update(() if asked_at in settled.get(record, ()) else (number,))
    return {record: frozenset(numbers) for record, numbers in left.items()}
