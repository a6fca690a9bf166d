"""What is asked of the database about outsiders, each a function of the connection it is asked on.

They are named in decisions and in the histories of actions that came in from an export, and go with the last of these.
"""

import sqlalchemy as sa

from engine.afterwards.document import Person
from webapp.storage.account_tables import outsiders
from webapp.storage.action_tables import action_entries, action_places, actions
from webapp.storage.decision_tables import decisions
from webapp.storage.identifiers import new_id
from webapp.storage.text_statements import insert_into

_NAMED_IN = (actions.c.owner, action_entries.c.owner, action_entries.c.author, decisions.c.author)


def keep(connection: sa.Connection, person: Person) -> str:
    """Keep somebody, once, and return their id; they stay until the transaction ends."""
    named = insert_into(connection, outsiders).values(id=new_id(), name=person.name, email=person.email)
    same = named.on_conflict_do_update(index_elements=["name", "email"], set_={"name": person.name})
    return str(connection.scalar(same.returning(outsiders.c.id)))


def everybody(connection: sa.Connection) -> dict[str, Person]:
    """Return everybody by their id."""
    return {row.id: Person(row.name, row.email) for row in connection.execute(sa.select(outsiders))}


def of_record(connection: sa.Connection, record_id: str) -> dict[str, Person]:
    """Return those by their id who are named in what was decided on a record, and in the histories of its actions."""
    asked = sa.select(outsiders).where(named_in(sa.literal(record_id))).order_by(outsiders.c.name, outsiders.c.email)
    return {row.id: Person(row.name, row.email) for row in connection.execute(asked)}


def named_in(record: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return the condition of those who are named in what came after a record."""
    entries = action_entries.join(action_places, action_places.c.action == action_entries.c.action)
    here = sa.select(sa.literal(1)).select_from(entries).where(action_places.c.record == record)
    followed = here.where(outsiders.c.id.in_([action_entries.c.owner, action_entries.c.author]))
    decided = sa.select(sa.literal(1)).where(decisions.c.record == record, decisions.c.author == outsiders.c.id)
    return sa.or_(
        followed.correlate_except(action_entries, action_places).exists(),
        decided.correlate_except(decisions).exists(),
    )


def take_out_unnamed(connection: sa.Connection) -> None:
    """Take those out whom nothing names any more; nobody names one of them anew meanwhile."""
    connection.execute(sa.select(outsiders.c.id).order_by(outsiders.c.id).with_for_update()).all()
    named = sa.or_(*(sa.exists().where(column == outsiders.c.id) for column in _NAMED_IN))
    connection.execute(sa.delete(outsiders).where(sa.not_(named)))
