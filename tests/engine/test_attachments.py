"""Photos and files beside an answer: which questions take them, how a document keeps them, that they are no answers."""

import json

import jsonschema
import pytest

from engine.check import check
from engine.compile import compile_form
from engine.document import entries_of
from engine.example import example
from engine.page.sheet import sheet
from engine.schema import draft_schema, submission_schema
from engine.stored_file import StoredFile, read_files, write_files
from formspec.loader import load
from formspec.published import SPECS

SPEC = """\
formspec: 1
form: f
version: 1
title: F
{form}
sections:
  - id: s
    title: S
    questions:
      - id: q
        label: Q
        kind: text
        {question}
"""
EVIDENCE = "evidence: [{id: log, text: The log}]"
AT = "s.q.attachments"
PHOTO = StoredFile("a" * 64, 5, "image/jpeg", "a.jpg", caption="The hall", prompt="log")


def form_of(question: str, form: str = ""):
    spec = load(SPEC.format(question=question, form=form).encode()).spec
    assert spec is not None
    return compile_form(spec)


TAKES = {
    "a question without evidence": ("", "", False),
    "a question with evidence": (EVIDENCE, "", True),
    "one that says so": ("attachments: true", "", True),
    "one that says so in a form that does not": ("attachments: true", "attachments: false", True),
    "one that says no": (f"{EVIDENCE}\n        attachments: false", "", False),
    "evidence in a form that says no": (EVIDENCE, "attachments: false", False),
    "evidence in a form that says yes": (EVIDENCE, "attachments: true", True),
    "no evidence in a form that says yes": ("", "attachments: true", False),
}


@pytest.mark.parametrize(("question", "form", "takes"), TAKES.values(), ids=TAKES)
def test_a_question_takes_attachments_as_it_says_or_else_where_it_has_evidence(question, form, takes):
    assert (AT in form_of(question, form).limits) is takes


def test_a_column_that_was_called_so_before_stays_an_answer():
    columns = "{id: answer, label: A, kind: text}, {id: attachments, label: B, kind: long-text}"
    spec = SPEC.format(question=EVIDENCE, form="").replace("kind: text", f"columns: [{columns}]")
    form = compile_form(load(spec.encode()).spec)
    assert form.by_address[AT].kind.name == "long-text"


@pytest.mark.parametrize("question", [EVIDENCE, "attachments: true"])
def test_a_document_keeps_what_stands_beside_an_answer_and_gives_it_back(question):
    form = form_of(question)
    photo = PHOTO if question == EVIDENCE else StoredFile("a" * 64, 5, "image/jpeg", "a.jpg", caption="The hall")
    document = example(form)
    kept = {"name": "a.jpg", "size": 5, "type": "image/jpeg", "sha256": "a" * 64, "caption": "The hall"}
    kept |= {"prompt": "log"} if photo.prompt else {}
    document["answers"]["s"]["q"]["attachments"] = [kept]
    entries, refused = entries_of(form, document["answers"])
    assert (refused, read_files(entries[AT])) == ((), (photo,))
    jsonschema.validate(document, submission_schema(form))
    assert json.loads(json.dumps(document)) == document


def test_a_document_without_attachments_is_as_valid_as_before():
    form = compile_form(load((SPECS / "ap-audit" / "1.yaml").read_bytes()).spec)
    document = example(form)
    for section in document["answers"].values():
        for question in section.values():
            if isinstance(question, dict):
                question.pop("attachments", None)
    jsonschema.validate(document, submission_schema(form))
    assert draft_schema(form)


BAD = {
    "a prompt of another question": (StoredFile("a" * 64, 5, "image/jpeg", "a.jpg", prompt="other"), "malformed"),
    "a type that is not taken": (StoredFile("a" * 64, 5, "text/csv", "a.csv"), "wrong-type"),
    "one that is too heavy": (StoredFile("a" * 64, 11 * 1024**2, "image/png", "a.png"), "too-heavy"),
}


@pytest.mark.parametrize(("file", "code"), BAD.values(), ids=BAD)
def test_what_cannot_stand_beside_an_answer_is_told_there(file, code):
    form = form_of(EVIDENCE)
    found = check(form, {AT: write_files([file])}, complete=False)
    assert [(each.address, each.code) for each in found] == [(AT, code)]


def test_there_are_thirty_at_the_most():
    files = [StoredFile(f"{number:064}", 5, "image/jpeg", "a.jpg", caption="c" * 200) for number in range(31)]
    form = form_of(EVIDENCE)
    assert check(form, {AT: write_files(files[:30])}, complete=True) == ()
    assert [each.code for each in check(form, {AT: write_files(files)}, complete=False)] == ["too-many"]


def test_an_attachment_answers_no_question():
    form = form_of(f"{EVIDENCE}\n        required: true")
    found = check(form, {AT: write_files([PHOTO])}, complete=True)
    assert [(each.address, each.code) for each in found] == [("s.q", "required")]


def test_a_sheet_shows_the_photo_with_its_caption_its_name_and_what_it_shows():
    form = form_of(EVIDENCE)
    entries = {AT: write_files([PHOTO, StoredFile("b" * 64, 5, "application/pdf", "<b>.pdf")])}
    shown = sheet(form, entries, previews=lambda sha256: f"/preview/{sha256}")
    assert f'<img src="/preview/{"a" * 64}" alt=""' in shown
    assert shown.count("<img") == 1
    assert shown.index("The hall") < shown.rindex("The log") < shown.index("a.jpg (5 bytes)")
    assert "&lt;b&gt;.pdf" in shown
    assert "<img" not in sheet(form, entries)
