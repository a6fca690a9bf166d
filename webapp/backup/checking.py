"""Whether the database of a backup is whole: as a file, as tables, and row by row against its own checksums.

Here lives what is checked before anything of a backup is used. Each check raises DamagedError at the first fault.
"""

from hashlib import sha256

import sqlalchemy as sa

from webapp.backup.failures import BackupError, DamagedError
from webapp.backup.manifest import Manifest
from webapp.backup.rows import counted, end_of_trail
from webapp.storage.soundness import is_sealed
from webapp.storage.tables import HEAD, files, records, spec_texts
from webapp.storage.upgrade import marked

_FEW = 4


def require_whole(connection: sa.Connection, manifest: Manifest) -> None:
    """Check a database file as it was taken: its pages, its references, and what the manifest counts."""
    if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
        raise DamagedError("SQLite finds faults in its database")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise DamagedError("its database refers to rows that are not there")
    if marked(connection) != manifest.migration or counted(connection) != manifest.rows:
        raise DamagedError("its database has not the rows that it lists")
    if end_of_trail(connection) != manifest.trail:
        raise DamagedError("its audit trail does not end as it says")


def require_known(manifest: Manifest) -> None:
    """Refuse a backup whose database a newer Formspec made."""
    if manifest.migration > HEAD:
        raise BackupError(
            f"This backup was made by Formspec {manifest.program}, which is newer than this one: install that version."
        )


def require_true(connection: sa.Connection) -> None:
    """Check each row that has a checksum of its own: documents, files, and the texts of forms."""
    for what, stated, content, is_true in _CHECKSUMS:
        asked = sa.select(stated, content).execution_options(yield_per=_FEW)
        if not all(is_true(*row) for row in connection.execute(asked)):
            raise DamagedError(f"{what} in it is not what was kept")


def _has_checksum(stated: str, content: bytes) -> bool:
    return sha256(content).hexdigest() == stated


_CHECKSUMS = (
    ("a record", records.c.digest, records.c.document, is_sealed),
    ("a file", files.c.sha256, files.c.content, _has_checksum),
    ("a text of a form", spec_texts.c.sha256, spec_texts.c.text, _has_checksum),
)
