"""The JSON Schema (2020-12) of a form's documents: closed, self-contained, and all that a record needs to be checked.

Here lives how the shapes of a form's answers are put together. Nothing here checks a document: `engine.validate` does,
and a test holds the two to the same verdict on every document.
"""

from collections.abc import Mapping
from copy import deepcopy

from engine.document import EXCUSE, TICKED
from engine.envelope import draft_members, submission_members
from engine.form import EVIDENCE, Cell, Form, FormSection, Places
from engine.json_value import Json, JsonObject
from engine.shapes import DIALECT, Shape
from engine.wording import first_paragraph, question_text


def submission_schema(form: Form) -> JsonObject:
    """Return the schema of a submission, in which everything required is there."""
    return _document(form, submission_members(form), "submission", complete=True)


def draft_schema(form: Form) -> JsonObject:
    """Return the schema of a draft, in which any answer may be missing, but none malformed."""
    return _document(form, draft_members(form), "draft", complete=False)


def _document(form: Form, members: Mapping[str, Shape], what: str, *, complete: bool) -> JsonObject:
    properties: JsonObject = {name: shape.schema for name, shape in members.items()}
    properties["answers"] = _answers(form, complete=complete)
    return deepcopy(
        {
            "$schema": DIALECT,
            "title": f"{form.spec.title} ({what}, {form.spec.address})",
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    )


def _answers(form: Form, *, complete: bool) -> JsonObject:
    sections = {each.section.id: _section(form, each, complete=complete) for each in form.sections}
    needed = [each.section.id for each in form.sections if any(cell.column.required for cell in each.cells)]
    return _object(sections, needed if complete else [], empty=True)


def _section(form: Form, section: FormSection, *, complete: bool) -> JsonObject:
    places = form.questions[section.section.id]
    questions: dict[str, JsonObject] = {}
    for question in section.section.questions:
        schema = _question(places[question.id], complete=complete)
        questions[question.id] = {"title": question_text(question), **schema}
    needed = [
        question_id
        for question_id, place in places.items()
        if any(cell.column.required for cell in place.cells.values())
    ]
    return {"title": section.section.title, **_object(questions, needed if complete else [])}


def _question(places: Places, *, complete: bool) -> JsonObject:
    if "" in places.cells:
        return _cell(places.cells[""], complete=complete)
    members = {member: _labelled(cell, complete=complete) for member, cell in places.cells.items()}
    if places.ticks:
        members[EVIDENCE] = _object(
            {
                prompt: {"title": first_paragraph(tick.prompt.text), **TICKED.schema}
                for prompt, tick in places.ticks.items()
            },
            [],
        )
    needed = [member for member, cell in places.cells.items() if cell.column.required]
    return _object(members, needed if complete else [])


def _labelled(cell: Cell, *, complete: bool) -> JsonObject:
    label = first_paragraph(cell.column.label)
    return ({"title": label} if label else {}) | _cell(cell, complete=complete)


def _cell(cell: Cell, *, complete: bool) -> JsonObject:
    schema = cell.kind.shape(cell.column, complete=complete).schema
    return {"anyOf": [schema, EXCUSE.schema]} if cell.reason else schema


def _object(properties: Mapping[str, JsonObject], required: list[str], *, empty: bool = False) -> JsonObject:
    named: JsonObject = dict(properties)
    needed: list[Json] = list(required)
    schema: JsonObject = {
        "type": "object",
        "properties": named,
        "required": needed,
        "additionalProperties": False,
    }
    return schema if empty else schema | {"minProperties": 1}
