"""What is asked of the database about who an account is at a sign-in service."""

from datetime import datetime

import sqlalchemy as sa

from webapp.storage.account_tables import identities
from webapp.storage.text_statements import insert_into


def user_of(connection: sa.Connection, issuer: str, subject: str) -> str:
    """Return the account that somebody at a service is, "" for none."""
    known = sa.and_(identities.c.issuer == issuer, identities.c.subject == subject)
    return connection.scalar(sa.select(identities.c.user).where(known)) or ""


def is_somebody(connection: sa.Connection, issuer: str, user_id: str) -> bool:
    """Return whether an account is somebody at a service already."""
    known = sa.and_(identities.c.issuer == issuer, identities.c.user == user_id)
    return connection.scalar(sa.select(identities.c.subject).where(known).limit(1)) is not None


def add(connection: sa.Connection, issuer: str, subject: str, *, user: str, now: datetime) -> None:
    """Keep who an account is at a service, unless that is known already."""
    row = {"issuer": issuer, "subject": subject, "user": user, "linked": now}
    connection.execute(insert_into(connection, identities).values(row).on_conflict_do_nothing())


def forget(connection: sa.Connection, user_id: str) -> None:
    """Forget who an account is at every service."""
    connection.execute(sa.delete(identities).where(identities.c.user == user_id))
