"""The JSON Schema (2020-12) of a form's documents: closed, self-contained, and all that a record needs to be checked.

Here lives how the shapes of a form's answers are put together, and the rules beside them; what several share stands
once, under `$defs`. Nothing here checks a document: `engine.validate` does, and a test holds the two to the same
verdict on every document, but for the faults that `unsaid` lists: the schema has no words for them, and says so.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy

from engine.answers import EXCUSE, TICKED, overriding_shape
from engine.envelope import draft_members, origin_members, submission_members
from engine.form import EVIDENCE, SEEN, Cell, Form, FormSection, Laid, Tick
from engine.json_value import Json, JsonObject
from engine.kinds.kind import CNFO
from engine.notes import NOTES, shape
from engine.rows import most_kept, one_row_each
from engine.saying.formula import ROW, Steps, steps_of
from engine.saying.needed import always, needed_among
from engine.saying.places import Written, written
from engine.saying.rules import rules_of
from engine.saying.unsaid import description, unsaid
from engine.shapes import DIALECT, Shape
from engine.wording import first_paragraph, question_text
from formspec.model import Group

__all__ = ["draft_schema", "submission_schema", "unsaid"]


def submission_schema(form: Form) -> JsonObject:
    """Return the schema of a submission, in which everything required is there."""
    return _document(form, submission_members(form), "submission", others=origin_members(), complete=True)


def draft_schema(form: Form) -> JsonObject:
    """Return the schema of a draft, in which any answer may be missing, but none malformed."""
    others = {**origin_members(), NOTES: shape()}
    return _document(form, draft_members(form), "draft", others=others, complete=False)


def _document(
    form: Form, members: Mapping[str, Shape], what: str, *, others: Mapping[str, Shape], complete: bool
) -> JsonObject:
    answers = _Answers(form, complete=complete)
    properties: JsonObject = {name: each.schema for name, each in members.items()}
    properties["answers"] = answers.schema()
    required = list(properties)
    properties |= {name: each.schema for name, each in others.items()}
    left_over = description(form) if complete else ""
    return deepcopy(
        {
            "$schema": DIALECT,
            "title": f"{form.spec.title} ({what}, {form.spec.address})",
            **({"description": left_over} if left_over else {}),
            **_object(properties, required, empty=True),
            "$defs": answers.definitions,
        }
    )


class _Answers:
    """The schema of one form's answers in the making, with the definitions that it refers to."""

    def __init__(self, form: Form, *, complete: bool) -> None:
        self._form = form.lay(one_row_each(form.spec))
        self._complete = complete
        self._written = written(rules_of(form)) if complete else Written({}, {})
        self.definitions: JsonObject = {**self._written.definitions}

    def schema(self) -> JsonObject:
        sections: JsonObject = {each.section.id: self._section(each) for each in self._form.sections}
        unconditional = [each for each in self._form.sections if each.section.when is None]
        return self._holding((), sections, [each.section.id for each in unconditional if needed_among(each.laid)])

    def _section(self, section: FormSection) -> JsonObject:
        return {"title": section.section.title, **self._questions((section.section.id,), section.laid)}

    def _questions(self, steps: Steps, laid: Iterable[Laid]) -> JsonObject:
        questions: JsonObject = {
            each.question.id: {"title": question_text(each.question), **self._question(each)} for each in laid
        }
        return self._holding(steps, questions, (each.question.id for each in needed_among(laid)))

    def _question(self, laid: Laid) -> JsonObject:
        if laid.question.group is not None:
            return self._group(laid, laid.question.group)
        members = laid.members
        if "" in members:
            return self._cell(members[""])
        parts: JsonObject = {member: self._labelled(cell) for member, cell in members.items()}
        if laid.ticks:
            parts[EVIDENCE] = _object({tick.prompt.id: self._tick(tick) for tick in laid.ticks}, [])
        return self._holding(steps_of(laid.path), parts, (name for name, cell in members.items() if always(cell)))

    def _group(self, laid: Laid, group: Group) -> JsonObject:
        least, most = self._rows(group)
        return {
            "type": "array",
            "items": self._questions((*steps_of(laid.path), ROW), laid.laid[0]),
            "minItems": max(1, least),
            "maxItems": max(1, most),
        }

    def _rows(self, group: Group) -> tuple[int, int]:
        """Return the fewest and the most rows of a group, whatever answers say; of a draft those that it keeps."""
        if not self._complete or group.as_many_as:
            return 1, most_kept(group)
        return (group.least, group.most) if group.exactly is None else (group.exactly, group.exactly)

    def _holding(self, steps: Steps, properties: JsonObject, names: Iterable[str]) -> JsonObject:
        """Return the schema of an object, with what is always required in it and the rules on it, if complete."""
        held = _object(properties, list(names) if self._complete else [], empty=not steps or steps[-1] == ROW)
        rules = self._written.rules.get(steps, [])
        return held | ({"allOf": rules} if rules else {})

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


def _object(properties: JsonObject, required: list[str], *, empty: bool = False) -> JsonObject:
    needed: list[Json] = list(required)
    schema: JsonObject = {
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }
    return schema if empty else schema | {"minProperties": 1}
