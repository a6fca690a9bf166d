"""What a person reads when the disk or the database fails, and what is left afterwards."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository, StorageError


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Settings:
    return Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")})


@pytest.fixture
def repository(on_sqlite: Settings) -> Iterator[Repository]:
    with open_repository(on_sqlite) as opened:
        opened.pin("audit", 1, "aa", b"text")
        yield opened


def set_pragma(repository: Repository, pragma: str) -> None:
    """Set a pragma on the connection that writes, as the repository uses it."""
    writer = repository._database.writer
    assert writer is not None
    connection = writer.raw_connection()
    connection.cursor().execute(f"PRAGMA {pragma}")
    connection.close()


def test_a_full_disk_is_said_and_nothing_is_half_saved(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    set_pragma(repository, "max_page_count=1")
    with pytest.raises(StorageError) as failed:
        repository.save(draft.id, base=0, posted={f"a{n}": "x" * 5000 for n in range(50)})
    assert str(failed.value) == "What you entered was not saved: the disk is full."
    assert (repository.draft(draft.id), repository.history(draft.id)) == (draft, ())
    set_pragma(repository, "max_page_count=1073741823")
    assert repository.save(draft.id, base=0, posted={"a": "1"}).draft.entries == {"a": "1"}


def test_a_file_that_another_program_holds_is_said(on_sqlite: Settings, repository: Repository) -> None:
    set_pragma(repository, "busy_timeout=20")
    with closing(sqlite3.connect(on_sqlite.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match=r"^The draft was not saved: another program is using the file\.$"):
            repository.start_draft("audit", 1)
        other.execute("ROLLBACK")
    assert repository.start_draft("audit", 1).revision == 0


def test_a_file_that_may_no_longer_be_written_is_said(repository: Repository) -> None:
    set_pragma(repository, "query_only=ON")
    with pytest.raises(StorageError, match=r"^The draft was not saved: the file may not be written\.$"):
        repository.start_draft("audit", 1)
    assert repository.drafts() == ()


def test_a_damaged_file_is_said(on_sqlite: Settings) -> None:
    open_repository(on_sqlite).close()
    content = on_sqlite.file.read_bytes()
    on_sqlite.file.write_bytes(content[:4096] + bytes(len(content) - 4096))
    with pytest.raises(StorageError) as refused:
        open_repository(on_sqlite)
    assert str(refused.value) == f"{on_sqlite.file} cannot be opened: the file is damaged, so put a backup back."


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
def test_a_connection_that_the_server_dropped_is_made_again(new_postgresql: Callable[[], str], tmp_path: Path) -> None:
    settings = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path), "FORMSPEC_DATABASE": new_postgresql()})
    with open_repository(settings) as repository:
        repository.pin("audit", 1, "aa", b"text")
        draft = repository.start_draft("audit", 1)
        engine = sa.create_engine(settings.database, poolclass=sa.NullPool)
        with engine.connect() as other:
            other.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        assert repository.drafts() == (draft,)
        assert repository.save(draft.id, base=0, posted={"a": "1"}).draft.entries == {"a": "1"}
