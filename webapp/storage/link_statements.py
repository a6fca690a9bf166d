"""What is asked of the database about single-use links, each a function of the connection it is asked on.

Here lives what a link is known by: the SHA-256 of its token, never the token. One that was used, or is too old, is
as if it had never been.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, NamedTuple

import sqlalchemy as sa

from webapp.storage.account_tables import links
from webapp.storage.failures import Unknown

Purpose = Literal["password"]
_STALE = "This link does not hold any more: it was used, or is too old. Ask for a new one."


class Link(NamedTuple):
    """Where a link leads: to set the password of an account."""

    purpose: Purpose
    user: str
    expires: datetime


def mark(token: str) -> str:
    """Return what a token is kept as."""
    return sha256(token.encode()).hexdigest()


def add(connection: sa.Connection, token: str, link: Link, *, by: str, now: datetime) -> None:
    """Keep a link."""
    row = {"token": mark(token), "made_by": by, "created": now, "used": None, **link._asdict()}
    connection.execute(sa.insert(links).values(row))


def find(connection: sa.Connection, token: str, *, now: datetime, hold: bool = False) -> Link | None:
    """Return where a token leads; None when it does not hold."""
    holds = sa.and_(links.c.token == mark(token), links.c.used.is_(None), links.c.expires > now)
    asked = sa.select(links.c.purpose, links.c.user, links.c.expires).where(holds)
    row = connection.execute(asked.with_for_update() if hold else asked).one_or_none()
    return Link(*row) if row else None


def use(connection: sa.Connection, token: str, purpose: Purpose, *, now: datetime) -> Link:
    """Use a link up, and return where it led. Raises Unknown when it does not hold, or leads elsewhere."""
    found = find(connection, token, now=now, hold=True)
    if found is None or found.purpose != purpose:
        raise Unknown(_STALE)
    connection.execute(sa.update(links).where(links.c.token == mark(token)).values(used=now))
    return found


def spend_all(connection: sa.Connection, user_id: str, *, now: datetime) -> None:
    """Let no link hold any more that was made for an account."""
    connection.execute(sa.update(links).where(links.c.user == user_id, links.c.used.is_(None)).values(used=now))


def forget(connection: sa.Connection, *, now: datetime, after: timedelta) -> None:
    """Forget the links that have been too old for long."""
    connection.execute(sa.delete(links).where(links.c.expires < now - after))
