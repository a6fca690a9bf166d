"""What is damaged is said, on opening and on reading, and nothing of it is given out."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from webapp.settings import Settings
from webapp.storage.failures import Damaged
from webapp.storage.opening import open_repository
from webapp.storage.repository import Document, Draft, Repository, StorageError

PAGE = 4096
Build = Callable[[Draft], Document]
DAMAGES = {
    "another answer": lambda text: text.replace('"entries": 0', '"entries": 1'),
    "half a document": lambda text: text[: len(text) // 2],
    "another document": lambda _: '["none"]',
    "nothing": lambda _: "",
}


def change_record(settings: Settings, values: dict[str, str]) -> None:
    engine = sa.create_engine(settings.database or f"sqlite:///{settings.file}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        for name, value in values.items():
            connection.execute(sa.text(f"UPDATE records SET {name} = :value"), {"value": value})


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_record_that_was_changed_behind_formspec_is_said_to_be_damaged(
    repository: Repository, settings: Settings, build: Build, damage: str
) -> None:
    made = repository.submit(repository.start_draft("audit", 1).id, base=0, build=build).record
    change_record(settings, {"document": DAMAGES[damage](made.document)})
    for read in (lambda: repository.record(made.id), lambda: list(repository.documents())):
        with pytest.raises(Damaged) as refused:
            read()
        assert str(refused.value) == (
            f"The submission {made.id} cannot be given out: it is damaged. Put a backup of the database back."
        )


def test_a_record_whose_digest_was_changed_is_said_to_be_damaged(
    repository: Repository, settings: Settings, build: Build
) -> None:
    made = repository.submit(repository.start_draft("audit", 1).id, base=0, build=build).record
    change_record(settings, {"digest": "sha256:d"})
    with pytest.raises(Damaged):
        repository.record(made.id)


def opened_after(folder: Path, damage: Callable[[Settings], None]) -> str:
    """Return the sentence with which a start is refused after its database was damaged."""
    settings = Settings.from_environment({"FORMSPEC_DATA": str(folder)})
    with open_repository(settings) as repository:
        repository.pin("audit", 1, "aa", b"text")
        repository.save(repository.start_draft("audit", 1).id, base=0, posted={"a": "x" * 20_000})
    damage(settings)
    with pytest.raises(Damaged) as refused:
        open_repository(settings)
    return str(refused.value).removeprefix(str(settings.file))


def test_a_start_on_a_row_that_refers_to_nothing_is_refused(tmp_path: Path) -> None:
    def orphan(settings: Settings) -> None:
        with closing(sqlite3.connect(settings.file)) as connection, connection:
            connection.execute("DELETE FROM drafts")

    assert opened_after(tmp_path, orphan) == " cannot be opened: it is damaged. Put a backup of the database back."


def test_a_start_on_a_page_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    def cut_off(settings: Settings) -> None:
        content = settings.file.read_bytes()
        middle = (each for each in range(0, len(content), PAGE) if content[each + 4 : each + PAGE] == b"x" * (PAGE - 4))
        place = next(each for each in middle if content[each : each + 4] != bytes(4))
        settings.file.write_bytes(content[:place] + bytes(PAGE) + content[place + PAGE :])

    assert opened_after(tmp_path, cut_off) == " cannot be opened: it is damaged. Put a backup of the database back."


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
def test_a_start_on_a_server_that_never_waits_for_the_disk_is_refused(
    new_postgresql: Callable[[], str], tmp_path: Path
) -> None:
    settings = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path), "FORMSPEC_DATABASE": new_postgresql()})
    server = sa.create_engine(settings.database, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    def set_to(words: str) -> None:
        with server.connect() as connection:
            connection.exec_driver_sql(f"ALTER SYSTEM {words}")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
            while (connection.exec_driver_sql("SHOW fsync").scalar() == "off") != (words == "SET fsync = off"):
                time.sleep(0.01)

    set_to("SET fsync = off")
    try:
        with pytest.raises(StorageError, match="its server does not wait for the disk, so that what is saved could be"):
            open_repository(settings)
    finally:
        set_to("RESET fsync")
    open_repository(settings).close()
