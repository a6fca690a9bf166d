"""The kind `choice`: one of the options."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject
from engine.kinds import controls, please_say
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading
from engine.language import noted
from engine.shapes import Shape
from engine.wording import Wording
from formspec.model import Column, Option

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField


class ChoiceKind(Kind):
    """One of the options that the spec lists, with words of a person's own where the option asks for them."""

    name: ClassVar[str] = "choice"
    request: ClassVar[str] = noted("Select {answer}{otherwise}")
    nature: ClassVar[str] = noted("one of the options")
    reader: ClassVar[str] = "option"

    def options(self, column: Column) -> tuple[Option, ...]:
        """Return what can be chosen from."""
        return column.options

    def inputs(self, column: Column) -> tuple[Input, ...]:
        """Return the input that holds an option's value, and one for each box that an option opens."""
        options = self.options(column)
        longest = max((len(option.value) for option in options), default=0)
        boxes = [box for option in options for box in please_say.inputs(option)]
        return (Input("", longest, "not-an-option"), *boxes)

    def allowed(self, column: Column) -> frozenset[str]:
        """Return the values of the options."""
        return frozenset(option.value for option in self.options(column))

    def strict(self, column: Column) -> bool:
        """Say whether an option opens a box, so that there is more to read than an option's value."""
        return bool(please_say.asking(self.options(column)))

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a field of radio buttons, and a line for each box that an option opens."""
        options = self.options(column)
        fields = {"": controls.radios(column.label, [(each.value, each.label) for each in options])}
        for option in options:
            fields |= please_say.fields(option)
        return fields

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read the value of an option, exactly as it is written in the spec, and what was typed in its box."""
        options = self.options(column)
        option = next((each for each in options if each.value == texts[0]), None)
        if option is None:
            return Reading(None, (Fault("not-an-option"),)) if texts[0].strip() else BLANK_READING
        boxes = dict(zip(please_say.asking(options), texts[1:], strict=True))
        value, fault = please_say.read(option, boxes.get(option, ""))
        return Reading(value, (fault,) if fault else ())

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the option's value, and what was typed in its box."""
        return {"": please_say.chosen(value)} | please_say.spread(value)

    def shape(self, column: Column, *, complete: bool) -> Shape:
        """Return the shape of an option's value."""
        return please_say.shape(self.options(column), complete=complete)

    def example(self, column: Column) -> Json:
        """Return the first option."""
        return please_say.example(self.options(column)[0])

    def show(self, column: Column, value: Json) -> str:
        """Return the option's label, and what was typed in its box."""
        return please_say.show(self.options(column), value)

    def choices(self, column: Column) -> tuple[str, ...]:
        """Return the labels of the options."""
        return tuple(option.label for option in self.options(column))

    def comparable(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the option's value."""
        return please_say.chosen(value)

    def score(self, column: Column, value: Json) -> Fraction | None:
        """Return the option's score."""
        chosen = please_say.chosen(value)
        score = next((each.score for each in self.options(column) if each.value == chosen), None)
        return None if score is None else Fraction(score)

    def settings(self, column: Column) -> JsonObject:
        """Return how long the text in an option's box may be."""
        return {"maxLength": please_say.LIMIT} if please_say.asking(self.options(column)) else {}

    def refusal(self, column: Column, value: Json) -> Fault:
        """Say that it is none of the options, or one whose box is left empty."""
        return please_say.unsaid(self.options(column), value) or Fault("not-an-option")

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a choice, or for the box that an option opens."""
        boxed = please_say.sentence(self.options(column), fault, self.language)
        return boxed or super().sentence(column, wording, fault)


KIND = ChoiceKind()
