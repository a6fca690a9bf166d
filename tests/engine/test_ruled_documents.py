"""The documents of forms with rules: nothing that is not asked gets in, and nothing is refused or let in wrongly."""

from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.compile import compile_form
from engine.document import draft, submission
from engine.form import Form
from engine.schema import draft_schema
from engine.taking import take
from engine.validate import unexplained, validate
from formspec.loader import load

MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def _form(*lines: str) -> Form:
    head = ("formspec: 1", "form: ruled", "version: 1", "title: Ruled")
    loaded = load("\n".join((*head, *lines)).encode())
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def _submission(form: Form, entries: dict[str, str]) -> Any:
    return submission(form, entries, id="a", submitted=MOMENT)


def _draft(form: Form, entries: dict[str, str]) -> Any:
    return draft(form, entries, id="a", saved=MOMENT)


@pytest.mark.parametrize("document", [_submission, _draft])
def test_what_is_no_longer_asked_names_nobody_and_nothing(document: Any) -> None:
    form = _form(
        "about: {register: schools, question: visit.school}",
        "completed-by: {question: visit.visitor}",
        "sections:",
        "  - id: visit",
        "    title: Visit",
        "    questions:",
        "      - {id: seen, label: Visited?, kind: yes-no, required: true}",
        "      - {id: school, label: School, kind: text, when: {question: visit.seen, is: yes}, required: true}",
        "      - {id: visitor, label: Visitor, kind: text, when: {question: visit.seen, is: yes}, required: true}",
    )
    named = {"visit.school": "Hillside", "visit.visitor": "A. Person"}
    made = document(form, {"visit.seen": "no", **named})
    assert (made["about"], made["by"]) == ({}, {})
    made = document(form, {"visit.seen": "yes", **named})
    assert made["by"] == {"name": "A. Person"}
    assert made["about"]["name"] == "Hillside"


ROWS = _form(
    "sections:",
    "  - id: home",
    "    title: Home",
    "    questions:",
    "      - id: pets",
    "        label: Pets",
    "        rows: {most: 2}",
    "        questions: [{id: name, label: Name, kind: text}]",
    "      - id: doors",
    "        label: Doors",
    "        rows: {exactly: 2}",
    "        questions: [{id: colour, label: Colour, kind: text}]",
    "      - {id: number, label: Number, kind: calculated, calculate: {count: [home.pets]}}",
)
KEPT = 22
"""The most rows of pets that a draft keeps, so that a person can choose which to take away."""


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ({"pets": [{"name": "Rex"}] * KEPT}, []),
        ({"pets": [{"name": "Rex"}] * (KEPT + 1)}, [("home.pets", "too-many-rows")]),
        ({"doors": [{}]}, []),
        ({"doors": [{}] * 3}, [("home.doors", "too-many-rows")]),
        ({"number": 7}, []),
        ({"number": None}, [("home.number", "malformed")]),
        ({"number": " x "}, [("home.number", "malformed")]),
        ({"number": [1, {"a": None}]}, [("home.number", "malformed")]),
        ({"number": True}, [("home.number", "malformed")]),
        ({"number": 1e300}, [("home.number", "malformed")]),
    ],
)
def test_a_draft_of_rows_and_of_what_is_worked_out_is_judged_as_its_schema_says(
    answers: Any, faults: list[tuple[str, str]]
) -> None:
    document = {**_draft(ROWS, {}), "answers": {"home": answers}}
    assert [(error.address, error.code) for error in validate(ROWS, document, draft=True)] == faults
    assert Draft202012Validator(draft_schema(ROWS)).is_valid(document) == (not faults)


def test_a_draft_with_more_rows_than_there_may_be_passes_as_a_draft() -> None:
    document = _draft(ROWS, {f"home.pets.{number}": "row" for number in range(1, 6)})
    assert len(document["answers"]["home"]["pets"]) == 5
    assert validate(ROWS, document, draft=True) == ()
    assert Draft202012Validator(draft_schema(ROWS)).is_valid(document)


def test_rows_beyond_those_that_are_kept_are_not_looked_at() -> None:
    form = _form(
        "sections:",
        "  - id: a",
        "    title: A",
        "    questions:",
        "      - id: b",
        "        label: B",
        "        rows: {most: 2}",
        "        questions:",
        "          - id: c",
        "            label: C",
        "            rows: {most: 2}",
        "            questions: [{id: d, label: D, rows: {exactly: 1}, questions: [{id: e, label: E, kind: text}]}]",
    )
    document = {**_submission(form, {}), "answers": {"a": {"b": [{"c": [{"d": [{}] * 90}] * 90}] * 90}}}
    assert len(take(form, document["answers"]).form.cells) == KEPT * KEPT
    assert {error.code for error in validate(form, document)} == {"too-many-rows"}


def test_a_number_falls_short_however_it_is_written() -> None:
    form = _form(
        "sections: [{id: a, title: A, questions: [{id: b, label: B, kind: decimal}]}]",
        "outcomes: [{id: gaps, label: Gaps, gaps: {one-of: ['0.50', '2']}}]",
    )
    listed = {typed: _submission(form, {"a.b": typed})["outcomes"]["gaps"] for typed in ("0.5", "2.0", "1")}
    assert [bool(gaps) for gaps in listed.values()] == [True, True, False]


WARNED = _form(
    "sections:",
    "  - id: a",
    "    title: A",
    "    questions:",
    "      - {id: open, label: Open?, kind: yes-no}",
    "      - {id: cost, label: Cost, kind: decimal}",
    "      - {id: day, label: Day, kind: date, latest: today}",
    "      - id: level",
    "        label: Level",
    "        kind: choice",
    "        when: {question: a.open, is: yes}",
    "        options: [{value: low, label: Low}, {value: high, label: High}]",
    "        suggest: {look-up: a.cost, bands: [{below: 10, is: low}, {least: 10, is: high}]}",
    "        evidence: [{id: book, text: The book}]",
    "checks:",
    "  - {id: dear, level: warning, message: This is dear, when: {question: a.cost, more-than: 100}}",
)


def test_the_reason_for_a_warning_is_kept_without_blanks_around_it() -> None:
    document = _submission(WARNED, {"a.cost": "200", "checks.dear": "  It was late \n"})
    assert document["warnings"] == [{"check": "checks.dear", "message": "This is dear", "reason": "It was late"}]


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ("high", {"value": "high", "suggested": "low", "reason": "I know it"}),
        ("low", {"value": "low", "suggested": "low"}),
    ],
)
def test_a_reason_is_kept_only_where_another_answer_was_suggested(chosen: str, kept: Any) -> None:
    entries = {"a.open": "yes", "a.cost": "5", "a.level": chosen, "a.level.reason": "I know it"}
    assert _submission(WARNED, entries)["answers"]["a"]["level"]["answer"] == kept


def test_a_prompt_that_is_not_asked_is_refused_in_a_document() -> None:
    document = _submission(WARNED, {"a.open": "no"})
    document["answers"]["a"]["level"] = {"evidence": {"book": {"seen": True}}}
    found = [(error.address, error.code) for error in validate(WARNED, document)]
    assert found == [("a.level.evidence.book", "not-asked")]


@pytest.mark.parametrize(
    ("warnings", "told"),
    [
        ([], ["checks.dear"]),
        ([{"check": "checks.dear", "message": "This is dear"}], ["checks.dear"]),
        ([{"check": "checks.dear", "message": "This is dear", "reason": "It was late"}], []),
        ("nonsense", ["checks.dear"]),
    ],
)
def test_a_warning_is_told_until_it_has_a_reason(warnings: Any, told: list[str]) -> None:
    document = {**_submission(WARNED, {"a.cost": "200"}), "warnings": warnings}
    assert [advice.check for advice in unexplained(WARNED, document)] == told


@pytest.mark.parametrize(("submitted", "faults"), [("2026-11-23", []), ("2026-11-21", [("a.day", "too-late")])])
def test_today_is_the_day_on_which_a_document_was_submitted(submitted: str, faults: Any) -> None:
    document = _submission(WARNED, {"a.day.day": "22", "a.day.month": "11", "a.day.year": "2026"})
    document["submitted"] = f"{submitted}T10:15:00Z"
    assert [(error.address, error.code) for error in validate(WARNED, document)] == faults


def test_the_largest_number_that_is_worked_out_is_one_that_a_document_may_hold() -> None:
    form = _form(
        "sections:",
        "  - id: a",
        "    title: A",
        "    questions:",
        "      - {id: number, label: Number, kind: decimal}",
        "      - {id: near, label: Near, kind: calculated, calculate: {sum: [a.number, 0.25]}}",
        "      - {id: over, label: Over, kind: calculated, calculate: {sum: [a.number, 0.996]}}",
    )
    document = _submission(form, {"a.number": "999999999999999"})
    assert document["answers"]["a"].keys() == {"number", "near"}
    assert validate(form, document) == ()
