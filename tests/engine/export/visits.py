"""Two versions of a form, and what was submitted under them, for the tests of tables."""

from datetime import UTC, datetime, timedelta
from typing import Any

from engine.check import check
from engine.compile import compile_form
from engine.document import submission
from engine.export.given import Submission
from engine.form import Form
from formspec.loader import load

FIRST = """\
formspec: 1
form: visit
version: 1
title: A visit
about: {register: places, question: place.name}
completed-by: {question: place.by}
sections:
  - id: place
    title: The place
    questions:
      - {id: name, label: What is it called?, kind: text}
      - {id: by, label: Who are you?, kind: text}
      - {id: old, label: Asked once only, kind: text}
      - {id: day, label: When was it?, kind: date}
      - {id: pupils, label: How many pupils?, kind: whole-number}
      - {id: fee, label: What is the fee?, kind: decimal, unit: £}
      - {id: from, label: When does it open?, kind: time}
      - {id: seen, label: When were you seen?, kind: date-time}
      - {id: licensed, label: Is it licensed?, kind: yes-no}
      - {id: licence, label: Which licence?, kind: text, when: {question: place.licensed, is: yes}}
  - id: walk
    title: The walk
    columns:
      - {id: answer, role: answer, label: Answer, kind: text, could-not-find-out: true}
      - {id: concern, role: concern, label: Concern, kind: text}
      - {id: action, role: action, label: Action, kind: text}
      - {id: due, role: by-when, label: By when, kind: date}
    questions:
      - id: stairs
        label: Are the stairs lit?
        evidence: [{id: lamps, text: Look at the lamps}, {id: log, text: Ask for the log}]
  - id: rooms
    title: The rooms
    questions:
      - id: rooms
        label: Which rooms did you see?
        row-label: Room
        questions:
          - {id: room, label: Which?, kind: text}
          - {id: warmth, label: How warm?, kind: whole-number}
"""
SECOND = (
    FIRST.replace("version: 1", "version: 2")
    .replace("      - {id: old, label: Asked once only, kind: text}\n", "")
    .replace("{id: fee,", "{id: charge, was: place.fee,")
    .replace("label: Are the stairs lit?", "label: Are all stairs lit?")
    .replace(
        "      - {id: licence,", "      - {id: insured, label: Is it insured?, kind: yes-no}\n      - {id: licence,"
    )
    + "retired: [place.old]\n"
)
MOMENT = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


def form_of(text: str) -> Form:
    loaded = load(text.encode())
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def document_of(form: Form, entries: dict[str, str], number: int = 0) -> dict[str, Any]:
    assert check(form, entries, complete=True) == ()
    made = submission(form, entries, id=f"visit-{number}", submitted=MOMENT + timedelta(minutes=number))
    return dict(made)


def submitted(form: Form, entries: dict[str, str], number: int = 0) -> Submission:
    return Submission.of(document_of(form, entries, number), form)
