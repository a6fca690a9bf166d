"""Making a backup: a snapshot, what else is kept beside it, and all of it in one encrypted file.

Here lives the order, and what belongs into a backup. How each step is done lives in its module.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from webapp.backup.checking import require_true
from webapp.backup.failures import BackupError, DamagedError
from webapp.backup.manifest import Manifest
from webapp.backup.packing import BODY, DATABASE, SPECS, measured, pack
from webapp.backup.proving import export_of, require_trail
from webapp.backup.rows import counted, end_of_trail
from webapp.backup.sealing import seal
from webapp.backup.snapshot import reading, take_snapshot
from webapp.backup.workshop import workshop
from webapp.settings import KEY_FILE, Settings
from webapp.storage.durable import put
from webapp.storage.tables import HEAD

_SPEC_FILES = ("*/*.yaml", "*/*.release.json")
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: what it holds, and the size in bytes and the SHA-256 of the encrypted file.

    `fault` is what is wrong with what is kept, so that this backup of it will not be restored; "" when nothing is.
    """

    manifest: Manifest
    fault: str
    size: int
    sha256: str


def make_backup(settings: Settings, file: Path, passphrase: str, *, force: bool = False) -> Made:
    """Keep everything that the settings name in one encrypted file. The server may be running.

    A file that is there already is replaced only by `force`. Raises BackupError and StorageError.
    """
    if file.exists() and not force:
        raise BackupError(f"{file} is there already: name another file, or add --force to replace it.")
    try:
        with workshop(settings.data) as work:
            manifest, fault = _gather(settings, work)
            return Made(manifest, fault, *_write(work, file, passphrase))
    except OSError as fault:
        why = (fault.strerror or str(fault)).lower()
        raise BackupError(f"The backup was not written to {file}: {why}. Make room there, or name another.") from fault


def _gather(settings: Settings, work: Path) -> tuple[Manifest, str]:
    """Put the body of a backup into the work folder, and return what it says of itself, and what is wrong with it."""
    moment = datetime.now(UTC)
    take_snapshot(settings, work / DATABASE)
    beside = dict(_beside(settings))
    for name, file in beside.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, work / name)
    export = export_of(work / DATABASE)
    with reading(work / DATABASE) as connection:
        manifest = Manifest(
            program=version("formspec"),
            migration=HEAD,
            made=moment,
            source="PostgreSQL" if settings.database else "SQLite",
            rows=counted(connection),
            export=export,
            trail=end_of_trail(connection),
            parts=tuple(measured(name, work / name) for name in (DATABASE, *beside)),
        )
    with (work / BODY).open("xb") as body:
        pack(manifest, work, body)
    fault = _fault(work / DATABASE)
    (work / DATABASE).unlink()
    return manifest, fault


def _fault(database: Path) -> str:
    """Return what a restore would find wrong with rows that are kept, "" when nothing is."""
    try:
        with reading(database) as connection:
            require_true(connection)
        require_trail(database)
    except DamagedError as fault:
        return fault.what
    return ""


def _beside(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Yield what is kept in files beside the database: the key, and the folders of further specs, by their numbers."""
    if settings.key_file.is_file():
        yield KEY_FILE, settings.key_file
    for number, folder in enumerate(settings.specs, 1):
        for each in sorted(file for pattern in _SPEC_FILES for file in folder.glob(pattern) if file.is_file()):
            yield f"{SPECS}/{number}/{each.relative_to(folder).as_posix()}", each


def _write(work: Path, file: Path, passphrase: str) -> tuple[int, str]:
    """Encrypt the body into the file, and return its size and SHA-256."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(opened, "wb") as target, (work / BODY).open("rb") as body:
            seal(body, target, passphrase)
        written = measured(file.name, part)
        put(part, file)
    finally:
        part.unlink(missing_ok=True)
    return written.size, written.sha256
