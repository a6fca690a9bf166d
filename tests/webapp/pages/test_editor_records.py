"""The page of a form's own edits offers each day from which records can be kept once, and the one that is chosen."""

import pytest

from formspec.loader import load
from webapp.pages.review.editor.records import shown_records

TEXT = """\
formspec: 1
form: visit
version: 1
title: A visit
{said}columns:
  - {{id: answer, role: answer, label: Answer, kind: date, required: true}}
sections:
  - id: visit
    title: The visit
    questions:
      - {{id: gate, label: The gate}}
      - {{id: day, label: Which day?, columns: [], kind: date-time}}
      - {{id: who, label: Who?, columns: [], kind: text}}
      - id: people
        label: Who was there?
        questions:
          - {{id: left, label: When did they leave?}}
"""
BEGUN = {
    "submitted": "The day of submission",
    "visit.gate.answer": "The answer to “The gate”",
    "visit.day": "The answer to “Which day?”",
}


@pytest.mark.parametrize(
    ("chosen", "more"), [("", {}), ("visit.day", {}), ("visit.gate", {"visit.gate": "The answer to “The gate”"})]
)
def test_what_is_chosen_is_among_what_can_be_chosen(chosen, more):
    said = f"retention: {{keep: 1 year, from: {chosen}, decided-by: The Head}}\n" if chosen else ""
    spec = load(TEXT.format(said=said).encode()).spec
    assert spec is not None
    shown = shown_records(spec, {})
    assert shown.starts == BEGUN | more
    assert shown.start == (chosen or "submitted")
