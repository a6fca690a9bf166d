"""The checks of a form are made with the part in which all that they look at is known, and not before."""

from datetime import date

import pytest

from engine.check import check, check_section, state_of
from engine.compile import compile_form
from engine.form import Form
from engine.parts import errors_until, warnings_until
from engine.program import for_section, program
from formspec.loader import load

SPEC = b"""
formspec: 1
form: visit
version: 1
title: Visit
parts: [{id: visitor, title: The visitor}, {id: keeper, title: The keeper}, {id: head, title: The head}]
sections:
  - id: one
    title: One
    part: visitor
    questions: [{id: a, label: A, kind: text, role: concern}, {id: n, label: N, kind: whole-number}]
  - id: two
    title: Two
    part: keeper
    questions: [{id: b, label: B, kind: text}]
  - id: three
    title: Three
    part: head
    questions: [{id: c, label: C, kind: text}]
checks:
  - {id: own, must: {question: one.n, at-most: 5}, message: Own, at: three.c}
  - {id: both, must: {at-least-one: [one.a, two.b]}, message: Both}
  - {id: found, must: {value: {findings: concern}, at-least: 1}, message: Found, at: one.a}
  - {id: none, when: {value: {date: today}, after: 2026-01-01}, message: None}
  - {id: advice, level: warning, must: {question: one.n, at-most: 5}, message: Advice, at: two.b}
  - {id: later, level: warning, must: {at-least-one: [one.a, three.c]}, message: Later}
"""
TODAY = date(2026, 11, 23)
ENTRIES = {"one.n": "6"}


@pytest.fixture(scope="module")
def form() -> Form:
    spec = load(SPEC).spec
    assert spec is not None
    return compile_form(spec)


@pytest.mark.parametrize(
    ("part", "errors", "warnings"),
    [
        ("visitor", ["three.c Own", "checks None"], ["checks.advice"]),
        ("keeper", ["one.a Both", "three.c Own", "checks None"], ["checks.advice"]),
        ("head", ["one.a Both", "three.c Own", "checks None"], ["checks.advice", "checks.later"]),
    ],
)
def test_a_part_is_held_up_by_what_is_known_with_it(
    form: Form, part: str, errors: list[str], warnings: list[str]
) -> None:
    found = errors_until(form, ENTRIES, part, TODAY)
    assert [f"{each.address} {each.message}" for each in found] == errors
    advised = warnings_until(form, state_of(form, ENTRIES, TODAY), part)
    assert [each.check for each in advised] == warnings


def test_findings_are_known_with_the_last_part(form: Form) -> None:
    entries = {"two.b": "x"}
    told = [[each.message for each in errors_until(form, entries, part.id, TODAY)] for part in form.spec.parts]
    assert told == [["None"], ["None"], ["Found", "None"]]


def test_a_fault_that_is_found_later_hides_none_that_is_found_now(form: Form) -> None:
    assert [each.message for each in check(form, ENTRIES, complete=True, today=TODAY)][:1] == ["Both"]
    without = frozenset({"checks.both"})
    told = [each.message for each in check(form, ENTRIES, complete=True, today=TODAY, without=without)]
    assert told[:1] == ["Found"]


def test_the_page_of_a_section_tells_no_fault_that_is_found_with_a_later_part(form: Form) -> None:
    entries = {"two.b": "x"}
    assert check_section(form, "one", entries, complete=True, today=TODAY) == ()
    assert [each.message for each in check_section(form, "one", {}, complete=True, today=TODAY)] == []
    checks = {
        section.section.id: [check["id"] for check in for_section(program(form), section.section, form.spec)["checks"]]
        for section in form.sections
    }
    assert checks == {
        "one": ["own", "none", "advice"],
        "two": ["own", "both", "none", "advice"],
        "three": ["own", "both", "found", "none", "advice", "later"],
    }
