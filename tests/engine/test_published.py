"""Every published version compiles, accepts its own example, and asks in whole sentences."""

import jsonschema
import jsonschema_rs
import pytest

from engine.canonical import tampered
from engine.check import check
from engine.compile import compile_form
from engine.document import entries_of
from engine.example import example, example_entries
from engine.form import Form
from engine.schema import draft_schema, submission_schema
from engine.validate import validate
from formspec.published import Library

VERSIONS = [(form, version) for form in Library().forms() for version in Library().versions(form)]


@pytest.fixture(params=VERSIONS, ids=lambda each: f"{each[0]}@{each[1]}")
def form(request: pytest.FixtureRequest) -> Form:
    spec = Library().load(*request.param).spec
    assert spec is not None
    return compile_form(spec)


def test_the_example_satisfies_every_judge_and_comes_back_out(form: Form) -> None:
    document, entries = example(form), example_entries(form)
    assert check(form, entries, complete=True) == ()
    assert validate(form, document) == ()
    assert jsonschema.Draft202012Validator(submission_schema(form)).is_valid(document)
    assert jsonschema_rs.Draft202012Validator(submission_schema(form)).is_valid(document)
    assert not tampered(document)
    assert entries_of(form, document["answers"]) == (entries, ())


def test_the_schemas_are_schemas(form: Form) -> None:
    jsonschema.Draft202012Validator.check_schema(submission_schema(form))
    jsonschema.Draft202012Validator.check_schema(draft_schema(form))


def test_every_required_answer_is_asked_for_in_a_sentence_of_its_own(form: Form) -> None:
    messages = [error.message for error in check(form, {}, complete=True)]
    assert len(messages) == sum(cell.column.required for cell in form.cells)
    assert len(set(messages)) == len(messages)
    assert all(message.startswith(("Enter ", "Select ")) for message in messages)
