"""The key of a backup that was restored into a database server: it goes into its place once the server has the rows.

Here lives who decides that where a restore was broken off between the two: the audit trail of the database. On SQLite
the key and the database change places together, in `swap`.
"""

from datetime import UTC, datetime
from pathlib import Path

from webapp.storage import trail_statements
from webapp.storage.database import Database
from webapp.storage.failures import StorageError
from webapp.storage.swap import drop_waiting, take_place, waiting


def finish_restore(database: Database, key: Path) -> None:
    """Put a key that waits into its place if its backup was put into the database since, else delete it.

    Raises StorageError.
    """
    new = waiting(key)
    if not new.exists():
        return
    with database.reading("The audit trail") as connection:
        restored = trail_statements.last_restored(connection)
    try:
        if restored is not None and restored >= datetime.fromtimestamp(new.stat().st_mtime, UTC):
            take_place(key, restored)
        else:
            drop_waiting(key)
    except OSError as fault:
        raise StorageError(
            f"A restore is not finished, and {new} cannot be put in its place: change who may write there, then start "
            "Formspec again."
        ) from fault
