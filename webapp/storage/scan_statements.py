"""What is asked of the database about scans, each a function of the connection it is asked on.

Here lives their shape, too. A scan has no name of its own, so that nothing that somebody called it stays anywhere.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.scan_tables import record_scans
from webapp.storage.tables import drafts, files, records

_KEPT = record_scans.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A scan of what a record was keyed in from: its content, who added it, and when."""

    sha256: str
    size: int
    type: str
    author: str
    added: datetime


def of_record(connection: sa.Connection, record_id: str) -> tuple[Scan, ...]:
    """Return the scans of a record, the first first."""
    return of_reached(connection, sa.true(), record_id)


def of_reached(connection: sa.Connection, within: sa.ColumnElement[bool], record_id: str) -> tuple[Scan, ...]:
    """Return the scans of a record, the first first; none where the record is not within a condition."""
    asked = sa.select(_KEPT.sha256, files.c.size, files.c.type, _KEPT.author, _KEPT.added)
    asked = asked.join(files, files.c.sha256 == _KEPT.sha256).join(records, records.c.id == _KEPT.record)
    asked = asked.where(_KEPT.record == record_id, within)
    found = connection.execute(asked.order_by(_KEPT.added, _KEPT.sha256)).mappings()
    return tuple(Scan(**row) for row in found)


def add(connection: sa.Connection, record_id: str, sha256: str, *, author: str, now: datetime) -> None:
    """Add a scan to a record, whose content is kept already."""
    row = {"record": record_id, "sha256": sha256, "author": author, "added": now}
    connection.execute(sa.insert(record_scans).values(row))


def remove(connection: sa.Connection, record_id: str, sha256: str) -> None:
    """Take a scan off a record."""
    connection.execute(sa.delete(record_scans).where(_KEPT.record == record_id, _KEPT.sha256 == sha256))


def is_letter(connection: sa.Connection, record_id: str) -> bool:
    """Return whether a record was sent as a letter, and so signed through its link."""
    return bool(connection.scalar(sa.select(drafts.c.letter).where(drafts.c.id == record_id)))


def is_named(connection: sa.Connection, sha256: str) -> bool:
    """Return whether a record has a content as a scan."""
    return connection.scalar(sa.select(sa.literal(1)).where(_KEPT.sha256 == sha256).limit(1)) is not None
