"""Opening a backup to the side: decrypted, taken apart, and checked to the last row before anything of it is used.

Here lives the order of the checks. What is done with a backup that passed them lives in `restoring`.
"""

from dataclasses import dataclass
from pathlib import Path

from pyrage.x25519 import Identity  # type: ignore[import-untyped]

from webapp.backup.checking import require_known, require_true, require_whole
from webapp.backup.failures import DamagedError
from webapp.backup.manifest import Manifest
from webapp.backup.packing import BODY, DATABASE, unpack
from webapp.backup.proving import export_of, require_trail
from webapp.backup.report import Report
from webapp.backup.sealing import unseal
from webapp.backup.snapshot import reading, writing
from webapp.storage.upgrade import upgrade


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup that is whole: the folder that its parts are in, and what it says of itself."""

    folder: Path
    manifest: Manifest

    @property
    def database(self) -> Path:
        """The database, brought up to the tables of this program."""
        return self.folder / DATABASE


def open_backup(file: Path, identity: Identity, folder: Path, report: Report) -> Opened:
    """Open a backup into an empty folder. Raises BackupError, StorageError, and OSError when the folder is full."""
    with report.step("decrypted, and authentic to the last byte"), (folder / BODY).open("xb") as body:
        unseal(file, identity, body)
    with report.step("taken apart, each part as it was put in"):
        with (folder / BODY).open("rb") as body:
            manifest = unpack(body, folder)
        (folder / BODY).unlink()
    require_known(manifest)
    opened = Opened(folder, manifest)
    rows = f"{sum(manifest.rows.values())} rows in {len(manifest.rows)} tables"
    with report.step(f"database whole: {rows}"), reading(opened.database) as connection:
        require_whole(connection, manifest)
    tables = f"tables of migration {manifest.migration} as this program has them"
    with report.step(tables), writing(opened.database) as connection:
        upgrade(connection)
    with report.step("documents, files and texts as their checksums say"), reading(opened.database) as connection:
        require_true(connection)
    with report.step(f"audit trail whole: {manifest.trail.number} acts"):
        require_trail(opened.database)
    with report.step(f"opened by the program, {manifest.export.records} records exported as they were"):
        if export_of(opened.database) != manifest.export:
            raise DamagedError("what it exports is not what was exported when it was made")
    return opened
