"""What is asked of the database about those who work on one draft, each a function of the connection it is asked on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.storage.text_statements import insert_into
from webapp.storage.together_tables import draft_people, draft_sections, presences

_PRESENT = timedelta(minutes=1)
"""How long somebody counts as here after their page was last heard of: three of its calls."""
_BETWEEN = " "


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has a draft open: the account, and the section that they are in, "" for none."""

    user: str
    section: str


def joined_in(key: sa.Column[str]) -> sa.Label[str | None]:
    """Return the accounts that were let into a draft or its record, as one column of a question about it."""
    joined = sa.func.aggregate_strings(draft_people.c.user, _BETWEEN)
    return sa.select(joined).where(draft_people.c.draft == key).correlate(key.table).scalar_subquery().label("joined")


def read_joined(text: str | None) -> frozenset[str]:
    """Return the accounts that `joined_in` gave."""
    return frozenset((text or "").split())


def let_into(user_id: str) -> sa.Select[tuple[str]]:
    """Return the question which drafts an account was let into."""
    return sa.select(draft_people.c.draft).where(draft_people.c.user == user_id)


def let_in(connection: sa.Connection, draft_id: str, user_id: str, *, by: str, now: datetime) -> None:
    """Let an account into a draft; one that is in stays so."""
    row = {"draft": draft_id, "user": user_id, "let_in_by": by, "let_in": now}
    connection.execute(insert_into(connection, draft_people).values(row).on_conflict_do_nothing())


def let_in_alike(connection: sa.Connection, source: str, draft_id: str) -> None:
    """Let those who are in one draft into another."""
    people = draft_people.c
    already = sa.select(people.user).where(people.draft == draft_id)
    alike = sa.select(sa.literal(draft_id), people.user, people.let_in_by, people.let_in, people.joined)
    chosen = alike.where(people.draft == source, people.user.not_in(already))
    connection.execute(sa.insert(draft_people).from_select([each.name for each in people], chosen))


def take_out(connection: sa.Connection, draft_id: str, user_id: str) -> bool:
    """Take an account out of a draft, with the sections that it had; return whether it was in."""
    for table in (presences, draft_sections):
        connection.execute(sa.delete(table).where(table.c.draft == draft_id, table.c.user == user_id))
    people = draft_people.c
    gone = connection.execute(sa.delete(draft_people).where(people.draft == draft_id, people.user == user_id))
    return gone.rowcount > 0


def mark_joined(connection: sa.Connection, draft_id: str, user_id: str, *, now: datetime) -> bool:
    """Keep that an account which was let in has come; return whether it had not before."""
    people = draft_people.c
    waits = sa.and_(people.draft == draft_id, people.user == user_id, people.joined.is_(None))
    return connection.execute(sa.update(draft_people).where(waits).values(joined=now)).rowcount > 0


def sections_given(connection: sa.Connection, draft_id: str) -> dict[str, str]:
    """Return the account that does each section of a draft which was given to somebody, by the section's id."""
    asked = sa.select(draft_sections.c.section, draft_sections.c.user).where(draft_sections.c.draft == draft_id)
    return {row.section: row.user for row in connection.execute(asked)}


def give_sections(connection: sa.Connection, draft_id: str, given: Mapping[str, str]) -> None:
    """Let accounts do sections, by the section's id; "" takes it from whoever did it."""
    of_them = sa.and_(draft_sections.c.draft == draft_id, draft_sections.c.section.in_(list(given)))
    connection.execute(sa.delete(draft_sections).where(of_them))
    rows = [{"draft": draft_id, "section": section, "user": user} for section, user in given.items() if user]
    if rows:
        connection.execute(sa.insert(draft_sections), rows)


def arrive(connection: sa.Connection, draft_id: str, user_id: str, section: str, *, now: datetime) -> None:
    """Keep where in a draft somebody is, and forget everybody who was heard of too long ago."""
    connection.execute(sa.delete(presences).where(presences.c.seen < now - _PRESENT))
    here = {"section": section, "seen": now}
    connection.execute(
        insert_into(connection, presences)
        .values(draft=draft_id, user=user_id, **here)
        .on_conflict_do_update(index_elements=["draft", "user"], set_=here)
    )


def present(connection: sa.Connection, draft_id: str, *, but: str, now: datetime) -> tuple[Present, ...]:
    """Return who has a draft open now, but for one account, in the order of their accounts."""
    here = presences.c
    asked = sa.select(here.user, here.section).where(
        here.draft == draft_id, here.user != but, here.seen >= now - _PRESENT
    )
    return tuple(Present(row.user, row.section) for row in connection.execute(asked.order_by(here.user)))
