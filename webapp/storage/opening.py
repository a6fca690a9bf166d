"""Opening what is kept: the folder, the lock that keeps a second server out, the database and its tables.

Here lives the order of these steps and what is said when one cannot be taken.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from webapp.settings import Settings
from webapp.storage.copies import copy_database
from webapp.storage.database import Database, postgresql_database, sqlite_database
from webapp.storage.durable import settle
from webapp.storage.failures import StorageError
from webapp.storage.reasons import FAULTS, reason
from webapp.storage.repository import Repository
from webapp.storage.restored_key import finish_restore
from webapp.storage.scrubbing import finish
from webapp.storage.soundness import require_sound
from webapp.storage.swap import finish_swap, require_swapped
from webapp.storage.tables import HEAD
from webapp.storage.upgrade import marked, require_current, upgrade

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


def open_repository(settings: Settings, *, serving: bool = True) -> Repository:
    """Return the repository that the settings name; close it when done.

    One that is `serving` may write, makes what is not there, and is alone: a second is refused. Any number may read
    beside it. Raises StorageError.
    """
    with ExitStack() as undo:
        database = undo.enter_context(opened_database(settings, serving=serving))
        return Repository(database, closing=undo.pop_all())


@contextmanager
def opened_database(settings: Settings, *, serving: bool) -> Iterator[Database]:
    """Give the database that the settings name, as `open_repository` opens it. Raises StorageError."""
    with ExitStack() as undo:
        if settings.database:
            database = postgresql_database(settings.database, writing=serving)
        else:
            if serving:
                undo.enter_context(alone(settings.file))
                finish_swap(settings.file, settings.key_file)
            else:
                require_swapped(settings.file)
            _require_file(settings.file, make=serving)
            database = sqlite_database(settings.file, writing=serving)
        undo.callback(database.close)
        _prepare(database, settings, serving=serving)
        if settings.database and serving:
            finish_restore(database, settings.key_file)
        yield database


def make_folder(folder: Path) -> None:
    """Make the folder, for its owner only, unless it is there. Raises StorageError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        for made in missing:
            settle(made.parent)
    except OSError as fault:
        raise StorageError(_cannot_write(folder, fault)) from fault


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Keep every other server off a database file, whose folder is made when it is not there. Raises StorageError."""
    make_folder(file.parent)
    lock = FileLock(f"{file}.lock", timeout=0, mode=_FILE_MODE, thread_local=False)
    try:
        lock.acquire()
    except Timeout as fault:
        raise StorageError(
            f"Formspec is already running on {file}: use the one that is open, stop it first, or name another folder "
            "in FORMSPEC_DATA."
        ) from fault
    except OSError as fault:
        raise StorageError(_cannot_write(file.parent, fault)) from fault
    try:
        yield
    finally:
        lock.release()


def _require_file(file: Path, *, make: bool) -> None:
    if not make:
        if not file.is_file():
            raise StorageError(f"Nothing is kept in {file} yet: start Formspec once with “formspec serve”.")
        return
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, _FILE_MODE))
        settle(file.parent)
    except OSError as fault:
        raise StorageError(_cannot_write(file, fault)) from fault


def _cannot_write(path: Path, fault: OSError) -> str:
    why = (fault.strerror or "it was refused").lower()
    return f"Nothing can be kept in {path}: {why}. Change who may write there, or name another folder in FORMSPEC_DATA."


def _prepare(database: Database, settings: Settings, *, serving: bool) -> None:
    try:
        if database.writer is not None and serving:
            if not settings.database:
                _keep_as_it_is(database, settings.file)
            with database.turn, database.writer.begin() as connection:
                require_sound(connection, settings.place)
                upgrade(connection)
            finish(database)
        else:
            with database.readers.connect() as connection:
                require_current(connection)
    except FAULTS as fault:
        raise StorageError(f"{settings.place} cannot be opened: {reason(fault)}.") from fault


def _keep_as_it_is(database: Database, file: Path) -> None:
    """Copy a database file of an older Formspec beside itself, before its tables are brought up to date."""
    with database.readers.connect() as connection:
        found = marked(connection)
    if found is not None and found < HEAD:
        try:
            copy_database(file, file.with_name(f"{file.name}.before-{found}"))
        except OSError as fault:
            raise StorageError(_cannot_write(file.parent, fault)) from fault
