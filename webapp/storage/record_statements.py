"""What is asked of the database about records, each a function of the connection it is asked on."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.exported import AskedWith
from webapp.storage.identifiers import storable
from webapp.storage.stored import Record
from webapp.storage.tables import records
from webapp.storage.together_statements import joined_in, read_joined

_JOINED = "joined"
_COLUMNS = (*(records.c[each.name] for each in fields(Record) if each.name != _JOINED), joined_in(records.c.id))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records are wanted: of those within reach, of one form, since a moment, and trials or the others.

    Or of one version, and until before a moment. `about` are the names of which they give one as their subject, None
    for whatever they are about.
    """

    within: sa.ColumnElement[bool]
    form: str | None
    since: datetime | None
    trial: bool
    version: int | None = None
    until: datetime | None = None
    about: tuple[str, ...] | None = None


def is_reissued() -> sa.ColumnElement[bool]:
    """Return the condition of the records for which a later one stands that was not undone."""
    later = records.alias("reissue")
    return sa.exists().where(later.c.reissues == records.c.id, later.c.undone.is_(None))


def record(connection: sa.Connection, record_id: str) -> Record | None:
    """Return a record, None when there is none."""
    row = connection.execute(sa.select(*_COLUMNS).where(records.c.id == record_id)).one_or_none()
    return _read(row) if row else None


def held_record(connection: sa.Connection, record_id: str) -> Record | None:
    """Return a record that stays as it is until the transaction ends, None when there is none."""
    row = connection.execute(
        sa.select(*_COLUMNS).where(records.c.id == record_id).with_for_update(of=records)
    ).one_or_none()
    return _read(row) if row else None


def in_order(connection: sa.Connection, *, after: str, limit: int) -> tuple[Record, ...]:
    """Return so many records of any reach in the order of their ids, behind an id."""
    asked = sa.select(*_COLUMNS).where(records.c.id > after).order_by(records.c.id).limit(limit)
    return tuple(map(_read, connection.execute(asked)))


def reissued_by(connection: sa.Connection, record_id: str) -> tuple[Record, ...]:
    """Return the records that re-issue one and were not undone, the oldest first."""
    asked = sa.select(*_COLUMNS).where(records.c.reissues == record_id, records.c.undone.is_(None))
    rows = connection.execute(asked.order_by(records.c.submitted, records.c.id))
    return tuple(map(_read, rows))


def undo(connection: sa.Connection, undone: Record) -> None:
    """Take a record out of every list."""
    connection.execute(sa.update(records).where(records.c.id == undone.id).values(undone=undone.undone))


def add_record(connection: sa.Connection, made: Record) -> None:
    """Keep a new record."""
    values = asdict(made)
    del values[_JOINED]
    connection.execute(sa.insert(records).values(values))


def latest_records(connection: sa.Connection, wanted: Wanted, *, before: str | None, limit: int) -> tuple[Record, ...]:
    """Return records, the latest first, found by the place of the last one seen and not by counting."""
    asked = sa.select(*_COLUMNS).where(*_conditions(wanted))
    if before is not None:
        seen = sa.select(records.c.submitted).where(records.c.id == before).scalar_subquery()
        asked = asked.where(sa.tuple_(records.c.submitted, records.c.id) < sa.tuple_(seen, sa.literal(before)))
    asked = asked.order_by(records.c.submitted.desc(), records.c.id.desc()).limit(limit)
    return tuple(map(_read, connection.execute(asked)))


def counts(connection: sa.Connection, wanted: Wanted) -> dict[int, int]:
    """Return how many records are wanted of each version that has any."""
    asked = sa.select(records.c.version, sa.func.count().label("number"))
    asked = asked.where(*_conditions(wanted)).group_by(records.c.version)
    return {row.version: row.number for row in connection.execute(asked)}


def subjects(connection: sa.Connection, wanted: Wanted) -> tuple[str, ...]:
    """Return what the wanted records are about, each name once."""
    return tuple(connection.scalars(sa.select(records.c.about).where(*_conditions(wanted)).distinct()))


def every_subject(connection: sa.Connection) -> tuple[str, ...]:
    """Return what records of whatever reach are about, each name once: to be compared with, and shown to nobody."""
    return tuple(connection.scalars(sa.select(records.c.about).distinct()))


def asked_with(connection: sa.Connection, wanted: Wanted) -> tuple[AskedWith, ...]:
    """Return the versions that records were asked with, by form and number, and how many there are of each."""
    named = (records.c.form, records.c.version, records.c.sha256)
    asked = sa.select(*named, sa.func.count().label("number")).where(*_conditions(wanted)).group_by(*named)
    return tuple(AskedWith(**row._mapping) for row in connection.execute(asked.order_by(*named)))


def documents(
    connection: sa.Connection, wanted: Wanted, *, after: tuple[datetime, str] | None, limit: int
) -> list[tuple[datetime, str, str, str]]:
    """Return when, the id, the text and the digest of records, the oldest first, from behind the last one seen."""
    asked = sa.select(records.c.submitted, records.c.id, records.c.document, records.c.digest).where(
        *_conditions(wanted)
    )
    if after is not None:
        submitted, record_id = after
        seen = sa.tuple_(sa.literal(submitted, records.c.submitted.type), sa.literal(record_id))
        asked = asked.where(sa.tuple_(records.c.submitted, records.c.id) > seen)
    rows = connection.execute(asked.order_by(records.c.submitted, records.c.id).limit(limit))
    return [(row.submitted, row.id, row.document, row.digest) for row in rows]


def _read(row: sa.Row[tuple[object, ...]]) -> Record:
    return Record(**{**row._mapping, _JOINED: read_joined(row._mapping[_JOINED])})


def _conditions(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    yield wanted.within
    yield records.c.undone.is_(None)
    yield records.c.trial if wanted.trial else sa.not_(records.c.trial)
    if wanted.form is not None:
        yield records.c.form == wanted.form if storable(wanted.form) == wanted.form else sa.false()
    if wanted.since is not None:
        yield records.c.submitted >= wanted.since
    if wanted.about is not None:
        yield records.c.about.in_(wanted.about)
    if wanted.version is not None:
        yield records.c.version == wanted.version
    if wanted.until is not None:
        yield records.c.submitted < wanted.until
