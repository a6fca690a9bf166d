"""The documents of a submission and of a draft, with the findings in them."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from engine.canonical import canonical, digest, tampered
from engine.compile import compile_form
from engine.document import answers_of, draft, entries_of, findings, submission
from engine.form import Form
from engine.kinds.kind import Fault
from formspec.model import About, Column, CompletedBy, Prompt, Question, Section, Spec

COLUMNS = (
    Column(id="answer", role="answer", kind="long-text", required=True, could_not_find_out=True),
    Column(id="concerns", role="concern", kind="long-text"),
    Column(id="action", role="action", kind="long-text"),
)
MOMENT = datetime(2026, 11, 23, 11, 15, 0, 5, tzinfo=timezone(timedelta(hours=1)))


def _plain(question_id: str, kind: str, **settings: Any) -> Question:
    evidence = settings.pop("evidence", ())
    column = Column(id="", kind=kind, **settings)
    return Question(id=question_id, label=f"The {question_id}:", columns=(column,), evidence=evidence)


@pytest.fixture(scope="module")
def form() -> Form:
    look = Prompt(
        id="look", text="Look at:", prompts=(Prompt(id="log", text="The log"), Prompt(id="plan", text="A plan"))
    )
    details = (
        _plain("provider", "address", name_label="Name"),
        _plain("by", "text"),
        _plain("log", "text", evidence=(Prompt(id="book", text="The book"),)),
    )
    rows = (
        Question(id="one", label="One?\nSecond paragraph.", columns=COLUMNS, evidence=(look,)),
        Question(id="two", label="Two?", columns=COLUMNS),
    )
    decision = (_plain("suitable", "yes-no", role="outcome"), _plain("reasons", "long-text", role="reasons"))
    return compile_form(
        Spec(
            form="audit",
            version=3,
            title="Audit",
            about=About(register="providers", question="details.provider"),
            completed_by=CompletedBy(question="details.by"),
            sections=(
                Section(id="details", title="Details", questions=details),
                Section(id="rows", title="Rows", columns=COLUMNS, questions=rows),
                Section(id="decision", title="Decision", questions=decision),
            ),
            sha256="ab" * 32,
        )
    )


ENTRIES = {
    "details.provider.name": " Hillside ",
    "details.provider.line-1": "1 The Street",
    "details.provider.town": "Telford",
    "details.provider.postcode": "tf1 1aa",
    "details.by": "Somebody",
    "details.log": "Kept",
    "details.log.evidence.book": "seen",
    "rows.one.answer": "Good",
    "rows.one.concerns": " A gate was open \n",
    "rows.one.evidence.plan": "seen",
    "rows.two.answer.could-not-find-out": "They were away",
    "rows.two.action": "Ask again",
    "decision.suitable": "yes",
    "decision.reasons": "All is well",
}
ANSWERS = {
    "details": {
        "provider": {"name": "Hillside", "line-1": "1 The Street", "town": "Telford", "postcode": "TF1 1AA"},
        "by": "Somebody",
        "log": {"answer": "Kept", "evidence": {"book": {"seen": True}}},
    },
    "rows": {
        "one": {"answer": "Good", "concerns": "A gate was open", "evidence": {"plan": {"seen": True}}},
        "two": {"answer": {"could-not-find-out": "They were away"}, "action": "Ask again"},
    },
    "decision": {"suitable": "yes", "reasons": "All is well"},
}
FINDINGS = {
    "concerns": [{"address": "rows.one.concerns", "question": "One?", "text": "A gate was open"}],
    "actions": [{"address": "rows.two.action", "question": "Two?", "text": "Ask again"}],
    "could-not-find-out": [{"address": "rows.two.answer", "question": "Two?", "text": "They were away"}],
    "outcome": "yes",
    "reasons": "All is well",
}


def test_a_submission_holds_everything_a_reader_needs_and_nothing_else(form: Form) -> None:
    document = submission(form, ENTRIES, id="r-1", submitted=MOMENT)
    seal = document.pop("digest")
    assert document == {
        "format": 1,
        "form": "audit",
        "version": 3,
        "spec": "sha256:" + "ab" * 32,
        "id": "r-1",
        "status": "submitted",
        "submitted": "2026-11-23T10:15:00Z",
        "by": {"name": "Somebody"},
        "about": {"register": "providers", "question": "details.provider", "name": "Hillside"},
        "answers": ANSWERS,
        "findings": FINDINGS,
    }
    assert seal == digest(document)
    assert next(iter(document)) == "format"


def test_a_draft_holds_what_there_is_so_far(form: Form) -> None:
    entries = {"details.provider.line-1": "1 The Street", "rows.one.answer": " ", "details.by": "two\nlines"}
    assert draft(form, entries, id="d-1", saved=MOMENT.astimezone(UTC)) == {
        "format": 1,
        "form": "audit",
        "version": 3,
        "spec": "sha256:" + "ab" * 32,
        "id": "d-1",
        "status": "draft",
        "saved": "2026-11-23T10:15:00Z",
        "by": {},
        "about": {"register": "providers", "question": "details.provider", "name": "1 The Street"},
        "answers": {"details": {"provider": {"line-1": "1 The Street"}}},
    }


def test_a_moment_without_its_time_zone_is_refused(form: Form) -> None:
    with pytest.raises(ValueError, match="time zone"):
        draft(form, {}, id="d-1", saved=datetime(2026, 11, 23, 10, 15))  # noqa: DTZ001 (the fault)


def test_answers_become_entries_again(form: Form) -> None:
    entries, refused = entries_of(form, ANSWERS)  # type: ignore[arg-type]
    assert refused == ()
    tidied = {"details.provider.name": "Hillside", "details.provider.postcode": "TF1 1AA"}
    assert entries == ENTRIES | tidied | {"rows.one.concerns": "A gate was open"}
    assert answers_of(form, entries) == ANSWERS


def test_what_is_malformed_or_too_long_has_no_place_in_answers_but_the_rest_has(form: Form) -> None:
    entries = {
        "details.provider.line-1": "1 The Street",
        "details.provider.postcode": "nowhere",
        "rows.one.concerns": "x" * 5001,
        "rows.one.evidence.log": "yes",
        "rows.one.answer": "Good",
        "rows.one.answer.could-not-find-out": "They were away",
        "unasked": "1",
    }
    assert answers_of(form, entries) == {
        "details": {"provider": {"line-1": "1 The Street"}},
        "rows": {"one": {"answer": "Good"}},
    }


def test_nothing_entered_makes_no_findings(form: Form) -> None:
    assert findings(form, {}) == {"concerns": [], "actions": [], "could-not-find-out": []}


def test_every_fault_in_the_structure_of_answers_has_its_address(form: Form) -> None:
    given: Any = {
        "nowhere": {},
        "rows": {
            "one": {
                "answer": 1,
                "other": "x",
                "evidence": {"look": {"seen": True}, "log": {"seen": False}, "plan": {"seen": True}},
            },
            "two": {"answer": {"could-not-find-out": " "}, "concerns": {}, "evidence": {}},
            "three": {},
        },
        "decision": {},
        "details": {
            "provider": {"line-1": ""},
            "by": {"could-not-find-out": "No"},
            "log": {"answer": "x", "evidence": []},
        },
    }
    entries, refused = entries_of(form, given)
    assert entries == {"rows.one.evidence.plan": "seen", "details.log": "x"}
    assert sorted((each.address, each.code) for each in refused) == [
        ("decision", "malformed"),
        ("details.by", "malformed"),
        ("details.log.evidence", "malformed"),
        ("details.provider", "malformed"),
        ("nowhere", "unknown"),
        ("rows.one.answer", "malformed"),
        ("rows.one.evidence.log", "not-an-option"),
        ("rows.one.evidence.look", "unknown"),
        ("rows.one.other", "unknown"),
        ("rows.three", "unknown"),
        ("rows.two.answer", "malformed"),
        ("rows.two.concerns", "malformed"),
        ("rows.two.evidence", "unknown"),
    ]


def test_the_canonical_bytes_are_those_of_the_standard() -> None:
    document: Any = {"€": 1, "b": [True, None, 1.0, 4.5], "a": '\u20ac$\x0f\nA\'B"\\"/', "\U0001f600": "", "\ufb33": ""}
    expected = '{"a":"\u20ac$\\u000f\\nA\'B\\"\\\\\\"/","b":[true,null,1,4.5],"€":1,"\U0001f600":"","\ufb33":""}'
    assert canonical(document) == expected.encode()


def test_a_document_that_was_changed_no_longer_fits_its_digest(form: Form) -> None:
    document: Any = submission(form, ENTRIES, id="r-1", submitted=MOMENT)
    assert not tampered(document)
    assert not tampered(dict(reversed(document.items())))
    assert tampered(document | {"id": "r-2"})
    assert tampered(document | {"digest": "sha256:" + "0" * 64})
    assert tampered(document | {"huge": 2**60})
    assert not tampered({"form": "audit"})


def test_a_cell_gives_its_value_a_part_of_it_nothing_or_what_is_wrong(form: Form) -> None:
    cell = form.by_address["details.provider"]
    part = {"details.provider.town": "Telford"}
    assert cell.value({}) is None
    assert cell.value(part) == {"town": "Telford"}
    assert cell.value(part | {"details.provider.postcode": "nowhere"}) == Fault("not-a-postcode", ".postcode")
