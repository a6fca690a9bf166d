"""The folder in which a backup is made or opened, beside what is kept: one at a time, and nothing of it stays.

Here lives its beginning and its end. What was left in it by one that was killed goes with the next, or the next start.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from webapp.backup.failures import BackupError
from webapp.storage.opening import make_folder

_FOLDER = "backup-at-work"
_LOCK_MODE = 0o600
_FOLDER_MODE = 0o700


def sweep(beside: Path) -> None:
    """Remove what a backup or restore that was killed left inside a folder, unless one is at work there."""
    folder = beside / _FOLDER
    if not folder.exists():
        return
    with suppress(Timeout, OSError), FileLock(beside / f"{_FOLDER}.lock", timeout=0, mode=_LOCK_MODE):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def workshop(beside: Path) -> Iterator[Path]:
    """Give an empty folder inside a folder, which is made when it is not there. Raises BackupError, StorageError."""
    make_folder(beside)
    folder = beside / _FOLDER
    try:
        with FileLock(beside / f"{_FOLDER}.lock", timeout=0, mode=_LOCK_MODE):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=_FOLDER_MODE)
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except Timeout as fault:
        raise BackupError("Another backup or restore is at work here: wait until it has ended.") from fault
