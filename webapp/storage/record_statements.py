"""What is asked of the database about records, each a function of the connection it is asked on."""

from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.identifiers import storable
from webapp.storage.stored import Record
from webapp.storage.tables import records

_COLUMNS = tuple(records.c[each.name] for each in fields(Record))


def record(connection: sa.Connection, record_id: str) -> Record | None:
    """Return a record, None when there is none."""
    row = connection.execute(sa.select(*_COLUMNS).where(records.c.id == record_id)).one_or_none()
    return Record(**row._mapping) if row else None


def add_record(connection: sa.Connection, made: Record) -> None:
    """Keep a new record."""
    connection.execute(sa.insert(records).values(asdict(made)))


def latest_records(
    connection: sa.Connection, *, form: str | None, since: datetime | None, before: str | None, limit: int
) -> tuple[Record, ...]:
    """Return records, the latest first, found by the place of the last one seen and not by counting."""
    asked = sa.select(*_COLUMNS).where(*_wanted(form, since))
    if before is not None:
        seen = sa.select(records.c.submitted).where(records.c.id == before).scalar_subquery()
        asked = asked.where(sa.tuple_(records.c.submitted, records.c.id) < sa.tuple_(seen, sa.literal(before)))
    asked = asked.order_by(records.c.submitted.desc(), records.c.id.desc()).limit(limit)
    return tuple(Record(**row._mapping) for row in connection.execute(asked))


def documents(
    connection: sa.Connection,
    *,
    form: str | None,
    since: datetime | None,
    after: tuple[datetime, str] | None,
    limit: int,
) -> list[tuple[datetime, str, str]]:
    """Return when, the id and the text of records, the oldest first, from behind the last one seen."""
    asked = sa.select(records.c.submitted, records.c.id, records.c.document).where(*_wanted(form, since))
    if after is not None:
        submitted, record_id = after
        seen = sa.tuple_(sa.literal(submitted, records.c.submitted.type), sa.literal(record_id))
        asked = asked.where(sa.tuple_(records.c.submitted, records.c.id) > seen)
    rows = connection.execute(asked.order_by(records.c.submitted, records.c.id).limit(limit))
    return [(row.submitted, row.id, row.document) for row in rows]


def _wanted(form: str | None, since: datetime | None) -> list[sa.ColumnElement[bool]]:
    wanted = [] if form is None else [records.c.form == form if storable(form) == form else sa.false()]
    return wanted if since is None else [*wanted, records.c.submitted >= since]
