"""Erasing takes out every word, on each database, and leaves what says that it was done."""

import json
import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.canonical import digest
from webapp.deeds import Deed
from webapp.rights import Role, Viewer
from webapp.settings import Settings
from webapp.storage import scrubbing
from webapp.storage.account_statements import Account, add_account, set_roles
from webapp.storage.every_table import metadata
from webapp.storage.failures import DraftClosed, Held, NotYours, OrderLapsed, SamePerson, SecondPersonNeeded, Settled
from webapp.storage.opening import open_repository
from webapp.storage.repository import Document, Draft, DraftMoved, Record, Repository, Unknown

WORDS = tuple(f"Marked{number:02}Word" for number in range(40))
FILES = tuple(f"{word} in a file\n".encode() * 700 for word in WORDS[:8])
SEED = int(os.environ.get("FORMSPEC_SEED", "1"))
HEAD = Viewer(id="a" * 26, name="Head", roles=frozenset({Role.DECIDER}))
DSL = Viewer(id="b" * 26, name="DSL", roles=frozenset({Role.DECIDER}))
STAFF = Viewer(id="c" * 26, name="Staff", roles=frozenset({Role.STAFF}))
GOVERNOR = Viewer(id="d" * 26, name="Governor", roles=frozenset({Role.READER}))
OFFICE = Viewer(id="e" * 26, name="Office", roles=frozenset({Role.ADMINISTRATOR, Role.POLICY_LEAD}))


def build(draft: Draft) -> Document:
    content = {"id": draft.id, **draft.entries}
    about = next(iter(draft.entries.values()), "")
    return Document(
        text=json.dumps(content),
        digest=digest(content),
        about=about,
        outcome="yes",
        concerns=2,
        actions=1,
        submitted=datetime.now(UTC),
    )


def line(checksum: str, content: bytes, name: str) -> str:
    return f"{checksum} {len(content)} text/plain {name}"


def filled(repository: Repository, words: tuple[str, ...], files: tuple[bytes, ...]) -> Draft:
    """Return a draft in which every word was typed, some of them changed again, and the files added."""
    draft = repository.start_draft("audit", 1, entries={"a.begun": words[0]})
    for number, word in enumerate(words):
        typed = {f"a.b{number % 25}": f"{word} said so. " * (1 + number * 7)}
        draft = repository.save(draft.id, base=draft.revision, posted=typed).draft
    for number, content in enumerate(files):
        name = line(repository.keep_file(content, "text/plain"), content, f"{words[number]}.txt")
        draft = repository.save(draft.id, base=draft.revision, posted={f"a.file{number}": name}).draft
    return draft


def submitted(repository: Repository, words: tuple[str, ...] = WORDS, files: tuple[bytes, ...] = ()) -> Record:
    draft = filled(repository, words, files)
    return repository.submit(draft.id, base=draft.revision, build=build).record


def left_in_files(folder: Path) -> list[str]:
    raw = b"".join(each.read_bytes() for each in folder.iterdir() if each.is_file())
    return [word for word in WORDS if word.encode() in raw]


def left_in_tables(settings: Settings) -> list[str]:
    engine = sa.create_engine(settings.database or f"sqlite:///{settings.file}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        rows = repr([row for table in metadata.sorted_tables for row in connection.execute(sa.select(table))])
    return [word for word in WORDS if word in rows]


def test_nothing_that_was_entered_is_left_in_any_table(settings: Settings, repository: Repository) -> None:
    record = submitted(repository, files=FILES)
    assert left_in_tables(settings) == list(WORDS)
    assert repository.erase_record(record.id, "The period is over.", by="Pat Jones").clean
    assert left_in_tables(settings) == []
    assert (repository.record(record.id), repository.draft(record.id), repository.history(record.id)) == (
        None,
        None,
        (),
    )


def test_nothing_that_was_entered_is_left_in_any_byte_of_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")})
    with open_repository(settings) as repository:
        repository.pin("audit", 1, "aa", b"form: audit")
        record = submitted(repository, WORDS[:20], FILES)
        draft = filled(repository, WORDS[20:], ())
        assert left_in_files(settings.file.parent) == list(WORDS)
        assert repository.erase_record(record.id, "The period is over.").clean
        assert repository.erase_draft(draft.id, "Begun in error.", base=draft.revision).clean
        assert left_in_files(settings.file.parent) == []


def test_no_page_of_the_file_that_was_divided_keeps_a_copy(tmp_path: Path) -> None:
    settings, seed = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")}), SEED
    print("seed", seed)
    chance = random.Random(seed)
    with open_repository(settings) as repository:
        repository.pin("audit", 1, "aa", b"form: audit")
        ids = [repository.start_draft("audit", 1).id for _ in WORDS]
        with closing(sqlite3.connect(settings.file)) as typing:
            typing.execute("PRAGMA secure_delete=ON")
            for number in range(6000):
                at = chance.randrange(len(WORDS))
                value = f"{WORDS[at]} " * chance.choice((1, 1, 2, 5, 20, 200))
                row = (ids[at], f"a.b{chance.randrange(40)}", number, value, "2026-11-26 10:15:00.000000")
                typing.execute("INSERT INTO draft_entries VALUES (?, ?, ?, ?, ?, '')", row)
            typing.commit()
        for each in ids[:10]:
            assert repository.erase_draft(each, "Begun in error.", base=0).clean
        assert left_in_files(settings.file.parent) == list(WORDS[10:])


def test_what_somebody_reads_meanwhile_is_scrubbed_at_the_next_start(tmp_path: Path) -> None:
    settings = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")})
    with open_repository(settings) as repository:
        repository.pin("audit", 1, "aa", b"form: audit")
        record = submitted(repository)
        with closing(sqlite3.connect(settings.file, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM records").fetchone()
            assert not repository.erase_record(record.id, "The period is over.").clean
            assert left_in_files(settings.file.parent) != []
    with open_repository(settings):
        assert left_in_files(settings.file.parent) == []


def test_the_file_is_written_anew_once_however_long_somebody_reads(tmp_path: Path) -> None:
    settings, done = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")}), list[str]()
    with open_repository(settings) as repository:
        repository.pin("audit", 1, "aa", b"form: audit")
        record = submitted(repository)
        writer = repository._database.writer
        assert writer is not None
        scrubbing._driver(writer).set_trace_callback(done.append)
        with closing(sqlite3.connect(settings.file, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM records").fetchone()
            assert not repository.erase_record(record.id, "The period is over.").clean
        assert done.count("VACUUM") == 1
        scrubbing.finish(repository._database)
        assert done.count("VACUUM") == 1
        assert left_in_files(settings.file.parent) == []
        assert scrubbing._value(scrubbing._driver(writer), "user_version") == 0


def test_a_tombstone_says_what_was_erased_and_on_whose_order(repository: Repository) -> None:
    record = submitted(repository, WORDS[:2])
    made = repository.erase_record(record.id, "A parent asked, and the Head agreed.", by="Pat Jones").tombstone
    assert (made.id, made.kind, made.form, made.version) == (record.id, "record", "audit", 1)
    assert (made.submitted, made.digest) == (record.submitted, record.digest)
    assert (made.reason, made.ordered_by, made.seconded_by) == ("A parent asked, and the Head agreed.", "Pat Jones", "")
    assert (repository.tombstone(record.id), repository.tombstones()) == (made, (made,))
    assert [each.act for each in repository.acts(thing=record.id)][:1] == [Deed.RECORD_ERASED.value]


def test_the_audit_trail_holds_after_an_erasure(repository: Repository) -> None:
    record = submitted(repository, WORDS[:2])
    before = len(tuple(repository.every_act()))
    repository.erase_record(record.id, "The period is over.")
    verified = repository.verify_trail()
    assert (verified.acts, verified.fault) == (before + 1, "")


def test_a_file_that_something_else_names_stays(repository: Repository) -> None:
    shared, own = FILES[:2]
    record = submitted(repository, WORDS[:2], (shared, own))
    other = repository.start_draft("audit", 1)
    named = line(sha256(shared).hexdigest(), shared, "again.txt")
    other = repository.save(other.id, base=0, posted={"a.file": named}).draft
    repository.save(other.id, base=1, posted={"a.file": ""})
    repository.erase_record(record.id, "The period is over.")
    assert repository.file(sha256(shared).hexdigest()) is not None
    assert repository.file(sha256(own).hexdigest()) is None


def test_a_file_that_somebody_has_just_sent_anew_stays(repository: Repository) -> None:
    record = submitted(repository, WORDS[:2], FILES[:2])
    repository.keep_file(FILES[0], "text/plain")
    repository.erase_record(record.id, "The period is over.")
    assert [repository.file(sha256(each).hexdigest()) is not None for each in FILES[:2]] == [True, False]


def test_a_record_on_hold_is_not_erased(repository: Repository) -> None:
    record = submitted(repository, WORDS[:2])
    hold = repository.hold_record(record.id, "A complaint is open.", by="Pat Jones")
    with pytest.raises(Held):
        repository.erase_record(record.id, "The period is over.")
    assert repository.record(record.id) == record
    assert repository.holds(record.id) == (hold,)
    repository.seen_by(HEAD).release_hold(hold.id)
    assert [(each.released_by, each.released is None) for each in repository.holds(record.id)] == [(HEAD.id, False)]
    assert repository.erase_record(record.id, "The period is over.").tombstone.id == record.id


def test_a_draft_that_moved_or_was_submitted_is_not_erased_unseen(repository: Repository) -> None:
    draft = filled(repository, WORDS[:2], ())
    with pytest.raises(DraftMoved):
        repository.erase_draft(draft.id, "Begun in error.", base=draft.revision - 1)
    record = submitted(repository, WORDS[:2])
    with pytest.raises(DraftClosed):
        repository.erase_draft(record.id, "Begun in error.", base=draft.revision)
    assert repository.erase_draft(draft.id, "Begun in error.", base=draft.revision).tombstone.kind == "draft"
    assert [each.id for each in repository.records()] == [record.id]


def test_what_is_not_there_is_not_erased(repository: Repository) -> None:
    for thing in ("a" * 26, "", "../etc"):
        with pytest.raises(Unknown):
            repository.erase_record(thing, "The period is over.")
    assert repository.tombstones() == ()


@pytest.mark.parametrize("viewer", [STAFF, GOVERNOR, OFFICE], ids=lambda viewer: viewer.name)
def test_nobody_but_a_decider_holds_erases_or_asks(repository: Repository, viewer: Viewer) -> None:
    record = submitted(repository.seen_by(STAFF), WORDS[:2])
    hold = repository.hold_record(record.id, "A complaint is open.")
    seen = repository.seen_by(viewer)
    forbidden: tuple[Callable[[], object], ...] = (
        lambda: seen.hold_record(record.id, "No."),
        lambda: seen.release_hold(hold.id),
        lambda: seen.erase_record(record.id, "No."),
        lambda: seen.ask_to_erase("record", record.id, "No."),
        seen.erasure_requests,
    )
    for attempt in forbidden:
        with pytest.raises(NotYours):
            attempt()
    assert (seen.holds(record.id), seen.kept_records(), seen.tombstones()) == ((), (), ())
    assert repository.record(record.id) == record


def account_for(viewer: Viewer) -> Account:
    """The account that somebody is signed in to."""
    moment = datetime.now(UTC)
    return Account(
        id=viewer.id,
        email=f"{viewer.id}@school.example",
        name=viewer.name,
        state="active",
        roles=viewer.roles,
        password=True,
        totp=False,
        passkeys=0,
        created=moment,
        changed=moment,
    )


@pytest.fixture
def two_people(repository: Repository) -> Repository:
    """A repository of a school that has chosen that nobody erases alone."""
    with repository._database.writing("The accounts") as connection:
        for viewer in (HEAD, DSL):
            add_account(connection, account_for(viewer), "a hash")
    repository.choose("two-people", ["erase"])
    return repository


def test_where_the_school_wants_two_people_one_asks_and_another_agrees(two_people: Repository) -> None:
    head, dsl = two_people.seen_by(HEAD), two_people.seen_by(DSL)
    record = submitted(two_people.seen_by(STAFF), WORDS[:2])
    with pytest.raises(SecondPersonNeeded):
        head.erase_record(record.id, "The period is over.")
    asked = head.ask_to_erase("record", record.id, "The period is over.")
    with pytest.raises(SamePerson):
        head.agree_to_erase(asked.id)
    assert dsl.erasure_requests() == (asked,)
    made = dsl.agree_to_erase(asked.id).tombstone
    assert (made.ordered_by, made.seconded_by, made.reason) == (HEAD.id, DSL.id, "The period is over.")
    assert (dsl.record(record.id), dsl.erasure_requests()) == (None, ())


@pytest.mark.parametrize("alone", [False, True])
def test_each_request_about_what_is_erased_is_settled_in_the_audit_trail(
    two_people: Repository, *, alone: bool
) -> None:
    head, dsl = two_people.seen_by(HEAD), two_people.seen_by(DSL)
    record = submitted(two_people.seen_by(STAFF), WORDS[:2])
    asked = [each.ask_to_erase("record", record.id, "The period is over.").id for each in (head, dsl, head)]
    dsl.refuse_to_erase(asked.pop(), "Once is enough.")
    if alone:
        two_people.choose("two-people", [])
        head.erase_record(record.id, "The period is over.")
    else:
        dsl.agree_to_erase(asked[0])
    settled = [json.loads(act.detail) for act in two_people.acts(thing=record.id) if act.act == "request.settled"]
    agreed = "erased" if alone else "agreed"
    assert [(each["request"], each["outcome"]) for each in settled[:-1]] == [
        (asked[1], "erased"),
        (asked[0], agreed),
    ]
    assert settled[-1]["outcome"] == "refused"


def test_who_may_erase_no_more_has_asked_for_nothing(two_people: Repository) -> None:
    head, dsl = two_people.seen_by(HEAD), two_people.seen_by(DSL)
    record = submitted(two_people.seen_by(STAFF), WORDS[:2])
    asked = head.ask_to_erase("record", record.id, "The period is over.")
    with two_people._database.writing("The accounts") as connection:
        set_roles(connection, HEAD.id, [Role.READER])
    with pytest.raises(OrderLapsed):
        dsl.agree_to_erase(asked.id)
    assert dsl.record(record.id) == record


def test_a_refused_request_keeps_why_and_erases_nothing(two_people: Repository) -> None:
    head, dsl = two_people.seen_by(HEAD), two_people.seen_by(DSL)
    record = submitted(two_people.seen_by(STAFF), WORDS[:2])
    asked = head.ask_to_erase("record", record.id, "The period is over.")
    dsl.refuse_to_erase(asked.id, "The council still asks about it.")
    (settled,) = head.erasure_requests()
    assert settled == replace(
        asked, settled_by=DSL.id, settled=settled.settled, outcome="The council still asks about it."
    )
    for attempt in (lambda: dsl.agree_to_erase(asked.id), lambda: dsl.refuse_to_erase(asked.id, "Again.")):
        with pytest.raises(Settled):
            attempt()
    assert head.record(record.id) == record


def test_what_stands_for_an_erased_record_is_seen_by_who_could_see_the_record(repository: Repository) -> None:
    record = submitted(repository.seen_by(STAFF), WORDS[:2])
    other = replace(STAFF, id="f" * 26)
    repository.seen_by(HEAD).erase_record(record.id, "The period is over.")
    seen = {each.name: repository.seen_by(each).tombstone(record.id) is not None for each in (HEAD, STAFF, GOVERNOR)}
    assert seen == {"Head": True, "Staff": True, "Governor": True}
    assert repository.seen_by(other).tombstone(record.id) is None
    sealed = replace(GOVERNOR, sealed=frozenset({"audit"}))
    assert repository.seen_by(sealed).tombstone(record.id) is None


def test_the_log_does_not_say_what_a_database_said(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> bool:
        raise sqlite3.OperationalError("the row of Zoë")

    record = submitted(repository, WORDS[:1])
    monkeypatch.setattr("webapp.storage.scrubbing._written_anew", refuse)
    monkeypatch.setattr("webapp.storage.scrubbing._TRIES", 1)
    clean = repository.erase_record(record.id, "The period is over.").clean
    if repository._database.readers.dialect.name == "sqlite":
        assert (clean, "sqlite3.OperationalError" in caplog.text) == (False, True)
    assert "Zoë" not in caplog.text
