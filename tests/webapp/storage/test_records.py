"""Records: made once, found again, streamed, on each database."""

import json
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from engine.canonical import digest
from engine.json_value import JsonObject
from webapp.rights import ANYBODY, Role, Viewer
from webapp.storage.repository import (
    Document,
    Draft,
    DraftClosed,
    DraftMoved,
    Record,
    Repository,
    Unknown,
)

START = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def document(draft: Draft, submitted: datetime = START) -> Document:
    return Document(
        text=f'{{"id": "{draft.id}", "ŵ": "\\u0000🙂"}}\n',
        digest=digest({"id": draft.id, "ŵ": "\0🙂"}),
        about="Ironbridge\0",
        outcome="yes",
        concerns=2,
        actions=1,
        submitted=submitted,
    )


def submitted_at(repository: Repository, moment: datetime, form: str = "audit") -> Record:
    draft = repository.start_draft(form, 1)
    return repository.submit(draft.id, base=0, build=lambda seen: document(seen, moment)).record


def test_a_submitted_draft_is_a_record_with_its_exact_text(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    saved = repository.save(draft.id, base=0, posted={"a": "1"}).draft
    seen: list[Draft] = []
    submitted = repository.submit(draft.id, base=1, build=lambda each: seen.append(each) or document(each))
    made = Record(
        id=draft.id,
        form="audit",
        version=1,
        sha256="aa",
        submitted=START,
        about="Ironbridge",
        outcome="yes",
        concerns=2,
        actions=1,
        document=document(draft).text,
        digest=document(draft).digest,
    )
    assert (seen, submitted.record, submitted.repeated) == ([saved], made, False)
    assert repository.record(draft.id) == made
    assert repository.drafts() == ()


def test_submitting_twice_gives_the_one_record(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    first = repository.submit(draft.id, base=0, build=document)
    again = repository.submit(draft.id, base=7, build=lambda _: pytest.fail("built again"))
    assert (again.record, again.repeated) == (first.record, True)
    assert len(repository.records()) == 1


def test_a_draft_that_moved_is_not_submitted(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"a": "1"})
    for base in (0, 2, -1):
        with pytest.raises(DraftMoved) as moved:
            repository.submit(draft.id, base=base, build=lambda _: pytest.fail("built"))
        assert moved.value.revision == 1
    assert (repository.record(draft.id), len(repository.drafts())) == (None, 1)


def test_a_document_that_cannot_be_built_changes_nothing(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)

    def build(_: Draft) -> Document:
        raise LookupError("not complete")

    with pytest.raises(LookupError, match="not complete"):
        repository.submit(draft.id, base=0, build=build)
    assert repository.draft(draft.id) == draft
    assert repository.submit(draft.id, base=0, build=document).repeated is False


def test_a_closed_draft_changes_no_more(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.submit(draft.id, base=0, build=document)
    with pytest.raises(DraftClosed) as closed:
        repository.save(draft.id, base=0, posted={"a": "1"})
    assert closed.value.state == "submitted"
    with pytest.raises(DraftClosed):
        repository.discard(draft.id, base=0)
    assert repository.record(draft.id) is not None


def test_a_discarded_draft_is_not_submitted(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.discard(draft.id, base=0)
    with pytest.raises(DraftClosed):
        repository.submit(draft.id, base=0, build=document)
    assert repository.records() == ()


@pytest.mark.parametrize("stranger", ["", "0" * 26, "\0" * 26])
def test_what_is_no_record_is_not_found(repository: Repository, stranger: str) -> None:
    assert repository.record(stranger) is None
    assert repository.records(before=stranger) == ()
    with pytest.raises(Unknown):
        repository.submit(stranger, base=0, build=document)


def test_records_are_listed_the_latest_first_a_page_at_a_time(repository: Repository) -> None:
    made = [submitted_at(repository, START + timedelta(seconds=n // 3)) for n in range(10)]
    wanted = sorted(made, key=lambda record: (record.submitted, record.id), reverse=True)
    found: list[Record] = []
    while page := repository.records(before=found[-1].id if found else None, limit=4):
        assert len(page) <= 4
        found += page
    assert found == wanted


def test_records_and_documents_of_one_form_since_a_moment(repository: Repository) -> None:
    repository.pin("letter", 1, "bb", b"form: letter")
    submitted_at(repository, START)
    early, late = (submitted_at(repository, START + timedelta(days=n), "letter") for n in range(2))
    other = submitted_at(repository, START + timedelta(days=1, microseconds=-1))
    assert repository.records(form="letter") == (late, early)
    assert repository.records(form="nothing") == ()
    assert repository.records(since=START + timedelta(days=1)) == (late,)
    assert list(repository.documents(form="letter")) == [early.document, late.document]
    assert list(repository.documents(since=other.submitted)) == [other.document, late.document]
    assert list(repository.documents(form="letter", since=late.submitted + timedelta(microseconds=1))) == []


@pytest.mark.parametrize("form", ["", "audit\0", "\ud800", "audit ", "x" * 100_000])
def test_a_form_that_no_database_could_hold_has_no_records(repository: Repository, form: str) -> None:
    submitted_at(repository, START)
    assert (repository.records(form=form), list(repository.documents(form=form))) == ((), [])


def test_a_moment_counts_the_same_in_any_zone(repository: Repository) -> None:
    made = submitted_at(repository, START)
    elsewhere = START.astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert repository.records(since=elsewhere) == (made,)
    assert repository.records(since=elsewhere + timedelta(microseconds=1)) == ()
    assert submitted_at(repository, elsewhere).submitted == START


def test_a_time_without_a_zone_is_refused(repository: Repository) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        submitted_at(repository, START.replace(tzinfo=None))
    assert repository.records() == ()


def test_documents_stream_the_oldest_first_and_each_once(repository: Repository) -> None:
    made = [submitted_at(repository, START + timedelta(seconds=n % 7)) for n in range(120)]
    wanted = [record.document for record in sorted(made, key=lambda record: (record.submitted, record.id))]
    assert list(repository.documents()) == wanted


def test_documents_go_on_while_others_are_submitted(repository: Repository) -> None:
    made = [submitted_at(repository, START + timedelta(seconds=n)) for n in range(60)]
    stream = repository.documents()
    begun = [next(stream) for _ in range(10)]
    last = submitted_at(repository, START + timedelta(days=1))
    assert begun + list(stream) == [record.document for record in [*made, last]]


def test_a_page_of_documents_is_all_that_is_read_at_once(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.storage.records._PAGE", 3)
    made = [submitted_at(repository, START + timedelta(seconds=n)) for n in range(9)]
    assert list(repository.documents()) == [record.document for record in made]


def test_memory_stays_the_same_however_many_documents_there_are(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def submit(count: int) -> None:
        for _ in range(count):
            draft = repository.start_draft("audit", 1)
            content: JsonObject = {"x": "x" * 500_000}
            large = replace(document(draft), text=json.dumps(content), digest=digest(content))
            repository.submit(draft.id, base=0, build=lambda _, large=large: large)

    def peak() -> int:
        tracemalloc.start()
        assert all(repository.documents())
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    monkeypatch.setattr("webapp.storage.records._PAGE", 2)
    submit(6)
    few = peak()
    submit(24)
    assert peak() < 1.2 * few


def test_a_record_is_a_frozen_value(repository: Repository) -> None:
    made = submitted_at(repository, START)
    with pytest.raises(AttributeError):
        made.about = "x"  # type: ignore[misc]
    assert replace(made) == repository.record(made.id)


ANN = Viewer(id="ann", name="Ann", roles=frozenset(Role))
BEN = Viewer(id="ben", name="Ben", roles=frozenset(Role), anybody=True)
"""Somebody else, who comes to everything."""


@pytest.fixture
def begun(repository: Repository) -> Draft:
    """A draft of Ann's, which she looked at, and saved in since from another page of her own device."""
    ann = repository.seen_by(ANN)
    draft = ann.start_draft("audit", 1, entries={"a": "1"})
    return ann.save(draft.id, base=1, posted={"a": "2", "b": "3"}).draft


def submitted_by(repository: Repository, viewer: Viewer, draft: Draft, base: int, *, own_since: bool = True) -> bool:
    """Try to submit a draft, and return whether it was."""
    try:
        repository.seen_by(viewer).submit(draft.id, base=base, build=document, own_since=own_since)
    except DraftMoved:
        return False
    return True


def test_what_ones_own_account_saved_since_holds_up_no_submission_of_ones_device(
    repository: Repository, begun: Draft
) -> None:
    assert not submitted_by(repository, ANN, begun, 1, own_since=False)
    assert not submitted_by(repository, BEN, begun, 1)
    assert not submitted_by(repository, ANYBODY, begun, 1)
    assert not submitted_by(repository, ANN, begun, 3)
    assert submitted_by(repository, ANN, begun, 1)
    assert repository.draft(begun.id).state == "submitted"


def test_what_somebody_else_saved_since_holds_it_up_whoever_saved_before_and_after(
    repository: Repository, begun: Draft
) -> None:
    repository.seen_by(BEN).save(begun.id, base=2, posted={"b": "4"})
    repository.seen_by(ANN).save(begun.id, base=3, posted={"b": "5"})
    assert not submitted_by(repository, ANN, begun, 1)
    assert not submitted_by(repository, ANN, begun, 2)
    assert submitted_by(repository, ANN, begun, 3)


@pytest.mark.parametrize("who", [ANN, BEN], ids=lambda viewer: viewer.name)
@pytest.mark.parametrize("entries", [{"a": "2", "b": "3"}, {"a": "2"}], ids=["as it was", "less"])
def test_a_draft_that_was_carried_since_is_not_submitted_whoever_carried_it(
    repository: Repository, begun: Draft, who: Viewer, entries: dict[str, str]
) -> None:
    repository.pin("audit", 2, "bb", b"form: audit, anew")
    repository.seen_by(who).carry_draft(begun.id, base=2, version=2, sha256="bb", entries=entries, report="{}")
    assert not submitted_by(repository, ANN, begun, 2)
    assert submitted_by(repository, ANN, begun, 3)


def test_without_accounts_nothing_is_known_to_be_ones_own(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"a": "1"})
    assert not submitted_by(repository, ANYBODY, draft, 0)
    assert submitted_by(repository, ANYBODY, draft, 1)
