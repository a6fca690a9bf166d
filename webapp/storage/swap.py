"""Putting other files in the place of those that are kept, so that a kill at any moment leaves the old or the new.

Here lives the order of it. First the new files stand beside the old ones; then a plan says that they are to take their
places, and from that moment on the new state is the one that counts: whoever opens the database next carries the plan
out to its end. Each old file stays, under a name that says when. What the files hold was checked before.
"""

import json
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from webapp.storage.durable import put, settle
from webapp.storage.failures import StorageError

_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, all of it a part of the one that stands there."""
_HEADER = b"SQLite format 3\0"
_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_LOCKED"})


def swap(file: Path, made: Mapping[Path, Path], moment: datetime) -> None:
    """Put made files in their places: of the database `file`, and of others. The caller holds the lock on the database.

    Raises StorageError while the database is open elsewhere, and OSError.
    """
    _require_unused(file)
    while any(kept_name(place, moment).exists() for place in made):
        moment += timedelta(seconds=1)
    for place, new in made.items():
        let_wait(place, new)
    plan = _part(file)
    plan.write_text(json.dumps({"moment": moment.isoformat(), "places": [str(place) for place in made]}))
    put(plan, _plan(file))
    finish_swap(file)


def finish_swap(file: Path, *others: Path) -> None:
    """Carry out the plan of a swap of this database to its end. Raises StorageError.

    Where there is no plan, what a swap that was broken off left waiting for the places of the database and of others is
    deleted.
    """
    if not _plan(file).exists():
        with suppress(OSError):
            _part(file).unlink(missing_ok=True)
            for place in (file, *others):
                drop_waiting(place)
        return
    try:
        plan = json.loads(_plan(file).read_bytes())
        for place in map(Path, plan["places"]):
            if waiting(place).exists():
                take_place(place, datetime.fromisoformat(plan["moment"]))
        _plan(file).unlink()
        settle(file.parent)
    except (OSError, ValueError, KeyError) as fault:
        raise StorageError(
            f"A restore is not finished, and {_plan(file)} cannot be carried out: change who may write there, then "
            "start Formspec again."
        ) from fault


def require_swapped(file: Path) -> None:
    """Raise StorageError while a swap of this database is not carried out to its end: what stands there is the old."""
    if _plan(file).exists():
        raise StorageError(
            f"A restore into {file} is not finished: start Formspec once with “formspec serve”, which finishes it."
        )


def _require_unused(file: Path) -> None:
    """Let the database be one file alone, and refuse one that somebody reads.

    SQLite removes what it keeps beside a database by name: one that is still open must not give its name away. What is
    too damaged to be taken for a database is not opened, because SQLite would remove the log that belongs to it.
    """
    if not file.exists():
        return
    with file.open("rb") as opened:
        if opened.read(len(_HEADER)) != _HEADER:
            return
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").close()
    except sqlite3.Error as fault:
        if fault.sqlite_errorname in _BUSY:
            raise StorageError(f"Another program is using {file}: end it, then restore again.") from fault


def kept_name(place: Path, moment: datetime) -> Path:
    """Return the name under which what stood in a place is kept since a moment."""
    return place.with_name(f"{place.name}.before-{moment:%Y%m%dT%H%M%SZ}")


def _set_aside(place: Path, moment: datetime) -> None:
    """Let what stands in a place, and what SQLite keeps beside it, stand under the name of the moment."""
    kept = kept_name(place, moment)
    for beside in _BESIDE:
        old = place.with_name(place.name + beside)
        if old.exists():
            old.replace(kept.with_name(kept.name + beside))
    settle(place.parent)


def let_wait(place: Path, new: Path) -> None:
    """Let a new file stand beside a place, also after a power cut, until it takes the place. Raises OSError."""
    shutil.move(new, waiting(place))
    settle(waiting(place))
    settle(place.parent)


def take_place(place: Path, moment: datetime) -> None:
    """Put what waits into its place; what stood there stays, under the name of the moment. Raises OSError."""
    _set_aside(place, moment)
    put(waiting(place), place)


def drop_waiting(place: Path) -> None:
    """Delete what waits for a place, if anything does, with what SQLite keeps beside it. Raises OSError."""
    for beside in _BESIDE:
        waiting(place).with_name(waiting(place).name + beside).unlink(missing_ok=True)


def waiting(place: Path) -> Path:
    """Return the name under which a new file waits for its place."""
    return place.with_name(f"{place.name}.restored")


def _part(file: Path) -> Path:
    return file.with_name(f"{file.name}.restore.part")


def _plan(file: Path) -> Path:
    return file.with_name(f"{file.name}.restore")
