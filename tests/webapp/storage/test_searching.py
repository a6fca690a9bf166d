"""The search on real databases: what is kept is found at once by whoever may see it, what was erased by nobody."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.canonical import digest
from engine.follow_up import Raised
from tests.conftest import NewDatabase
from webapp.action_state import Standing, State
from webapp.rights import Role, Viewer
from webapp.settings import Settings
from webapp.sought import LONGEST_WORD, Terms, words_of
from webapp.storage.decision_statements import Answered, Made
from webapp.storage.opening import open_repository
from webapp.storage.repository import Document, Draft, Record, Repository
from webapp.storage.search_statements import Hit
from webapp.storage.search_tables import search_texts

OPERATORS = ['"', '""', "NEAR", "NEAR(a b)", "*", "a*", ":", "words:a", "-", "a -b", "^a", "(", ")", "a OR b", "NOT"]
OPERATORS += [
    "'",
    "\\",
    "&",
    "|",
    "!",
    "<->",
    "%",
    "_",
    ";",
    "--",
    "<script>",
    "\u200b",
    "𝒳",
    "é",
    "ß",
    "ﬁ",
    "İ",
    "日本語",
]

STAFF, NEWCOMER = (Viewer(id=each * 26, name="Staff", roles=frozenset({Role.STAFF})) for each in "sn")


def submit(repository: Repository, words: str, about: str = "Ironbridge", *, viewer: Viewer | None = None) -> Record:
    """Submit a form with words in an answer, a concern and an action."""

    def build(draft: Draft) -> Document:
        finding = {"address": "a.b", "question": "What?", "text": words}
        content = {"id": draft.id, "answers": {"a": {"b": words}}}
        content |= {"findings": {"concerns": [finding], "actions": [{**finding, "text": f"Act {words}"}]}}
        sealed = {"digest": digest(content), "outcome": "yes", "concerns": 1, "actions": 1}
        return Document(text=json.dumps(content), about=about, submitted=datetime.now(UTC), **sealed)

    mine = repository.seen_by(viewer) if viewer else repository
    draft = mine.start_draft("audit", 1, entries={"a.b": words})
    return mine.submit(draft.id, base=draft.revision, build=build).record


def found(repository: Repository, words: str) -> list[tuple[str, str]]:
    return [(each.kind, each.thing) for each in repository.search(Terms(words), limit=1000)]


def decision(number: int, words: str) -> Made:
    warnings = (Answered("check", "Sure?", f"Sure {words}"),)
    return Made(
        id=str(number) * 26, option="yes", words="Yes", reasons=words, who="Pat", warnings=warnings, conditions=()
    )


def test_records_actions_and_decisions_are_found_once_they_are_kept(repository: Repository) -> None:
    record = submit(repository, "The café’s O'Brien log", about="River Farm")
    (action,) = repository.actions_of(record)
    repository.decide(record.id, decision(1, "Because of Zebras"), base="")
    repository.change_action(action.id, base=1, standing=Standing(State.DONE, "", "Quinn", None), note="Sent by pigeon")
    repository.add_action(record.id, Raised(address="a.b", question="What?", text="Ask Xenia"), owner="")
    assert {kind for kind, _ in found(repository, "cafe obrien log")} == {"record", "action"}
    assert found(repository, "river farm") == [("record", record.id)]
    assert found(repository, "zebra") == [("decision", "1" * 26)]
    assert found(repository, "sure zebras") == [("decision", "1" * 26)]
    assert found(repository, "pigeon") == found(repository, "quinn") == [("action", action.id)]
    assert [kind for kind, _ in found(repository, "xenia")] == ["action"]
    assert found(repository, "zebras river") == found(repository, "") == found(repository, "igeon") == []


def test_short_words_are_found_whole_and_long_ones_by_their_beginning(repository: Repository) -> None:
    submit(repository, "go gone " + "y" * 100)
    assert len(found(repository, "go")) == len(found(repository, "gon")) == 2
    assert found(repository, "g") == []
    assert len(found(repository, "y" * (LONGEST_WORD + 3))) == 2
    assert found(repository, "y" * (LONGEST_WORD - 1) + "x") == []


@pytest.mark.parametrize("words", OPERATORS)
def test_signs_that_the_databases_read_otherwise_are_words_or_nothing(repository: Repository, words: str) -> None:
    submit(repository, f"before {words} behind")
    assert len(found(repository, f"before {words}")) == 2
    assert len(found(repository, words)) == (2 if Terms(words).each else 0)
    assert found(repository, f"{words} absent") == []


def test_what_was_written_last_stands_first_and_pages_follow_one_another(repository: Repository) -> None:
    made = [submit(repository, f"lantern {number}").id for number in range(5)]
    seen: list[Hit] = []
    while page := repository.search(Terms("lantern"), before=seen[-1].number if seen else None, limit=3):
        seen += page
    assert [each.thing for each in seen if each.thing in made] == made[::-1]
    assert len(seen) == len({each.thing for each in seen}) == 10


def test_what_is_written_on_meanwhile_turns_nobody_back_to_the_first_page(repository: Repository) -> None:
    for number in range(3):
        submit(repository, f"lantern {number}")
    first = repository.search(Terms("lantern"), limit=2)
    last = next(each for each in first if each.kind == "action")
    action = repository.action(last.thing)
    assert action is not None
    repository.change_action(action.id, base=action.revision, standing=action.standing, note="A lantern was bought")
    rest = repository.search(Terms("lantern"), before=first[-1].number, limit=10)
    assert {each.thing for each in rest}.isdisjoint(each.thing for each in first)
    assert len(rest) == 4


def test_what_one_may_not_see_is_not_found(repository: Repository) -> None:
    repository.make_first("first@school.example", "First", [], "a hash that no password has")

    def somebody(name: str, *roles: Role) -> Viewer:
        token = repository.make_password_link(
            repository.invite(f"{name}@school.example", name, roles).id, timedelta(hours=1)
        )
        made = repository.set_password_by_link(token, "a hash that no password has")
        return Viewer(id=made.id, name=name, roles=frozenset(roles))

    staff, other = somebody("staff", Role.STAFF), somebody("other", Role.STAFF)
    decider, administrator = somebody("head", Role.DECIDER), somebody("office", Role.ADMINISTRATOR)
    record = submit(repository, "lantern", viewer=staff)
    repository.seen_by(decider).decide(record.id, decision(1, "lantern"), base="")
    kinds = {"record", "action", "decision"}
    for viewer, seen in ((staff, kinds), (decider, kinds), (other, set()), (administrator, set())):
        assert {kind for kind, _ in found(repository.seen_by(viewer), "lantern")} == seen
    reader = Viewer(id="r" * 26, name="Reader", roles=frozenset({Role.READER}))
    assert {kind for kind, _ in found(repository.seen_by(reader), "lantern")} == kinds
    sealed = Viewer(id="r" * 26, name="Reader", roles=frozenset({Role.READER}), sealed=frozenset({"audit"}))
    assert found(repository.seen_by(sealed), "lantern") == []
    (action,) = repository.actions_of(record)
    given = Standing(State.OPEN, other.id, "", None)
    repository.change_action(action.id, base=action.revision, standing=given, note="")
    assert found(repository.seen_by(other), "lantern") == [("action", action.id)]


def test_nothing_of_what_was_erased_is_found_or_left(repository: Repository, settings: Settings) -> None:
    words = "quartzite obsidianous"
    gone, stays = submit(repository, f"{words} common"), submit(repository, "marblestone common")
    repository.decide(gone.id, decision(1, words), base="")
    (action,) = repository.actions_of(gone)
    repository.change_action(action.id, base=1, standing=action.standing, note=f"{words} again")
    assert len(found(repository, words)) == 3
    assert repository.erase_record(gone.id, "Why not").clean
    assert found(repository, words) == []
    assert ("record", stays.id) in found(repository, "common")
    with repository._database.reading("A test") as connection:
        kept = connection.scalars(sa.select(search_texts.c.words)).all()
        assert not any("quartzite" in each for each in kept)
    if settings.database.startswith("sqlite"):
        files = [each for each in settings.file.parent.iterdir() if each.name.startswith(settings.file.name)]
        whole = b"".join(each.read_bytes() for each in files)
        assert (b"quartzite" in whole, b"obsidian" in whole, b"marblestone" in whole) == (False, False, True)


def test_what_is_not_in_the_index_is_put_there_when_the_application_opens(repository: Repository) -> None:
    record = submit(repository, "lantern")
    repository.decide(record.id, decision(1, "lantern"), base="")
    before = sorted(found(repository, "lantern"))
    with repository._database.writing("A test") as connection:
        connection.execute(sa.delete(search_texts))
    assert found(repository, "lantern") == []
    repository.catch_up(tell=lambda _: None)
    repository.catch_up(tell=lambda _: None)
    assert sorted(found(repository, "lantern")) == before
    assert len(before) == 3


def test_a_record_that_is_damaged_is_passed_over(repository: Repository) -> None:
    record, sound = submit(repository, "lantern"), submit(repository, "lantern")
    with repository._database.writing("A test") as connection:
        connection.execute(sa.delete(search_texts))
        connection.exec_driver_sql(f"UPDATE records SET document = '{{}}' WHERE id = '{record.id}'")
    repository.catch_up(tell=lambda _: None)
    assert [thing for kind, thing in found(repository, "lantern") if kind == "record"] == [sound.id]


def test_a_text_of_more_words_than_are_kept_is_kept(repository: Repository) -> None:
    submit(repository, " ".join(f"{number:x}{'w' * 60}" for number in range(20_000)))
    assert len(found(repository, "0wwww")) == 2


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    given = {"FORMSPEC_DATA": str(tmp_path_factory.mktemp("searched"))}
    with open_repository(Settings.from_environment(given)) as opened:
        opened.pin("audit", 1, "aa", b"form: audit")
        yield opened


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60), asked=st.text(max_size=20))
def test_the_index_agrees_with_reading_all(shared: Repository, text: str, asked: str) -> None:
    record = submit(shared, text, about="", viewer=STAFF)
    expected = Terms(asked).all_in([text])
    for sees in (shared, shared.seen_by(STAFF)):
        assert (("record", record.id) in found(sees, asked)) == expected
        if words_of([text]):
            assert ("record", record.id) in found(sees, words_of([text])[0])
    assert found(shared.seen_by(NEWCOMER), asked) == []


def test_migrating_makes_the_index_on_each_database(new_database: NewDatabase, tmp_path: Path) -> None:
    given = {"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_DATABASE": new_database()}
    with open_repository(Settings.from_environment(given)) as opened:
        opened.pin("audit", 1, "aa", b"form: audit")
        submit(opened, "lantern")
        assert len(found(opened, "lantern")) == 2
