"""Photos and files beside an answer go with their question, and each goes on showing what its prompt became."""

from datetime import date

import pytest

from engine.carry import carry
from engine.compile import compile_form
from engine.form import Form
from engine.stored_file import StoredFile, read_files, write_files
from formspec.loader import load

PHOTO = StoredFile("a" * 64, 5, "image/jpeg", "a.jpg", caption="The hall", prompt="log")
OTHER = StoredFile("b" * 64, 5, "application/pdf", "b.pdf")
LOG = "evidence: [{id: log, text: The log}]"
WAS = f"- {{id: hall, label: Hall, kind: text, {LOG}}}\n      - {{id: yard, label: Yard, kind: text, {LOG}}}"
HALL, YARD = "s.hall.attachments", "s.yard.attachments"
ENTRIES = {HALL: write_files([PHOTO]), YARD: write_files([OTHER])}
SPEC = """\
formspec: 1
form: f
version: {version}
title: F
sections:
  - id: s
    title: S
    questions:
      {questions}
"""


def form_of(version: int, questions: str) -> Form:
    spec = load(SPEC.format(version=version, questions=questions).encode()).spec
    assert spec is not None
    return compile_form(spec)


CASES = {
    "nothing changed": (WAS, "kept", {HALL: [PHOTO], YARD: [OTHER]}),
    "the question has another id": (
        WAS.replace("id: hall", "id: room, was: s.hall"),
        "moved",
        {"s.room.attachments": [PHOTO], YARD: [OTHER]},
    ),
    "the prompt has another id": (
        WAS.replace("id: log, text", "id: book, was: log, text"),
        "mapped",
        {HALL: [StoredFile("a" * 64, 5, "image/jpeg", "a.jpg", caption="The hall", prompt="book")], YARD: [OTHER]},
    ),
    "the prompt is gone": (
        WAS.replace("id: log, text", "id: other, text"),
        "again",
        {HALL: [StoredFile("a" * 64, 5, "image/jpeg", "a.jpg", caption="The hall")], YARD: [OTHER]},
    ),
    "two questions became one": (
        f"- {{id: hall, was: [s.hall, s.yard], label: Both, kind: text, {LOG}}}",
        "moved",
        {HALL: [PHOTO, OTHER]},
    ),
    "the question takes none any more": (WAS.replace("kind: text", "kind: text, attachments: false", 1), "left", None),
}


@pytest.mark.parametrize(("questions", "sort", "after"), CASES.values(), ids=CASES)
def test_attachments_go_where_their_question_goes(questions, sort, after):
    found = carry(form_of(1, WAS), form_of(2, questions), ENTRIES, today=date(2026, 11, 23))
    told = {step.was or step.address: step.sort for step in found.report}
    assert told[HALL] == sort
    if after is None:
        assert found.left == {HALL: ENTRIES[HALL]}
        assert read_files(found.entries[YARD]) == (OTHER,)
    else:
        assert {name: list(read_files(text) or ()) for name, text in found.entries.items()} == after
