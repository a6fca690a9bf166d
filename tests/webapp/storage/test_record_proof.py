"""Records and decisions that are changed behind Formspec do not agree with the audit trail, which is told."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from engine.canonical import digest
from engine.json_value import JsonObject
from webapp.rights import NOBODY
from webapp.storage import erasure_statements, record_statements
from webapp.storage.decision_statements import Answered, Decision, Made
from webapp.storage.decision_tables import decision_conditions, decision_warnings, decisions
from webapp.storage.identifiers import new_id
from webapp.storage.repository import Document, Draft, NotYours, Repository
from webapp.storage.stored import Record
from webapp.storage.tables import records

NOT_SUBMITTED = "It is not the record that was submitted: the audit trail holds another digest."
NOT_DECIDED = "Decision 1 on it is not as it was made."
GONE = "It was kept, was not erased, and is not there any more."


def said(outcome: str = "no") -> JsonObject:
    concerns = [{"address": "main.door.concern", "question": "Is it safe?", "text": "It is open"}]
    actions = [{"address": "main.door.action", "question": "Is it safe?", "text": "Buy a lock"}]
    found: JsonObject = {"outcome": outcome, "concerns": [*concerns], "actions": [*actions]}
    return {"form": "audit", "version": 1, "about": {"name": "Ironbridge"}, "findings": found}


def build(_: Draft) -> Document:
    return Document(
        text=json.dumps(said()),
        digest=digest(said()),
        about="Ironbridge",
        outcome="no",
        concerns=1,
        actions=1,
        submitted=datetime.now(UTC),
    )


@pytest.fixture
def record(repository: Repository) -> Record:
    draft = repository.start_draft("audit", 1, entries={"a": "x"})
    return repository.submit(draft.id, base=1, build=build).record


@pytest.fixture
def decision(repository: Repository, record: Record) -> Decision:
    made = Made(
        id=new_id(),
        option="no",
        words="No",
        reasons="It is not safe.",
        who="Pat Head",
        warnings=(Answered("checks.a", "One is open", "We know"),),
        conditions=tuple(each.id for each in repository.actions_of(record)),
    )
    return repository.decide(record.id, made, base="").decision


def changed(repository: Repository, *changes: sa.Executable) -> None:
    with repository._database.writing("A forgery") as connection:
        for each in changes:
            connection.execute(each)


BESIDE = {
    "what it is about": {"about": "Elsewhere"},
    "the outcome": {"outcome": "yes"},
    "the number of concerns": {"concerns": 0},
    "the number of actions": {"actions": 0},
}
MADE = {
    "option": {"option": "yes"},
    "words": {"words": "Yes"},
    "reasons": {"reasons": "All fine."},
    "who": {"who": "Somebody Else"},
    "author": {"author": "a" * 26},
    "moment": {"moment": datetime(2030, 1, 1, tzinfo=UTC)},
    "counts": {"concerns_open": 0},
}


def test_what_was_submitted_and_decided_agrees_with_the_trail(repository: Repository, decision: Decision) -> None:
    proved = repository.prove_records()
    assert (proved.records, proved.decisions, proved.faults) == (1, 1, [])
    assert (proved.unknown_records, proved.unknown_decisions) == (0, 0)
    assert repository.record_faults(decision.record) == ()


def test_a_record_that_was_changed_with_its_digest_is_told(repository: Repository, record: Record) -> None:
    forged = {"document": json.dumps(said("yes")), "digest": digest(said("yes")), "outcome": "yes"}
    changed(repository, sa.update(records).values(forged))
    assert repository.record_faults(record.id) == (NOT_SUBMITTED,)
    assert repository.prove_records().faults == [(record.id, NOT_SUBMITTED)]


@pytest.mark.parametrize("what", BESIDE)
def test_what_is_kept_beside_a_document_has_to_follow_from_it(
    repository: Repository, record: Record, what: str
) -> None:
    changed(repository, sa.update(records).values(BESIDE[what]))
    fault = f"What is kept beside its document is not what the document says: {what}."
    assert repository.record_faults(record.id) == (fault,)
    assert repository.prove_records().faults == [(record.id, fault)]


@pytest.mark.parametrize("what", MADE)
def test_a_decision_that_was_changed_is_told(repository: Repository, decision: Decision, what: str) -> None:
    changed(repository, sa.update(decisions).values(MADE[what]))
    assert repository.record_faults(decision.record) == (NOT_DECIDED,)
    assert repository.prove_records().faults == [(decision.record, NOT_DECIDED)]


@pytest.mark.parametrize("table", [decision_conditions, decision_warnings], ids=str)
def test_a_decision_without_its_conditions_or_warnings_is_told(
    repository: Repository, decision: Decision, table: sa.Table
) -> None:
    changed(repository, sa.delete(table))
    assert repository.record_faults(decision.record) == (NOT_DECIDED,)


def test_a_decision_that_is_gone_and_one_that_nobody_made_are_told(repository: Repository, decision: Decision) -> None:
    tables = (decision_conditions, decision_warnings, decisions)
    with repository._database.reading("All") as connection:
        (kept,) = connection.execute(sa.select(decisions)).all()
    changed(repository, *(sa.delete(each) for each in tables))
    assert repository.record_faults(decision.record) == ("A decision on it is not there any more.",)
    changed(repository, sa.insert(decisions).values({**kept._mapping, "id": new_id()}))
    assert repository.record_faults(decision.record) == (
        "The audit trail does not hold every decision on it.",
        "A decision on it is not there any more.",
    )


def test_a_record_that_is_gone_without_an_erasure_is_told(repository: Repository, record: Record) -> None:
    with repository._database.writing("A forgery") as connection:
        erasure_statements.take_out(connection, record.id)
    assert repository.prove_records().faults == [(record.id, GONE)]


def test_a_record_that_was_erased_is_no_fault(repository: Repository, decision: Decision) -> None:
    repository.erase_record(decision.record, "asked for", by="me")
    assert repository.prove_records().faults == []


def test_a_record_that_was_put_in_is_told_and_one_from_before_the_trail_is_counted(
    repository: Repository, record: Record
) -> None:
    old = replace(record, id="0" * 26, submitted=record.submitted - timedelta(days=400))
    new = replace(record, id="1" * 26)
    with repository._database.writing("A forgery") as connection:
        for each in (old, new):
            record_statements.add_record(connection, each)
    proved = repository.prove_records()
    assert proved.faults == [(new.id, "The audit trail does not say that it was submitted.")]
    assert (proved.records, proved.unknown_records) == (3, 1)


def test_a_decision_from_before_the_trail_held_checksums_is_counted(
    repository: Repository, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Repository._note

    def noted_before(self: Repository, *given: object, **detail: object) -> None:
        note(self, *given, **{name: value for name, value in detail.items() if name != "mark"})  # type: ignore[arg-type]

    monkeypatch.setattr(Repository, "_note", noted_before)
    repository.decide(record.id, Made(id=new_id(), option="no", words="No", reasons="It is not."), base="")
    proved = repository.prove_records()
    assert (proved.decisions, proved.unknown_decisions, proved.faults) == (1, 1, [])


def test_more_records_than_a_page_are_all_checked(
    repository: Repository, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.storage.record_proof._PAGE", 2)
    ids = [record.id]
    for _ in range(4):
        draft = repository.start_draft("audit", 1)
        ids.append(repository.submit(draft.id, base=0, build=build).record.id)
    changed(repository, sa.update(records).values(digest="0" * 64))
    assert {record_id for record_id, _ in repository.prove_records().faults} == set(ids)


def test_only_who_reads_the_trail_checks_all_and_only_readers_of_a_record_check_it(
    repository: Repository, record: Record
) -> None:
    changed(repository, sa.update(records).values(digest="0" * 64))
    with pytest.raises(NotYours):
        repository.seen_by(NOBODY).prove_records()
    assert repository.seen_by(NOBODY).record_faults(record.id) == ()
