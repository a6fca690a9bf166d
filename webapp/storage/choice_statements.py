"""What is asked of the database about lifting a choice, each a function of the connection it is asked on."""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.trail_tables import requests

CHOOSE = "choose"
"""The act that a request is for, as it is kept."""
_KIND = "choice"
_THING = "two-people"
_OPEN = sa.and_(requests.c.act == CHOOSE, requests.c.settled.is_(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifting:
    """That an administrator asked that acts take two people no more."""

    id: str
    acts: frozenset[str]
    asked_by: str
    asked: datetime


def ask(connection: sa.Connection, made: Lifting) -> None:
    """Keep what was asked for; nothing else is asked for and open."""
    kept = {"id": made.id, "act": CHOOSE, "kind": _KIND, "thing": _THING, "reason": json.dumps(sorted(made.acts))}
    kept |= {"asked_by": made.asked_by, "settled_by": "", "outcome": ""}
    connection.execute(sa.insert(requests).values(**kept, asked=made.asked))


def open_lifting(connection: sa.Connection) -> Lifting | None:
    """Return what is asked for and was not settled, None when nothing is."""
    row = connection.execute(sa.select(requests).where(_OPEN)).one_or_none()
    if row is None:
        return None
    return Lifting(id=row.id, acts=frozenset(json.loads(row.reason)), asked_by=row.asked_by, asked=row.asked)


def settle(connection: sa.Connection, request_id: str, outcome: str, *, by: str, now: datetime) -> None:
    """Keep what became of a request."""
    settled = {"settled_by": by, "settled": now, "outcome": outcome}
    connection.execute(sa.update(requests).where(requests.c.id == request_id).values(settled))
