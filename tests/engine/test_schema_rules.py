"""The schema of a submission says the rules of a form as far as JSON Schema can, and says which it leaves out."""

import json
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from engine.compile import compile_form
from engine.document import submission
from engine.form import Form
from engine.schema import draft_schema, submission_schema, unsaid
from engine.validate import validate
from formspec.loader import load
from formspec.published import SPECS

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "schema-rules.toml").read_text(encoding="utf-8"))["case"]
MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
LARGE = HERE.parent / "gallery" / "large-audit.yaml"


def form_of(text: str) -> Form:
    loaded = load(f"formspec: 1\nform: case\nversion: 1\ntitle: Case\n{text}".encode())
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def document(form: Form, answers: str) -> Any:
    return {**submission(form, {}, id="a", submitted=MOMENT), "answers": json.loads(answers)}


def verdicts(form: Form, answers: str) -> tuple[bool, bool, bool]:
    """Return whether the schema accepts the answers, by either validator, and whether the form does."""
    schema, given = submission_schema(form), document(form, answers)
    first = jsonschema.Draft202012Validator(schema).is_valid(given)
    return first, jsonschema_rs.Draft202012Validator(schema).is_valid(given), not validate(form, given)


def by_says(case: dict[str, Any]) -> str:
    return re.sub(r"[^a-z]+", "-", case["says"].lower())[:60]


@pytest.mark.parametrize("case", CASES, ids=by_says)
def test_the_schema_judges_as_its_case_says(case: dict[str, Any]) -> None:
    assert case.keys() <= {"says", "form", "accepts", "refuses", "left", "unsaid"}
    form = form_of(case["form"])
    for answers in case["accepts"]:
        assert verdicts(form, answers) == (True, True, True), answers
    for answers in case.get("refuses", []):
        assert verdicts(form, answers) == (False, False, False), answers
    for answers in case.get("left", []):
        assert verdicts(form, answers) == (True, True, False), answers


@pytest.mark.parametrize("case", CASES, ids=by_says)
def test_what_is_left_to_the_form_is_listed_and_nothing_else(case: dict[str, Any]) -> None:
    form = form_of(case["form"])
    about_length = {
        "too-long",
        "too-short",
        "check-character",
        "not-a-number",
        "too-precise",
        "malformed",
        "not-an-option",
    }
    assert {fault for fault in unsaid(form) if fault[1] not in about_length} - {
        (address, "check") for address, code in unsaid(form) if code == "check"
    } == {(address, code) for address, code in case.get("unsaid", []) if code != "check"}
    assert {tuple(fault) for fault in case.get("unsaid", [])} <= unsaid(form)
    for answers in case.get("left", []):
        assert {(error.address, error.code) for error in validate(form, document(form, answers))} & unsaid(form)


@pytest.mark.parametrize("case", CASES, ids=by_says)
def test_the_schema_is_a_schema_and_closed(case: dict[str, Any]) -> None:
    schema = submission_schema(form_of(case["form"]))
    jsonschema.Draft202012Validator.check_schema(schema)
    references = re.findall(r'"\$ref": "([^"]*)"', json.dumps(schema))
    assert {each.removeprefix("#/$defs/") for each in references} == set(schema["$defs"])  # type: ignore[arg-type]


def answers_schema(text: str) -> Any:
    return submission_schema(form_of(text))["properties"]["answers"]  # type: ignore[index, call-overload]


ROWS = """
sections:
  - id: a
    title: A
    questions:
      - {id: q, label: Q, kind: yes-no}
      - id: g
        label: G
        questions:
          - {id: r, label: R, kind: yes-no}
          - {id: s, label: S, kind: text, when: {question: a.g.r, is: "yes"}}
          - {id: t, label: T, kind: text, when: {question: a.q, is: "yes"}}
"""


def test_a_rule_stands_at_the_lowest_object_that_holds_what_it_looks_at_under_its_address() -> None:
    section = answers_schema(ROWS)["properties"]["a"]
    row = section["properties"]["g"]["items"]
    assert "allOf" not in answers_schema(ROWS)
    assert [rule["$comment"] for rule in section["allOf"]] == ["a.g.t: when it is asked"]
    assert row["allOf"] == [
        {
            "$comment": "a.g.s: when it is asked",
            "if": {"properties": {"r": {"const": "yes"}}, "required": ["r"]},
            "else": {"properties": {"s": False}},
        }
    ]


def test_what_is_asked_and_required_in_one_case_is_one_rule() -> None:
    (rule,) = answers_schema("""
sections:
  - id: a
    title: A
    questions:
      - {id: q, label: Q, kind: yes-no}
      - {id: r, label: R, kind: text, required: true, when: {question: a.q, is: "yes"}}
""")["properties"]["a"]["allOf"]
    assert rule == {
        "$comment": "a.r: when it is asked, when it must be there",
        "if": {"properties": {"q": {"const": "yes"}}, "required": ["q"]},
        "then": {"required": ["r"]},
        "else": {"properties": {"r": False}},
    }


def test_a_condition_of_several_rules_stands_once() -> None:
    loaded = load(LARGE.read_bytes())
    assert loaded.spec
    schema = json.dumps(submission_schema(compile_form(loaded.spec)))
    assert len(schema) < 600_000
    assert schema.count('"$ref": "#/$defs/condition-1"') > 300


def test_a_draft_has_no_rules() -> None:
    for case in CASES:
        schema = json.dumps(draft_schema(form_of(case["form"])))
        assert not [word for word in ('"if"', "$comment", '"description": "These') if word in schema]


def test_the_description_names_every_rule_that_is_left_out_one_a_line() -> None:
    schema = submission_schema(
        form_of("""
sections:
  - id: a
    title: A
    questions:
      - {id: d, label: D, kind: date, latest: today}
      - {id: q, label: Q, kind: yes-no, when: {question: a.d, before: today}}
checks: [{id: old, when: {question: a.d, before: {date: today, minus: 9 years}}, message: That is long ago}]
""")
    )
    assert schema["description"] == (
        "These rules of the form cannot be said in JSON Schema, and formspec validate checks them besides:\n"
        "a.d: the last day or time that it may be\n"
        "a.q: when it is asked\n"
        "checks.old: “That is long ago”"
    )


@pytest.mark.parametrize("path", sorted(SPECS.glob("*/*.yaml")), ids=lambda path: path.parent.name)
def test_the_schema_of_a_school_form_leaves_no_rule_out(path: Path) -> None:
    loaded = load(path.read_bytes())
    assert loaded.spec
    form = compile_form(loaded.spec)
    assert "description" not in submission_schema(form)
    assert {code for _, code in unsaid(form)} <= {"too-long", "malformed"}
