"""Other files take the place of what is kept: wholly or not at all, whenever the process is killed."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from webapp.settings import Settings
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository
from webapp.storage.swap import swap

MOMENT = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
STAMP = "before-20261126T233000Z"
KILLED_AT = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from webapp.storage.swap import swap

left = int(sys.argv[2])

def count(event, _):
    global left
    if event in {"os.rename", "os.remove", "open"}:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

folder = Path(sys.argv[1])
made = {folder / name: folder / "made" / name for name in ("formspec.sqlite3", "secret-key")}
sys.addaudithook(count)
swap(folder / "formspec.sqlite3", made, datetime.fromisoformat("2026-11-26T23:30:00+00:00"))
"""


def settings_of(folder: Path) -> Settings:
    return Settings.from_environment({"FORMSPEC_DATA": str(folder)})


def keep(folder: Path, name: str) -> None:
    """Let a database with one form, and a key, say the same name."""
    with open_repository(settings_of(folder)) as repository:
        repository.pin(name, 1, "0" * 64, name.encode())
        repository.start_draft(name, 1)
    (folder / "secret-key").write_text(name)


def said(folder: Path) -> tuple[str, str]:
    """Return the name that the database has, opened as a start does, and the one that the key has."""
    with open_repository(settings_of(folder)) as repository:
        (draft,) = repository.drafts()
    return draft.form, (folder / "secret-key").read_text()


def made(folder: Path) -> dict[Path, Path]:
    return {folder / name: folder / "made" / name for name in ("formspec.sqlite3", "secret-key")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder, with a new database and key made inside it."""
    place = tmp_path / "kept"
    keep(place, "old")
    keep(place / "made", "new")
    return place


def test_the_new_stands_in_the_place_of_the_old_which_is_kept_beside_it(folder: Path) -> None:
    swap(folder / "formspec.sqlite3", made(folder), MOMENT)
    assert said(folder) == ("new", "new")
    assert (folder / f"secret-key.{STAMP}").read_text() == "old"
    with closing(sqlite3.connect(folder / f"formspec.sqlite3.{STAMP}")) as old:
        assert old.execute("SELECT form FROM drafts").fetchall() == [("old",)]
    left = {file.name for file in folder.iterdir()} - {"made", "formspec.sqlite3.lock"}
    assert left == {f"{name}{kept}" for name in ("formspec.sqlite3", "secret-key") for kept in ("", f".{STAMP}")}


def test_nothing_that_was_kept_before_is_overwritten(folder: Path) -> None:
    (folder / f"secret-key.{STAMP}").write_text("of before")
    swap(folder / "formspec.sqlite3", made(folder), MOMENT)
    assert (folder / f"secret-key.{STAMP}").read_text() == "of before"
    assert (folder / "secret-key.before-20261126T233001Z").read_text() == "old"


def test_a_log_that_belongs_to_a_damaged_database_is_never_taken_for_one_of_the_new(folder: Path) -> None:
    (folder / "formspec.sqlite3").write_bytes(b"no database at all" * 100)
    (folder / "formspec.sqlite3-wal").write_bytes(b"nor a log")
    swap(folder / "formspec.sqlite3", made(folder), MOMENT)
    assert (folder / f"formspec.sqlite3.{STAMP}-wal").read_bytes() == b"nor a log"
    assert said(folder) == ("new", "new")


def test_a_database_that_somebody_reads_is_not_taken_away(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "formspec.sqlite3")) as other:
        other.execute("PRAGMA journal_mode=WAL").close()
        assert other.execute("SELECT count(*) FROM drafts").fetchall() == [(1,)]
        with pytest.raises(StorageError, match=r"^Another program is using .*: end it"):
            swap(folder / "formspec.sqlite3", made(folder), MOMENT)
    assert said(folder) == ("old", "old")


def test_a_plan_that_cannot_be_carried_out_stops_the_start_with_one_sentence(folder: Path) -> None:
    (folder / "formspec.sqlite3.restore").write_text("{}")
    with pytest.raises(StorageError, match=r"^A restore is not finished, and "):
        open_repository(settings_of(folder))


def test_while_a_restore_is_not_finished_nobody_reads_the_old_state(folder: Path) -> None:
    file = folder / "formspec.sqlite3"
    shutil.copy(folder / "made" / file.name, f"{file}.restored")
    plan = {"moment": MOMENT.isoformat(), "places": [str(file)]}
    Path(f"{file}.restore").write_text(json.dumps(plan))
    with pytest.raises(StorageError, match=r"^A restore into .* is not finished: start Formspec once with"):
        open_repository(settings_of(folder), serving=False)
    open_repository(settings_of(folder)).close()
    with open_repository(settings_of(folder), serving=False) as repository:
        assert [draft.form for draft in repository.drafts()] == ["new"]


def test_killed_at_any_moment_it_leaves_the_old_or_the_new(folder: Path, tmp_path: Path) -> None:
    seen: list[str] = []
    for moment in range(60):
        copy = shutil.copytree(folder, tmp_path / str(moment))
        child = subprocess.run([sys.executable, "-c", KILLED_AT, str(copy), str(moment)], check=False, timeout=60)
        database, key = said(copy)
        assert database == key
        assert [*copy.glob("*.restored*"), *copy.glob("*.part")] == []
        seen.append(database)
        if child.returncode == 0:
            break
        assert child.returncode == -signal.SIGKILL
    assert seen == sorted(seen, reverse=True)
    assert set(seen) == {"old", "new"}
    assert seen.count("new") > 3
