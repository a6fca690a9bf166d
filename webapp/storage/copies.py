"""A whole copy of an SQLite database, made in one reading transaction while others read and write.

Here lives the copying alone: when one is made is for those to say who want it.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from webapp.storage.durable import put
from webapp.storage.failures import StorageError
from webapp.storage.reasons import sqlite_reason

_OWNER_ONLY = 0o600


def copy_database(file: Path, copy: Path) -> None:
    """Copy a database as it stands at one moment, over a copy of the same name. What was erased does not come along.

    Raises StorageError, and OSError when the copy cannot be written.
    """
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY))
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, isolation_level=None)) as source:
            source.execute("PRAGMA wal_autocheckpoint=0").close()
            source.execute("VACUUM INTO ?", (str(part),)).close()
        put(part, copy)
    except sqlite3.Error as fault:
        raise StorageError(f"{file} cannot be copied: {sqlite_reason(fault)}.") from fault
    finally:
        part.unlink(missing_ok=True)
