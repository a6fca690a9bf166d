"""What the kinds `email`, `phone` and `url` share: one line that must be written in one way, from end to end.

Here lives the reading against a pattern, which is in the published schema, too, and in the browser's script.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject, as_text
from engine.kinds import controls
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading
from engine.length import excess
from engine.shapes import Shape, has_line_break, matching
from engine.wording import Wording
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField


class WrittenKind(Kind):
    """A line that fits a pattern of its kind. Its length is counted in code points, of which most are letters."""

    reader: ClassVar[str] = "written"
    limit: ClassVar[int]
    pattern: ClassVar[str]
    code: ClassVar[str]
    """The fault of a line that does not fit."""
    sample: ClassVar[str]
    attributes: ClassVar[Mapping[str, str]]
    """What helps a phone's keyboard to be the right one."""

    @cached_property
    def _fits(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def tidy(self, text: str) -> str:
        """Return the line as a record keeps it."""
        return text

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the single input."""
        return (Input("", self.limit),)

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a field of one line."""
        return {"": controls.line(column.label, **self.attributes)}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:  # noqa: ARG002 (other kinds need it)
        """Read the line."""
        text = texts[0].strip()
        if not text:
            return BLANK_READING
        line = text if has_line_break(text) else self.tidy(text)
        fault = self._fault(line)
        return Reading(None, (fault,)) if fault else Reading(line)

    def _fault(self, line: str) -> Fault | None:
        if has_line_break(line):
            return Fault("one-line")
        if len(line) > self.limit:
            return Fault("too-long", "", excess(line, self.limit))
        return None if self._fits.fullmatch(line) else Fault(self.code)

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the line."""
        return {"": as_text(value)}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a line that fits."""
        return matching(self.pattern, self.limit)

    def example(self, column: Column) -> Json:  # noqa: ARG002 (other kinds need it)
        """Return a line that fits."""
        return self.sample

    def comparable(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the line."""
        return as_text(value)

    def settings(self, column: Column) -> JsonObject:  # noqa: ARG002 (other kinds need it)
        """Return how long the line may be, and how it is written."""
        return {"oneLine": True, "maxLength": self.limit, "pattern": self.pattern, "fault": self.code}

    def refusal(self, column: Column, value: Json) -> Fault:  # noqa: ARG002 (other kinds need it)
        """Say what is wrong with a text, or that it is none."""
        return (isinstance(value, str) and self._fault(value)) or Fault("malformed")

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for such a line."""
        if fault.code == self.code:
            say, sample = self.language.say, self.sample
            return say("{subject} must be in the correct format, like {sample}", subject=wording.subject, sample=sample)
        return super().sentence(column, wording, fault)
