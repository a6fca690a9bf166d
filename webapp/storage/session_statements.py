"""What is asked of the database about sessions, each a function of the connection it is asked on."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from webapp.storage.account_tables import devices, sessions

Stage = Literal["password", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody signed in, in one browser: `device` is that browser in words.

    At the stage `password` a second factor is still to be shown. `proven` is when the person last proved who they are,
    `seen` when they last asked for a page, to the minute.
    """

    id: str
    user: str
    stage: Stage
    device: str
    created: datetime
    seen: datetime
    proven: datetime
    ended: datetime | None
    ended_why: str


_COLUMNS = tuple(sessions.c[each.name] for each in fields(Session))


def add(connection: sa.Connection, session: Session, token: str) -> None:
    """Keep a new session under what its token is kept as."""
    row = {each.name: getattr(session, each.name) for each in fields(Session)}
    connection.execute(sa.insert(sessions).values(**row, token=token))


def find(connection: sa.Connection, token: str) -> Session | None:
    """Return the session of a token as it is kept, also one that has ended; None when there is none."""
    row = connection.execute(sa.select(*_COLUMNS).where(sessions.c.token == token)).one_or_none()
    return Session(**row._mapping) if row else None


def standing(connection: sa.Connection, user_id: str) -> tuple[Session, ...]:
    """Return the sessions of an account that have not ended, the last seen first."""
    asked = sa.select(*_COLUMNS).where(sessions.c.user == user_id, sessions.c.ended.is_(None))
    rows = connection.execute(asked.order_by(sessions.c.seen.desc(), sessions.c.id))
    return tuple(Session(**row._mapping) for row in rows)


def change(connection: sa.Connection, session_id: str, **values: object) -> None:
    """Change columns of a session."""
    connection.execute(sa.update(sessions).where(sessions.c.id == session_id).values(**values))


def complete(connection: sa.Connection, session_id: str, **values: object) -> bool:
    """Make a session whole that is half-way and has not ended, and return whether there was one."""
    half = sa.and_(sessions.c.id == session_id, sessions.c.stage == "password", sessions.c.ended.is_(None))
    return bool(connection.execute(sa.update(sessions).where(half).values(stage="full", **values)).rowcount)


def end(connection: sa.Connection, user_id: str, session_id: str, why: str, *, now: datetime) -> bool:
    """End a session of an account, and return whether there was one."""
    mine = sa.and_(sessions.c.user == user_id, sessions.c.id == session_id, sessions.c.ended.is_(None))
    return bool(connection.execute(sa.update(sessions).where(mine).values(ended=now, ended_why=why)).rowcount)


def end_all(connection: sa.Connection, user_id: str, why: str, *, but: str, now: datetime) -> bool:
    """End every session of an account but one, and return whether there was one to end."""
    others = sa.and_(sessions.c.user == user_id, sessions.c.id != but, sessions.c.ended.is_(None))
    return bool(connection.execute(sa.update(sessions).where(others).values(ended=now, ended_why=why)).rowcount)


def forget(connection: sa.Connection, *, before: datetime) -> None:
    """Forget the sessions that nobody has used since a moment."""
    connection.execute(sa.delete(sessions).where(sessions.c.seen < before))


def know_device(connection: sa.Connection, user_id: str, token: str, *, now: datetime, most: int) -> None:
    """Keep that an account signed in with a browser, and of its browsers the newest."""
    connection.execute(sa.insert(devices).values(token=token, user=user_id, created=now))
    newest = sa.select(devices.c.token).where(devices.c.user == user_id).order_by(devices.c.created.desc()).limit(most)
    connection.execute(sa.delete(devices).where(devices.c.user == user_id, devices.c.token.not_in(newest)))


def forget_device(connection: sa.Connection, token: str) -> None:
    """Forget a browser by its token as it is kept."""
    connection.execute(sa.delete(devices).where(devices.c.token == token))


def forget_devices(connection: sa.Connection, user_id: str, *, but: str) -> None:
    """Forget the browsers in which an account was signed in, but the one of a token as it is kept."""
    connection.execute(sa.delete(devices).where(devices.c.user == user_id, devices.c.token != but))


def device_of(connection: sa.Connection, token: str) -> str:
    """Return the account that signed in with a browser, "" when none did."""
    return connection.scalar(sa.select(devices.c.user).where(devices.c.token == token)) or ""
