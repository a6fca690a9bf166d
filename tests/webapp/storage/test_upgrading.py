"""A database of an older Formspec is copied first, and then brought up to date wholly or not at all."""

import errno
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from webapp.settings import Settings
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository
from webapp.storage.tables import HEAD
from webapp.storage.upgrade import marked

OLDER = f"{int(HEAD) - 1:04}"
KILLED_HALF_WAY = """
import os, signal, sys
from alembic.runtime.migration import HeadMaintainer
from webapp.settings import Settings
from webapp.storage.opening import open_repository

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

HeadMaintainer.update_to_step = killed
open_repository(Settings.from_environment({"FORMSPEC_DATA": sys.argv[1], "FORMSPEC_DATABASE": sys.argv[2]}))
"""


@pytest.fixture
def older(empty: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Where a database of the last Formspec but one is, with a text in it: on each kind of database."""
    return made_older(empty, monkeypatch)


@pytest.fixture
def older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The same in a file alone: a server's database has none to copy."""
    return made_older(Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")}), monkeypatch)


def made_older(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    with monkeypatch.context() as patched:
        for module in ("upgrade", "opening"):
            patched.setattr(f"webapp.storage.{module}.HEAD", OLDER)
        open_repository(settings).close()
    with engine_of(settings).begin() as connection:
        connection.exec_driver_sql("INSERT INTO spec_texts VALUES ('aa', 'text', '2026-09-01 12:00:00')")
    return settings


def engine_of(settings: Settings) -> sa.Engine:
    return sa.create_engine(settings.database or f"sqlite:///{settings.file}", poolclass=sa.NullPool)


def state(settings: Settings) -> tuple[str | None, list[str], int | None]:
    """Return the last migration, the tables, and how many texts there are."""
    with engine_of(settings).connect() as connection:
        texts = connection.scalar(sa.text("SELECT count(*) FROM spec_texts"))
        return marked(connection), sorted(sa.inspect(connection).get_table_names()), texts


def copies(settings: Settings) -> list[Path]:
    return sorted(settings.file.parent.glob("*.before-*"))


def test_an_older_file_is_copied_beside_itself_before_it_is_brought_up_to_date(
    older_file: Settings,
) -> None:
    before = state(older_file)
    open_repository(older_file).close()
    (copy,) = copies(older_file)
    assert copy.name == f"{older_file.file.name}.before-{OLDER}"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [(OLDER,)]
        assert kept.execute("SELECT sha256, text FROM spec_texts").fetchall() == [("aa", "text")]
    assert (before[0], state(older_file)[0]) == (OLDER, HEAD)


def test_a_start_that_has_nothing_to_bring_up_to_date_copies_nothing(settings: Settings) -> None:
    for _ in range(2):
        open_repository(settings).close()
    assert copies(settings) == []


def test_a_step_that_breaks_half_way_leaves_the_older_database_as_it_was(
    older: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(older)

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", fail)
        with pytest.raises(KeyboardInterrupt):
            open_repository(older)
    assert state(older) == before
    open_repository(older).close()
    assert state(older)[::2] == (HEAD, 1)


def test_a_process_that_is_killed_half_way_leaves_the_older_database_as_it_was(older: Settings) -> None:
    before = state(older)
    database = older.database or f"sqlite:///{older.file}"
    child = subprocess.run([sys.executable, "-c", KILLED_HALF_WAY, str(older.data), database], check=False, timeout=60)
    assert child.returncode == -signal.SIGKILL
    assert state(older) == before
    open_repository(older).close()
    assert state(older)[::2] == (HEAD, 1)


def test_where_no_copy_can_be_written_nothing_is_brought_up_to_date(
    older_file: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("webapp.storage.copies.put", full)
    with pytest.raises(StorageError, match="no space left on device"):
        open_repository(older_file)
    assert (state(older_file)[0], copies(older_file)) == (OLDER, [])
