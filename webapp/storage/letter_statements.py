"""What is asked of the database about letters, each a function of the connection it is asked on.

A token is looked up by its SHA-256 alone, so that how long that takes says nothing about tokens that there are.
"""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from webapp.storage.letter_tables import (
    letter_drawings,
    letter_events,
    letter_links,
    letter_requests,
    letter_sessions,
    letter_signatures,
)
from webapp.storage.stored_letters import LetterEvent, LetterRequest, LetterState, Signature, Way

TABLES = (letter_drawings, letter_signatures, letter_sessions, letter_links, letter_events, letter_requests)
"""The tables of letters, those that refer to others first."""
_REQUESTS = sa.select(letter_requests)
_EVENT = tuple(letter_events.c[each.name] for each in fields(LetterEvent))
_SIGNATURE = tuple(letter_signatures.c[each.name] for each in fields(Signature))
_PENDING = letter_requests.c.state.in_(("sent", "opened"))


def mark(token: str) -> str:
    """Return what a token is kept as."""
    return sha256(token.encode()).hexdigest()


def take_turn(connection: sa.Connection, request_id: str) -> None:
    """Wait for whoever sends the same letter at once, on PostgreSQL; on SQLite one transaction writes at a time."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(sha256(request_id.encode()).digest()[:8], "big", signed=True)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def add(connection: sa.Connection, made: LetterRequest) -> None:
    """Keep a letter."""
    connection.execute(sa.insert(letter_requests).values(asdict(made)))


def request(connection: sa.Connection, request_id: str, *, hold: bool = False) -> LetterRequest | None:
    """Return a letter, None when there is none; one to `hold` stays as it is until the transaction ends."""
    asked = _REQUESTS.where(letter_requests.c.id == request_id)
    return _found(connection, asked.with_for_update() if hold else asked)


def of_draft(connection: sa.Connection, draft_id: str) -> LetterRequest | None:
    """Return the letter that a draft, or the record it became, belongs to; None when it belongs to none."""
    return _found(connection, _REQUESTS.where(letter_requests.c.draft == draft_id))


def listed(
    connection: sa.Connection, within: sa.ColumnElement[bool], *, entries: Iterable[str] | None = None
) -> tuple[LetterRequest, ...]:
    """Return letters within somebody's reach, the latest first: all, or those about entries of a register."""
    asked = _REQUESTS.where(within)
    if entries is not None:
        asked = asked.where(letter_requests.c.entry.in_(list(entries)))
    rows = connection.execute(asked.order_by(letter_requests.c.sent.desc(), letter_requests.c.id))
    return tuple(LetterRequest(**row._mapping) for row in rows)


def some(connection: sa.Connection, ids: Iterable[str]) -> tuple[LetterRequest, ...]:
    """Return the letters that have one of some ids."""
    rows = connection.execute(_REQUESTS.where(letter_requests.c.id.in_(list(ids))))
    return tuple(LetterRequest(**row._mapping) for row in rows)


def everything(
    connection: sa.Connection, within: sa.ColumnElement[bool]
) -> tuple[tuple[LetterRequest, tuple[LetterEvent, ...]], ...]:
    """Return letters within somebody's reach with all that happened to them, the latest first."""
    return tuple((each, events(connection, each.id)) for each in listed(connection, within))


def due(connection: sa.Connection, *, now: datetime, before: datetime, only: str = "") -> tuple[LetterRequest, ...]:
    """Return the letters that still wait, expire before a moment, and had no reminder since their day was set.

    `only` is the one that is asked about, "" for all. After a backup was put back a letter waits for somebody who
    reminds of it by hand: who knows what became of it in the days that are lost?
    """
    last = sa.select(sa.func.max(letter_events.c.number)).where(letter_events.c.request == letter_requests.c.id)
    reminded = last.where(letter_events.c.what == "chased").scalar_subquery()
    set_anew = last.where(letter_events.c.what == "extended").scalar_subquery()
    restored = last.where(letter_events.c.what == "restored").scalar_subquery()
    by_hand = last.where(letter_events.c.what.in_(("reminded", "linked"))).scalar_subquery()
    owed = sa.and_(
        sa.or_(reminded.is_(None), set_anew > reminded),
        sa.or_(restored.is_(None), by_hand > restored),
        letter_requests.c.id == only if only else sa.true(),
    )
    asked = _REQUESTS.where(_PENDING, letter_requests.c.expires > now, letter_requests.c.expires <= before, owed)
    rows = connection.execute(asked.order_by(letter_requests.c.expires, letter_requests.c.id))
    return tuple(LetterRequest(**row._mapping) for row in rows)


def change(
    connection: sa.Connection,
    request_id: str,
    *,
    state: LetterState | None = None,
    expires: datetime | None = None,
    passed_to: str | None = None,
) -> None:
    """Let a letter stand otherwise, expire at another moment, or name whom it was passed on to."""
    given = {"state": state, "expires": expires, "passed_to": passed_to}
    values = {name: value for name, value in given.items() if value is not None}
    connection.execute(sa.update(letter_requests).where(letter_requests.c.id == request_id).values(values))


def add_event(connection: sa.Connection, request_id: str, what: str, *, who: str, now: datetime, detail: str) -> None:
    """Keep that something happened to a letter, behind what happened before; the letter is held."""
    last = connection.scalar(
        sa.select(sa.func.max(letter_events.c.number)).where(letter_events.c.request == request_id)
    )
    row = {"request": request_id, "number": (last or 0) + 1, "what": what, "who": who, "moment": now, "detail": detail}
    connection.execute(sa.insert(letter_events).values(row))


def events(connection: sa.Connection, request_id: str) -> tuple[LetterEvent, ...]:
    """Return what happened to a letter, the first first."""
    asked = sa.select(*_EVENT).where(letter_events.c.request == request_id).order_by(letter_events.c.number)
    return tuple(LetterEvent(**row._mapping) for row in connection.execute(asked))


def add_link(connection: sa.Connection, token: str, request_id: str, way: Way, *, now: datetime) -> None:
    """Keep a token by which a letter is opened, and how it is given."""
    row = {"token": mark(token), "request": request_id, "made": now, **asdict(way)}
    connection.execute(sa.insert(letter_links).values(row))


def way_of_link(connection: sa.Connection, token: str) -> Way | None:
    """Return how a link was given; None when there is none of this token."""
    return _way(connection, letter_links, token)


def way_of_session(connection: sa.Connection, token: str) -> Way | None:
    """Return how the link was given by which a session began; None when there is none of this token."""
    return _way(connection, letter_sessions, token)


def is_opened_by_mail(connection: sa.Connection, request_id: str) -> bool:
    """Return whether a letter was ever opened by a link that came by mail."""
    opened = sa.and_(letter_events.c.request == request_id, letter_events.c.what == "opened")
    return connection.scalar(sa.select(sa.exists().where(opened))) is True


def by_link(connection: sa.Connection, token: str, *, now: datetime, hold: bool = False) -> LetterRequest | None:
    """Return the letter that a token opens; None when it opens none, or none any more."""
    holds = sa.and_(letter_links.c.token == mark(token), _PENDING, letter_requests.c.expires > now)
    asked = _REQUESTS.join(letter_links, letter_links.c.request == letter_requests.c.id).where(holds)
    return _found(connection, asked.with_for_update(of=letter_requests) if hold else asked)


def add_session(
    connection: sa.Connection, token: str, request_id: str, way: Way, *, now: datetime, expires: datetime
) -> None:
    """Keep that somebody has opened a letter in a browser; sessions of it that have ended are forgotten."""
    old = sa.and_(letter_sessions.c.request == request_id, letter_sessions.c.expires <= now)
    connection.execute(sa.delete(letter_sessions).where(old))
    row = {"token": mark(token), "request": request_id, "begun": now, "expires": expires, **asdict(way)}
    connection.execute(sa.insert(letter_sessions).values(row))


def by_session(connection: sa.Connection, token: str, *, now: datetime) -> LetterRequest | None:
    """Return the letter that is open in a browser: one that waits still, or was signed there; None when there is none.

    One that was signed is open where it was, to be read and kept, until that session ends.
    """
    is_open = sa.or_(sa.and_(_PENDING, letter_requests.c.expires > now), letter_requests.c.state == "signed")
    holds = sa.and_(letter_sessions.c.token == mark(token), letter_sessions.c.expires > now, is_open)
    return _found(
        connection, _REQUESTS.join(letter_sessions, letter_sessions.c.request == letter_requests.c.id).where(holds)
    )


def prolong_session(connection: sa.Connection, token: str, *, expires: datetime) -> None:
    """Let a session end later."""
    connection.execute(sa.update(letter_sessions).where(letter_sessions.c.token == mark(token)).values(expires=expires))


def end_session(connection: sa.Connection, token: str) -> None:
    """Let a letter be open in a browser no more."""
    connection.execute(sa.delete(letter_sessions).where(letter_sessions.c.token == mark(token)))


def end_by_hand(connection: sa.Connection, request_id: str) -> None:
    """Let no link of a letter hold any more that was given by hand, and no session that began by one."""
    for table in (letter_links, letter_sessions):
        connection.execute(sa.delete(table).where(table.c.request == request_id, table.c.how == "hand"))


def close_doors(connection: sa.Connection, request_id: str, *, but: str = "") -> None:
    """Let no link of a letter hold any more, and no session but the one of a token."""
    connection.execute(sa.delete(letter_links).where(letter_links.c.request == request_id))
    others = sa.and_(letter_sessions.c.request == request_id, letter_sessions.c.token != mark(but))
    connection.execute(sa.delete(letter_sessions).where(others))


def add_signature(connection: sa.Connection, request_id: str, made: Signature) -> None:
    """Keep what was signed."""
    connection.execute(sa.insert(letter_signatures).values(request=request_id, **asdict(made)))


def signature(connection: sa.Connection, request_id: str) -> Signature | None:
    """Return what was signed, None when nothing was."""
    asked = sa.select(*_SIGNATURE).where(letter_signatures.c.request == request_id)
    row = connection.execute(asked).one_or_none()
    return Signature(**row._mapping) if row else None


def add_drawing(connection: sa.Connection, request_id: str, content: bytes) -> None:
    """Keep the signature that was drawn, as PNG."""
    connection.execute(sa.insert(letter_drawings).values(request=request_id, content=content))


def drawing(connection: sa.Connection, request_id: str) -> bytes | None:
    """Return the signature that was drawn, as PNG; None when none was."""
    found: bytes | None = connection.scalar(
        sa.select(letter_drawings.c.content).where(letter_drawings.c.request == request_id)
    )
    return found


def signed(connection: sa.Connection) -> tuple[LetterRequest, ...]:
    """Return the letters that were signed, the first sent first."""
    asked = _REQUESTS.where(letter_requests.c.state == "signed").order_by(letter_requests.c.sent, letter_requests.c.id)
    return tuple(LetterRequest(**row._mapping) for row in connection.execute(asked))


def take_out(connection: sa.Connection, draft_id: str) -> None:
    """Take the letter out that a draft belongs to, with all that happened to it."""
    own = sa.select(letter_requests.c.id).where(letter_requests.c.draft == draft_id)
    for table in TABLES[:-1]:
        connection.execute(sa.delete(table).where(table.c.request.in_(own)))
    connection.execute(sa.delete(letter_requests).where(letter_requests.c.draft == draft_id))


def forget_sessions(connection: sa.Connection, *, before: datetime, after: timedelta) -> None:
    """Forget the sessions that ended long before a moment."""
    connection.execute(sa.delete(letter_sessions).where(letter_sessions.c.expires < before - after))


def begin_anew(connection: sa.Connection, *, now: datetime) -> None:
    """Let no link hold that a backup brought back, and no browser have a letter open; each that waits says so."""
    for table in (letter_sessions, letter_links):
        connection.execute(sa.delete(table))
    for each in listed(connection, _PENDING):
        add_event(connection, each.id, "restored", who="", now=now, detail="")


def _way(connection: sa.Connection, table: sa.Table, token: str) -> Way | None:
    row = connection.execute(sa.select(table.c.how, table.c.seen_by).where(table.c.token == mark(token))).one_or_none()
    return Way(row.how, row.seen_by) if row else None


def _found(connection: sa.Connection, asked: sa.Select[tuple[object, ...]]) -> LetterRequest | None:
    row = connection.execute(asked).one_or_none()
    return LetterRequest(**row._mapping) if row else None
