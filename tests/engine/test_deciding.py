"""Deciding on forms of unlike fields: which options there are, and what stands against each by the form's own rules."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import formspec
from engine.check import check, state_of
from engine.compile import compile_form
from engine.deciding import SUGGESTED, Deciding, deciding, is_always_asked, outcome_cell
from engine.document import entries_of, submission
from engine.example import example_entries
from engine.follow_up import concerns_of, open_concerns
from engine.form import Form
from engine.json_value import JsonObject
from engine.language import language
from engine.taking import take
from formspec.loader import load

GALLERY = Path(__file__).parents[1] / "gallery"
SPECS = Path(formspec.__file__).parent / "specs"
DAY = date(2026, 11, 23)
FORMS = [*sorted(each for each in GALLERY.glob("*.yaml") if "." not in each.stem), *sorted(SPECS.glob("*/1.yaml"))]
DECIDED = {"premises-inspection", "defect-report", "wellbeing-score", "ap-audit"}
CASES = sorted(each for each in GALLERY.glob("*/valid-*.json") if each.parent.name in DECIDED)
GATE = """\
formspec: 1
form: gate
version: 1
title: Gate check
sections:
  - id: gate
    title: Gate
    questions:
      - {id: shut, label: Is it shut?, name: if it is shut, kind: yes-no, required: true}
      - {id: watched, label: Is it watched?, name: if it is watched, kind: yes-no, required: true}
  - id: end
    title: End
    questions:
      - id: fit
        label: Is it fit?
        name: if it is fit
        kind: yes-no
        role: outcome
        could-not-find-out: true
checks:
  - id: open
    level: warning
    when: {all: [{question: gate.shut, is: no}, {question: end.fit, is: yes}]}
    message: The gate is open (((gate.shut))). Say why it is fit
    at: end.fit
  - id: neither
    when: {all: [{question: gate.shut, is: no}, {question: gate.watched, is: no}, {question: end.fit, is: yes}]}
    message: A gate that is open and not watched is not fit
    at: end.fit
  - id: watched
    level: warning
    when: {question: gate.watched, is: no}
    message: Nobody watches the gate. Say why
    at: gate.watched
"""


def form_at(path: Path) -> Form:
    return compile_form(load(path.read_bytes()).spec)


def name_of(path: Path) -> str:
    return path.stem if path.parent == GALLERY else path.parent.name


def gate(**answers: str) -> Deciding:
    form = compile_form(load(GATE.encode()).spec)
    entries = {f"gate.{name}": text for name, text in answers.items()}
    found = deciding(form, {**entries, "checks.watched": "It is night"}, DAY)
    assert found is not None
    return found


@pytest.mark.parametrize("path", FORMS, ids=name_of)
def test_a_form_comes_to_a_decision_just_where_it_asks_for_an_outcome(path: Path) -> None:
    form = form_at(path)
    found = deciding(form, example_entries(form), DAY)
    assert (found is not None) == (outcome_cell(form) is not None) == (name_of(path) in DECIDED)
    assert is_always_asked(form) == (name_of(path) in DECIDED - {"wellbeing-score"})


@pytest.mark.parametrize("path", CASES, ids=lambda each: f"{each.parent.name}/{each.stem}")
def test_the_option_that_was_entered_has_just_the_warnings_that_the_form_gave(path: Path) -> None:
    form, case = form_at(GALLERY / f"{path.parent.name}.yaml"), json.loads(path.read_text(encoding="utf-8"))
    entries, _ = entries_of(form, case["answers"])
    today = date.fromisoformat(case["today"])
    found = deciding(form, {**entries, **case.get("reasons", {})}, today)
    if found is None:
        assert outcome_cell(form.of(entries)).address in case["not-asked"]
        return
    entered = entries[found.cell.typed[0]]
    told = found.cautions(entered)
    assert [each.check for each in told if not each.check.endswith(SUGGESTED)] == case.get("warnings", [])
    assert {each.check: each.said for each in told if each.check in case.get("reasons", {})} == case.get("reasons", {})
    suggested = state_of(form.of(entries), entries, today).suggested.get(found.cell.address, entered)
    assert any(each.check.endswith(SUGGESTED) for each in told) == (suggested != entered)
    assert entered in [each.value for each in found.choices]


@pytest.mark.parametrize("path", CASES, ids=lambda each: f"{each.parent.name}/{each.stem}")
def test_every_option_is_told_what_a_form_that_is_filled_in_with_it_would_be_told(path: Path) -> None:
    form, case = form_at(GALLERY / f"{path.parent.name}.yaml"), json.loads(path.read_text(encoding="utf-8"))
    entries, _ = entries_of(form, case["answers"])
    today = date.fromisoformat(case["today"])
    found = deciding(form, entries, today)
    for option in found.choices if found else ():
        otherwise = {**entries, found.cell.typed[0]: option.value}
        checks = {each.check for each in check(form, otherwise, complete=True, today=today) if each.check}
        told = {each.check for each in found.cautions(option.value)}
        assert checks <= told
        assert all(each.message and "((" not in each.message for each in found.cautions(option.value))


def test_nothing_that_was_entered_changes_and_the_form_forbids_no_option() -> None:
    found = gate(shut="no", watched="no")
    before = dict(found.entries)
    assert [each.label for each in found.choices] == ["Yes", "No"]
    assert [(each.check, each.said) for each in found.cautions("yes")] == [
        ("checks.open", ""),
        ("checks.watched", "It is night"),
        ("checks.neither", ""),
    ]
    assert [each.check for each in found.cautions("no")] == ["checks.watched"]
    assert found.entries == before


def test_a_warning_is_told_in_the_words_of_the_answers() -> None:
    (first, *_) = gate(shut="no", watched="yes").cautions("yes")
    assert first.message == "The gate is open (No). Say why it is fit"
    assert gate(shut="yes", watched="yes").cautions("yes") == ()


def test_what_could_not_be_found_out_can_be_decided() -> None:
    form = compile_form(load(GATE.encode()).spec)
    cell = outcome_cell(form)
    found = deciding(form, {"gate.shut": "no", "gate.watched": "yes", cell.reason: "It was dark"}, DAY)
    assert found is not None
    assert [each.check for each in found.cautions("yes")] == ["checks.open"]


def test_only_options_on_offer_can_be_decided_and_each_as_it_reads() -> None:
    form = form_at(GALLERY / "wellbeing-score.yaml")
    case: dict[str, Any] = json.loads(next(iter(CASES_OF_SCORE)).read_text(encoding="utf-8"))
    entries = take(form, case["answers"]).entries
    agrees = {**entries, "person.agrees": "yes", "person.born.day": "1", "person.born.month": "1"}
    young, older = (deciding(form, {**agrees, "person.born.year": year}, DAY) for year in ("2014", "2000"))
    assert {each.value for each in older.choices} - {each.value for each in young.choices} == {"group"}
    assert deciding(form, {**entries, "person.agrees": "no"}, DAY) is None
    assert older.label("urgent") == "An urgent appointment"
    assert older.label("gone") == "gone"


def test_a_decision_keeps_the_words_of_the_spec_in_whatever_language_it_is_made() -> None:
    own = compile_form(load(GATE.encode()).spec)
    welsh = compile_form(own.spec, language("cy"), own)
    found = deciding(welsh, {"gate.shut": "yes", "gate.watched": "yes"}, DAY)
    assert found is not None
    assert [each.label for each in found.choices] == [welsh.language.say(each) for each in ("Yes", "No")]
    assert found.choices[0].label != "Yes"
    assert [found.label(each.value) for each in found.choices] == ["Yes", "No"]


CASES_OF_SCORE = sorted(GALLERY.glob("wellbeing-score/valid-*.json"))

OPEN = [
    ("no action", [], {"a.q.concern", "a.r.concern"}),
    ("one that is open", [("a.q.action", False)], {"a.q.concern", "a.r.concern"}),
    ("one that is closed", [("a.q.action", True)], {"a.r.concern"}),
    ("one of two is closed", [("a.q.action", True), ("a.q.concern", False)], {"a.q.concern", "a.r.concern"}),
    ("the other of two is closed", [("a.q.action", False), ("a.q.concern", True)], {"a.q.concern", "a.r.concern"}),
    ("all are closed", [("a.q.action", True), ("a.q.concern", True), ("a.r.action", True)], set()),
    ("of another question", [("a.s.action", True)], {"a.q.concern", "a.r.concern"}),
]


@pytest.mark.parametrize(("actions", "left"), [each[1:] for each in OPEN], ids=[each[0] for each in OPEN])
def test_a_concern_is_open_until_all_that_is_done_about_it_is_closed(
    actions: list[tuple[str, bool]], left: set[str]
) -> None:
    asked = [{"address": f"a.{name}.concern", "question": "?", "text": "x"} for name in ("q", "r")]
    document: JsonObject = {"findings": {"concerns": [*asked], "actions": []}}
    assert {each.address for each in open_concerns(document, actions)} == left


@pytest.mark.parametrize("path", FORMS, ids=name_of)
def test_every_concern_of_a_form_is_open_where_nothing_is_done(path: Path) -> None:
    form = form_at(path)
    made = submission(form, example_entries(form), id="a" * 26, submitted=datetime(2026, 11, 23, 10, tzinfo=UTC))
    assert open_concerns(made, []) == concerns_of(made)
