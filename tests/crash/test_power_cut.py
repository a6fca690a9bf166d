"""When the power goes, everything that was acknowledged is there afterwards, and nothing is half there.

Cuts by chance in a record of what SQLite really did for the program: FORMSPEC_SOAK tries more of them, FORMSPEC_SEED
others.
"""

import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.load import People, Reading, reading_of
from tests.crash.power_cut import Acknowledged, Folded, Recording, State, states
from tests.crash.vfs import watching
from webapp.settings import Settings
from webapp.storage import database
from webapp.storage.opening import open_repository
from webapp.storage.repository import StorageError

SEED = int(os.environ.get("FORMSPEC_SEED", "20261126"))
STATES = 200 * int(os.environ.get("FORMSPEC_SOAK", "1"))
ACTS = 40
AT_ONCE = 200
PAGES_BEFORE_CHECKPOINT = 60
MEMORY = Path("/dev/shm")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is such a place, because thousands of databases are written into it."""
    made = Path(tempfile.mkdtemp(prefix="formspec-", dir=MEMORY if os.access(MEMORY, os.W_OK) else tmp_path))
    yield made
    shutil.rmtree(made)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the WAL be emptied into the database often, so that most cuts come near that."""
    set_writer(monkeypatch, f"wal_autocheckpoint={PAGES_BEFORE_CHECKPOINT}")


def set_writer(monkeypatch: pytest.MonkeyPatch, pragma: str) -> None:
    monkeypatch.setattr(database, "_WRITER_PRAGMAS", (*database._WRITER_PRAGMAS, pragma))


def settings_of(folder: Path) -> Settings:
    return Settings.from_environment({"FORMSPEC_DATA": str(folder)})


def recorded(folder: Path, chance: random.Random, monkeypatch: pytest.MonkeyPatch) -> Recording:
    """Work on a new database, stop, start again and go on; return everything that was done to its files."""
    recording, settings = Recording(), settings_of(folder)

    def synced(descriptor: int) -> None:
        fsync(descriptor)
        if Path(f"/proc/self/fd/{descriptor}").readlink() == folder:
            recording.events.append(Folded(str(folder)))

    fsync = os.fsync
    with monkeypatch.context() as patched, watching(recording.watch):
        patched.setattr(os, "fsync", synced)
        for _ in range(2):
            with open_repository(settings) as repository:
                people = People(repository, chance)
                people.begin()
                recording.events.append(Acknowledged(reading_of(settings.file)))
                for _ in people.acts(ACTS):
                    recording.events.append(Acknowledged(reading_of(settings.file)))
    return recording


def found(state: State, folder: Path, chance: random.Random) -> Reading | str:
    """Return what the real program finds after a cut, or why it finds nothing."""
    state.write(folder, chance)
    settings = settings_of(folder)
    try:
        with open_repository(settings) as repository:
            with closing(sqlite3.connect(settings.file)) as connection:
                if (fault := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                    return str(fault)
            read = reading_of(settings.file)
            repository.pin("after", 1, "bb", b"form: after")
            return read
    except (StorageError, sqlite3.Error) as fault:
        return str(fault)


def losses(recording: Recording, count: int, place: Path, chance: random.Random) -> list[str]:
    """Return what was lost or half there in so many states: neither all that was acknowledged, nor one thing more."""
    readings = [each.reading for each in recording.events if isinstance(each, Acknowledged)]
    lost: list[str] = []
    for state in states(recording, count, chance):
        folder = place / "after"
        folder.mkdir()
        read = found(state, folder, chance)
        shutil.rmtree(folder)
        told = state.acknowledged
        may_be = [*readings[max(told - 1, 0) : told + 1]] if told else []
        if read not in may_be and (told or isinstance(read, str)):
            lost.append(f"before event {state.event}, {told} acknowledged: {read}")
    return lost


def tried(folder: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> list[str]:
    lost: list[str] = []
    for number, start in enumerate(range(0, count, AT_ONCE)):
        chance = random.Random(SEED + number)
        place = folder / str(number)
        place.mkdir()
        recording = recorded(place / "kept", chance, monkeypatch)
        lost += losses(recording, min(AT_ONCE, count - start), place, chance)
        shutil.rmtree(place)
    return lost


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    print(f"FORMSPEC_SEED={SEED}: {STATES} states")
    assert tried(folder, monkeypatch, STATES) == []


@pytest.mark.parametrize("weaker", ["synchronous=NORMAL", "synchronous=OFF"])
def test_with_a_weaker_setting_the_same_cuts_find_losses(
    folder: Path, monkeypatch: pytest.MonkeyPatch, weaker: str
) -> None:
    set_writer(monkeypatch, weaker)
    assert tried(folder, monkeypatch, 40)
