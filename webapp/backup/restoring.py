"""Restoring a backup: what was opened and checked to the side takes the place of what is kept.

Here lives where each part goes, and that nothing is touched before all was checked. How files change places so that a
kill leaves the old or the new lives in `webapp.storage.swap`.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from pyrage.x25519 import Identity  # type: ignore[import-untyped]

from webapp.backup.afterwards import begin_anew
from webapp.backup.consent import Ask, takes_two, two_people
from webapp.backup.failures import BackupError, DamagedError
from webapp.backup.opening import Opened, open_backup
from webapp.backup.packing import SPECS
from webapp.backup.proving import export_of
from webapp.backup.report import Report
from webapp.backup.rows import copy_rows, counted
from webapp.backup.snapshot import reading
from webapp.backup.workshop import workshop
from webapp.settings import KEY_FILE, Settings
from webapp.storage.database import postgresql_database, sqlite_database
from webapp.storage.failures import StorageError
from webapp.storage.opening import alone, make_folder
from webapp.storage.swap import drop_waiting, let_wait, swap, take_place
from webapp.storage.upgrade import upgrade

_REHEARSAL = "rehearsal"


def check_backup(settings: Settings, file: Path, identity: Identity, report: Report, *, drill: bool) -> None:
    """Open a backup to the side and check all of it; in a drill, put it in place there as well, and start from it.

    What is kept is not touched, and the server may be running. Raises BackupError and StorageError.
    """
    with _disk_faults(), workshop(settings.data) as work:
        opened = open_backup(file, identity, work, report)
        if drill:
            _rehearse(opened, report)


def restore_backup(settings: Settings, file: Path, identity: Identity, report: Report, *, ask: Ask) -> Path | None:
    """Put a backup in the place of what is kept, once all of it was checked; the old state stays beside it.

    Returns the folder that the further specs of the backup are in, None when it has none. Raises BackupError and
    StorageError, also while the server is running: then what is kept is as it was.
    """
    with _disk_faults():
        if settings.database:
            return _restore_to_server(settings, file, identity, report, ask)
        with alone(settings.file), workshop(settings.file.parent) as work:
            opened = open_backup(file, identity, work, report)
            present = [settings.file] if settings.file.exists() else []
            _begin_anew(opened, _consent(ask, *present, opened.database))
            beside = "put in the place of what was kept, which stands beside it"
            with report.step(beside if present else "put in place"):
                return _put_in_place(settings, opened)


def _put_in_place(settings: Settings, opened: Opened) -> Path | None:
    moment = datetime.now(UTC)
    make_folder(settings.data)
    specs = _put_specs(settings, opened, moment)
    made = {settings.file: opened.database}
    if (opened.folder / KEY_FILE).exists():
        made[settings.key_file] = opened.folder / KEY_FILE
    swap(settings.file, made, moment)
    return specs


def _put_specs(settings: Settings, opened: Opened, moment: datetime) -> Path | None:
    """Put the further specs into a new folder: which folders the settings name is not for a backup to change."""
    if not (opened.folder / SPECS).exists():
        return None
    return Path(shutil.move(opened.folder / SPECS, settings.data / f"{SPECS}-restored-{moment:%Y%m%dT%H%M%SZ}"))


def _rehearse(opened: Opened, report: Report) -> None:
    """Restore over a state of its own, made for this, and start from that as the server does."""
    folder = opened.folder / _REHEARSAL
    settings = Settings.from_environment({"FORMSPEC_DATA": str(folder)})
    with report.step("rehearsed: put in the place of another state, and started from"):
        export_of(settings.file, serving=True)
        with alone(settings.file):
            _put_in_place(settings, opened)
        if export_of(settings.file, serving=True) != opened.manifest.export:
            raise DamagedError("put in place, it does not export what was exported when it was made")


def _restore_to_server(settings: Settings, file: Path, identity: Identity, report: Report, ask: Ask) -> Path | None:
    with closing(postgresql_database(settings.database, writing=True)) as database, workshop(settings.data) as work:
        with database.reading("The database") as connection:
            _require_empty(connection, settings)
        opened = open_backup(file, identity, work, report)
        consented = _consent(ask, opened.database)
        with (
            report.step("put into the empty database, in one transaction"),
            database.writing("The backup") as target,
            reading(opened.database) as source,
        ):
            _require_empty(target, settings)
            upgrade(target)
            copy_rows(source, target)
            if counted(source) != counted(target):
                raise BackupError("The database server did not take every row: nothing was restored.")
            has_key = _let_key_wait(settings.key_file, opened.folder / KEY_FILE)
            begin_anew(target, opened.manifest.made, consented)
        moment = datetime.now(UTC)
        if has_key:
            take_place(settings.key_file, moment)
        return _put_specs(settings, opened, moment)


def _require_empty(connection: sa.Connection, settings: Settings) -> None:
    if sa.inspect(connection).get_table_names():
        raise BackupError(
            f"There is something in {settings.place} already, and a backup goes only into an empty one: make another "
            "database on the server, and name it in FORMSPEC_DATABASE."
        )


def _let_key_wait(place: Path, key: Path) -> bool:
    """Let the key of a backup wait until the server has the rows, and return whether the backup has one.

    Where the restore is broken off, the next start puts it in its place, or deletes it.
    """
    drop_waiting(place)
    if not key.exists():
        return False
    let_wait(place, key)
    return True


def _begin_anew(opened: Opened, consented: tuple[str, ...]) -> None:
    """Let the opened database begin anew, and wait until the disk has it."""
    with closing(sqlite_database(opened.database, writing=True)) as database, database.writing("The backup") as target:
        begin_anew(target, opened.manifest.made, consented)


def _consent(ask: Ask, *states: Path) -> tuple[str, ...]:
    """Return the ids of the two who consent, by the first of the states that says a restore takes two."""
    for state in filter(_takes_two, states):
        with reading(state) as connection:
            return two_people(connection, ask)
    return ()


def _takes_two(state: Path) -> bool:
    """Return whether a state says that a restore takes two; one that cannot be read says nothing."""
    try:
        with reading(state) as connection:
            return takes_two(connection)
    except StorageError:
        return False


@contextmanager
def _disk_faults() -> Iterator[None]:
    """Say what a disk refused in one sentence."""
    try:
        yield
    except OSError as fault:
        why = (fault.strerror or str(fault)).lower()
        place = f"{fault.filename}: " if fault.filename else ""
        raise BackupError(f"The backup cannot be opened: {place}{why}. Mend that, then try again.") from fault
