"""The kind `calculated`: worked out from other answers, and never typed."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject
from engine.kinds import calendar, numbers
from engine.kinds.kind import BLANK_READING, Comparable, Fault, Input, Kind, Reading, Tabled
from engine.language import noted
from engine.shapes import Shape, either, words
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LARGEST = 10**15
"""What every number that is worked out stays below, so that JSON says it the same everywhere."""


class CalculatedKind(Kind):
    """A number or a text that `engine.rules` works out; it has no inputs, and nothing to read."""

    name: ClassVar[str] = "calculated"
    nature: ClassVar[str] = noted("a number or a text")
    free: ClassVar[bool] = True
    reader: ClassVar[str] = "calculated"

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return no inputs."""
        return ()

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":  # noqa: ARG002 (other kinds need it)
        """Return no fields."""
        return {}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:  # noqa: ARG002 (other kinds need it)
        """Read nothing."""
        return BLANK_READING

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return nothing: a page shows what was worked out, and asks for nothing."""
        return {}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a number or a text."""
        number: JsonObject = {"type": "number", "exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST}
        return either(Shape(number, _is_number), words())

    def example(self, column: Column) -> Json:  # noqa: ARG002 (other kinds need it)
        """Return a number."""
        return 12

    def show(self, column: Column, value: Json) -> str:
        """Return the number with its unit, the day or time as it is read, or the text."""
        if isinstance(value, str):
            return calendar.show(value, self.language)
        return numbers.show(value, column.unit, whole=column.decimal_places == 0)

    def tabled(self, column: Column, value: Json) -> Tabled:  # noqa: ARG002 (other kinds need it)
        """Return the number without its unit, the day or time, or the text."""
        return calendar.tabled(value) if isinstance(value, str) else numbers.tabled(value)

    def comparable(self, column: Column, value: Json) -> Comparable:  # noqa: ARG002 (other kinds need it)
        """Return the number or the text."""
        return value.strip() if isinstance(value, str) else numbers.exact(value)

    def score(self, column: Column, value: Json) -> Fraction | None:  # noqa: ARG002 (other kinds need it)
        """Return the number, None for a text."""
        return None if isinstance(value, str) else numbers.exact(value)

    def settings(self, column: Column) -> JsonObject:
        """Return how the number is shown."""
        return {"unit": column.unit} if column.unit else {}

    def refusal(self, column: Column, value: Json) -> Fault:  # noqa: ARG002 (other kinds need it)
        """Say that it is neither a number nor a text."""
        return Fault("malformed")


def _is_number(given: Json) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < LARGEST


KIND = CalculatedKind()
