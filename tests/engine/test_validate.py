"""Documents from elsewhere are judged with every fault at the address of the answer that it concerns."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.compile import compile_form
from engine.document import draft, submission
from engine.example import example, example_entries
from engine.form import Form
from engine.validate import validate
from formspec.model import About, Column, CompletedBy, Question, Section, Spec

MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
CONCERN = {"address": "rows.one.concerns", "question": "One?", "text": "A gate was open"}
COLUMNS = (
    Column(id="answer", role="answer", kind="long-text", required=True, could_not_find_out=True),
    Column(id="concerns", role="concern", kind="text", label="Concerns", max_length=10),
)


@pytest.fixture(scope="module")
def form() -> Form:
    details = (
        Question(id="by", label="By:", columns=(Column(id="", kind="text", name="your name", required=True),)),
        Question(id="day", label="Day:", columns=(Column(id="", kind="date", name="the day"),)),
    )
    rows = (Question(id="one", label="One?", columns=COLUMNS), Question(id="two", label="Two?", columns=COLUMNS))
    sections = (
        Section(id="details", title="Details", questions=details),
        Section(id="rows", title="Rows", columns=COLUMNS, questions=rows),
    )
    return compile_form(Spec(form="visit", version=2, title="Visit", sections=sections, sha256="0" * 64))


def _lines(form: Form, document: Any, *, of_draft: bool = False) -> list[str]:
    return [f"{each.address}: {each.message}" for each in validate(form, document, draft=of_draft)]


def test_the_example_is_right(form: Form) -> None:
    assert _lines(form, example(form)) == []


def test_a_missing_answer_is_told_at_its_own_address_however_much_around_it_is_missing(form: Form) -> None:
    document: Any = example(form)
    del document["answers"]["details"]["by"]
    document["answers"]["details"] = {"day": "2026-11-23"}
    document["answers"]["rows"].pop("one")
    document["answers"]["rows"]["two"].pop("answer")
    missing = [
        "rows.one.answer: Enter an answer to “One?”, or say why you could not find out",
        "rows.two.answer: Enter an answer to “Two?”, or say why you could not find out",
    ]
    assert _lines(form, document) == ["details.by: Enter your name", *missing]
    document["answers"].pop("rows")
    assert _lines(form, document) == ["details.by: Enter your name", *missing]
    document.pop("answers")
    assert _lines(form, document) == [
        "answers: A submission of visit@2 must have “answers”",
        "details.by: Enter your name",
        *missing,
    ]


def test_wrong_values_are_told_at_their_addresses_in_the_forms_order(form: Form) -> None:
    document: Any = example(form)
    document["answers"] = {
        "elsewhere": 1,
        "rows": {
            "two": {"answer": ["x"], "concerns": "x" * 11, "action": "?"},
            "one": {"answer": {"could-not-find-out": "x" * 501}, "concerns": "two\nlines"},
        },
        "details": {"day": "2023-02-29", "by": 7},
    }
    assert _lines(form, document) == [
        "details.by: Your name must be text, with no space at either end",
        "details.day: The day must be a real date",
        (
            "rows.one.answer: Your reason for not finding out an answer to “One?” must be 500 characters or less"
            ": it is 1 too long"
        ),
        "rows.one.concerns: Concerns for “One?” must be on one line",
        "rows.two.answer: The answer to “Two?” must be text, with no space at either end",
        "rows.two.concerns: Concerns for “Two?” must be 10 characters or less: it is 1 too long",
        "elsewhere: This form does not ask for “elsewhere”",
        "rows.two.action: This form does not ask for “rows.two.action”",
    ]


def test_what_stands_around_the_answers_is_told_at_its_own_name(form: Form) -> None:
    document: Any = example(form)
    document |= {
        "format": 2,
        "form": "audit",
        "version": True,
        "spec": "sha256:" + "1" * 64,
        "id": "a b",
        "status": "draft",
        "submitted": "2026-11-23",
        "by": {"name": "Somebody"},
        "about": None,
        "findings": {},
        "digest": "0" * 64,
        "extra": 1,
    }
    assert _lines(form, document) == [
        "extra: A submission of visit@2 has no “extra”",
        "format: “format” must be 1",
        "form: “form” must be visit",
        "version: “version” must be 2",
        "spec: “spec” must be sha256:" + "0" * 64,
        "id: “id” must be 1 to 64 letters, digits, hyphens or underscores",
        "status: “status” must be submitted",
        "submitted: “submitted” must be a time in UTC from the year 2000 on, written like 2026-11-23T10:15:00Z",
        "by: “by” may only hold the name of the person who completed this form",
        "about: “about” must be empty, or hold the register, question and name that this form is about",
        "findings: “findings” must list this form's concerns, its actions and what could not be found out",
        "digest: “digest” must be sha256: and 64 hexadecimal digits",
    ]


@pytest.mark.parametrize("document", [None, [], "text", 1, True])
def test_what_is_no_object_at_all_is_told_in_one_sentence(form: Form, document: Any) -> None:
    assert _lines(form, document) == ["document: This must be one JSON object: a submission of visit@2"]
    assert _lines(form, document, of_draft=True) == ["document: This must be one JSON object: a draft of visit@2"]


def test_a_submission_is_no_draft_and_a_draft_no_submission(form: Form) -> None:
    entries = example_entries(form)
    begun: Any = draft(form, entries, id="d", saved=MOMENT)
    sent: Any = submission(form, entries, id="d", submitted=MOMENT)
    assert _lines(form, begun, of_draft=True) == []
    assert {each.address for each in validate(form, begun)} == {"saved", "status", "submitted", "findings", "digest"}
    assert {each.address for each in validate(form, sent, draft=True)} == {
        "saved",
        "status",
        "submitted",
        "findings",
        "digest",
    }


def test_a_draft_may_lack_every_answer_but_hold_none_that_is_malformed(form: Form) -> None:
    begun: Any = draft(form, {}, id="d", saved=MOMENT)
    assert _lines(form, begun, of_draft=True) == []
    begun["answers"] = {"details": {"day": "2026-11-31"}}
    assert _lines(form, begun, of_draft=True) == ["details.day: The day must be a real date"]


@pytest.mark.parametrize("answers", [{"rows": {}}, {"rows": {"one": {}}}, {"details": None}, {"rows": []}])
def test_objects_with_nothing_in_them_are_refused(form: Form, answers: Any) -> None:
    begun: Any = draft(form, {}, id="d", saved=MOMENT) | {"answers": answers}
    assert [each.code for each in validate(form, begun, draft=True)] == ["malformed"]


def test_changed_findings_and_digests_are_not_for_validation_to_see(form: Form) -> None:
    document: Any = example(form)
    document["findings"]["concerns"] = []
    document["digest"] = "sha256:" + "0" * 64
    assert _lines(form, document) == []


@pytest.mark.parametrize("text", ["", " ", " padded", "padded\n"])
def test_a_text_with_blanks_at_its_ends_is_not_called_too_long(form: Form, text: str) -> None:
    document: Any = example(form)
    document["answers"]["details"]["by"] = text
    assert _lines(form, document) == ["details.by: Your name must be text, with no space at either end"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("findings", {"concerns": [CONCERN | {"version": 0}], "actions": [], "could-not-find-out": []}),
        ("findings", {"concerns": [], "actions": [CONCERN], "could-not-find-out": []}),
        ("findings", {"concerns": [CONCERN | {"address": "rows.one.answer"}], "actions": [], "could-not-find-out": []}),
        ("findings", {"concerns": [], "actions": [], "could-not-find-out": [], "outcome": "yes"}),
        ("about", {"register": "providers", "question": "details.by"}),
        ("about", {"register": "others", "question": "details.by", "name": "Somebody"}),
        ("by", {"name": " "}),
    ],
)
def test_what_is_said_around_the_answers_must_be_what_the_form_can_say(form: Form, name: str, value: Any) -> None:
    spec = replace(form.spec, about=About(register="providers", question="details.by"))
    about = compile_form(replace(spec, completed_by=CompletedBy(question="details.by")))
    document: Any = example(about)
    assert _lines(about, document) == []
    assert [each.address for each in validate(about, document | {name: value})] == [name]
