"""What is asked of the database about the outbox, each a function of the connection it is asked on."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.account_tables import outbox
from webapp.storage.identifiers import new_id, storable

_AT_ONCE = 20
_WAITING = sa.and_(outbox.c.sent.is_(None), outbox.c.body != "")


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one person: its subject, which anybody on the way may read, and its body.

    In the outbox the body is sealed: what opens it is not for storage to know.
    """

    recipient: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in the outbox: its id, when it was put there, and how often sending it was tried."""

    id: str
    message: Message
    created: datetime
    tries: int


def add(connection: sa.Connection, message: Message, *, now: datetime) -> None:
    """Put a message in the outbox."""
    connection.execute(
        sa.insert(outbox).values(
            id=new_id(),
            recipient=storable(message.recipient),
            subject=storable(message.subject),
            body=storable(message.body),
            created=now,
            next=now,
            tries=0,
            sent=None,
            fault="",
        )
    )


def any_due(connection: sa.Connection, *, now: datetime) -> bool:
    """Return whether a message is to be sent now."""
    return connection.scalar(sa.select(outbox.c.id).where(_WAITING, outbox.c.next <= now).limit(1)) is not None


def due(connection: sa.Connection, *, now: datetime) -> list[Letter]:
    """Return messages that are to be sent now, the oldest first, to nobody else until the transaction ends."""
    asked = (
        sa.select(outbox)
        .where(_WAITING, outbox.c.next <= now)
        .order_by(outbox.c.created)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    return [
        Letter(row.id, Message(row.recipient, row.subject, row.body), row.created, row.tries)
        for row in connection.execute(asked)
    ]


def change(connection: sa.Connection, letter_id: str, **values: object) -> None:
    """Change columns of a message."""
    connection.execute(sa.update(outbox).where(outbox.c.id == letter_id).values(**values))


def faults(connection: sa.Connection) -> list[str]:
    """Return what is wrong with the messages that were tried and not sent, the latest first."""
    failed = sa.and_(outbox.c.sent.is_(None), outbox.c.fault != "")
    return list(connection.scalars(sa.select(outbox.c.fault).where(failed).order_by(outbox.c.created.desc())))


def give_up(connection: sa.Connection, fault: str, *, before: datetime) -> None:
    """Empty the messages that wait since before a moment, each with its own fault, or else this one."""
    why = sa.case((outbox.c.fault == "", fault), else_=outbox.c.fault)
    connection.execute(sa.update(outbox).where(_WAITING, outbox.c.created < before).values(body="", fault=why))


def forget(connection: sa.Connection, *, before: datetime) -> None:
    """Forget the messages that were put in the outbox before a moment."""
    connection.execute(sa.delete(outbox).where(outbox.c.created < before))
