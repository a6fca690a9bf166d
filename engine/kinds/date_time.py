"""The kind `date-time`: a day of the calendar with a time of day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, as_text
from engine.kinds import bounds, calendar, controls
from engine.kinds.date import A_DAY, A_MONTH, A_TIME, A_YEAR, LIMIT, PARTS, DateKind, lacking, read_date
from engine.kinds.kind import BLANK_READING, Fault, Input, Reading
from engine.language import noted
from engine.shapes import Shape, matching
from engine.wording import Wording
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField


class DateTimeKind(DateKind):
    """A day and a time, on the clock of the place where it happened: no time zone is kept."""

    name: ClassVar[str] = "date-time"
    nature: ClassVar[str] = noted("a real date and time, written like 2026-11-23T10:15")
    reader: ClassVar[str] = "date-time"

    def inputs(self, column: Column) -> tuple[Input, ...]:
        """Return the date's inputs and the time's."""
        return (*super().inputs(column), Input(".time", LIMIT, "not-a-time"))

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return the date's fields and the time's."""
        return super().fields(column) | {".time": controls.line(self.language.say("Time"))}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read the day and the time."""
        day, month, year, clock = map(str.strip, texts)
        if not (day or month or year or clock):
            return BLANK_READING
        read, read_clock = read_date(day, month, year), calendar.read_time(clock)
        if isinstance(read, Fault) and not read.missing:
            return Reading(None, (read,))
        if clock and not read_clock:
            return Reading(None, (Fault("not-a-time", ".time"),))
        if isinstance(read, Fault) or not read_clock:
            named = (day, A_DAY, ".day"), (month, A_MONTH, ".month"), (year, A_YEAR, ".year")
            return Reading(None, (lacking(*named, (clock, A_TIME, ".time")),))
        moment = f"{read}T{read_clock}"
        beyond = bounds.outside(column, moment, PARTS[0])
        return Reading(None, (beyond,)) if beyond else Reading(moment)

    def spread(self, column: Column, value: Json) -> dict[str, str]:
        """Return the parts; the time as 10:15."""
        day, clock = as_text(value).split("T")
        return super().spread(column, day) | {".time": clock}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a day that is in the calendar, with a time."""
        return bounds.bounded(matching(f"(?:{calendar.DAY})T{calendar.CLOCK}"), column)

    def example(self, column: Column) -> Json:
        """Return a day and a time."""
        return bounds.within(column, "2026-11-23T10:15", "T10:15")

    def show(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the day and the time as 23 November 2026 at 10:15am."""
        return calendar.show(as_text(value), self.language)

    def parts(self, column: Column) -> tuple[str, ...]:
        """Return the labels of the four parts."""
        return (*super().parts(column), self.language.say("Time"))

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a date and time."""
        if fault.code == "not-a-time":
            return self.language.say(
                "{subject} must include a real time, like 10:15am or 14:30", subject=wording.subject
            )
        return super().sentence(column, wording, fault)


KIND = DateTimeKind()
