"""The kind `time`: a time of day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject, as_text
from engine.kinds import bounds, calendar, controls
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading, Tabled
from engine.language import noted
from engine.shapes import Shape, matching
from engine.wording import Wording
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 20


class TimeKind(Kind):
    """A time of day, on the clock of the place where it happened."""

    name: ClassVar[str] = "time"
    nature: ClassVar[str] = noted("a real time, written like 10:15")
    reader: ClassVar[str] = "time"

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the single input."""
        return (Input("", LIMIT, "not-a-time"),)

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a field of one line."""
        return {"": controls.line(column.label)}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read the time."""
        text = texts[0].strip()
        if not text:
            return BLANK_READING
        clock = calendar.read_time(text)
        fault = bounds.outside(column, clock) if clock else Fault("not-a-time")
        return Reading(None, (fault,)) if fault else Reading(clock)

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the time as 10:15."""
        return {"": as_text(value)}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a time of day."""
        return bounds.bounded(matching(calendar.CLOCK), column)

    def example(self, column: Column) -> Json:
        """Return a time."""
        return bounds.within(column, "10:15")

    def show(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the time as 10:15am."""
        return calendar.show_time(as_text(value), self.language)

    def tabled(self, column: Column, value: Json) -> Tabled:  # noqa: ARG002 (other kinds need it)
        """Return the time of day."""
        return calendar.tabled(as_text(value))

    def comparable(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the time."""
        return as_text(value)

    def settings(self, column: Column) -> JsonObject:
        """Return the bounds that are written down."""
        return bounds.settings(column)

    def refusal(self, column: Column, value: Json) -> Fault:
        """Say that a text is too early, too late, or no real time, or that it is not even a text."""
        if not isinstance(value, str):
            return Fault("malformed")
        beyond = bounds.outside(column, value) if calendar.is_time(value) else None
        return beyond or Fault("not-a-time")

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a time."""
        if bounds.is_worded(fault):
            return bounds.sentence(column, wording.subject, fault, self.language)
        if fault.code == "not-a-time":
            return self.language.say("{subject} must be a real time, like 10:15am or 14:30", subject=wording.subject)
        return super().sentence(column, wording, fault)


KIND = TimeKind()
