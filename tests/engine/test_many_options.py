"""A question with very many options takes as long as its options are many, and no longer."""

from collections.abc import Callable
from datetime import date

from engine.check import state_of
from engine.compile import compile_form
from engine.form import Form
from engine.page import Pages
from engine.page.live import Live
from engine.program import program
from formspec.loader import load
from tests.pace import Work

LONGEST = 1.0


def _form(number: int, option: str) -> Form:
    options = ", ".join(f"{{value: o{n}, label: O{n} {option}}}" for n in range(number))
    loaded = load(
        f"""
formspec: 1
form: many
version: 1
title: Many
sections:
  - id: s
    title: S
    questions:
      - {{id: p, label: P, kind: text}}
      - {{id: q, label: Q, kind: choices, options: [{options}]}}
""".encode()
    )
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def _took(work: Callable[[], object]) -> float:
    with Work() as done:
        work()
    return done.seconds


def test_what_a_page_is_told_of_3000_options_is_made_at_once() -> None:
    form = _form(3000, "")
    assert _took(lambda: program(form)) < LONGEST


def test_what_a_page_is_told_of_the_boxes_of_1200_options_is_made_at_once() -> None:
    form = _form(1200, ", please-say: Which?")
    assert _took(lambda: program(form)) < LONGEST


def test_the_labels_of_options_on_conditions_are_read_at_once() -> None:
    form = _form(900, "((s.p)), when: {question: s.p, is: a}")
    entries = {"s.p": "a"}
    plate = Pages(form).section("s", form)
    live = Live(form, entries, state_of(form, entries, date(2026, 11, 23)))
    assert _took(lambda: plate.render(entries, {}, live)) < LONGEST
