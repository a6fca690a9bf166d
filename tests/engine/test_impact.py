"""Whether a draft has answered something is told by its address."""

import pytest

from engine.compile import compile_form
from engine.form import Form
from engine.impact import touched_among
from formspec.loader import load

SPEC = """formspec: 1
form: visit
version: 1
title: A visit
sections:
  - id: s
    title: S
    questions:
      - {id: state, label: State, kind: choice, options: [{value: good, label: Good}, {value: bad, label: Bad}]}
      - {id: seen, label: Seen, kind: choices, options: [{value: a, label: A}, {value: b, label: B}]}
      - {id: ready, label: Ready, kind: yes-no, could-not-find-out: true}
      - {id: day, label: Day, kind: date}
      - id: rooms
        label: Rooms
        columns:
          - {id: answer, role: answer, label: A, kind: choice, options: [{value: x, label: X}, {value: y, label: Y}]}
          - {id: worry, label: W, kind: text}
        evidence: [{id: door, text: Door}]
      - id: staff
        label: Staff
        row-label: Person
        questions: [{id: job, label: Job, kind: choice, options: [{value: head, label: Head}, {value: cook, label: C}]}]
  - {id: t, title: T, questions: [{id: more, label: More?, kind: text}]}
"""
ENTRIES = {
    "s.state": "good",
    "s.seen.a": "yes",
    "s.ready.could-not-find-out": "Away",
    "s.day.month": "4",
    "s.rooms.answer": "y",
    "s.rooms.evidence.door": "seen",
    "s.staff.k7": "row",
    "s.staff.k7.job": "cook",
    "s.staff.gone.job": "head",
    "t.more": " ",
}
TOUCHED = (
    *("s", "s.state", "s.state.good", "s.seen", "s.seen.a", "s.ready", "s.day", "s.rooms", "s.rooms.answer"),
    *("s.rooms.y", "s.rooms.answer.y", "s.rooms.evidence.door", "s.staff", "s.staff.job", "s.staff.job.cook"),
)
UNTOUCHED = (
    *("t", "t.more", "s.state.bad", "s.seen.b", "s.ready.yes", "s.rooms.worry", "s.rooms.x", "s.staff.job.head"),
    *("s.nothing", "s.rooms.answer.z", "checks.none"),
)


@pytest.fixture(scope="module")
def form() -> Form:
    spec = load(SPEC.encode()).spec
    assert spec is not None
    return compile_form(spec)


@pytest.mark.parametrize("address", TOUCHED)
def test_what_is_entered_touches_an_address(form, address):
    assert touched_among(form, ENTRIES, [address]) == (address,)


@pytest.mark.parametrize("address", UNTOUCHED)
def test_what_is_not_entered_does_not(form, address):
    assert touched_among(form, ENTRIES, [address]) == ()


def test_of_many_addresses_those_that_are_touched_are_told_in_their_order(form):
    assert touched_among(form, ENTRIES, ["t.more", "s.state.good", "s"]) == ("s.state.good", "s")
    assert touched_among(form, {**ENTRIES, "s.ready": "yes"}, ["s.ready.yes"]) == ("s.ready.yes",)
