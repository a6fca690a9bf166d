"""Findings say how bad a concern is, who does an action, and by when, where the form asks for it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.compile import compile_form
from engine.document import findings, submission
from engine.form import Form
from engine.partners import partners_of, rank
from engine.schema import submission_schema
from engine.validate import unfounded, validate
from formspec.loader import load

SPEC = b"""\
formspec: 1
form: walk
version: 1
title: A walk
columns:
  - {id: answer, role: answer, label: Answer, kind: text}
  - {id: concern, role: concern, label: Concern, kind: text}
  - id: bad
    role: severity
    label: How bad
    kind: choice
    options: [{value: low, label: Low}, {value: other, label: Other, please-say: Which}, {value: high, label: High}]
  - {id: action, role: action, label: Action, kind: text}
  - {id: who, role: who, label: Who, kind: person}
  - {id: due, role: by-when, label: By when, kind: date}
sections:
  - id: walk
    title: The walk
    questions:
      - {id: stairs, label: Are the stairs lit?}
      - {id: doors, label: Do the doors close?}
      - id: rooms
        label: Which rooms did you see?
        row-label: Room
        questions:
          - {id: heat, label: Is it warm?}
"""
CONCERN = {"address": "walk.stairs.concern", "question": "Are the stairs lit?", "text": "Dark"}
ACTION = {"address": "walk.stairs.action", "question": "Are the stairs lit?", "text": "Put in a lamp"}
BASE = {"walk.stairs.concern": "Dark", "walk.stairs.action": "Put in a lamp"}
DAY = {"walk.stairs.due.day": "1", "walk.stairs.due.month": "12", "walk.stairs.due.year": "2026"}
CASES = {
    "nothing more": ({}, {}, {}),
    "an option": ({"walk.stairs.bad": "high"}, {"severity": "high"}, {}),
    "an option with words": (
        {"walk.stairs.bad": "other", "walk.stairs.bad.other.text": "Odd"},
        {"severity": "other"},
        {},
    ),
    "what is no option": ({"walk.stairs.bad": "worse"}, {}, {}),
    "a name with a role": ({"walk.stairs.who.name": "Ann", "walk.stairs.who.role": "Caretaker"}, {}, {"who": "Ann"}),
    "a day": (DAY, {}, {"by-when": "2026-12-01"}),
    "half a day": ({"walk.stairs.due.day": "1"}, {}, {}),
    "said of another question": ({"walk.doors.bad": "high", "walk.doors.who.name": "Ann"}, {}, {}),
}


@pytest.fixture(scope="module")
def form() -> Form:
    spec = load(SPEC).spec
    assert spec is not None
    return compile_form(spec)


@pytest.mark.parametrize("case", CASES)
def test_a_finding_has_what_is_said_beside_it(form: Form, case: str) -> None:
    entries, concern, action = CASES[case]
    found = findings(form, BASE | entries, date(2026, 11, 27))
    assert found["concerns"] == [CONCERN | concern]
    assert found["actions"] == [ACTION | action]


def test_a_finding_in_a_row_has_what_is_said_in_the_same_row(form: Form) -> None:
    rows = {f"walk.rooms.{row}": "row" for row in ("0a", "0b")}
    cold = {f"walk.rooms.{row}.heat.concern": "Cold" for row in ("0a", "0b")}
    found = findings(form, rows | cold | {"walk.rooms.0b.heat.bad": "high"}, date(2026, 11, 27))
    assert [each.get("severity") for each in found["concerns"]] == [None, "high"]


@pytest.mark.parametrize("case", [case for case in CASES if case not in {"what is no option", "half a day"}])
def test_a_document_with_it_is_valid_and_follows_from_its_answers(form: Form, case: str) -> None:
    document = _document(form, CASES[case][0])
    assert validate(form, document) == ()
    assert list(Draft202012Validator(submission_schema(form)).iter_errors(document)) == []
    assert unfounded(form, document) == ()


@pytest.mark.parametrize("wrong", [{"severity": "worse"}, {"who": "Ann"}, {"colour": "red"}])
def test_a_document_that_says_something_else_of_a_concern_is_refused_by_both(form: Form, wrong: dict[str, str]) -> None:
    document = _document(form, {})
    document["findings"]["concerns"][0] |= wrong
    assert [each.address for each in validate(form, document)] == ["findings"]
    assert list(Draft202012Validator(submission_schema(form)).iter_errors(document))


def test_a_document_made_before_this_was_asked_beside_findings_is_still_valid(form: Form) -> None:
    document = _document(form, {"walk.stairs.bad": "high"})
    del document["findings"]["concerns"][0]["severity"]
    assert validate(form, document) == ()


def test_the_last_option_is_the_worst_unless_scores_say_otherwise(form: Form) -> None:
    bad = partners_of(form, form.by_address["walk.stairs.concern"])[0]
    assert sorted(["high", "", "other", "low"], key=lambda option: rank(bad, option)) == ["", "low", "other", "high"]
    scored = SPEC.replace(b"label: Low}", b"label: Low, score: 9}").replace(b"label: High}", b"label: High, score: 1}")
    spec = load(scored).spec
    assert spec is not None
    bad = partners_of(compile_form(spec), compile_form(spec).by_address["walk.stairs.concern"])[0]
    assert rank(bad, "low") > rank(bad, "high")


def _document(form: Form, entries: dict[str, str]) -> dict[str, Any]:
    return submission(form, BASE | entries, id="walk", submitted=datetime(2026, 11, 27, 12, tzinfo=UTC))
