"""Notes are entries of their own: apart from answers, in the document of a draft, and in no submission."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import formspec
from engine.carry.documents import carry_document
from engine.compile import compile_form
from engine.document import draft, submission
from engine.example import example_entries
from engine.form import Form
from engine.notes import Note, apart, filed_name, is_note, name_of, notes_of
from engine.schema import draft_schema, submission_schema
from engine.validate import validate
from formspec.loader import load

MOMENT = datetime(2026, 11, 27, 12, tzinfo=UTC)
ANSWER = "safeguarding.staff-training.answer"
NOTES = {name_of("0b"): "Second", name_of("0a"): "First", filed_name("0a"): ANSWER}


@pytest.fixture(scope="module")
def form() -> Form:
    path = Path(formspec.__file__).parent / "specs" / "ap-audit" / "1.yaml"
    spec = load(path.read_bytes()).spec
    assert spec is not None
    return compile_form(spec)


def test_notes_are_told_apart_from_answers_and_read_in_their_order() -> None:
    assert apart({ANSWER: "Level 2", **NOTES}) == ({ANSWER: "Level 2"}, NOTES)
    assert notes_of(NOTES) == (Note("0a", "First", ANSWER), Note("0b", "Second"))
    assert notes_of({**NOTES, name_of("0b"): ""}) == (Note("0a", "First", ANSWER),)


def test_no_answer_has_the_name_of_a_note(form: Form) -> None:
    assert not any(map(is_note, form.limits))


def test_the_document_of_a_draft_lists_them_and_is_valid_by_both(form: Form) -> None:
    made = draft(form, {}, id="note", saved=MOMENT, notes=notes_of(NOTES))
    assert made["notes"] == [{"text": "First", "filed": ANSWER}, {"text": "Second"}]
    assert validate(form, made, draft=True) == ()
    assert list(Draft202012Validator(draft_schema(form)).iter_errors(made)) == []
    assert "notes" not in draft(form, {}, id="note", saved=MOMENT)


@pytest.mark.parametrize("wrong", [[], [{"text": ""}], [{"text": "x", "by": "me"}], [{"filed": ANSWER}], "x"])
def test_notes_of_another_shape_are_refused_by_both(form: Form, wrong: object) -> None:
    made = draft(form, {}, id="note", saved=MOMENT) | {"notes": wrong}
    assert [each.address for each in validate(form, made, draft=True)] == ["notes"]
    assert list(Draft202012Validator(draft_schema(form)).iter_errors(made))


def test_a_submission_has_none(form: Form) -> None:
    made = submission(form, example_entries(form), id="note", submitted=MOMENT) | {"notes": [{"text": "x"}]}
    assert [each.address for each in validate(form, made)] == ["notes"]
    assert list(Draft202012Validator(submission_schema(form)).iter_errors(made))


def test_a_draft_that_is_carried_keeps_its_notes(form: Form) -> None:
    made = draft(form, {}, id="note", saved=MOMENT, notes=notes_of(NOTES))
    assert carry_document([form, form], made).document["notes"] == made["notes"]
