"""Why a database did not do something, in words.

Here lives the reading of the faults of SQLite and PostgreSQL. Each reason completes a sentence: "… was not saved: ".
"""

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

FAULTS = (DBAPIError, PoolTimeoutError)
"""What a database, or the way to it, can fail with; anything else is a fault of the program."""

_REFUSED = "the database refused it"
_SQLITE = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the file may not be written",
    "SQLITE_CANTOPEN": "the file cannot be opened",
    "SQLITE_NOTADB": "the file is not a Formspec database",
    "SQLITE_CORRUPT": "the file is damaged, so put a backup back",
    "SQLITE_BUSY": "another program is using the file",
    "SQLITE_LOCKED": "another program is using the file",
    "SQLITE_IOERR": "the disk cannot be read or written",
}
_POSTGRESQL = {
    "53": "the database server has no room or memory left",
    "57": "the database server is stopping",
    "08": "the database server cannot be reached",
    "28": "the database server did not accept the user or password",
    "3D": "there is no such database on the server",
    "42": "the database does not allow it",
    "40": "somebody else changed the same thing at the same moment",
}


def reason(fault: DBAPIError | PoolTimeoutError) -> str:
    """Return why, as words that follow a colon."""
    if isinstance(fault, PoolTimeoutError):
        return "too many people are using it at once"
    if isinstance(fault.orig, sqlite3.Error):
        return sqlite_reason(fault.orig)
    state = getattr(fault.orig, "sqlstate", None)
    return _POSTGRESQL.get(state[:2], _REFUSED) if isinstance(state, str) else "the database server cannot be reached"


def sqlite_reason(cause: sqlite3.Error) -> str:
    """Return why SQLite itself refused, as words that follow a colon."""
    name = getattr(cause, "sqlite_errorname", "")
    return next((words for prefix, words in _SQLITE.items() if name.startswith(prefix)), _REFUSED)
