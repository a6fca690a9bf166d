"""The JSON Schema (2020-12) of a form's documents: closed, self-contained, and all that a record needs to be checked.

Here lives how the shapes of a form's answers are put together; what several answers share stands once, under `$defs`.
Nothing here checks a document: `engine.validate` does, and a test holds the two to the same verdict on every document.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy

from engine.answers import EXCUSE, TICKED, overriding_shape
from engine.envelope import draft_members, submission_members
from engine.form import EVIDENCE, SEEN, Cell, Form, FormSection, Laid, Tick
from engine.json_value import Json, JsonObject
from engine.kinds.kind import CNFO
from engine.rows import MOST_ROWS, one_row_each
from engine.shapes import DIALECT, Shape
from engine.wording import first_paragraph, question_text
from formspec.model import Group


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
        self._form = form.lay(one_row_each(form.spec))
        self._complete = complete
        self.definitions: JsonObject = {}

    def schema(self) -> JsonObject:
        sections: JsonObject = {each.section.id: self._section(each) for each in self._form.sections}
        needed = [each.section.id for each in self._form.sections if each.section.when is None and _any(each.laid)]
        return self._holding(sections, needed, empty=True)

    def _section(self, section: FormSection) -> JsonObject:
        return {"title": section.section.title, **self._questions(section.laid)}

    def _questions(self, laid: Iterable[Laid], *, empty: bool = False) -> JsonObject:
        questions: JsonObject = {
            each.question.id: {"title": question_text(each.question), **self._question(each)} for each in laid
        }
        return self._holding(questions, (each.question.id for each in laid if _needed(each)), empty=empty)

    def _question(self, laid: Laid) -> JsonObject:
        if laid.question.group is not None:
            return self._group(laid, laid.question.group)
        members = laid.members
        if "" in members:
            return self._cell(members[""])
        parts: JsonObject = {member: self._labelled(cell) for member, cell in members.items()}
        if laid.ticks:
            parts[EVIDENCE] = _object({tick.prompt.id: self._tick(tick) for tick in laid.ticks}, [])
        return self._holding(parts, (member for member, cell in members.items() if _always(cell)))

    def _group(self, laid: Laid, group: Group) -> JsonObject:
        least, most = (group.exactly, group.exactly) if group.exactly is not None else (group.least, group.most)
        if group.as_many_as:
            least, most = 1, MOST_ROWS
        return {
            "type": "array",
            "items": self._questions(laid.laid[0], empty=True),
            "minItems": max(1, (least or 0) if self._complete else 0),
            "maxItems": max(1, most or 0),
        }

    def _holding(self, properties: JsonObject, needed: Iterable[str], *, empty: bool = False) -> JsonObject:
        """Return the schema of an object that must hold what is always required in it, when it must be complete."""
        return _object(properties, list(needed) if self._complete else [], empty=empty)

    def _labelled(self, cell: Cell) -> JsonObject:
        label = first_paragraph(cell.column.label)
        return ({"title": label} if label else {}) | self._cell(cell)

    def _cell(self, cell: Cell) -> JsonObject:
        shape = (
            overriding_shape(cell, complete=self._complete)
            if cell.override
            else cell.kind.shape(cell.column, complete=self._complete)
        )
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


def _any(laid: Iterable[Laid]) -> bool:
    return any(map(_needed, laid))


def _needed(laid: Laid) -> bool:
    """Say whether a question must always be in a complete document."""
    if laid.question.when is not None:
        return False
    group = laid.question.group
    return (
        any(map(_always, laid.cells))
        if group is None
        else bool(group.exactly or (group.least and not group.as_many_as))
    )


def _always(cell: Cell) -> bool:
    return cell.column.required and cell.column.when is None


def _object(properties: JsonObject, required: list[str], *, empty: bool = False) -> JsonObject:
    needed: list[Json] = list(required)
    schema: JsonObject = {
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }
    return schema if empty else schema | {"minProperties": 1}
