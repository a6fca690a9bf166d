"""What is asked of the database about the audit trail, each a function of the connection it is asked on.

Here lives the chain: each act holds the hash of the one before it, so that none can be changed, taken out or put
between without every later hash being another. Nothing here changes or deletes an act.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

import sqlalchemy as sa

from engine.canonical import canonical
from engine.json_value import JsonObject
from webapp.deeds import Deed
from webapp.storage.trail_tables import acts

BEGINNING = "0" * 64
"""What the first act has for the hash of the one before it."""
_TURN = 5_707_261_124
"""The number of the lock that two transactions on one PostgreSQL server take in turn to add an act."""
_PAGE = 500


class Noted(NamedTuple):
    """What is to be kept: who did it (the id of an account, "" for nobody known), what, to what, and more of it."""

    who: str
    deed: Deed
    thing: str
    detail: Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOf:
    """One act of the trail, as it is kept."""

    number: int
    moment: datetime
    who: str
    act: str
    kind: str
    thing: str
    detail: str
    previous: str
    hash: str

    @property
    def true_hash(self) -> str:
        """What the hash of the act has to be."""
        moment = self.moment.astimezone(UTC).isoformat(timespec="microseconds")
        names = ("number", "who", "act", "kind", "thing", "detail", "previous")
        said: JsonObject = {"moment": moment, **{name: getattr(self, name) for name in names}}
        return sha256(canonical(said)).hexdigest()

    @property
    def line(self) -> str:
        """The act as one line of JSON, as it is given out."""
        return json.dumps(
            {**asdict(self), "moment": self.moment.isoformat(timespec="microseconds")}, ensure_ascii=False
        )


def add(connection: sa.Connection, noted: Noted, *, now: datetime) -> None:
    """Keep an act behind the last one."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))
    before = last(connection)
    made = ActOf(
        number=before.number + 1 if before else 1,
        moment=now,
        who=noted.who,
        act=noted.deed.value,
        kind=noted.deed.kind,
        thing=noted.thing,
        detail=canonical(dict(noted.detail)).decode() if noted.detail else "",
        previous=before.hash if before else BEGINNING,
        hash="",
    )
    connection.execute(sa.insert(acts).values(asdict(replace(made, hash=made.true_hash))))


def last(connection: sa.Connection) -> ActOf | None:
    """Return the last act; None when there is none yet."""
    row = connection.execute(sa.select(acts).order_by(acts.c.number.desc()).limit(1)).one_or_none()
    return ActOf(**row._mapping) if row else None


def last_restored(connection: sa.Connection) -> datetime | None:
    """Return when a backup was put back last; None when none was."""
    restored = sa.select(sa.func.max(acts.c.number)).where(acts.c.act == Deed.BACKUP_RESTORED.value).scalar_subquery()
    return connection.scalar(sa.select(acts.c.moment).where(acts.c.number == restored))


def after(connection: sa.Connection, number: int, *, limit: int = _PAGE) -> tuple[ActOf, ...]:
    """Return the acts behind a number, the first first."""
    rows = connection.execute(sa.select(acts).where(acts.c.number > number).order_by(acts.c.number).limit(limit))
    return tuple(ActOf(**row._mapping) for row in rows)


def before(
    connection: sa.Connection,
    number: int | None,
    *,
    until: datetime | None = None,
    who: str = "",
    thing: str = "",
    limit: int,
) -> tuple[ActOf, ...]:
    """Return the acts before a number and a moment, the latest first: of one person, or to one thing."""
    asked = sa.select(acts).where(*_wanted(number, until, who, thing)).order_by(acts.c.number.desc()).limit(limit)
    return tuple(ActOf(**row._mapping) for row in connection.execute(asked))


def _wanted(number: int | None, until: datetime | None, who: str, thing: str) -> Iterator[sa.ColumnElement[bool]]:
    if number is not None:
        yield acts.c.number < number
    if until is not None:
        yield acts.c.moment < until
    if who:
        yield acts.c.who == who
    if thing:
        yield acts.c.thing == thing
