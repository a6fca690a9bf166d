"""One consistent state of the database, as an SQLite file, taken while others write.

Here lives how it is taken from each kind of database. From PostgreSQL every row is read in one transaction that sees
one state, and put into the tables that the migrations make.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from webapp.backup.rows import copy_rows
from webapp.settings import Settings
from webapp.storage.copies import copy_database
from webapp.storage.database import sqlite_database
from webapp.storage.opening import opened_database
from webapp.storage.upgrade import upgrade

_OWNER_ONLY = 0o600


def take_snapshot(settings: Settings, file: Path) -> None:
    """Write the database that the settings name into a new SQLite file. Raises StorageError and OSError."""
    with opened_database(settings, serving=False) as database:
        if not settings.database:
            copy_database(settings.file, file)
            return
        with database.reading("The database") as source, writing(file) as target:
            upgrade(target)
            copy_rows(source, target)


@contextmanager
def reading(file: Path) -> Iterator[sa.Connection]:
    """Give a connection that reads a copy. Raises StorageError."""
    with closing(sqlite_database(file, writing=False)) as copy, copy.reading("The backup") as connection:
        yield connection


@contextmanager
def writing(file: Path) -> Iterator[sa.Connection]:
    """Give a connection inside a transaction on a copy, which is made when it is not there. Raises StorageError."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT, _OWNER_ONLY))
    with closing(sqlite_database(file, writing=True)) as copy, copy.writing("The backup") as connection:
        yield connection
