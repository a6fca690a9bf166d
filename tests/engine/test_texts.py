"""The words of earlier answers in later texts: what stands there for each sort of answer, and where there is none."""

from datetime import date

import pytest

from engine.check import state_of
from engine.compile import compile_form
from engine.texts import Told
from formspec.loader import load

SPEC = """
formspec: 1
form: words
version: 1
title: Words
sections:
  - id: a
    title: A
    questions:
      - {id: plan, label: "The plan:", kind: file}
      - id: people
        label: People
        questions:
          - {id: name, label: Name, name: the name, kind: text}
          - {id: age, label: Age, kind: whole-number}
      - {id: grade, label: Grade?, kind: choice, options: [{value: a, label: First}]}
      - {id: long, label: LONG, kind: text}
      - {id: longer, label: LONGER, kind: text}
      - {id: due, label: Due, kind: calculated, calculate: {date: 2026-11-23, plus: 1 week}}
"""
PLAN = {"a.plan": f"{'a' * 64} 1024 application/pdf plan.pdf\n{'b' * 64} 10 application/pdf b.pdf"}
ANN = {"a.people.1": "row", "a.people.1.name": "Ann", "a.people.1.age": "7"}
BOB = {"a.people.2": "row", "a.people.2.name": "((a.grade))"}


@pytest.mark.parametrize(
    ("text", "entries", "read"),
    [
        ("((a.plan))", PLAN, "plan.pdf (1 KB), b.pdf (10 bytes)"),
        ("((a.plan))", {}, "[The plan]"),
        ("((a.people.name))", ANN | BOB, "Ann, ((a.grade))"),
        ("((a.people))", ANN | BOB, "Ann, 7, ((a.grade))"),
        ("((a.people.name)) and ((a.people.age))", {}, "[the name] and [Age]"),
        ("((a.people))", {}, "[the name]"),
        ("((a.long))((a.longer))", {}, f"[{'L' * 200}][{'é' * 199}…]"),
        ("((a.grade)) by ((a.due))", {"a.grade": "a"}, "First by 30 November 2026"),
        ("((a.nobody)) ((a)) ((", {"a.grade": "a"}, "((a.nobody)) First, 30 November 2026 (("),
    ],
)
def test_a_text_shows_the_answers_that_it_names(text: str, entries: dict[str, str], read: str) -> None:
    spec = load(SPEC.replace("LONGER", "é" * 201).replace("LONG", "L" * 200).encode()).spec
    assert spec is not None
    form = compile_form(spec).of(entries)
    assert Told(form, entries, state_of(form, entries, date(2026, 11, 23))).filled(text) == read
