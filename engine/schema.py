"""The JSON Schema (2020-12) of a form's documents: closed, self-contained, and all that a record needs to be checked.

Here lives how the shapes of a form's answers are put together; what several answers share stands once, under `$defs`.
Nothing here checks a document: `engine.validate` does, and a test holds the two to the same verdict on every document.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy

from engine.document import EXCUSE, TICKED
from engine.envelope import draft_members, submission_members
from engine.form import EVIDENCE, SEEN, Cell, Form, FormSection, Places, Tick
from engine.json_value import Json, JsonObject
from engine.kinds.kind import CNFO
from engine.shapes import DIALECT, Shape
from engine.wording import first_paragraph, question_text


def submission_schema(form: Form) -> JsonObject:
    """Return the schema of a submission, in which everything required is there."""
    return _document(form, submission_members(form), "submission", complete=True)


def draft_schema(form: Form) -> JsonObject:
    """Return the schema of a draft, in which any answer may be missing, but none malformed."""
    return _document(form, draft_members(form), "draft", complete=False)


def _document(form: Form, members: Mapping[str, Shape], what: str, *, complete: bool) -> JsonObject:
    answers = _Answers(form, complete=complete)
    properties: JsonObject = {name: shape.schema for name, shape in members.items()}
    properties["answers"] = answers.schema()
    return deepcopy(
        {
            "$schema": DIALECT,
            "title": f"{form.spec.title} ({what}, {form.spec.address})",
            **_object(properties, list(properties), empty=True),
            "$defs": answers.definitions,
        }
    )


class _Answers:
    """The schema of one form's answers in the making, with the definitions that it refers to."""

    def __init__(self, form: Form, *, complete: bool) -> None:
        self._form = form
        self._complete = complete
        self.definitions: JsonObject = {}

    def schema(self) -> JsonObject:
        sections: JsonObject = {each.section.id: self._section(each) for each in self._form.sections}
        return self._holding(sections, ((each.section.id, each.cells) for each in self._form.sections), empty=True)

    def _section(self, section: FormSection) -> JsonObject:
        places = self._form.questions[section.section.id]
        questions: JsonObject = {
            question.id: {"title": question_text(question), **self._question(places[question.id])}
            for question in section.section.questions
        }
        cells = ((question_id, each.cells.values()) for question_id, each in places.items())
        return {"title": section.section.title, **self._holding(questions, cells)}

    def _question(self, places: Places) -> JsonObject:
        if "" in places.cells:
            return self._cell(places.cells[""])
        members: JsonObject = {member: self._labelled(cell) for member, cell in places.cells.items()}
        if places.ticks:
            members[EVIDENCE] = _object({prompt: self._tick(tick) for prompt, tick in places.ticks.items()}, [])
        return self._holding(members, ((member, [cell]) for member, cell in places.cells.items()))

    def _holding(
        self, properties: JsonObject, cells: Iterable[tuple[str, Iterable[Cell]]], *, empty: bool = False
    ) -> JsonObject:
        """Return the schema of an object that must hold what any of its required cells lie in."""
        needed = [name for name, within in cells if self._complete and any(cell.column.required for cell in within)]
        return _object(properties, needed, empty=empty)

    def _labelled(self, cell: Cell) -> JsonObject:
        label = first_paragraph(cell.column.label)
        return ({"title": label} if label else {}) | self._cell(cell)

    def _cell(self, cell: Cell) -> JsonObject:
        shape = cell.kind.shape(cell.column, complete=self._complete)
        answer = self._defined(cell.kind.name, shape)
        return {"anyOf": [answer, self._defined(CNFO, EXCUSE)]} if cell.reason else answer

    def _tick(self, tick: Tick) -> JsonObject:
        return {"title": first_paragraph(tick.prompt.text), **self._defined(SEEN, TICKED)}

    def _defined(self, name: str, shape: Shape) -> JsonObject:
        """Return a reference to the shape's schema, which stands once under this name, or under it with a number."""
        chosen, number = name, 1
        while self.definitions.setdefault(chosen, shape.schema) != shape.schema:
            number += 1
            chosen = f"{name}-{number}"
        return {"$ref": f"#/$defs/{chosen}"}


def _object(properties: JsonObject, required: list[str], *, empty: bool = False) -> JsonObject:
    needed: list[Json] = list(required)
    schema: JsonObject = {
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }
    return schema if empty else schema | {"minProperties": 1}
