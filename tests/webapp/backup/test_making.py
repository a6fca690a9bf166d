"""A backup is one state of everything, taken while others write, in one file for its owner only."""

import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.webapp.backup.conftest import PASSPHRASE, SOAK, backed_up, contents, execute, fill, new_report, restored
from webapp.backup.failures import BackupError
from webapp.backup.making import make_backup
from webapp.backup.opening import open_backup
from webapp.backup.restoring import check_backup
from webapp.backup.sealing import identity_of
from webapp.backup.workshop import workshop
from webapp.settings import Settings
from webapp.storage.every_table import metadata
from webapp.storage.opening import open_repository

BACKUPS = 3
MOMENTS_APART = max(1, 30 // SOAK)
KILLED_AT = f"""
import os, signal, sys
from pathlib import Path
from webapp.backup.making import make_backup
from webapp.settings import Settings

left = int(sys.argv[3])

def count(event, _):
    global left
    if event in {{"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}}:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

settings = Settings.from_environment({{"FORMSPEC_DATA": sys.argv[1]}})
sys.addaudithook(count)
make_backup(settings, Path(sys.argv[2]), {PASSPHRASE!r}, force=True)
"""


def test_it_says_what_is_in_it(school: Settings, tmp_path: Path) -> None:
    made = make_backup(school, tmp_path / "backup", PASSPHRASE)
    rows = made.manifest.rows
    assert list(rows) == sorted(metadata.tables)
    told = {name: rows[name] for name in ("drafts", "records", "files", "spec_texts")}
    assert told == {"drafts": 4, "records": 3, "files": 1, "spec_texts": 1}
    assert made.manifest.export.records == 3
    assert made.manifest.trail.number == rows["acts"] > 0
    assert made.fault == ""
    assert made.manifest.source == ("PostgreSQL" if school.database else "SQLite")
    assert [part.name for part in made.manifest.parts] == [
        "database.sqlite3",
        "secret-key",
        "specs/1/own/1.cy.yaml",
        "specs/1/own/1.yaml",
    ]
    assert made.size == (tmp_path / "backup").stat().st_size


def test_it_is_for_its_owner_only_and_leaves_nothing_open_behind(small: Settings, tmp_path: Path) -> None:
    before = contents(small.data)
    make_backup(small, tmp_path / "backups", PASSPHRASE)
    assert stat.S_IMODE((tmp_path / "backups").stat().st_mode) == 0o600
    assert contents(small.data) == before
    assert {file.name for file in tmp_path.iterdir()} == {"school", "backups"}


def test_a_backup_that_is_there_is_replaced_only_by_force(small: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    file.write_bytes(b"of yesterday")
    with pytest.raises(BackupError, match="is there already: name another file, or add --force"):
        make_backup(small, file, PASSPHRASE)
    assert file.read_bytes() == b"of yesterday"
    make_backup(small, file, PASSPHRASE, force=True)
    check_backup(small, file, identity_of(file, PASSPHRASE), new_report(), drill=False)


def test_one_taken_while_others_write_holds_one_state(school: Settings, tmp_path: Path, settings_for) -> None:
    stop = threading.Event()
    with open_repository(school) as repository:
        draft = repository.start_draft("ap-audit", 1)

        def write() -> None:
            at = draft
            while not stop.is_set():
                n = str(at.revision + 1)
                at = repository.save(at.id, base=at.revision, posted={"one": n, "other": n, "long": "x" * 3000}).draft

        writer = threading.Thread(target=write)
        writer.start()
        try:
            files = [tmp_path / f"backup-{n}" for n in range(BACKUPS)]
            identities = [backed_up(school, file) for file in files]
        finally:
            stop.set()
            writer.join()
    revisions = []
    for n, (file, identity) in enumerate(zip(files, identities, strict=True)):
        place = settings_for(f"restored-{n}")
        restored(place, file, identity)
        with open_repository(place) as kept:
            found = kept.draft(draft.id)
            assert found is not None
            saved = max((entry.revision for entry in kept.history(draft.id)), default=0)
            assert found.entries.get("one", "0") == found.entries.get("other", "0") == str(saved)
            revisions.append(saved)
    assert revisions == sorted(revisions)
    assert revisions[-1] > revisions[0]


@pytest.mark.postgres
@pytest.mark.xdist_group("postgresql")
def test_what_is_saved_while_a_servers_tables_are_read_is_left_for_the_next_backup(
    settings_for, new_postgresql, tmp_path: Path
) -> None:
    school = settings_for("school", new_postgresql())
    fill(school)
    with open_repository(school) as repository:
        (draft,) = repository.drafts()
        saved: list[int] = []

        def save_between(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("SELECT draft_entries.draft") and not saved:
                saved.append(1)
                saved[0] = repository.save(draft.id, base=1, posted={"details.provider": "whole"}).draft.revision

        sa.event.listen(sa.Engine, "before_cursor_execute", save_between)
        try:
            identity = backed_up(school, tmp_path / "backup")
        finally:
            sa.event.remove(sa.Engine, "before_cursor_execute", save_between)
    assert saved == [2]
    place = settings_for("restored")
    restored(place, tmp_path / "backup", identity)
    with open_repository(place) as kept:
        found = kept.draft(draft.id)
        assert found is not None
        assert found.entries == draft.entries
        assert [entry.revision for entry in kept.history(draft.id)] == [1]


def test_what_was_taken_out_of_the_database_is_in_no_part_of_it(small: Settings, tmp_path: Path) -> None:
    execute(small, "DELETE FROM files")
    (tmp_path / "opened").mkdir()
    identity = backed_up(small, tmp_path / "backup")
    opened = open_backup(tmp_path / "backup", identity, tmp_path / "opened", new_report())
    assert bytes(range(256)) not in opened.database.read_bytes()


def test_killed_at_any_moment_it_leaves_the_backup_of_before_or_the_new(small: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    make_backup(small, file, PASSPHRASE)
    seen = {file.read_bytes()}
    for moment in range(0, 400, MOMENTS_APART):
        child = subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(small.data), str(file), str(moment)], check=False, timeout=60
        )
        check_backup(small, file, identity_of(file, PASSPHRASE), new_report(), drill=False)
        seen.add(file.read_bytes())
        if child.returncode == 0:
            break
        assert child.returncode == -signal.SIGKILL
    assert child.returncode == 0
    assert len(seen) > 1
    assert not list(tmp_path.glob("*.part"))
    assert sorted(each.name for each in small.data.iterdir() if each.is_dir()) == []


def test_one_of_what_is_damaged_is_made_and_says_so(small: Settings, tmp_path: Path) -> None:
    execute(small, "UPDATE files SET content = x'00'")
    made = make_backup(small, tmp_path / "backup", PASSPHRASE)
    assert made.fault == "a file in it is not what was kept"
    assert (tmp_path / "backup").stat().st_size == made.size


def test_two_at_once_do_not_disturb_each_other(small: Settings, tmp_path: Path) -> None:
    with workshop(small.data), pytest.raises(BackupError, match="Another backup or restore is at work here"):
        make_backup(small, tmp_path / "backup", PASSPHRASE)


def test_a_folder_that_is_not_there_is_one_sentence(small: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"^The backup was not written to .*: no such file or directory\."):
        make_backup(small, tmp_path / "nowhere" / "backup", PASSPHRASE)
