"""What is asked of the database about letters in lists, each a function of the connection it is asked on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.letter_tables import letter_events, letter_requests
from webapp.storage.register_tables import register_entries
from webapp.storage.stored_letters import LetterRequest
from webapp.storage.tables import records

_REQUESTS = sa.select(letter_requests)
_BACK = ("signed", "declined", "passed-on")
"""What happens to a letter once, by which it comes back."""
_PENDING = ("sent", "opened")


@dataclass(frozen=True, slots=True)
class WantedLetters:
    """Which letters are wanted: those within reach, that stand in a `state` at a moment, "" for any.

    One that waits, and whose last day is over, stands as "expired".
    """

    within: sa.ColumnElement[bool]
    state: str
    moment: datetime


def page(connection: sa.Connection, wanted: WantedLetters, *, before: str, limit: int) -> tuple[LetterRequest, ...]:
    """Return so many letters, the latest first, found by the place of the last one seen, "" for none."""
    asked = _REQUESTS.where(wanted.within, _stands(wanted))
    if before:
        seen = sa.select(letter_requests.c.sent).where(letter_requests.c.id == before).scalar_subquery()
        same = sa.and_(letter_requests.c.sent == seen, letter_requests.c.id > before)
        asked = asked.where(sa.or_(letter_requests.c.sent < seen, same))
    rows = connection.execute(asked.order_by(letter_requests.c.sent.desc(), letter_requests.c.id).limit(limit))
    return tuple(LetterRequest(**row._mapping) for row in rows)


def in_place_of(
    connection: sa.Connection, within: sa.ColumnElement[bool], request_id: str
) -> tuple[LetterRequest, ...]:
    """Return the letters that were sent in the place of one, the latest first."""
    asked = _REQUESTS.where(within, letter_requests.c.instead_of == request_id)
    rows = connection.execute(asked.order_by(letter_requests.c.sent.desc(), letter_requests.c.id))
    return tuple(LetterRequest(**row._mapping) for row in rows)


def subjects(connection: sa.Connection, within: sa.ColumnElement[bool], ids: Iterable[str]) -> dict[str, str]:
    """Return what some letters within somebody's reach are about, by their ids: the name, "" where none is known.

    That is the entry of a register that one was sent about, or else what it was signed about.
    """
    known = letter_requests.outerjoin(register_entries, register_entries.c.id == letter_requests.c.entry).outerjoin(
        records, records.c.id == letter_requests.c.draft
    )
    asked = sa.select(letter_requests.c.id, register_entries.c.name, records.c.about).select_from(known)
    asked = asked.where(within, letter_requests.c.id.in_(list(ids)))
    return {row.id: row.name or row.about or "" for row in connection.execute(asked)}


def came_back(
    connection: sa.Connection, within: sa.ColumnElement[bool], *, since: datetime
) -> tuple[LetterRequest, ...]:
    """Return the letters that were signed, declined or passed on since a moment, the latest first.

    One in whose place another was sent is left out: somebody has seen to it.
    """
    after = letter_requests.alias()
    closed = sa.and_(letter_events.c.request == letter_requests.c.id, letter_events.c.what.in_(_BACK))
    asked = _REQUESTS.join(letter_events, closed).where(within, letter_events.c.moment >= since)
    asked = asked.where(~sa.exists().where(after.c.instead_of == letter_requests.c.id))
    rows = connection.execute(asked.order_by(letter_events.c.moment.desc(), letter_requests.c.id))
    return tuple(LetterRequest(**row._mapping) for row in rows)


def _stands(wanted: WantedLetters) -> sa.ColumnElement[bool]:
    if not wanted.state:
        return sa.true()
    is_over = letter_requests.c.expires <= wanted.moment
    if wanted.state == "expired":
        return sa.and_(letter_requests.c.state.in_(_PENDING), is_over)
    stands = letter_requests.c.state == wanted.state
    return sa.and_(stands, sa.not_(is_over)) if wanted.state in _PENDING else stands
