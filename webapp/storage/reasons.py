"""Why a database did not do something, in words.

Here lives the reading of the faults of SQLite and PostgreSQL. Each reason completes a sentence: "… was not saved: ".
"""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

_SQLITE = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the file may not be written",
    "SQLITE_CANTOPEN": "the file cannot be opened",
    "SQLITE_NOTADB": "the file is not a Formspec database",
    "SQLITE_CORRUPT": "the file is damaged",
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


def reason(fault: SQLAlchemyError) -> str:
    """Return why, as words that follow a colon."""
    cause = fault.orig if isinstance(fault, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return sqlite_reason(cause)
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRESQL.get(state[:2], "the database refused it")
    return "the database server cannot be reached" if isinstance(fault, DBAPIError) else "the database did not answer"


def sqlite_reason(cause: sqlite3.Error) -> str:
    """Return why SQLite did not do something."""
    name = getattr(cause, "sqlite_errorname", "")
    return next((words for prefix, words in _SQLITE.items() if name.startswith(prefix)), "the database refused it")
