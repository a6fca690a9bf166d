"""The kind `text`: one line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine import check_character
from engine.json_value import Json, JsonObject, as_text
from engine.kinds import controls
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading
from engine.language import noted
from engine.length import exceeds, excess, falls_short
from engine.matching import matches
from engine.shapes import Shape, has_line_break, narrowed, words
from engine.wording import Wording
from formspec import pattern
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 200
_EXAMPLE = "Example answer"
_LENGTH = "length"
_OF_LETTERS = "upn"
"""The one number of a length of its own that is not made of digits."""


class TextKind(Kind):
    """One line of text, of at most 200 characters unless the spec says otherwise."""

    name: ClassVar[str] = "text"
    nature: ClassVar[str] = noted("text, with no space at either end")
    limit: ClassVar[int] = LIMIT
    one_line: ClassVar[bool] = True
    reader: ClassVar[str] = "text"

    def inputs(self, column: Column) -> tuple[Input, ...]:
        """Return the single input."""
        return (Input("", column.max_length or self.limit),)

    def strict(self, column: Column) -> bool:
        """Say whether the spec asks for more than a text within its limit."""
        return bool((column.min_length or 0) > 1 or column.pattern or column.check_character)

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a field of one line."""
        return {"": controls.line(column.label)}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read a line; blanks at its ends do not count."""
        text = texts[0].strip()
        if not text:
            return BLANK_READING
        fault = self._fault(column, text)
        return Reading(None, (fault,)) if fault else Reading(text)

    def _fault(self, column: Column, text: str) -> Fault | None:
        most = column.max_length or self.limit
        if exceeds(text, most):
            return Fault("too-long", "", excess(text, most))
        if self.one_line and has_line_break(text):
            return Fault("one-line")
        if column.min_length and falls_short(text, column.min_length):
            return Fault("too-short")
        if column.pattern and not matches(column.pattern, text):
            return Fault("pattern")
        algorithm = column.check_character
        if not algorithm or check_character.is_checked(algorithm, text):
            return None
        return Fault("check-character", "", "" if check_character.has_length(algorithm, text) else _LENGTH)

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the text."""
        return {"": as_text(value)}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a text within its limits, written as the spec asks for."""
        limited = words(column.max_length or self.limit, least=column.min_length or 1, one_line=self.one_line)
        if not (column.pattern or column.check_character):
            return limited
        written: JsonObject = {"pattern": f"^(?:{column.pattern})$"} if column.pattern else {}
        shape = Shape(limited.schema | written, lambda given: self._accepts(column, limited, given), limited.unsaid)
        said = f"Its check characters are right ({column.check_character})."
        return narrowed(shape, said, shape.accepts) if column.check_character else shape

    def _accepts(self, column: Column, limited: Shape, given: Json) -> bool:
        return limited.accepts(given) and self._fault(column, as_text(given)) is None

    def example(self, column: Column) -> Json:
        """Return a text that is written as the spec asks for, or else a few words, as many as fit."""
        if column.check_character:
            return _checked(column.check_character, column.pattern)
        if column.pattern:
            return pattern.example(column.pattern)
        fitting = _EXAMPLE[: column.max_length or self.limit].strip()
        return fitting + "." * ((column.min_length or 0) - len(fitting))

    def comparable(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the text."""
        return as_text(value).strip()

    def settings(self, column: Column) -> JsonObject:
        """Return how long the text may be, and how it must be written."""
        said: JsonObject = {
            "oneLine": self.one_line,
            "maxLength": column.max_length or self.limit,
            "minLength": column.min_length,
            "pattern": column.pattern,
            "checkCharacter": column.check_character,
        }
        return {name: value for name, value in said.items() if value}

    def refusal(self, column: Column, value: Json) -> Fault:
        """Tell apart what is too long or written otherwise, and what is not such a text at all."""
        if not isinstance(value, str) or value != value.strip() or not value:
            return Fault("malformed")
        return self._fault(column, value) or Fault("malformed")

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a text."""
        say, subject = self.language.say, wording.subject
        match fault.code:
            case "too-short" if column.min_length:
                least = f"{column.min_length:,}"
                return say("{subject} must be {limit} characters or more", subject=subject, limit=least)
            case "pattern" if column.pattern:
                sample = pattern.example(column.pattern)
                return say("{subject} must be written like {sample}", subject=subject, sample=sample)
            case "check-character" if fault.detail == _LENGTH and column.check_character:
                return self._of_length(column.check_character, subject)
            case "check-character":
                return say("{subject} has a wrong or missing character: check it against the original", subject=subject)
            case _:
                return super().sentence(column, wording, fault)

    def _of_length(self, algorithm: str, subject: str) -> str:
        """Return the sentence for a number that is too short or too long."""
        say, lengths = self.language.say, map(str, check_character.lengths(algorithm))
        words = {"number": self.language.listed([*lengths], "or"), "sample": check_character.example(algorithm)}
        if algorithm == _OF_LETTERS:
            return say("{subject} must have {number} characters, like {sample}", subject=subject, **words)
        return say("{subject} must have {number} digits, like {sample}", subject=subject, **words)


def _checked(algorithm: str, written: str) -> str:
    """Return a number whose check characters are right, written as a pattern asks for where one is found."""
    usual = check_character.example(algorithm)
    if not written or matches(written, usual):
        return usual
    mended = check_character.mended(algorithm, pattern.example(written))
    return next((each for each in mended if matches(written, each)), usual)


KIND = TextKind()
