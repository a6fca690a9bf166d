"""The kind `text`: one line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, as_text
from engine.kinds import controls
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading
from engine.shapes import Shape, has_line_break, words
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 200


class TextKind(Kind):
    """One line of text, of at most 200 characters unless the spec says otherwise."""

    name: ClassVar[str] = "text"
    nature: ClassVar[str] = "text, with no space at either end"
    limit: ClassVar[int] = LIMIT
    one_line: ClassVar[bool] = True

    def inputs(self, column: Column) -> tuple[Input, ...]:
        """Return the single input."""
        return (Input("", column.max_length or self.limit),)

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a field of one line."""
        return {"": controls.line(column.label)}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:  # noqa: ARG002 (other kinds need it)
        """Read a line; blanks at its ends do not count."""
        text = texts[0].strip()
        if not text:
            return BLANK_READING
        if self.one_line and has_line_break(text):
            return Reading(None, (Fault("one-line"),))
        return Reading(text)

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the text."""
        return {"": as_text(value)}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a text within its limit."""
        return words(column.max_length or self.limit, one_line=self.one_line)

    def example(self, column: Column) -> Json:
        """Return a few words, as many as fit."""
        return "Example answer"[: column.max_length or self.limit].strip()

    def refusal(self, column: Column, value: Json) -> Fault:
        """Tell apart what is too long, what is on several lines, and what is not such a text at all."""
        if not isinstance(value, str) or value != value.strip() or not value:
            return Fault("malformed")
        too_long = len(value) > (column.max_length or self.limit)
        return Fault("too-long" if too_long else "one-line")


KIND = TextKind()
