"""A form that begins with the answers of an earlier one is neither signed nor explained yet."""

from datetime import date

import pytest

from engine.carried import AGAIN
from engine.carry.beginning import begun_with
from engine.compile import compile_form
from engine.form import Form
from formspec.loader import load

SPEC = """formspec: 1
form: visit
version: {}
title: A visit
parts: [{{id: one, title: One}}, {{id: two, title: Two}}]
sections:
  - id: s
    title: S
    part: one
    questions:
      - {{id: cost, label: Cost, kind: whole-number}}
      - {{id: sign, label: Sign, kind: signature, declaration: So it is.}}
      - {{id: so, label: So?, kind: declaration, declaration: So it is.}}
  - {{id: t, title: T, part: two, questions: [{{id: q, label: What?, kind: text}}]}}
checks: [{{id: dear, level: warning, when: {{question: s.cost, more-than: 3}}, message: This is dear}}]
"""
ENTRIES = {
    "s.cost": "4",
    "s.sign.name": "Ann",
    "s.sign.declared": "yes",
    "s.so": "yes",
    "checks.dear": "It is so",
    "parts.one": f"2026-11-23T10:15:00Z sha256:{'a' * 64}",
    "t.q": "A",
}


def form(version: int) -> Form:
    spec = load(SPEC.format(version).encode()).spec
    assert spec is not None
    return compile_form(spec)


@pytest.mark.parametrize("version", [1, 2])
def test_what_was_signed_explained_and_completed_is_to_be_done_again(version):
    found = begun_with([form(1), form(version)], ENTRIES, today=date(2026, 11, 23))
    assert found.entries == {"s.cost": "4", "t.q": "A"}
    assert found.left == {name: text for name, text in ENTRIES.items() if name not in found.entries}
    assert [step.was for step in found.of(AGAIN)] == ["s.sign", "s.so", "checks.dear", "parts.one"]


VISIT = """formspec: 1
form: visit
version: 1
title: A visit
completed-by: {question: s.by}
sections:
  - id: s
    title: S
    questions:
      - {id: by, label: Who?, kind: text, required: true}
      - {id: on, label: When?, kind: date, could-not-find-out: true}
      - {id: at, label: At?, kind: time}
      - {id: from, label: From?, kind: date-time}
      - id: look
        label: Look
        evidence: [{id: seen, text: The book}]
        columns:
          - {id: note, label: Note, kind: text}
          - {id: concern, label: Concern, kind: text, role: concern}
          - {id: action, label: Action, kind: text, role: action}
      - id: end
        label: End
        columns:
          - {id: so, label: So, kind: yes-no, role: outcome}
          - {id: why, label: Why, kind: text, role: reasons}
      - {id: staff, label: Staff, row-label: Person, questions: [{id: born, label: Born, kind: date}]}
"""
WORDS = {"s.look.note": "Two books", "s.look.concern": "One is torn", "s.look.action": "Mend it", "s.staff.k7": "row"}
DONE = {
    "s.by": "Ann",
    "s.on.day": "3",
    "s.on.month": "12",
    "s.on.year": "2025",
    "s.at": "10:00",
    "s.from.day": "3",
    "s.from.month": "12",
    "s.from.year": "2025",
    "s.from.time": "10:00",
    "s.look.evidence.seen": "seen",
    "s.end.so": "yes",
    "s.end.why": "All is well",
    "s.staff.k7.born.day": "3",
    "s.staff.k7.born.month": "12",
    "s.staff.k7.born.year": "1980",
}


def test_a_new_visit_keeps_the_words_and_nothing_of_who_came_when_what_was_ticked_and_what_was_decided():
    visit = compile_form(load(VISIT.encode()).spec)
    found = begun_with([visit, visit], {**DONE, **WORDS}, today=date(2026, 11, 23))
    assert found.entries == WORDS
    assert found.left == DONE
    told = {step.was: (step.before, step.note) for step in found.of(AGAIN)}
    assert " ".join(told) == ("s.by s.on s.at s.from s.look.evidence.seen s.end.so s.end.why s.staff.k7.born")
    assert told["s.by"] == ("Ann", "Say who completes this one.")
    assert told["s.end.why"] == ("All is well", "This has to be decided anew.")
    assert told["s.look.evidence.seen"] == ("Ticked as seen", "This has to be looked at again before it is ticked.")
    assert told["s.on"] == ("3 December 2025", "This has another day or time now.")


def test_why_a_day_could_not_be_found_out_is_said_again():
    visit = compile_form(load(VISIT.encode()).spec)
    assert begun_with([visit, visit], {"s.on.could-not-find-out": "No diary"}).entries == {}
