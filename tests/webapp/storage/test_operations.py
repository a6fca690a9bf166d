"""An operation is done once however often it is sent, on each database, and is always answered the same."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from tests.webapp.storage.test_concurrency import at_once
from webapp.rights import Role, Viewer
from webapp.settings import Settings
from webapp.storage import tidying
from webapp.storage.drafts import require_unmoved
from webapp.storage.failures import DraftClosed, DraftMoved, NotYours
from webapp.storage.opened import now
from webapp.storage.opening import open_repository
from webapp.storage.operation_tables import operations
from webapp.storage.operations import is_op
from webapp.storage.repository import Draft, Repository

OP, NEXT = "0" * 32, "1" * 32
DATE = ("visit.day.day", "visit.day.month")


@pytest.fixture
def draft(repository: Repository) -> Draft:
    return repository.start_draft("audit", 1, entries={"visit.place": "The Forge"})


def test_a_repeat_is_answered_the_same_and_adds_nothing(repository: Repository, draft: Draft) -> None:
    first = repository.save_once(draft.id, OP, base=1, posted={"visit.place": "The Mill"})
    repository.save(draft.id, base=2, posted={"visit.place": "The Kiln", "visit.words": "Since"})
    again = repository.save_once(draft.id, OP, base=1, posted={"visit.place": "The Mill"})
    assert again == first == repository.answered(draft.id, OP)
    assert (first.revision, first.saved) == (2, ("visit.place",))
    assert [each.value for each in repository.history(draft.id) if each.name == "visit.place"] == [
        "The Forge",
        "The Mill",
        "The Kiln",
    ]


def test_it_is_answered_after_the_draft_was_closed_and_no_other_is_done(repository: Repository, draft: Draft) -> None:
    first = repository.save_once(draft.id, OP, base=1, posted={"visit.place": "The Mill"})
    repository.discard(draft.id, base=2)
    assert repository.save_once(draft.id, OP, base=1, posted={}) == first
    with pytest.raises(DraftClosed):
        repository.save_once(draft.id, NEXT, base=2, posted={"visit.place": "The Kiln"})
    assert repository.answered(draft.id, NEXT) is None


def test_what_somebody_else_changed_is_told_with_the_answer(repository: Repository, draft: Draft) -> None:
    repository.save(
        draft.id, base=1, posted={"visit.words": "Theirs", "visit.place": "Their place", "--note.n1": "Aside"}
    )
    said = repository.save_once(draft.id, OP, base=1, posted={"visit.place": "My place", "visit.who": "Me"})
    assert said.theirs == {"visit.place": "Their place"}
    assert said.changed == {"visit.words": "Theirs", "--note.n1": "Aside"}
    assert said.saved == ("visit.who",)
    repository.save(draft.id, base=3, posted={"visit.place": "Later", "visit.words": ""})
    assert repository.answered(draft.id, OP) == said


def test_an_answer_of_which_a_part_clashes_is_saved_in_no_part(repository: Repository, draft: Draft) -> None:
    repository.save(draft.id, base=1, posted={DATE[0]: "3"}, groups=[DATE])
    said = repository.save_once(draft.id, OP, base=1, posted={DATE[0]: "4", DATE[1]: "5"}, groups=[DATE])
    assert said.saved == ()
    assert said.theirs == {DATE[0]: "3", DATE[1]: ""}
    assert repository.draft(draft.id).entries == {**draft.entries, DATE[0]: "3"}


def test_a_change_that_was_made_already_adds_no_revision(repository: Repository, draft: Draft) -> None:
    said = repository.save_once(draft.id, OP, base=1, posted={"visit.place": "The Forge"})
    assert (said.revision, said.saved, said.changed) == (1, ("visit.place",), {})


def test_a_base_that_a_restored_draft_never_came_to_has_seen_nothing(repository: Repository, draft: Draft) -> None:
    said = repository.save_once(draft.id, OP, base=9, posted={"visit.place": "The Mill", "visit.who": "Me"})
    assert said.theirs == {"visit.place": "The Forge"}
    assert repository.save_once(draft.id, OP, base=9, posted={}) == said


def test_an_operation_of_another_person_or_draft_is_not_found(repository: Repository) -> None:
    ann = repository.seen_by(Viewer(id="ann", name="Ann", roles=frozenset(Role)))
    draft, other = ann.start_draft("audit", 1), repository.start_draft("audit", 1)
    repository.save_once(draft.id, OP, base=0, posted={"visit.place": "The Mill"})
    for kept, thing in ((ann, draft.id), (repository, other.id)):
        with pytest.raises(NotYours):
            kept.save_once(thing, OP, base=0, posted={"visit.place": "Mine"})
        with pytest.raises(NotYours):
            kept.answered(thing, OP)


def test_one_operation_that_arrives_many_times_at_once_is_done_once(repository: Repository, draft: Draft) -> None:
    save = partial(repository.save_once, draft.id, OP, base=1, posted={"visit.place": "The Mill"})
    answers = at_once(*[save] * 8)
    assert answers == [answers[0]] * 8
    assert repository.draft(draft.id).revision == 2


def test_two_operations_at_once_on_one_answer_clash_and_on_two_do_not(repository: Repository, draft: Draft) -> None:
    ops = [f"{number:032x}" for number in range(8)]
    jobs = [
        partial(repository.save_once, draft.id, op, base=1, posted={f"visit.{op}": op, "visit.place": op}) for op in ops
    ]
    answers = at_once(*jobs)
    assert sum("visit.place" in each.saved for each in answers) == 1
    assert {name for each in answers for name in each.saved} == {"visit.place", *(f"visit.{op}" for op in ops)}


def test_no_word_that_was_entered_stands_in_the_table(tmp_path: Path) -> None:

    settings = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")})
    with open_repository(settings) as repository:
        repository.pin("audit", 1, "aa", b"form: audit")
        draft = repository.start_draft("audit", 1, entries={"visit.place": "Theirs"})
        repository.save_once(draft.id, OP, base=0, posted={"visit.place": "Zebrawood", "visit.who": "Quartz"})
    with closing(sqlite3.connect(tmp_path / "kept" / "formspec.sqlite3")) as connection:
        rows = repr(connection.execute("select * from operations").fetchall())
    assert "visit.who" in rows
    assert not [word for word in ("Zebrawood", "Quartz", "Theirs") if word in rows]


def test_it_is_forgotten_after_ninety_days_and_goes_with_an_erasure(
    repository: Repository, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.save_once(draft.id, OP, base=1, posted={"visit.place": "The Mill"})
    later = now() + timedelta(days=89)
    monkeypatch.setattr(tidying, "now", lambda: later)
    repository.tidy()
    assert count(repository) == 1
    monkeypatch.setattr(tidying, "now", lambda: later + timedelta(days=2))
    repository.tidy()
    assert count(repository) == 0
    repository.save_once(draft.id, NEXT, base=2, posted={"visit.place": "The Kiln"})
    repository.erase_draft(draft.id, "Why.", base=3)
    assert count(repository) == 0


def count(repository: Repository) -> int:
    with repository._database.reading("The operations") as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(operations))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (OP, True),
        ("6f1c2f0e-7b1f-4f0c-8a46-0d8b0f3c5a11", True),
        ("", False),
        ("0" * 31, False),
        ("0" * 37, False),
        ("Z" * 32, False),
    ],
)
def test_only_128_bits_name_an_operation(text: str, is_one: bool) -> None:
    assert is_op(text) is is_one


def test_a_note_that_is_kept_is_told_as_saved(repository: Repository, draft: Draft) -> None:
    said = repository.save_once(draft.id, OP, base=1, posted={"--note.n1": "Aside"})
    assert said.saved == ("--note.n1",)
    assert repository.save_once(draft.id, OP, base=1, posted={"--note.n1": "Aside"}) == said


def shut(draft: Draft) -> None:
    if "parts.one" in draft.entries:
        raise DraftClosed("completed")


def test_what_is_asked_of_the_draft_as_it_is_saved_is_asked_of_what_stands_then_and_not_of_a_repeat(
    repository: Repository, draft: Draft
) -> None:
    save = partial(repository.save_once, draft.id, base=1, require=shut)
    first = save(OP, posted={"visit.place": "The Mill"})
    repository.save(draft.id, base=2, posted={"parts.one": "complete"}, require=shut)
    for again in (partial(save, NEXT), partial(repository.save, draft.id, base=1, require=shut)):
        with pytest.raises(DraftClosed):
            again(posted={"visit.who": "Me"})
    assert save(OP, posted={}) == first
    assert repository.answered(draft.id, NEXT) is None
    assert repository.draft(draft.id).revision == 3


def test_nobody_saves_behind_a_part_that_is_completed_at_the_same_moment(repository: Repository) -> None:
    def complete(draft: Draft) -> str:
        try:
            repository.save(
                draft.id, base=0, posted={"parts.one": "complete"}, require=partial(require_unmoved, base=0)
            )
        except DraftMoved:
            return "moved"
        return "completed"

    def save(draft: Draft) -> str:
        try:
            repository.save_once(draft.id, uuid4().hex, base=0, posted={"a.b": "x"}, require=shut)
        except DraftClosed:
            return "shut"
        return "saved"

    for _ in range(12):
        draft = repository.start_draft("audit", 1)
        done = at_once(partial(complete, draft), partial(save, draft))
        assert done in (["moved", "saved"], ["completed", "shut"])
        assert repository.draft(draft.id).revision == 1
