"""Opening what is kept: made when missing, refused with a sentence when it cannot be used."""

import os
import socket
import sqlite3
import stat
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository, StorageError
from webapp.storage.tables import HEAD

ROOT = os.geteuid() == 0
PATIENCE_SECONDS = 8


def settings_for(folder: Path, database: str = "") -> Settings:
    return Settings.from_environment({"FORMSPEC_DATA": str(folder), "FORMSPEC_DATABASE": database})


def refusal(settings: Settings, *, serving: bool = True) -> str:
    """Return the sentence with which opening is refused."""
    with pytest.raises(StorageError) as refused:
        open_repository(settings, serving=serving)
    return str(refused.value)


def execute(settings: Settings, *texts: str) -> None:
    engine = sa.create_engine(settings.database or f"sqlite:///{settings.file}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        for text in texts:
            connection.exec_driver_sql(text)


def test_what_was_kept_is_there_after_closing(settings: Settings) -> None:
    with open_repository(settings) as repository:
        repository.pin("audit", 1, "aa", b"text")
        draft = repository.save(repository.start_draft("audit", 1).id, base=0, posted={"a": "1"}).draft
    with open_repository(settings) as repository:
        assert repository.drafts() == (draft,)


def test_a_newer_database_is_refused(settings: Settings) -> None:
    open_repository(settings).close()
    execute(settings, f"UPDATE alembic_version SET version_num = '{int(HEAD) + 1:04}'")
    for serving in (True, False):
        assert refusal(settings, serving=serving) == (
            "What is kept there was written by a newer Formspec than this one: install that version."
        )


def test_a_database_of_something_else_is_left_alone(empty: Settings) -> None:
    empty.file.parent.mkdir(parents=True, exist_ok=True)
    execute(empty, "CREATE TABLE other (id INTEGER)")
    for serving in (True, False):
        assert "The database holds something else" in refusal(empty, serving=serving)


def test_reading_only_wants_a_database_that_was_begun(empty: Settings) -> None:
    assert "start" in refusal(empty, serving=False)


def test_a_first_start_that_fails_half_way_leaves_nothing(empty: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("alembic.op.create_index", fail)
        with pytest.raises(KeyboardInterrupt):
            open_repository(empty)
    with open_repository(empty) as repository:
        assert repository.drafts() == ()


def test_reading_beside_a_server_sees_what_it_saved_and_cannot_write(
    settings: Settings, repository: Repository
) -> None:
    with open_repository(settings, serving=False) as reader:
        draft = repository.start_draft("audit", 1)
        assert reader.drafts() == (draft,)
        with pytest.raises(StorageError, match="was not saved: Formspec opened the database only to read it"):
            reader.start_draft("audit", 1)


def test_a_second_server_on_one_file_is_refused(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "kept")
    with open_repository(settings):
        assert refusal(settings).startswith(f"Formspec is already running on {settings.file}: ")
        assert refusal(settings_for(tmp_path / "other", f"sqlite:///{settings.file}")).startswith("Formspec is already")
    open_repository(settings).close()


def test_a_refused_start_lets_go_of_the_lock(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    settings.file.write_bytes(b"no database at all " * 100)
    refusal(settings)
    settings.file.unlink()
    open_repository(settings).close()


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    settings.file.write_bytes(b"no database at all " * 100)
    for serving in (True, False):
        sentence = refusal(settings, serving=serving)
        assert sentence == f"{settings.file} cannot be opened: the file is not a Formspec database."
    assert settings.file.read_bytes() == b"no database at all " * 100


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "Nothing can be kept in" in refusal(settings_for(tmp_path / "file" / "kept"))


def test_a_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    settings.file.mkdir()
    assert f"Nothing can be kept in {settings.file}: is a directory." in refusal(settings)


@pytest.mark.skipif(ROOT, reason="the owner of the machine may write anywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir(mode=0o500)
    assert "Nothing can be kept in" in refusal(settings_for(tmp_path / "kept"))


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, "postgresql://head:secret@localhost:1/school")
    sentence = refusal(settings)
    assert sentence == (
        "the PostgreSQL database school on localhost:1 cannot be opened: the database server cannot be reached."
    )


def test_a_server_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.storage.database.CONNECT_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://head:secret@127.0.0.1:{silent.getsockname()[1]}/school"
        start = time.monotonic()
        assert "the database server cannot be reached" in refusal(settings_for(tmp_path, address))
        assert time.monotonic() - start < PATIENCE_SECONDS


def test_a_program_that_cannot_speak_to_a_server_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    sentence = refusal(settings_for(tmp_path, "postgresql://head:secret@localhost:1/school"))
    assert "install “formspec[postgres]”" in sentence
    assert "secret" not in sentence


def test_what_is_kept_is_for_its_owner_only(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "kept")
    with open_repository(settings) as repository:
        repository.pin("audit", 1, "aa", b"text")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in settings.data.iterdir()}
        assert set(modes.values()) == {0o600}
        assert {"formspec.sqlite3", "formspec.sqlite3-wal", "formspec.sqlite3-shm"} < modes.keys()
    assert stat.S_IMODE(settings.data.stat().st_mode) == 0o700


def test_a_copy_taken_while_the_application_runs_is_whole(tmp_path: Path) -> None:
    running, restored = settings_for(tmp_path / "kept"), settings_for(tmp_path / "restored")
    restored.data.mkdir()
    with open_repository(running) as repository:
        repository.pin("audit", 1, "aa", b"text")
        draft = repository.save(repository.start_draft("audit", 1).id, base=0, posted={"a": "1"}).draft
        with closing(sqlite3.connect(running.file)) as source, closing(sqlite3.connect(restored.file)) as copy:
            source.backup(copy)
        repository.save(draft.id, base=1, posted={"a": "2"})
    with open_repository(restored) as repository:
        assert repository.drafts() == (draft,)


def test_a_folder_of_any_name_will_do(tmp_path: Path) -> None:
    with open_repository(settings_for(tmp_path / "a ?b#c%20d & 'é'")) as repository:
        assert repository.drafts() == ()
    assert (tmp_path / "a ?b#c%20d & 'é'" / "formspec.sqlite3").is_file()


@pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="folders cannot be synced here")
def test_folders_and_files_that_are_made_outlast_a_cut_of_the_power(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda opened: synced.append(Path(f"/proc/self/fd/{opened}").readlink()))
    open_repository(settings_for(tmp_path / "above" / "kept")).close()
    assert {tmp_path, tmp_path / "above", tmp_path / "above" / "kept"} <= {*synced}
