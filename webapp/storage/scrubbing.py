"""Leaving nothing of what was erased in the files of the database.

Here lives what is done after rows were deleted. SQLite overwrites what it deletes, but older copies of a row can stay
within a page that was divided, and in the write-ahead log; so the file is written anew and the log emptied. That this
is to be done is marked in the transaction that deletes, and holds until it was. PostgreSQL is asked to free the rows,
and to make the index of words anew, which keeps a word for good that it had once.
"""

import logging
import sqlite3
import time
from collections.abc import Iterable

import sqlalchemy as sa

from webapp.log import trace
from webapp.storage.database import BUSY_MILLISECONDS, Database
from webapp.storage.reasons import FAULTS
from webapp.storage.search_tables import search_texts

_LOG = logging.getLogger(__name__)
_TRIES = 4
_PAUSE_SECONDS = 0.15
_PATIENCE_MILLISECONDS = 100
_CLEAN, _TO_BE_SCRUBBED, _WRITTEN_ANEW = 0, 1, 2
"""What is marked in the file: in the end only the log is left to be emptied."""


def mark(connection: sa.Connection) -> None:
    """Note, in the transaction that deletes, that the database is to be scrubbed after it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={_TO_BE_SCRUBBED}")


def scrub(database: Database, tables: Iterable[sa.Table]) -> bool:
    """Free what was deleted from the tables, and return whether it is done.

    Where it is not, because somebody reads or the disk is full, it is done after the next erasure or start.
    """
    writer = database.writer
    if writer is None:
        return False
    if writer.dialect.name == "postgresql":
        return _vacuum(writer, tables)
    return any(_try(database, writer, number) for number in range(_TRIES))


def finish(database: Database) -> None:
    """Do what an erasure before could not: to be asked when an SQLite database was opened to be written."""
    writer = database.writer
    if writer is None or writer.dialect.name != "sqlite":
        return
    with database.turn:
        marked = _value(_driver(writer), "user_version")
    if marked != _CLEAN:
        scrub(database, ())


def _try(database: Database, writer: sa.Engine, number: int) -> bool:
    """Write the file anew and empty its log, unless somebody reads an older state of it just now."""
    time.sleep(_PAUSE_SECONDS * number)
    with database.turn:
        connection = _driver(writer)
        try:
            connection.execute(f"PRAGMA busy_timeout={_PATIENCE_MILLISECONDS}")
            return _written_anew(connection)
        except sqlite3.Error as fault:
            _LOG.warning("The database could not be scrubbed after an erasure: %s", trace(fault))
            return False
        finally:
            connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _written_anew(connection: sqlite3.Connection) -> bool:
    marked = _value(connection, "user_version")
    if marked == _CLEAN:
        return True
    if marked != _WRITTEN_ANEW:
        connection.execute("VACUUM")
        connection.execute(f"PRAGMA user_version={_WRITTEN_ANEW}")
    if _value(connection, "wal_checkpoint(TRUNCATE)") != 0:
        return False
    connection.execute(f"PRAGMA user_version={_CLEAN}")
    return True


def _value(connection: sqlite3.Connection, pragma: str) -> int:
    """Return the first number that a pragma answers with."""
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _driver(writer: sa.Engine) -> sqlite3.Connection:
    """Return the one connection that writes, outside of any transaction."""
    pooled = writer.raw_connection()
    try:
        found = pooled.driver_connection
    finally:
        pooled.close()
    if not isinstance(found, sqlite3.Connection):
        raise TypeError("SQLite is reached through its own driver")
    return found


def _vacuum(writer: sa.Engine, tables: Iterable[sa.Table]) -> bool:
    names = ", ".join(each.name for each in tables)
    try:
        with writer.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.exec_driver_sql(f"VACUUM {names}")
            alone.exec_driver_sql(f"REINDEX TABLE {search_texts.name}")
    except FAULTS as fault:
        _LOG.warning("The database could not be scrubbed after an erasure: %s", trace(fault))
        return False
    return True
