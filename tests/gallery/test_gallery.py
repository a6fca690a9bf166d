"""Whole forms of unlike fields hold what they promise: every case beside a form was worked out by hand.

A case is one JSON file in the folder of its form: `answers` as a record keeps them, on the day `today`. A case that
must be accepted says everything that the form works out; one that must be refused is `like` another, but for what it
says itself (null takes out), and names each fault; `typed` are those of the same answers on pages, where rows that are
missing in a document are there and blank.
"""

import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.check import check, state_of
from engine.compile import compile_form
from engine.document import entries_of, submission
from engine.example import example
from engine.form import Form
from engine.page.section import Pages
from engine.page.sheet import blank_page
from engine.schema import submission_schema
from engine.taking import take
from engine.validate import validate
from formspec.loader import load

HERE = Path(__file__).parent
FORMS = sorted(path.stem for path in HERE.glob("*.yaml") if "." not in path.stem)
VALID = sorted(HERE.glob("*/valid-*.json"))
INVALID = sorted(HERE.glob("*/invalid-*.json"))
OF_DOCUMENTS = {"not-asked", "calculated", "too-few-rows"}
"""What can be wrong with a document and never with what was typed: pages ask for nothing that is not asked."""
ROWS = "too-many-rows"


@cache
def form_of(name: str) -> Form:
    loaded = load((HERE / f"{name}.yaml").read_bytes())
    assert loaded.problems == ()
    assert loaded.spec is not None
    return compile_form(loaded.spec)


def case_at(path: Path) -> dict[str, Any]:
    case = json.loads(path.read_text(encoding="utf-8"))
    return {"reasons": {}, "warnings": [], **case}


def patched(whole: Any, change: Any) -> Any:
    """Return what a change makes of a value, in which null takes a member out (RFC 7386)."""
    if not isinstance(change, dict):
        return change
    kept = dict(whole) if isinstance(whole, dict) else {}
    for member, value in change.items():
        kept[member] = None if value is None else patched(kept.get(member), value)
    return {member: value for member, value in kept.items() if value is not None}


def document(form: Form, case: dict[str, Any]) -> dict[str, Any]:
    entries, refused = entries_of(form, case["answers"])
    assert refused == ()
    noon = datetime.combine(date.fromisoformat(case["today"]), datetime.min.time(), UTC).replace(hour=12)
    return submission(form, {**entries, **case["reasons"]}, id="gallery", submitted=noon)


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def faults(errors) -> list[list[str]]:
    return sorted([error.address, error.code] for error in errors)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_four_cases_to_accept_and_eight_to_refuse(name):
    assert len([path for path in VALID if path.parent.name == name]) >= 4
    assert len([path for path in INVALID if path.parent.name == name]) >= 8


@pytest.mark.parametrize("path", VALID, ids=named)
def test_a_case_comes_to_what_was_worked_out_by_hand(path):
    form, case = form_of(path.parent.name), case_at(path)
    entries, refused = entries_of(form, case["answers"])
    today = date.fromisoformat(case["today"])
    assert refused == ()
    assert check(form, entries, complete=True, today=today) == ()
    state = state_of(form.of(entries), {**entries, **case["reasons"]}, today)
    assert {address: value for address, value in state.worked.items() if value is not None} == case["calculated"]
    assert [advice.check for advice in state.warnings] == case["warnings"]
    assert {advice.check: advice.reason for advice in state.warnings if advice.reason} == case["reasons"]
    assert [address for address in case["not-asked"] if state.asked.get(address)] == []


@pytest.mark.parametrize("path", VALID, ids=named)
def test_a_case_makes_a_document_that_the_schema_and_the_check_accept(path):
    form, case = form_of(path.parent.name), case_at(path)
    made = document(form, case)
    assert made.get("outcomes", {}) == case["outcomes"]
    assert [warning["check"] for warning in made.get("warnings", [])] == case["warnings"]
    assert validate(form, made) == ()
    assert list(Draft202012Validator(submission_schema(form)).iter_errors(made)) == []
    assert take(form, made["answers"]).entries == take(form, case["answers"]).entries


@pytest.mark.parametrize("path", INVALID, ids=named)
def test_a_case_is_refused_for_these_faults_and_no_others(path):
    form, case = form_of(path.parent.name), case_at(path)
    base = case_at(path.with_name(f"{case['like']}.json"))
    answers = patched(base["answers"], case["answers"])
    made = {**document(form, {**base, "today": case["today"]}), "answers": answers}
    assert faults(validate(form, made)) == sorted(case["errors"])


@pytest.mark.parametrize("path", INVALID, ids=named)
def test_what_is_typed_is_refused_for_the_same_faults(path):
    form, case = form_of(path.parent.name), case_at(path)
    answers = patched(case_at(path.with_name(f"{case['like']}.json"))["answers"], case["answers"])
    entries, refused = entries_of(form, answers)
    told = {error.address for error in refused}
    checked = check(form, entries, complete=True, today=date.fromisoformat(case["today"]))
    found = faults([*refused, *(error for error in checked if error.address not in told)])
    expected = sorted(error for error in case.get("typed", case["errors"]) if error[1] not in OF_DOCUMENTS)
    assert [error for error in found if error[1] != ROWS] == [error for error in expected if error[1] != ROWS]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_a_valid_example_its_pages_and_its_blank_sheet(name):
    form = form_of(name)
    assert validate(form, example(form)) == ()
    assert all(Pages(form).blank(section.id) for section in form.spec.sections)
    assert form.spec.title in blank_page(form)


def test_the_large_audit_is_what_its_script_writes():
    script = HERE / "write_large_audit.py"
    written: dict[str, Any] = {"__name__": "write_large_audit", "__file__": str(script)}
    exec(compile(script.read_text(encoding="utf-8"), script.name, "exec"), written)
    assert written["spec"]() == (HERE / "large-audit.yaml").read_text(encoding="utf-8")
    assert sum(len(section.questions) for section in form_of("large-audit").spec.sections) > 400
