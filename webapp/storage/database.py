"""Connections to the database: many that read, and the transactions that write.

Here lives what makes a commit last and keeps writers apart: on SQLite one writing connection in the process, in WAL
with a full barrier at each commit, and reading connections that can neither write nor checkpoint; on PostgreSQL a pool,
where rows are locked instead, commits wait for the disk whatever the server is set to, and reading transactions see one
state and cannot write. No table is named here.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from webapp.storage.failures import StorageError
from webapp.storage.reasons import FAULTS, reason

BUSY_MILLISECONDS = 10_000
CONNECT_SECONDS = 10
_WRITER_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    f"busy_timeout={BUSY_MILLISECONDS}",
)
_READER_PRAGMAS = (
    "query_only=ON",
    "wal_autocheckpoint=0",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MILLISECONDS}",
)


@dataclass(frozen=True, slots=True)
class Database:
    """A database that is open. `turn` is held by the one that writes; PostgreSQL needs none."""

    readers: sa.Engine
    writer: sa.Engine | None
    turn: AbstractContextManager[object]

    @contextmanager
    def reading(self, what: str) -> Iterator[sa.Connection]:
        """Give a connection that reads one state of the database. Raises StorageError: `what` cannot be read."""
        try:
            with self.readers.connect() as connection:
                yield connection
        except FAULTS as fault:
            raise StorageError(f"{what} cannot be read: {reason(fault)}.") from fault

    @contextmanager
    def writing(self, what: str) -> Iterator[sa.Connection]:
        """Give a connection inside a transaction, committed at the end and undone by any exception.

        Raises StorageError: `what` was not saved.
        """
        if self.writer is None:
            raise StorageError(f"{what} was not saved: Formspec opened the database only to read it.")
        try:
            with self.turn, self.writer.begin() as connection:
                yield connection
        except FAULTS as fault:
            raise StorageError(f"{what} was not saved: {reason(fault)}.") from fault

    def close(self) -> None:
        """Let go of every connection, the writing one last, so that it is the one to tidy up."""
        self.readers.dispose()
        if self.writer is not None:
            self.writer.dispose()


def sqlite_database(file: Path, *, writing: bool) -> Database:
    """Return an SQLite database. The file is made when `writing` and it is not there."""
    writer = _sqlite_engine(file, _WRITER_PRAGMAS, begin="BEGIN IMMEDIATE", pool=sa.StaticPool) if writing else None
    readers = _sqlite_engine(file, _READER_PRAGMAS, begin="BEGIN", pool=sa.QueuePool)
    return Database(readers, writer, threading.Lock())


def postgresql_database(url: str, *, writing: bool) -> Database:
    """Return a PostgreSQL database by its address. Raises StorageError when what reaches one is not installed."""
    try:
        engine = sa.create_engine(_patient(url), pool_pre_ping=True, pool_size=8, hide_parameters=True)
    except ImportError as fault:
        raise StorageError(
            "FORMSPEC_DATABASE names a PostgreSQL server, and the part of Formspec that reaches one is not installed: "
            "install “formspec[postgres]”, or leave FORMSPEC_DATABASE out."
        ) from fault
    sa.event.listen(engine, "connect", _wait_for_the_disk)
    readers = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(readers, engine if writing else None, nullcontext())


def _wait_for_the_disk(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Let a commit wait for the disk also where the server, the database or the user is set not to."""
    cursor = connection.cursor()
    cursor.execute("SET SESSION synchronous_commit = on")
    cursor.close()
    connection.commit()


def _patient(url: str) -> sa.URL:
    """Return the address with an end to waiting for a server that never answers, unless it has one of its own."""
    address = sa.make_url(url)
    return (
        address
        if "connect_timeout" in address.query
        else address.update_query_dict({"connect_timeout": str(CONNECT_SECONDS)})
    )


def _sqlite_engine(file: Path, pragmas: tuple[str, ...], *, begin: str, pool: type[sa.Pool]) -> sa.Engine:
    """Return an engine whose transactions begin as `begin` says; the driver's own beginnings are off."""
    engine = sa.create_engine("sqlite://", creator=_connector(file, pragmas), poolclass=pool, hide_parameters=True)
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _connector(file: Path, pragmas: tuple[str, ...]) -> Callable[[], sqlite3.Connection]:
    address = f"{file.as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MILLISECONDS / 1000
        )
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()
        return connection

    return connect
