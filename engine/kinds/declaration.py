"""The kind `declaration`: a text to be declared with one tick."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject, as_object, as_text
from engine.kinds import controls
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading
from engine.language import noted
from engine.shapes import Shape, closed, exactly, words
from engine.wording import Wording, first_paragraph
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

DECLARED = "yes"
BOXES = {"declaration": "", "signature": ".declared"}
"""What the name of the box that declares something ends with, by the kind."""
OTHER_WORDS = noted("{subject} must be in the words that were shown: “{text}”")
_OTHERWISE = "otherwise"
_PLACEHOLDER = "(("


class DeclarationKind(Kind):
    """A declaration to be ticked; the record keeps the text that was shown."""

    name: ClassVar[str] = "declaration"
    request: ClassVar[str] = noted("Select {answer}{otherwise}")
    nature: ClassVar[str] = noted("the declaration as it was shown")
    reader: ClassVar[str] = "tick"

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the single input, which is ticked or not."""
        return (Input("", len(DECLARED), "not-an-option"),)

    def allowed(self, column: Column) -> frozenset[str]:  # noqa: ARG002 (other kinds need it)
        """Return what the box holds when it is ticked."""
        return frozenset({DECLARED})

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a box to be ticked."""
        return {"": controls.tick(column.declaration)}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read whether the box is ticked."""
        if texts[0] == DECLARED:
            return Reading({"declaration": column.declaration})
        return Reading(None, (Fault("not-an-option"),)) if texts[0].strip() else BLANK_READING

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the tick."""
        return {"": DECLARED}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of an object with the declaration."""
        return closed({"declaration": declared(column)}, required=["declaration"])

    def example(self, column: Column) -> Json:
        """Return the declaration."""
        return {"declaration": column.declaration}

    def show(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return what was declared."""
        return as_text(as_object(value)["declaration"])

    def choices(self, column: Column) -> tuple[str, ...]:
        """Return the declaration, which has a box to tick on paper too."""
        return (column.declaration,)

    def settings(self, column: Column) -> JsonObject:
        """Return what is declared."""
        return {"declaration": column.declaration}

    def refusal(self, column: Column, value: Json) -> Fault:
        """Tell apart other words than those that were shown, and what is no declaration at all."""
        return refused(column, value)

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a box that is not ticked, or for other words."""
        if is_otherwise(fault):
            return self.language.say(OTHER_WORDS, subject=wording.subject, text=column.declaration)
        if fault.code in ("required", "not-an-option"):
            declared = first_paragraph(column.declaration)
            return self.language.say("Select “{text}”{otherwise}", text=declared, otherwise=wording.otherwise)
        return super().sentence(column, wording, fault)


def declared(column: Column) -> Shape:
    """Return the shape of a declaration's text: this one, or any where earlier answers stand in it."""
    return words() if _PLACEHOLDER in column.declaration else exactly(column.declaration)


def refused(column: Column, value: Json) -> Fault:
    """Return the fault of what a document has as a declaration; one of other words than were shown says so."""
    said = value.get("declaration") if isinstance(value, dict) else None
    is_other = isinstance(said, str) and not declared(column).accepts(said)
    return Fault("malformed", "", _OTHERWISE if is_other else "")


def is_otherwise(fault: Fault) -> bool:
    """Say whether something was declared in other words than were shown."""
    return fault.code == "malformed" and fault.detail == _OTHERWISE


KIND = DeclarationKind()
