"""An example is found for forms whose answers depend on each other, over several rows too, and soon."""

from time import perf_counter

import pytest

from engine.compile import compile_form
from engine.example import example, example_entries
from engine.form import Form
from engine.validate import validate
from formspec.loader import load

SECONDS = 8
"""What is long enough on a slow machine that is busy; on a quiet one it is less than half."""


def form_of(questions: str) -> Form:
    head = "formspec: 1\nform: shown\nversion: 1\ntitle: Shown\nsections:\n  - id: a\n    title: A\n    questions:\n"
    loaded = load((head + questions).encode())
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def group(rows: str, questions: str, check: str = "") -> str:
    lines = [
        "- id: g",
        "  label: G",
        f"  rows: {rows}",
        *(["  checks:", f"    - {check}"] if check else []),
        "  questions:",
    ]
    return "\n".join("      " + line for line in [*lines, *(f"    - {each}" for each in questions.split("\n"))]) + "\n"


def checked(rows: str, questions: str, must: str) -> str:
    """Return the lines of a group and of a check over all of its rows."""
    return group(rows, questions) + f"checks:\n  - {{id: c, message: Wrong, must: {must}}}\n"


FORMS = {
    "names that differ": checked(
        "{exactly: 5}", "{id: n, label: N, required: true, kind: text}", "{all-different: [a.g.n]}"
    ),
    "people that differ": checked(
        "{exactly: 4}", "{id: n, label: N, required: true, kind: person}", "{all-different: [a.g.n]}"
    ),
    "addresses that differ": checked(
        "{exactly: 4}", "{id: n, label: N, required: true, kind: email}", "{all-different: [a.g.n]}"
    ),
    "numbers that differ": checked(
        "{exactly: 6}",
        "{id: n, label: N, kind: whole-number, required: true, least: 1, most: 9}",
        "{all-different: [a.g.n]}",
    ),
    "texts written in one way that differ": checked(
        "{exactly: 4}",
        '{id: n, label: N, kind: text, required: true, pattern: "[A-Z]{2}[0-9]{3}"}',
        "{all-different: [a.g.n]}",
    ),
    "numbers with check characters that differ": checked(
        "{exactly: 3}",
        "{id: n, label: N, kind: text, required: true, check-character: nhs-number}",
        "{all-different: [a.g.n]}",
    ),
    "days that differ": checked(
        "{exactly: 4}", "{id: n, label: N, required: true, kind: date}", "{all-different: [a.g.n]}"
    ),
    "one of all rows is the chair": checked(
        "{least: 3, most: 6}",
        "{id: post, label: P, kind: choice, required: true, "
        "options: [{value: any, label: A}, {value: chair, label: C}]}",
        "{value: {count: [a.g.post], one-of: [chair]}, is: 1}",
    ),
    "more rows than there need be": checked(
        "{least: 0, most: 6}", "{id: n, label: N, required: true, kind: text}", "{value: {count: [a.g]}, at-least: 3}"
    ),
    "no rows at all": checked(
        "{least: 0, most: 6}", "{id: n, label: N, required: true, kind: text}", "{value: {count: [a.g]}, is: 0}"
    ),
    "shares that come to a hundred": checked(
        "{exactly: 3}",
        "{id: n, label: N, kind: decimal, required: true, least: 1, most: 97, decimal-places: 1}",
        "{value: {sum: [a.g.n]}, is: 100}",
    ),
    "a total that is given": """\
      - {id: one, label: One, kind: decimal, required: true, decimal-places: 2}
      - {id: two, label: Two, kind: decimal, required: true, decimal-places: 2}
      - {id: both, label: Both, kind: decimal, required: true, decimal-places: 2}
      - {id: rest, label: Rest, kind: calculated, calculate: {difference: [a.both, {sum: [a.one, a.two]}]}}
checks:
  - {id: c, message: Wrong, must: {question: a.rest, is: 12.34}}
  - {id: d, message: Wrong, must: {question: a.one, is: {product: [a.two, 3]}}}
  - {id: e, message: Wrong, must: {question: a.two, more-than: 7}}
""",
    "days in order in each row": group(
        "{exactly: 3}",
        "{id: from, label: From, kind: date, required: true}\n{id: to, label: To, kind: date, required: true}",
        "{id: c, message: Wrong, must: {value: {between: {from: a.g.from, to: a.g.to, in: days}}, is: 13}}",
    ),
}


@pytest.mark.parametrize("about", FORMS)
def test_a_form_whose_answers_depend_on_each_other_has_a_valid_example(about: str) -> None:
    form = form_of(FORMS[about])
    began = perf_counter()
    assert validate(form, example(form)) == ()
    assert perf_counter() - began < SECONDS


def test_an_example_is_the_same_each_time() -> None:
    form = form_of(FORMS["shares that come to a hundred"])
    assert example(form) == example(form)


def test_no_example_is_looked_for_longer_than_anybody_waits() -> None:
    numbers = "{id: n, label: N, kind: whole-number, required: true, least: 1, most: 3}"
    form = form_of(checked("{exactly: 4}", numbers, "{all-different: [a.g.n]}"))
    began = perf_counter()
    assert [error.code for error in validate(form, example(form))] == ["check"]
    assert perf_counter() - began < SECONDS
    assert example_entries(form)["a.g.1.n"] in {"1", "2", "3"}
