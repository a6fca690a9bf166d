"""A record that re-issues another is a record of its own, and can be taken back without a trace."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from engine.canonical import digest
from engine.json_value import JsonObject
from tests.webapp.storage.test_concurrency import at_once
from webapp.rights import Role, Viewer
from webapp.storage.repository import (
    Document,
    Draft,
    NotYours,
    Record,
    ReissueBegun,
    ReissuedAlready,
    ReissuedSince,
    Repository,
    Unknown,
)
from webapp.storage.tables import drafts

ROUNDS = 8


def submitted(repository: Repository, draft: Draft) -> Record:
    def build(each: Draft) -> Document:
        content: JsonObject = {"id": each.id, "entries": [*sorted(each.entries)]}
        return Document(
            text=json.dumps(content),
            digest=digest(content),
            about="Ironbridge",
            outcome="yes",
            concerns=0,
            actions=0,
            submitted=datetime.now(UTC),
        )

    return repository.submit(draft.id, base=draft.revision, build=build).record


@pytest.fixture
def record(repository: Repository) -> Record:
    repository.pin("audit", 2, "bb", b"form: audit, new")
    repository.pin("audit", 3, "cc", b"form: audit, newest")
    return submitted(repository, repository.start_draft("audit", 1))


def reissue(repository: Repository, record: Record, version: int = 2) -> Record:
    draft = repository.start_draft("audit", version, entries={"a": "1"}, reissues=record.id, report="{}")
    return submitted(repository, draft)


def everything(repository: Repository) -> tuple[object, ...]:
    """Return all that lists, downloads and exports are made of."""
    listed = [repository.records(), repository.records(form="audit"), repository.records(trial=True)]
    given = [
        list(repository.documents()),
        list(repository.documents(form="audit", since=datetime(2026, 1, 1, tzinfo=UTC))),
    ]
    return (*listed, *given, repository.drafts())


def test_a_draft_may_begin_with_entries(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1, entries={"a": "1\0", "b": ""}, report="r")
    assert (draft.entries, draft.revision, draft.report, draft.reissues) == ({"a": "1"}, 1, "r", "")
    assert repository.draft(draft.id) == draft
    assert [(each.revision, each.name, each.value) for each in repository.history(draft.id)] == [(1, "a", "1")]


def test_a_draft_says_which_record_it_re_issues_or_merely_starts_from(repository: Repository, record: Record) -> None:
    again = repository.start_draft("audit", 2, entries={"a": "1"}, reissues=record.id, report="{}")
    alike = repository.start_from(record.id, "audit", 2, entries={"a": "1"}, report="{}")
    assert (again.reissues, again.starts_from, again.report) == (record.id, "", "{}")
    assert (alike.reissues, alike.starts_from, alike.report) == ("", record.id, "{}")
    assert (repository.draft(again.id), repository.draft(alike.id)) == (again, alike)
    assert [submitted(repository, each).reissues for each in (again, alike)] == [record.id, ""]


def test_a_re_issue_is_a_record_beside_the_one_it_names(repository: Repository, record: Record) -> None:
    assert repository.reissued_by(record.id) == ()
    made = reissue(repository, record)
    assert (made.reissues, made.version, made.undone) == (record.id, 2, None)
    assert repository.reissued_by(record.id) == (made,)
    assert repository.records() == (made, record)
    assert repository.record(record.id) == record


def test_a_record_is_re_issued_once_whatever_the_version(repository: Repository, record: Record) -> None:
    draft = repository.start_draft("audit", 2, entries={"a": "1"}, reissues=record.id)
    for version in (2, 3):
        with pytest.raises(ReissuedAlready) as begun:
            repository.start_draft("audit", version, reissues=record.id)
        assert begun.value.id == draft.id
    made = submitted(repository, draft)
    for version in (2, 3):
        with pytest.raises(ReissuedAlready) as stands:
            repository.start_draft("audit", version, reissues=record.id)
        assert stands.value.id == made.id
    assert repository.reissued_by(record.id) == (made,)
    assert reissue(repository, made, 3).reissues == made.id
    repository.undo_reissue(repository.reissued_by(made.id)[0].id)
    repository.undo_reissue(made.id)
    assert repository.reissued_by(record.id) == ()
    assert repository.reissued_by(reissue(repository, record).reissues)


def test_of_two_drafts_that_an_older_formspec_began_one_is_submitted(repository: Repository, record: Record) -> None:
    first = repository.start_draft("audit", 2, entries={"a": "1"}, reissues=record.id)
    other = repository.start_draft("audit", 3, entries={"a": "1"})
    with repository._database.writing("The test") as connection:
        connection.execute(drafts.update().where(drafts.c.id == other.id).values(reissues=record.id))
    made = submitted(repository, first)
    with pytest.raises(ReissuedAlready):
        submitted(repository, other)
    assert repository.reissued_by(record.id) == (made,)


def test_a_draft_that_was_discarded_is_in_the_way_of_no_re_issue(repository: Repository, record: Record) -> None:
    draft = repository.start_draft("audit", 2, entries={"a": "1"}, reissues=record.id)
    repository.discard(draft.id, base=draft.revision)
    assert reissue(repository, record).reissues == record.id


def test_a_re_issue_is_not_undone_while_a_draft_re_issues_it(repository: Repository, record: Record) -> None:
    made = reissue(repository, record)
    draft = repository.start_draft("audit", 3, entries={"a": "1"}, reissues=made.id)
    with pytest.raises(ReissueBegun, match="Submit or discard that draft first") as begun:
        repository.undo_reissue(made.id)
    assert (begun.value.draft, repository.reissued_by(record.id)) == (draft.id, (made,))
    repository.discard(draft.id, base=draft.revision)
    assert repository.undo_reissue(made.id).undone is not None


def test_undoing_leaves_everything_as_it_was_and_the_record_at_its_address(
    repository: Repository, record: Record
) -> None:
    before = everything(repository)
    made = reissue(repository, record)
    assert everything(repository) != before
    undone = repository.undo_reissue(made.id)
    assert everything(repository) == before
    assert repository.reissued_by(record.id) == ()
    assert (undone.undone is not None, repository.record(made.id)) == (True, undone)
    assert repository.undo_reissue(made.id) == undone
    assert repository.records(before=made.id) == (record,)


def test_a_re_issue_that_was_itself_re_issued_is_undone_after_the_later_one(
    repository: Repository, record: Record
) -> None:
    made = reissue(repository, record)
    later = reissue(repository, made)
    with pytest.raises(ReissuedSince, match="Undo the later one first"):
        repository.undo_reissue(made.id)
    repository.undo_reissue(later.id)
    repository.undo_reissue(made.id)
    assert repository.records() == (record,)


def test_only_a_re_issue_can_be_undone(repository: Repository, record: Record) -> None:
    for name in (record.id, "", "nobody", "0" * 26):
        with pytest.raises(Unknown, match="nothing to undo"):
            repository.undo_reissue(name)
    assert repository.records() == (record,)
    assert repository.reissued_by("nobody") == ()


def test_nothing_begins_from_a_record_that_is_not_there_or_was_undone(repository: Repository, record: Record) -> None:
    made = reissue(repository, record)
    repository.undo_reissue(made.id)
    for name in (made.id, "nobody", "0" * 26):
        with pytest.raises(Unknown):
            repository.start_draft("audit", 2, reissues=name)
        with pytest.raises(Unknown):
            repository.start_from(name, "audit", 2, entries={})
    assert repository.drafts() == ()


def test_submitting_a_re_issue_again_after_it_was_undone_gives_the_undone_record(
    repository: Repository, record: Record
) -> None:
    made = reissue(repository, record)
    undone = repository.undo_reissue(made.id)
    again = repository.submit(made.id, base=1, build=lambda _: pytest.fail("built again"))
    assert (again.record, again.repeated) == (undone, True)


def test_of_many_who_re_issue_a_record_at_once_one_begins(repository: Repository, record: Record) -> None:
    def begin() -> str:
        try:
            return repository.start_draft("audit", 2, entries={"a": "1"}, reissues=record.id).id
        except ReissuedAlready as begun:
            return begun.id

    for _ in range(ROUNDS):
        begun = {*at_once(*[begin] * 8)}
        drafts = repository.drafts()
        assert ([*begun], len(drafts)) == ([each.id for each in drafts], 1)
        repository.discard(drafts[0].id, base=1)


def test_a_re_issue_that_is_undone_and_re_issued_at_once_is_only_one_of_both(
    repository: Repository, record: Record
) -> None:
    def done(act: Callable[[], object]) -> bool:
        try:
            act()
        except (ReissueBegun, Unknown):
            return False
        return True

    for _ in range(ROUNDS):
        made = reissue(repository, record)
        undo = partial(repository.undo_reissue, made.id)
        begin = partial(repository.start_draft, "audit", 3, reissues=made.id)
        assert sum(at_once(partial(done, undo), partial(done, begin))) == 1
        for draft in repository.drafts():
            repository.discard(draft.id, base=draft.revision)
        repository.undo_reissue(made.id)


def test_staff_take_back_what_they_made_and_not_what_a_decider_made_of_their_record(repository: Repository) -> None:
    sam, dee = (
        repository.seen_by(Viewer(id=name * 26, name="", roles=frozenset({role})))
        for name, role in (("s", Role.STAFF), ("d", Role.DECIDER))
    )
    repository.pin("audit", 2, "bb", b"form: audit, new")
    first = submitted(sam, sam.start_draft("audit", 1))
    theirs = reissue(dee, first)
    assert (theirs.owner, sam.may_undo(theirs), dee.may_undo(theirs)) == (first.owner, False, True)
    with pytest.raises(NotYours):
        sam.undo_reissue(theirs.id)
    dee.undo_reissue(theirs.id)
    own = reissue(sam, first)
    assert sam.undo_reissue(own.id).undone is not None
