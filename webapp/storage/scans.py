"""Scans of what records were keyed in from: one is added, read and taken off.

Here lives that whoever reads a record reads its scans, and that whoever filled it in adds them and takes them off. What
a scan holds is kept as every file is (`files`); its content goes with the tidying once nothing names it any more.
"""

import sqlalchemy as sa

from engine.afterwards.shape import MOST_SCANS
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import record_statements
from webapp.storage import scan_statements as scans
from webapp.storage.failures import NotYours, StorageError, Unknown
from webapp.storage.identifiers import is_id, mark_of
from webapp.storage.opened import Opened, now
from webapp.storage.scan_statements import Scan
from webapp.storage.stored import Record

_SCAN = "The scan"


class TooManyScans(StorageError):  # noqa: N818 (named after what happened)
    """A record has as many scans as it may have."""

    def __init__(self) -> None:
        super().__init__(f"A record has {MOST_SCANS} scans at the most: put the pages into one file.")


class Scans(Opened):
    """The scans of the records that are kept."""

    def scans(self, record: Record) -> tuple[Scan, ...]:
        """Return the scans of a record, the first first. Raises NotYours."""
        self._require_reach(Act.READ_RECORDS, record)
        with self._database.reading(_SCAN) as connection:
            return scans.of_record(connection, record.id)

    def may_scan(self, record: Record) -> bool:
        """Say whether this person may add scans to a record: they filled it in, and it was signed through no link."""
        if self._viewer.draft or not self.reaches(Act.FILL_IN, record):
            return False
        with self._database.reading(_SCAN) as connection:
            return not scans.is_letter(connection, record.id)

    def add_scan(self, record_id: str, sha256: str) -> None:
        """Add a content that is kept already as a scan of a record; one that is there stays.

        Raises TooManyScans, Unknown and NotYours.
        """
        with self._database.writing(_SCAN) as connection:
            self._require_keyed_in(connection, record_id)
            there = scans.of_record(connection, record_id)
            if sha256 in {each.sha256 for each in there}:
                return
            if len(there) >= MOST_SCANS:
                raise TooManyScans
            scans.add(connection, record_id, sha256, author=self._viewer.id, now=now())
            self._note(connection, Deed.RECORD_SCAN_ADDED, record_id, what=mark_of(sha256))

    def remove_scan(self, record_id: str, sha256: str) -> None:
        """Take a scan off a record. Raises Unknown and NotYours."""
        with self._database.writing(_SCAN) as connection:
            self._require_keyed_in(connection, record_id)
            if sha256 not in {each.sha256 for each in scans.of_record(connection, record_id)}:
                raise Unknown("There is no such scan.")
            scans.remove(connection, record_id, sha256)
            self._note(connection, Deed.RECORD_SCAN_REMOVED, record_id, what=mark_of(sha256))

    def _require_keyed_in(self, connection: sa.Connection, record_id: str) -> None:
        """Raise Unknown and NotYours unless a record is there, and this person filled it in and no link signed it."""
        self._require(Act.FILL_IN)
        found = record_statements.held_record(connection, record_id) if is_id(record_id) else None
        if found is None:
            raise Unknown("There is no such record.")
        self._require_reach(Act.FILL_IN, found)
        if scans.is_letter(connection, record_id):
            raise NotYours
