"""The kind `choice`: one of the options."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, as_text
from engine.kinds import controls
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading
from engine.shapes import Shape, one_of
from formspec.model import Column, Option

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField


class ChoiceKind(Kind):
    """One of the options that the spec lists."""

    name: ClassVar[str] = "choice"
    verb: ClassVar[str] = "Select"
    nature: ClassVar[str] = "one of the options"

    def options(self, column: Column) -> tuple[Option, ...]:
        """Return what can be chosen from."""
        return column.options

    def inputs(self, column: Column) -> tuple[Input, ...]:
        """Return the single input, which holds an option's value."""
        longest = max((len(option.value) for option in self.options(column)), default=0)
        return (Input("", longest, "not-an-option"),)

    def allowed(self, column: Column) -> frozenset[str]:
        """Return the values of the options."""
        return frozenset(option.value for option in self.options(column))

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a field of radio buttons."""
        return {"": controls.radios(column.label, [(each.value, each.label) for each in self.options(column)])}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read the value of an option, exactly as it is written in the spec."""
        text = texts[0]
        if text in self.allowed(column):
            return Reading(text)
        return Reading(None, (Fault("not-an-option"),)) if text.strip() else BLANK_READING

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the option's value."""
        return {"": as_text(value)}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of an option's value."""
        return one_of([option.value for option in self.options(column)])

    def example(self, column: Column) -> Json:
        """Return the first option."""
        return self.options(column)[0].value

    def show(self, column: Column, value: Json) -> str:
        """Return the option's label."""
        return next(option.label for option in self.options(column) if option.value == value)

    def choices(self, column: Column) -> tuple[str, ...]:
        """Return the labels of the options."""
        return tuple(option.label for option in self.options(column))

    def refusal(self, column: Column, value: Json) -> Fault:  # noqa: ARG002 (other kinds need it)
        """Say that it is none of the options."""
        return Fault("not-an-option")


KIND = ChoiceKind()
