"""What is asked of the database about visit keys, each a function of the connection it is asked on.

Here lives what becomes of the random number that a visit key is derived with. The key itself is kept nowhere.
"""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from webapp.storage.account_tables import visit_keys
from webapp.storage.text_statements import insert_into


class VisitNumber(NamedTuple):
    """The number of an account in a browser, the session that last asked for it, and when it did."""

    number: str
    session: str
    asked: datetime


def find(connection: sa.Connection, browser: str, user_id: str) -> VisitNumber | None:
    """Return the number of an account in a browser, by what the browser's token is kept as; None when there is none."""
    asked = sa.select(visit_keys.c.number, visit_keys.c.session, visit_keys.c.asked)
    row = connection.execute(asked.where(_of(browser, user_id))).one_or_none()
    return VisitNumber(*row) if row else None


def add(connection: sa.Connection, browser: str, user_id: str, kept: VisitNumber) -> None:
    """Keep the number of an account in a browser; one that another request has just added stays."""
    row = insert_into(connection, visit_keys).values(browser=browser, user=user_id, **kept._asdict())
    connection.execute(row.on_conflict_do_nothing(index_elements=["browser", "user"]))


def ask(connection: sa.Connection, browser: str, user_id: str, *, session: str, now: datetime) -> None:
    """Keep which session asked for a number, and when."""
    connection.execute(sa.update(visit_keys).where(_of(browser, user_id)).values(session=session, asked=now))


def numbers(connection: sa.Connection, user_id: str) -> tuple[tuple[str, VisitNumber], ...]:
    """Return every number of an account, each after what the token of its browser is kept as."""
    columns = (visit_keys.c.browser, visit_keys.c.number, visit_keys.c.session, visit_keys.c.asked)
    rows = connection.execute(sa.select(*columns).where(visit_keys.c.user == user_id).with_for_update())
    return tuple((browser, VisitNumber(*row)) for browser, *row in rows)


def move(connection: sa.Connection, user_id: str, *, before: str, browser: str) -> None:
    """Keep a number for another token of its browser."""
    connection.execute(sa.update(visit_keys).where(_of(before, user_id)).values(browser=browser))


def forget(connection: sa.Connection, user_id: str, *, session: str) -> None:
    """Forget the number that a session of an account asked for."""
    mine = sa.and_(visit_keys.c.user == user_id, visit_keys.c.session == session)
    connection.execute(sa.delete(visit_keys).where(mine))


def forget_all(connection: sa.Connection, user_id: str, *, but: str) -> bool:
    """Forget every number of an account, but those that a session asked for, and return whether there was one."""
    others = sa.and_(visit_keys.c.user == user_id, visit_keys.c.session != but)
    return bool(connection.execute(sa.delete(visit_keys).where(others)).rowcount)


def forget_old(connection: sa.Connection, *, before: datetime) -> None:
    """Forget the numbers that nobody has asked for since a moment."""
    connection.execute(sa.delete(visit_keys).where(visit_keys.c.asked < before))


def _of(browser: str, user_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(visit_keys.c.browser == browser, visit_keys.c.user == user_id)
