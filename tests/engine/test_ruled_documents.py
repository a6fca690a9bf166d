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
from engine.validate import validate
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
