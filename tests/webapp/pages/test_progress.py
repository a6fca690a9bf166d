"""How far a draft has come: never done while something stands between it and being submitted."""

import os
import random
from datetime import date
from pathlib import Path

import pytest

import formspec
from engine.compile import compile_form
from engine.example import example_entries
from engine.form import Form
from formspec.loader import load
from webapp.pages.drafts.progress import progress

SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261123"))
OUTING = b"""\
formspec: 1
form: outing
version: 1
title: Outing
columns:
  - {id: state, role: answer, label: State, kind: text, required: true, could-not-find-out: true}
  - {id: note, label: Note, kind: text, max-length: 10}
sections:
  - id: when
    title: When
    columns: []
    questions:
      - {id: day, label: Which day?, kind: date}
      - {id: leave, label: When do you leave?, kind: date-time}
  - id: who
    title: Who
    columns: []
    questions:
      - {id: where, label: Where?, kind: address, required: true}
      - {id: signed, label: Sign here, kind: signature, declaration: It is so., required: true}
      - id: bring
        label: What do you bring?
        kind: choices
        options: [{value: food, label: Food}, {value: kit, label: Kit}]
  - id: coach
    title: The coach
    questions:
      - {id: belts, label: Seat belts, evidence: [{id: looked, text: Look}]}
      - {id: tyres, label: Tyres}
"""
LEFT, ONE_WRONG = "left to answer", "1 answer needs correcting"
TYPED = ["", " ", "x", "3", "yes", "seen", "food", "31 Febtember", "a\nb", "y" * 200]


@pytest.fixture(scope="module")
def outing() -> Form:
    return compile_form(load(OUTING).spec)


@pytest.mark.parametrize(
    ("entries", "section", "state", "left"),
    [
        ({"when.day.day": "3"}, "when", "1 needs correcting", f"4 questions {LEFT}, {ONE_WRONG}"),
        ({"when.leave.time": "9"}, "when", "1 needs correcting", f"4 questions {LEFT}, {ONE_WRONG}"),
        ({"who.signed.name": "Pat"}, "who", "1 needs correcting", f"3 questions {LEFT}, {ONE_WRONG}"),
        ({"when.day.day": " "}, "when", "Not started (optional)", f"4 questions {LEFT}"),
        ({"coach.belts.state": "Good"}, "coach", "1 of 2 answered", f"3 questions {LEFT}"),
        ({"coach.belts.note": "Fine"}, "coach", "0 of 2 answered", f"4 questions {LEFT}"),
        ({"coach.belts.evidence.looked": "maybe"}, "coach", "1 needs correcting", f"4 questions {LEFT}, {ONE_WRONG}"),
        ({"who.bring.food": "no"}, "who", "1 needs correcting", f"4 questions {LEFT}, {ONE_WRONG}"),
    ],
)
def test_what_is_half_there_is_counted_as_needing_correction(outing, entries, section, state, left):
    come = progress(outing, entries, date(2026, 11, 26))
    assert (next(task.state for task in come.tasks if task.id == section), come.left) == (state, left)


def test_an_optional_date_with_only_its_day_is_what_is_left_when_the_rest_is_done(outing):
    come = progress(outing, {**example_entries(outing), "when.day.month": "", "when.day.year": ""}, date(2026, 11, 26))
    assert come.left == ONE_WRONG
    assert [task.state for task in come.tasks] == ["1 needs correcting", "Complete", "Complete"]


def test_a_section_that_only_shows_what_is_worked_out_asks_for_nothing():
    sums = b"  - id: sums\n    title: Sums\n    columns: []\n    questions:\n"
    form = compile_form(
        load(OUTING + sums + b"      - {id: n, label: N, kind: calculated, calculate: {count: [coach]}}\n").spec
    )
    task = progress(form, {}, date(2026, 11, 26)).tasks[-1]
    assert (task.id, task.state, task.look) == ("sums", "Nothing to fill in", "complete")


def test_entries_that_the_form_does_not_ask_for_leave_something_to_do(outing):
    assert progress(outing, {**example_entries(outing), "coach.paint": "red"}, date(2026, 11, 26)).left == ONE_WRONG


@pytest.mark.parametrize("form_id", ["outing", "ap-audit", "provider-letter"])
def test_nothing_is_done_while_anything_is_wrong(form_id):
    path = Path(formspec.__file__).parent / "specs" / form_id / "1.yaml"
    form = compile_form(load(OUTING if form_id == "outing" else path.read_bytes()).spec)
    draw, names, example = random.Random(SEED), sorted(form.limits), example_entries(form)
    for _ in range(60 * SOAK):
        typed = {name: draw.choice(TYPED) for name in draw.sample(names, draw.randint(0, min(4, len(names))))}
        come = progress(form, {**(example if draw.random() < 0.7 else {}), **typed}, date(2026, 11, 26))
        wrong = {form.tables.owners[error.name].section for error in come.errors}
        done = {task.id for task in come.tasks if task.look == "complete" or task.state in {"Complete", "Filled in"}}
        assert come.left, (SEED, typed)
        assert come.ready == (come.left == "Everything is answered: check your answers and submit"), (SEED, typed)
        assert not wrong & done, (SEED, typed)
