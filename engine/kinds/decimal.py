"""The kind `decimal`: a number that may have places behind the point."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject
from engine.kinds import controls, numbers
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading, Tabled, is_blank
from engine.language import noted
from engine.shapes import Shape
from engine.wording import Wording
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 30
_DIGITS = "digits"
_WHOLE = "whole"
_SAMPLE = 12


class DecimalKind(Kind):
    """A number, with as many places behind the point as the spec allows; it may be typed with its unit."""

    name: ClassVar[str] = "decimal"
    nature: ClassVar[str] = noted("a number, not in quotation marks")
    reader: ClassVar[str] = "number"
    whole: ClassVar[bool] = False
    keypad: ClassVar[str] = "decimal"
    sample: ClassVar[Decimal] = Decimal("12.5")

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the single input."""
        return (Input("", LIMIT, "not-a-number"),)

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a field of one line, with a phone's keypad for numbers unless that has no minus."""
        least = numbers.bound(column.least)
        keypad = {"inputmode": self.keypad} if least is not None and least >= 0 else {}
        return {"": controls.line(column.label, **keypad)}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read the number."""
        if is_blank(texts[0]):
            return BLANK_READING
        number = numbers.read_number(texts[0], column.unit)
        if number is None or len(texts[0].strip()) > LIMIT:
            return Reading(None, (Fault("not-a-number"),))
        fault = self._fault(column, number)
        return Reading(None, (fault,)) if fault else Reading(numbers.as_json(number))

    def _fault(self, column: Column, number: Decimal) -> Fault | None:
        places = numbers.digits(number)[1]
        if self.whole and places:
            return Fault("not-a-number", "", _WHOLE)
        if column.decimal_places is not None and places > column.decimal_places:
            return Fault("too-precise")
        least, most = numbers.bound(column.least), numbers.bound(column.most)
        if code := numbers.is_outside(number, least, most):
            return Fault(code, "", f"{least if code == 'too-small' else most}")
        return Fault("not-a-number", "", _DIGITS) if numbers.is_too_long(number) else None

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the number without its unit."""
        return {"": numbers.plain(value)}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a number within the bounds that are written down."""
        least, most = numbers.bound(column.least), numbers.bound(column.most)
        return numbers.shape(whole=self.whole, places=column.decimal_places, least=least, most=most)

    def example(self, column: Column) -> Json:
        """Return a number within the bounds that are written down."""
        unit = Decimal(1).scaleb(-self._places(column))
        least, most = numbers.bound(column.least), numbers.bound(column.most)
        number = self.sample.quantize(unit, ROUND_FLOOR)
        if least is not None and number < least:
            number = least.quantize(unit, ROUND_CEILING)
        if most is not None and number > most:
            number = most.quantize(unit, ROUND_FLOOR)
        return numbers.as_json(number)

    def _places(self, column: Column) -> int:
        return 0 if self.whole else numbers.DIGITS // 2 if column.decimal_places is None else column.decimal_places

    def show(self, column: Column, value: Json) -> str:
        """Return the number with its unit."""
        return numbers.show(value, column.unit, whole=self.whole or column.decimal_places == 0)

    def tabled(self, column: Column, value: Json) -> Tabled:  # noqa: ARG002 (other kinds need it)
        """Return the number, without its unit."""
        return numbers.tabled(value)

    def comparable(self, column: Column, value: Json) -> Fraction:  # noqa: ARG002 (other kinds need it)
        """Return the number."""
        return numbers.exact(value)

    def score(self, column: Column, value: Json) -> Fraction:  # noqa: ARG002 (other kinds need it)
        """Return the number."""
        return numbers.exact(value)

    def settings(self, column: Column) -> JsonObject:
        """Return what a number may be and what may stand beside it."""
        said: JsonObject = {"whole": self.whole}
        if column.unit:
            said["unit"] = column.unit
        if column.decimal_places is not None:
            said["decimalPlaces"] = column.decimal_places
        for name, value in (("least", column.least), ("most", column.most)):
            if (bound := numbers.bound(value)) is not None:
                said[name] = f"{bound}"
        return said

    def refusal(self, column: Column, value: Json) -> Fault:
        """Say what is wrong with the number, or that it is none."""
        number = numbers.as_decimal(value)
        return (number is not None and self._fault(column, number)) or Fault("malformed")

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a number."""
        say, bound = self.language.say, numbers.show_bound(fault.detail, column.unit)
        match fault.code:
            case "not-a-number":
                return self._form(column, wording, fault.detail)
            case "too-precise" if column.decimal_places == 1:
                return say("{subject} must have at most {places} decimal place", subject=wording.subject, places=1)
            case "too-precise" if column.decimal_places:
                places = column.decimal_places
                return say(
                    "{subject} must have at most {places} decimal places", subject=wording.subject, places=places
                )
            case "too-precise":
                return self._form(column, wording, _WHOLE)
            case "too-small":
                return say("{subject} must be {number} or more", subject=wording.subject, number=bound)
            case "too-large":
                return say("{subject} must be {number} or less", subject=wording.subject, number=bound)
            case _:
                return super().sentence(column, wording, fault)

    def _form(self, column: Column, wording: Wording, detail: str) -> str:
        """Return the sentence for what is no number, no whole one, or one of too many digits."""
        say, subject = self.language.say, wording.subject
        if detail == _DIGITS:
            return say("{subject} must have at most {number} digits", subject=subject, number=numbers.DIGITS)
        if detail == _WHOLE:
            return say("{subject} must be a whole number, like {number}", subject=subject, number=_SAMPLE)
        sample = _SAMPLE if self.whole or column.decimal_places == 0 else self.sample
        return say("{subject} must be a number, like {number}", subject=subject, number=sample)


KIND = DecimalKind()
