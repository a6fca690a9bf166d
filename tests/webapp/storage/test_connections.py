"""The connections that are really used: one that writes and lasts, many that can only read."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from webapp.storage.database import BUSY_MILLISECONDS, Database, postgresql_database, sqlite_database
from webapp.storage.failures import StorageError

FULL = 2
POSTGRESQL = pytest.mark.xdist_group("postgresql")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "formspec.sqlite3"
    file.touch()
    opened = sqlite_database(file, writing=True)
    with opened.writing("The table") as connection:
        connection.exec_driver_sql("CREATE TABLE kept (value TEXT)")
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, POSTGRESQL])])
def any_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database of either kind with an empty table."""
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    make: Callable[[], str] = request.getfixturevalue("new_postgresql")
    opened = postgresql_database(make(), writing=True)
    with opened.writing("The table") as connection:
        connection.exec_driver_sql("CREATE TABLE kept (value TEXT)")
    yield opened
    opened.close()


def pragma(connection: sa.Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_the_writer_commits_to_the_disk_itself(database: Database) -> None:
    with database.writing("x") as connection:
        found = {
            name: pragma(connection, name) for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": FULL, "foreign_keys": 1, "busy_timeout": BUSY_MILLISECONDS}


@pytest.mark.postgres
@POSTGRESQL
def test_a_postgresql_that_is_set_not_to_wait_for_the_disk_waits_for_ours(new_postgresql: Callable[[], str]) -> None:
    url = new_postgresql()
    name = sa.make_url(url).database
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "off"
    opened = postgresql_database(url, writing=True)
    with opened.writing("x") as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    opened.close()


def test_readers_can_neither_write_nor_checkpoint(database: Database) -> None:
    with database.reading("x") as connection:
        names = ("journal_mode", "query_only", "wal_autocheckpoint", "busy_timeout")
        found = {name: pragma(connection, name) for name in names}
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            connection.exec_driver_sql("INSERT INTO kept VALUES ('x')")
    assert found == {
        "journal_mode": "wal",
        "query_only": 1,
        "wal_autocheckpoint": 0,
        "busy_timeout": BUSY_MILLISECONDS,
    }


def test_a_reader_writes_nothing_by_mistake(any_database: Database) -> None:
    with pytest.raises(StorageError, match=r"^x cannot be read: "), any_database.reading("x") as reader:
        reader.exec_driver_sql("INSERT INTO kept VALUES ('x')")
    with any_database.reading("x") as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 0


def test_a_connection_that_read_can_write_the_next_time(any_database: Database) -> None:
    for _ in range(3):
        with any_database.reading("x") as reader:
            reader.exec_driver_sql("SELECT count(*) FROM kept").scalar()
        with any_database.writing("x") as writer:
            writer.exec_driver_sql("INSERT INTO kept VALUES ('x')")
    with any_database.reading("x") as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 3


def test_a_write_is_seen_after_its_commit_and_never_before(any_database: Database) -> None:
    with any_database.writing("x") as writer:
        writer.exec_driver_sql("INSERT INTO kept VALUES ('x')")
        with any_database.reading("x") as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 0
    with any_database.reading("x") as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 1


def test_a_reader_sees_one_state_to_the_end(any_database: Database) -> None:
    with any_database.reading("x") as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 0
        with any_database.writing("x") as writer:
            writer.exec_driver_sql("INSERT INTO kept VALUES ('x')")
        assert reader.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 0


def test_any_exception_undoes_a_write(any_database: Database) -> None:
    def write() -> None:
        with any_database.writing("x") as writer:
            writer.exec_driver_sql("INSERT INTO kept VALUES ('x')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    with any_database.reading("x") as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM kept").scalar() == 0


def test_two_threads_write_one_after_the_other(database: Database) -> None:
    inside, most = 0, 0

    def write() -> None:
        nonlocal inside, most
        for _ in range(20):
            with database.writing("x") as writer:
                inside += 1
                most = max(most, inside)
                writer.exec_driver_sql("INSERT INTO kept VALUES ('x')")
                inside -= 1

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading("x") as reader:
        assert (most, reader.exec_driver_sql("SELECT count(*) FROM kept").scalar()) == (1, 80)


def test_a_write_keeps_other_programs_out_from_its_beginning(database: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "formspec.sqlite3", isolation_level=None, timeout=0)) as other:
        with database.writing("x"), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


def test_a_database_opened_to_read_refuses_to_write(database: Database, tmp_path: Path) -> None:
    reading = sqlite_database(tmp_path / "formspec.sqlite3", writing=False)
    with pytest.raises(StorageError, match="The draft was not saved"), reading.writing("The draft"):
        pytest.fail("a transaction began")
    reading.close()
