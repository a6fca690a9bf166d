"""Records that come in from an export: as they were made, all or none, and nothing here becomes another."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import cast

import pytest

from engine.canonical import digest
from engine.json_value import JsonObject
from webapp.rights import Role, Viewer
from webapp.storage.exported import Arriving, Selection, TakenIn
from webapp.storage.failures import NotTakenIn, NotYours, PinnedDifferently
from webapp.storage.identifiers import new_id
from webapp.storage.repository import Repository
from webapp.storage.stored import Record, StoredContent

TEXT = b"form: letter"
OTHER = b"form: letter # with other words"
MOMENT = datetime(2026, 11, 23, 10, 15, 0, 123456, tzinfo=UTC)
CONTENT = b"a plan"
FILE = StoredContent(sha256(CONTENT).hexdigest(), "application/pdf", CONTENT)


def made(
    record_id: str = "", *, answer: str = "Yes", reissues: Record | None = None, text: bytes = TEXT, **said: object
) -> Record:
    """A record, which may re-issue another one; `said` is what it says of that one instead of what is so."""
    document: JsonObject = {"id": record_id or new_id(), "answer": answer}
    if reissues is not None:
        before = {"id": reissues.id, "version": reissues.version, "digest": reissues.digest}
        document |= {"reissues": cast(JsonObject, before | said)}
    return Record(
        id=str(document["id"]),
        form="letter",
        version=1,
        sha256=sha256(text).hexdigest(),
        submitted=MOMENT,
        about="The Forge",
        outcome="",
        concerns=1,
        actions=2,
        document=json.dumps(document),
        digest=digest(dict(document)),
        reissues=reissues.id if reissues is not None else "",
        access="sensitive",
    )


def take(repository: Repository, *records: Record, text: bytes = TEXT) -> TakenIn:
    return repository.take_in([text], [Arriving(each, (FILE,)) for each in records])


def test_a_record_comes_in_as_it_was_made(repository: Repository) -> None:
    record = made()
    assert take(repository, record) == TakenIn(added=1, present=0)
    assert repository.record(record.id) == record
    assert repository.text_of(record.sha256) == TEXT
    assert repository.file(FILE.sha256) == FILE
    (act,) = repository.acts(thing=record.id)
    assert (act.act, json.loads(act.detail)) == ("record.imported", {"digest": record.digest})


def test_what_is_here_and_equal_is_left(repository: Repository) -> None:
    record = made()
    take(repository, record)
    assert take(repository, record, made()) == TakenIn(added=1, present=1)
    assert len(repository.acts(thing=record.id)) == 1


def test_the_same_record_twice_in_one_import_comes_in_once(repository: Repository) -> None:
    record = made()
    assert take(repository, record, record) == TakenIn(added=1, present=1)


def changed(repository: Repository) -> tuple[Record, str]:
    record = made()
    take(repository, record)
    return made(record.id, answer="No"), "is here already, and it is another one than in the export."


def a_trial(repository: Repository) -> tuple[Record, str]:
    record = made()
    take(repository, record)
    with repository._database.writing("x") as connection:
        connection.exec_driver_sql("UPDATE records SET trial = (1 = 1)")
    return record, "is here already, and it is another one than in the export."


def erased(repository: Repository) -> tuple[Record, str]:
    record = made()
    take(repository, record)
    repository.erase_record(record.id, "They asked", by="Ann")
    return record, "was erased here, and what was erased does not come back."


def a_draft(repository: Repository) -> tuple[Record, str]:
    draft = repository.start_draft("audit", 1)
    return made(draft.id), "is a draft here that was not submitted."


def reissued(repository: Repository) -> tuple[Record, str]:
    first = made()
    again = made(reissues=first)
    take(repository, first, again)
    return made(reissues=first), f"re-issues {first.id}, which {again.id} re-issues here already."


NOT_SO = "and does not name its form, version and digest as they are: have the ZIP made again where it was submitted."


def of_another_form(repository: Repository) -> tuple[Record, str]:
    first = made()
    take(repository, first)
    return replace(made(reissues=first), form="leaflet"), f"re-issues {first.id}, {NOT_SO}"


def of_another_version(repository: Repository) -> tuple[Record, str]:
    first = made()
    take(repository, first)
    return made(reissues=first, version=2), f"re-issues {first.id}, {NOT_SO}"


def of_another_digest(repository: Repository) -> tuple[Record, str]:
    first = made()
    take(repository, first)
    return made(reissues=first, digest="sha256:" + "0" * 64), f"re-issues {first.id}, {NOT_SO}"


def itself(_repository: Repository) -> tuple[Record, str]:
    first = made()
    again = made(first.id, reissues=first)
    return again, "re-issues itself: have the ZIP made again where it was submitted."


REFUSED: dict[str, Callable[[Repository], tuple[Record, str]]] = {
    "another one": changed,
    "a trial": a_trial,
    "one that was erased": erased,
    "a draft": a_draft,
    "a second re-issue": reissued,
    "a re-issue of one of another form": of_another_form,
    "a re-issue of another version": of_another_version,
    "a re-issue of one with another digest": of_another_digest,
    "a re-issue of itself": itself,
    "an id of another program": lambda _repository: (made("visit-1"), "has an id that Formspec never gives."),
}


@pytest.mark.parametrize("prepared", REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_with_all_that_came_along(repository: Repository, prepared) -> None:
    record, sentence = prepared(repository)
    before = list(repository.documents()), repository.verify_trail()
    other = made()
    with pytest.raises(NotTakenIn) as refused:
        take(repository, other, record)
    assert str(refused.value) == f"Nothing was imported: the submission {record.id} {sentence}"
    assert (list(repository.documents()), repository.verify_trail()) == before
    assert repository.record(other.id) is None


@pytest.mark.parametrize("said", [{}, {"version": 2}, {"digest": "sha256:" + "0" * 64}])
def test_a_record_may_come_after_the_one_that_reissues_it_where_that_names_it(
    repository: Repository, said: dict[str, object]
) -> None:
    first = made()
    again = made(reissues=first, **said)
    take(repository, again)
    if not said:
        assert take(repository, first).added == 1
        return
    with pytest.raises(NotTakenIn) as refused:
        take(repository, first)
    assert str(refused.value) == f"Nothing was imported: the submission {again.id} re-issues {first.id}, {NOT_SO}"


def test_a_failure_on_the_way_leaves_nothing(repository: Repository) -> None:
    def arriving():
        yield Arriving(made(), (FILE,))
        raise ValueError("the archive ends here")

    with pytest.raises(ValueError, match="ends here"):
        repository.take_in([TEXT], arriving())
    assert list(repository.documents()) == []
    assert repository.file(FILE.sha256) is None


def test_a_version_that_was_used_here_keeps_its_words(repository: Repository) -> None:
    repository.pin("letter", 1, sha256(OTHER).hexdigest(), OTHER)
    repository.start_draft("letter", 1)
    with pytest.raises(NotTakenIn, match="version 1 of “letter” has other words here than in the export"):
        take(repository, made())


def test_a_version_that_came_in_keeps_its_words(repository: Repository) -> None:
    take(repository, made())
    with pytest.raises(PinnedDifferently):
        repository.pin("letter", 1, sha256(OTHER).hexdigest(), OTHER)
    assert repository.used_text("letter", 1) == TEXT


@pytest.mark.parametrize("role", Role)
def test_no_account_takes_anything_in(repository: Repository, role: Role) -> None:
    somebody = repository.seen_by(Viewer(id="a", name="A", roles=frozenset({role})))
    with pytest.raises(NotYours):
        take(somebody, made())
    assert list(repository.documents()) == []


def test_what_came_in_is_erased_like_any_other(repository: Repository) -> None:
    first = made()
    again = made(reissues=first)
    take(repository, first, again)
    assert [each.id for each in repository.chain(first.id).records] == [again.id]
    assert [each.id for each in repository.chain(again.id).records] == [first.id]
    for each in (again, first):
        repository.erase_record(each.id, "They asked", by="Ann")
    assert list(repository.documents()) == []


def test_a_selection_is_of_a_form_a_version_and_a_period(repository: Repository) -> None:
    early, late = made(), replace(made(), submitted=datetime(2026, 12, 1, tzinfo=UTC))
    take(repository, early, late)
    for selection, expected in (
        (Selection(), [early, late]),
        (Selection(form="letter", version=1), [early, late]),
        (Selection(form="letter", version=2), []),
        (Selection(form="audit"), []),
        (Selection(since=MOMENT), [early, late]),
        (Selection(until=MOMENT), []),
        (Selection(until=late.submitted), [early]),
        (Selection(since=late.submitted), [late]),
    ):
        found = list(repository.sealed(selection))
        assert [(each.text, each.submitted) for each in found] == [(each.document, each.submitted) for each in expected]
        assert sum(each.number for each in repository.asked_with(selection)) == len(expected)
