"""What is restored is what was kept, on each kind of database; until all of it is checked nothing is touched."""

import errno
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest
import sqlalchemy as sa
from filelock import FileLock

from engine.follow_up import Raised
from engine.stored_file import StoredFile
from tests.webapp.backup.conftest import (
    PASSPHRASE,
    SOAK,
    backed_up,
    contents,
    execute,
    exported,
    fill,
    new_report,
    restored,
    sealed,
)
from tests.webapp.storage.test_spec_drafts import ASKED
from webapp.application import close, create_app
from webapp.backup import afterwards
from webapp.backup.failures import BackupError
from webapp.backup.making import make_backup
from webapp.backup.manifest import Export, Part, Trail
from webapp.backup.restoring import check_backup
from webapp.backup.sealing import identity_of
from webapp.backup.workshop import sweep
from webapp.guard.secret import secret_key
from webapp.rights import Role, Viewer
from webapp.settings import Settings
from webapp.sought import Terms
from webapp.storage.decision_statements import Answered, Made
from webapp.storage.every_table import metadata
from webapp.storage.failures import ActionMoved, DecisionMoved, StorageError
from webapp.storage.opening import open_repository
from webapp.storage.outbox_statements import Message
from webapp.storage.tables import HEAD

KILLED_AT = f"""
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from webapp.backup.report import Report
from webapp.backup.restoring import restore_backup
from webapp.backup.sealing import identity_of
from webapp.settings import Settings

left = int(sys.argv[3])

def count(event, _):
    global left
    if event in {{"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect"}}:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

settings, file = Settings.from_environment({{"FORMSPEC_DATA": sys.argv[1]}}), Path(sys.argv[2])
identity = identity_of(file, {PASSPHRASE!r})
sys.addaudithook(count)
restore_backup(settings, file, identity, Report("", datetime.now(UTC)), ask=None)
"""
KILLED_ON_SERVER = f"""
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from webapp.backup.report import Report
from webapp.backup.restoring import restore_backup
from webapp.backup.sealing import identity_of
from webapp.settings import Settings

data, database, file, moment, name = sys.argv[1:]

def look(event, about):
    if event == moment and str(about[event == "os.rename"]).rpartition("/")[2] == name:
        os.kill(os.getpid(), signal.SIGKILL)

identity = identity_of(Path(file), {PASSPHRASE!r})
settings = Settings.from_environment({{"FORMSPEC_DATA": data, "FORMSPEC_DATABASE": database}})
sys.addaudithook(look)
restore_backup(settings, Path(file), identity, Report("", datetime.now(UTC)), ask=None)
"""
MOMENTS_APART = max(1, 40 // SOAK)
NewDatabase = Callable[[], str]
SERVER = [pytest.mark.postgres, pytest.mark.xdist_group("postgresql")]


def rows(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, in the order of its key, as the program reads it."""
    engine = sa.create_engine(settings.database or f"sqlite:///{settings.file}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))]
            for name, table in metadata.tables.items()
        }


@pytest.fixture(params=["to SQLite", pytest.param("to PostgreSQL", marks=SERVER)])
def elsewhere(request: pytest.FixtureRequest, settings_for) -> Settings:
    """Another school's place, empty: on each kind of database, whichever the backup is taken from."""
    database = request.getfixturevalue("new_postgresql")() if request.param == "to PostgreSQL" else ""
    return settings_for("elsewhere", database)


def test_everything_is_as_it_was_and_is_worked_on_as_before(
    school: Settings, elsewhere: Settings, tmp_path: Path, specs: Path
) -> None:
    identity = backed_up(school, tmp_path / "backup")
    folder = restored(elsewhere, tmp_path / "backup", identity)
    after, before = rows(elsewhere), rows(school)
    assert after["acts"][:-1] == before["acts"]
    assert "backup.restored" in after["acts"][-1]
    assert [row[:4] + row[5:] for row in after["drafts"]] == [row[:4] + row[5:] for row in before["drafts"]]
    assert [row[:2] + row[3:] for row in after["register_entries"]] == [
        row[:2] + row[3:] for row in before["register_entries"]
    ]
    assert after["register_changes"][:-1] == before["register_changes"]
    assert len(after["texts_set_aside"]) == 1
    apart = {"acts", "drafts", "register_entries", "register_changes"}
    assert {name: after[name] for name in {*after} - apart} == {name: before[name] for name in {*before} - apart}
    assert exported(elsewhere) == exported(school) != ""
    assert (elsewhere.data / "secret-key").read_bytes() == (school.data / "secret-key").read_bytes()
    assert folder is not None
    assert contents(folder / "1") == {name: text for name, text in contents(specs).items() if name != "own/notes.txt"}
    with open_repository(elsewhere) as repository:
        (draft,) = repository.drafts()
        saved = repository.save(draft.id, base=1, posted={"details.provider": "whole"})
    assert saved.draft.entries["details.provider"] == "whole"


def test_nobody_is_signed_in_afterwards_and_no_link_holds_and_no_letter_is_sent(
    school: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    with open_repository(school) as repository:
        account = repository.make_first("ann@school.example", "Ann", [Role.ADMINISTRATOR], "a hash")
        session, _ = repository.begin_session(account, stage="full", device="")
        link = repository.make_password_link(account.id, timedelta(days=1))
        repository.post(Message(account.email, "Your account", "what it says"))
    restored(elsewhere, tmp_path / "backup", backed_up(school, tmp_path / "backup"))
    for settings, holds in ((school, True), (elsewhere, False)):
        with open_repository(settings) as repository:
            assert (repository.session(session) is not None, repository.link(link) is not None) == (holds, holds)
            assert [letter.message.body for letter in repository.take_letters()] == ["what it says"] * holds
            assert repository.verify_trail().fault == ""


def test_actions_come_back_with_their_history_and_no_calendar_or_page_of_the_days_that_are_lost_holds(
    school: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    raised = Raised(address="details.provider.concern", question="?", text="Ring them")
    with open_repository(school) as repository:
        account = repository.make_first("ann@school.example", "Ann", [Role.DECIDER], "a hash")
        ann = repository.seen_by(Viewer(id=account.id, name=account.name, roles=account.roles))
        token = ann.make_calendar()
        action = repository.add_action(repository.records()[0].id, raised, owner=account.id)
        action = repository.change_action(action.id, base=1, standing=action.standing, note="Rung.")
        content = b"%PDF-1.4 rung"
        sha256 = ann.keep_file(content, "application/pdf")
        proof = StoredFile(sha256, len(content), "application/pdf", "rung.pdf", "When they were rung")
        action = ann.change_action(action.id, base=2, standing=action.standing, note="", files=[proof])
        history = repository.action_history(action)
        identity = backed_up(school, tmp_path / "backup")
        page = repository.change_action(action.id, base=3, standing=action.standing, note="Of a day that is lost.")
    restored(elsewhere, tmp_path / "backup", identity)
    with open_repository(elsewhere) as repository:
        again = repository.action(action.id)
        assert again is not None
        assert (again.text, again.standing, repository.action_history(again)) == ("Ring them", action.standing, history)
        file = repository.file(sha256)
        assert file is not None
        assert (repository.action_files(again), file.content) == ((proof,), content)
        repository.change_action(again.id, base=again.revision, standing=again.standing, note="Rung again.")
        with pytest.raises(ActionMoved):
            repository.change_action(again.id, base=page.revision, standing=again.standing, note="Typed late.")
        assert repository.calendar_of(token) is None


def test_decisions_come_back_as_they_were_made_with_their_conditions(
    school: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    raised = Raised(address="details.provider.concern", question="?", text="Ring them")
    with open_repository(school) as repository:
        record = repository.records()[0]
        action = repository.add_action(record.id, raised, owner="")
        made = Made(
            id="a" * 26,
            option="yes",
            words="Yes",
            reasons="It is safe.",
            who="Ann",
            warnings=(Answered("checks.a", "It is late", "So it is"),),
            conditions=(action.id,),
        )
        decided = repository.decide(record.id, made, base="").decision
        identity = backed_up(school, tmp_path / "backup")
        repository.decide(record.id, replace(made, id="b" * 26, option="no"), base=decided.id)
    restored(elsewhere, tmp_path / "backup", identity)
    with open_repository(elsewhere) as repository:
        assert repository.decisions_of(record) == (decided,)
        with pytest.raises(DecisionMoved):
            repository.decide(record.id, replace(made, id="c" * 26), base="b" * 26)


def test_all_is_found_again_once_the_application_opens(school: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    with open_repository(school) as repository:
        found = repository.search(Terms("severn"))
        assert [each.kind for each in found] == ["record"]
        identity = backed_up(school, tmp_path / "backup")
        draft = repository.start_draft("ap-audit", 1)
        repository.submit(draft.id, base=0, build=sealed("Severn after the backup"))
    restored(elsewhere, tmp_path / "backup", identity)
    close(create_app(elsewhere))
    with open_repository(elsewhere) as repository:
        assert repository.search(Terms("severn")) == found


def test_a_page_of_the_days_that_are_lost_overwrites_nobody(
    school: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    identity = backed_up(school, tmp_path / "backup")
    with open_repository(school) as repository:
        (draft,) = repository.drafts()
        page = repository.save(draft.id, base=1, posted={"details.provider": "seen on the page"}).draft
    restored(elsewhere, tmp_path / "backup", identity)
    with open_repository(elsewhere) as repository:
        (again,) = repository.drafts()
        theirs = repository.save(again.id, base=again.revision, posted={"details.provider": "a colleague"})
        assert not theirs.conflicts
        late = repository.save(draft.id, base=page.revision, posted={"details.provider": "typed late"})
        assert [each.theirs for each in late.conflicts] == ["a colleague"]
        kept = repository.save(draft.id, base=page.revision, posted={"details.notes": "typed late"})
        assert not kept.conflicts


def test_an_entry_of_a_register_that_is_sent_after_the_days_that_are_lost_overwrites_nobody(
    school: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    identity = backed_up(school, tmp_path / "backup")
    with open_repository(school) as repository:
        (entry,) = repository.register_entries("providers")
        seen = repository.save_entry(entry.id, base=1, details=replace(entry.details, note="On the page")).entry
    restored(elsewhere, tmp_path / "backup", identity)
    with open_repository(elsewhere) as repository:
        (again,) = repository.register_entries("providers")
        assert (again.details, again.revision > seen.revision) == (entry.details, True)
        repository.save_entry(again.id, base=again.revision, details=replace(again.details, note="A colleague"))
        late = repository.save_entry(again.id, base=seen.revision, details=replace(seen.details, note="Typed late"))
        assert (late.clashes, late.entry.details.note) == (("note",), "A colleague")
        assert [each.what for each in repository.entry_changes(again.id)] == ["added", "restored", "changed"]


def test_a_text_of_a_spec_that_is_sent_after_the_days_that_are_lost_overwrites_nobody(
    school: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    with open_repository(school) as repository:
        begun = repository.start_spec_draft("ap-audit", 1, "title: A\nnote: B\n", "Ann")
        repository.ask_to_publish(begun.id, begun.revision, ASKED)
    identity = backed_up(school, tmp_path / "backup")
    with open_repository(school) as repository:
        page = repository.save_spec_draft(begun.id, base=begun.revision, text="title: seen\nnote: B\n", author="Ann")
    restored(elsewhere, tmp_path / "backup", identity)
    with open_repository(elsewhere) as repository:
        (again,) = repository.spec_drafts()
        assert again.text == begun.text
        assert repository.asked(again.id) == ASKED
        theirs = repository.save_spec_draft(again.id, base=again.revision, text="title: C\nnote: B\n", author="Bob")
        late = repository.save_spec_draft(
            begun.id, base=page.draft.revision, text="title: seen\nnote: late\n", author="Ann"
        )
        assert (late.conflict, late.theirs) == (True, theirs.draft.text)
        before = repository.save_spec_draft(
            begun.id, base=begun.revision, text="title: A\nnote: B\nmore: D\n", author="Ann"
        )
        assert before.draft.text == "title: C\nnote: B\nmore: D\n"


def clock(hour: int) -> type[datetime]:
    """Return what says that it is an hour of a day."""

    class At(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2026, 11, 27, hour, tzinfo=tz)

    return At


def test_a_backup_that_is_put_back_twice_gives_no_revision_out_again(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity, reached = backed_up(small, tmp_path / "backup"), []
    for hour in (10, 11):
        monkeypatch.setattr(afterwards, "datetime", clock(hour))
        restored(small, tmp_path / "backup", identity)
        with open_repository(small) as repository:
            (draft,) = repository.drafts()
            saved = repository.save(draft.id, base=draft.revision, posted={"details.provider": f"at {hour}"})
        reached += [draft.revision, saved.draft.revision]
    assert reached == sorted(set(reached))


def test_the_old_state_stays_beside_the_new_one(small: Settings, settings_for, tmp_path: Path) -> None:
    identity = backed_up(small, tmp_path / "backup")
    live = settings_for("live")
    fill(live)
    old, key = exported(live), (live.data / "secret-key").read_bytes()
    restored(live, tmp_path / "backup", identity)
    assert exported(live) == exported(small) != old
    (database,) = live.data.glob("formspec.sqlite3.before-*")
    (kept,) = live.data.glob("secret-key.before-*")
    assert exported(settings_for("live", f"sqlite:///{database}")) == old
    assert kept.read_bytes() == key


def test_a_damaged_database_is_replaced_and_kept(small: Settings, tmp_path: Path) -> None:
    identity, whole = backed_up(small, tmp_path / "backup"), exported(small)
    small.file.write_bytes(b"\0" * 50_000)
    restored(small, tmp_path / "backup", identity)
    assert exported(small) == whole
    (kept,) = small.data.glob("formspec.sqlite3.before-*")
    assert kept.read_bytes() == b"\0" * 50_000


def test_nothing_is_restored_while_the_server_is_running(small: Settings, tmp_path: Path) -> None:
    identity = backed_up(small, tmp_path / "backup")
    with open_repository(small), pytest.raises(StorageError, match="Formspec is already running on"):
        restored(small, tmp_path / "backup", identity)


def test_a_server_that_has_something_already_is_left_alone(
    small: Settings, settings_for, new_postgresql: NewDatabase, tmp_path: Path
) -> None:
    identity = backed_up(small, tmp_path / "backup")
    live = settings_for("live", new_postgresql())
    execute(live, "CREATE TABLE other (id INTEGER)")
    with pytest.raises(BackupError, match=r"^There is something in the PostgreSQL database .* already"):
        restored(live, tmp_path / "backup", identity)


def test_a_restore_to_a_server_that_breaks_half_way_leaves_it_empty(
    small: Settings, settings_for, new_postgresql: NewDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = backed_up(small, tmp_path / "backup")
    live = settings_for("live", new_postgresql())
    with monkeypatch.context() as patched:
        patched.setattr("webapp.backup.restoring.counted", lambda connection: {"records": id(connection)})
        with pytest.raises(BackupError, match="did not take every row"):
            restored(live, tmp_path / "backup", identity)
    assert not live.key_file.exists()
    restored(live, tmp_path / "backup", identity)
    assert exported(live) == exported(small)


@pytest.mark.parametrize(
    ("event", "name", "has_rows"),
    [("open", "secret-key.restored", False), ("os.rename", "secret-key", True)],
    ids=["before the commit", "after it"],
)
def test_a_restore_to_a_server_that_is_killed_leaves_the_key_of_the_rows_that_are_there(
    small: Settings, settings_for, new_postgresql: NewDatabase, tmp_path: Path, event: str, name: str, *, has_rows: bool
) -> None:
    backed_up(small, tmp_path / "backup")
    live = settings_for("live", new_postgresql())
    secret_key(live.data)
    old = live.key_file.read_text()
    places = [live.data, live.database, tmp_path / "backup", event, name]
    child = subprocess.run([sys.executable, "-c", KILLED_ON_SERVER, *map(str, places)], check=False, timeout=60)
    assert child.returncode == -signal.SIGKILL
    assert (live.data / "secret-key.restored").exists()
    close(create_app(live))
    with open_repository(live, serving=False) as repository:
        assert bool(repository.records()) is has_rows
    assert live.key_file.read_text() == (small.key_file.read_text() if has_rows else old)
    assert not (live.data / "secret-key.restored").exists()


def test_the_key_that_a_start_puts_in_place_is_the_one_that_it_uses(small: Settings) -> None:
    new = "k" * 64
    (small.data / "secret-key.restored").write_text(new)
    shutil.copy(small.file, f"{small.file}.restored")
    plan = {"moment": "2026-11-26T23:30:00+00:00", "places": [str(small.file), str(small.key_file)]}
    Path(f"{small.file}.restore").write_text(json.dumps(plan))
    application = create_app(small)
    close(application)
    assert application.secret_key == new


def test_what_a_killed_backup_left_goes_with_the_next_start(small: Settings) -> None:
    left = small.data / "backup-at-work" / "formspec.sqlite3"
    left.parent.mkdir()
    left.write_text("half a copy")
    with FileLock(small.data / "backup-at-work.lock"):
        sweep(small.data)
    assert left.exists()
    sweep(small.data)
    assert not left.parent.exists()


@pytest.mark.parametrize("drill", [False, True], ids=["check", "drill"])
def test_a_check_and_a_drill_touch_nothing_and_may_run_beside_the_server(
    school: Settings, tmp_path: Path, drill: bool
) -> None:
    identity = backed_up(school, tmp_path / "backup")
    with open_repository(school):
        kept, files = rows(school), contents(school.data)
        report = new_report()
        check_backup(school, tmp_path / "backup", identity, report, drill=drill)
        assert (rows(school), contents(school.data)) == (kept, files)
    told = "\n".join(report.lines())
    assert "opened by the program, 3 records exported as they were" in told
    assert ("rehearsed" in told) is drill
    assert told.endswith("Verdict: every step was taken, and nothing is wrong.")


def test_a_backup_of_an_older_formspec_is_brought_up_to_date(
    settings_for, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = settings_for("older")
    with monkeypatch.context() as patched:
        for module in ("storage.upgrade", "storage.opening", "backup.making"):
            patched.setattr(f"webapp.{module}.HEAD", "0003")
        patched.setattr("webapp.backup.making.require_trail", lambda _: None)
        open_repository(older).close()
        execute(older, "INSERT INTO spec_drafts VALUES ('s', 'own', 0, 1, 'me', '2026-01-01', '2026-01-01', 'open')")
        identity = backed_up(older, tmp_path / "backup")
    live = settings_for("live")
    restored(live, tmp_path / "backup", identity)
    assert [row[:2] for row in rows(live)["spec_drafts"]] == [("s", "own")]


def test_a_backup_of_a_newer_formspec_is_refused(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = backed_up(small, tmp_path / "backup")
    monkeypatch.setattr("webapp.backup.checking.HEAD", f"{int(HEAD) - 1:04}")
    with pytest.raises(BackupError, match=r"^This backup was made by Formspec .*, which is newer than this one"):
        restored(small, tmp_path / "backup", identity)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE records SET document = replace(document, 'Severn', 'Wye')", "a record in it is not what was kept"),
        ("UPDATE records SET digest = 'sha256:0'", "a record in it is not what was kept"),
        ("UPDATE records SET document = '[]'", "a record in it is not what was kept"),
        ("UPDATE files SET content = x'00'", "a file in it is not what was kept"),
        ("UPDATE spec_texts SET text = x'00'", "a text of a form in it is not what was kept"),
        ("UPDATE drafts SET sha256 = 'gone'", "its database refers to rows that are not there"),
        ("DROP TRIGGER acts_no_update; UPDATE acts SET thing = '' WHERE number = 2", "its audit trail is not whole"),
        ("DROP TRIGGER acts_no_delete; DELETE FROM acts WHERE number = 2", "Act 2 is missing"),
    ],
)
def test_what_was_changed_before_it_was_backed_up_is_found(
    small: Settings, tmp_path: Path, change: str, said: str
) -> None:
    execute(small, *change.split("; "))
    identity = backed_up(small, tmp_path / "backup")
    before = contents(small.data)
    with pytest.raises(BackupError, match=said):
        restored(small, tmp_path / "backup", identity)
    assert contents(small.data) == before


@pytest.mark.parametrize("lost", ["rows", "export", "trail", "parts"])
def test_a_backup_that_does_not_hold_what_it_lists_is_refused(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    with monkeypatch.context() as patched:
        wrong = {
            "rows": ("counted", lambda _: {"records": 5}),
            "export": ("export_of", lambda _: Export(3, "0" * 64)),
            "trail": ("end_of_trail", lambda _: Trail(7, "0" * 64)),
            "parts": ("measured", lambda name, file: Part(name, file.stat().st_size, "0" * 64)),
        }
        patched.setattr(f"webapp.backup.making.{wrong[lost][0]}", wrong[lost][1])
        make_backup(small, tmp_path / "backup", PASSPHRASE)
    with pytest.raises(BackupError, match=r"^The backup is damaged or cut short: "):
        restored(small, tmp_path / "backup", identity_of(tmp_path / "backup", PASSPHRASE))


def test_a_disk_that_is_full_is_one_sentence(small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identity, before = backed_up(small, tmp_path / "backup"), contents(small.data)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("webapp.backup.packing.shutil.copyfileobj", full)
    with pytest.raises(BackupError, match=r"^The backup cannot be opened: no space left on device\."):
        restored(small, tmp_path / "backup", identity)
    assert contents(small.data) == before


def test_killed_at_any_moment_it_leaves_the_old_state_or_the_new(small: Settings, settings_for, tmp_path: Path) -> None:
    backed_up(small, tmp_path / "backup")
    fill(settings_for("before"))
    old, new, seen = exported(settings_for("before")), exported(small), []
    for moment in range(0, 400, MOMENTS_APART):
        live = settings_for(f"live-{moment}")
        shutil.copytree(tmp_path / "before", live.data)
        words = [sys.executable, "-c", KILLED_AT, str(live.data), str(tmp_path / "backup"), str(moment)]
        child = subprocess.run(words, check=False, timeout=60)
        open_repository(live).close()
        seen.append(exported(live))
        if child.returncode == 0:
            break
        assert child.returncode == -signal.SIGKILL
    assert child.returncode == 0
    assert seen == [old] * seen.count(old) + [new] * seen.count(new)
    assert min(seen.count(old), seen.count(new)) > 0
