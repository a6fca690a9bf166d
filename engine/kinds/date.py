"""The kind `date`: a day of the calendar."""

import re
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
PARTS = (".day", ".month", ".year")
_NOT_FOUR = "year"
_OUT_OF_RANGE = "range"
A_DAY, A_MONTH, A_YEAR, A_TIME = noted("a day"), noted("a month"), noted("a year"), noted("a time")
_AND = re.compile(", | and ")


class DateKind(Kind):
    """A day, entered as day, month and year; a month may be given by name."""

    name: ClassVar[str] = "date"
    nature: ClassVar[str] = noted("a real date, written like 2026-11-23")
    reader: ClassVar[str] = "date"

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the three inputs."""
        return tuple(Input(suffix, LIMIT, "not-a-date") for suffix in PARTS)

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":  # noqa: ARG002 (other kinds need it)
        """Return a short field for each part."""
        day, month, year = self._labels()
        return {
            ".day": controls.line(day, inputmode="numeric"),
            ".month": controls.line(month),
            ".year": controls.line(year, inputmode="numeric"),
        }

    def _labels(self) -> tuple[str, str, str]:
        say = self.language.say
        return say("Day"), say("Month"), say("Year")

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read the day."""
        day, month, year = map(str.strip, texts)
        if not (day or month or year):
            return BLANK_READING
        read = read_date(day, month, year)
        if isinstance(read, Fault):
            return Reading(None, (read,))
        beyond = bounds.outside(column, read, PARTS[0])
        return Reading(None, (beyond,)) if beyond else Reading(read)

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the parts without leading noughts."""
        year, month, day = as_text(value).split("-")
        return {".day": day.lstrip("0"), ".month": month.lstrip("0"), ".year": year}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a day that is in the calendar."""
        return bounds.bounded(matching(calendar.DAY), column)

    def example(self, column: Column) -> Json:
        """Return a day."""
        return bounds.within(column, "2026-11-23")

    def show(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the day as 23 November 2026."""
        return calendar.show_day(as_text(value), self.language)

    def tabled(self, column: Column, value: Json) -> Tabled:  # noqa: ARG002 (other kinds need it)
        """Return the day, with its time where there is one."""
        return calendar.tabled(as_text(value))

    def parts(self, column: Column) -> tuple[str, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the labels of the three parts."""
        return self._labels()

    def comparable(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the day, with its time where there is one."""
        return as_text(value)

    def settings(self, column: Column) -> JsonObject:
        """Return the bounds that are written down."""
        return bounds.settings(column)

    def refusal(self, column: Column, value: Json) -> Fault:
        """Say that a text is too early, too late, or no real date, or that it is not even a text."""
        if not isinstance(value, str):
            return Fault("malformed")
        beyond = bounds.outside(column, value, PARTS[0]) if calendar.is_day(value) else None
        return beyond or Fault("not-a-date")

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a date."""
        say = self.language.say
        if bounds.is_worded(fault):
            return bounds.sentence(column, wording.subject, fault, self.language)
        if fault.code == "incomplete":
            return say("{subject} must include {parts}", subject=wording.subject, parts=self._missing(fault.detail))
        if fault.code != "not-a-date":
            return super().sentence(column, wording, fault)
        if fault.detail == _NOT_FOUR:
            return say("Year must include 4 numbers")
        if fault.detail == _OUT_OF_RANGE:
            years = {"first": calendar.YEARS[0], "last": calendar.YEARS[-1]}
            return say("{subject} must be between {first} and {last}", subject=wording.subject, **years)
        return say("{subject} must be a real date", subject=wording.subject)

    def _missing(self, detail: str) -> str:
        """Return the parts that are missing, whose English a fault has for its detail, in the language."""
        return self.language.listed([self.language.say(part) for part in _AND.split(detail)])


def read_date(day: str, month: str, year: str) -> str | Fault:
    """Return the day as 2026-11-23, or what is wrong with the three parts: a wrong one before a missing one."""
    wrong = _wrong_part(day, month, year)
    if wrong is not None:
        return wrong
    if not (day and month and year):
        return lacking((day, A_DAY, ".day"), (month, A_MONTH, ".month"), (year, A_YEAR, ".year"))
    numbers = calendar.read_day(day) or 0, calendar.read_month(month) or 0
    return calendar.day_of(*numbers, int(year)) or Fault("not-a-date", ".day")


def _wrong_part(day: str, month: str, year: str) -> Fault | None:
    """Return the fault of the first part that is there and cannot be one."""
    if day and calendar.read_day(day) is None:
        return Fault("not-a-date", ".day")
    if month and calendar.read_month(month) is None:
        return Fault("not-a-date", ".month")
    if year and not calendar.is_four_digits(year):
        return Fault("not-a-date", ".year", _NOT_FOUR)
    if year and int(year) not in calendar.YEARS:
        return Fault("not-a-date", ".year", _OUT_OF_RANGE)
    return None


def lacking(*parts: tuple[str, str, str]) -> Fault:
    """Return the fault of an answer some of whose parts (text, noun, suffix) are blank."""
    missing = [(noun, suffix) for text, noun, suffix in parts if not text]
    nouns = [noun for noun, _ in missing]
    detail = f"{', '.join(nouns[:-1])} and {nouns[-1]}" if nouns[1:] else nouns[0]
    return Fault("incomplete", missing[0][1], detail)


KIND = DateKind()
