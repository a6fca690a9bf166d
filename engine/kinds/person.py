"""The kind `person`: a person's name, with their role."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject, as_object, as_text
from engine.kinds import controls
from engine.kinds.kind import BLANK_READING, Comparable, Fault, Input, Kind, Reading
from engine.kinds.lines import read_line
from engine.language import noted
from engine.shapes import Shape, closed, words
from engine.wording import Wording
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 200
_LABELS = {"name": noted("Full name"), "role": noted("Role")}
_OPTIONAL = "role"


class PersonKind(Kind):
    """A person's name, and the role in which they are named where it is known."""

    name: ClassVar[str] = "person"
    nature: ClassVar[str] = noted("a name, with a role where it is known")
    reader: ClassVar[str] = "person"

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the name's input and the role's."""
        return tuple(Input(f".{part}", LIMIT) for part in _LABELS)

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":  # noqa: ARG002 (other kinds need it)
        """Return a line for each part."""
        return {f".{part}": controls.line(label) for part, label in self._labels().items()}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:  # noqa: ARG002 (other kinds need it)
        """Read the name and the role; a role needs a name."""
        typed = {part: text.strip() for part, text in zip(_LABELS, texts, strict=True)}
        if not any(typed.values()):
            return BLANK_READING
        value: dict[str, Json] = {}
        faults = [] if typed["name"] else [Fault("incomplete", ".name")]
        for part, text in typed.items():
            line = read_line(text, LIMIT, f".{part}")
            if isinstance(line, Fault):
                faults.append(line)
            elif line:
                value[part] = line
        return Reading(value or None, tuple(faults))

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the parts."""
        return {f".{part}": as_text(text) for part, text in as_object(value).items()}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a name with a role; a complete one has the name."""
        members = {part: words(LIMIT, one_line=True) for part in _LABELS}
        return closed(members, required=["name"] if complete else (), empty=False)

    def comparable(self, column: Column, value: Json) -> Comparable:  # noqa: ARG002 (other kinds need it)
        """Return the name."""
        return as_text(as_object(value)["name"])

    def example(self, column: Column) -> Json:  # noqa: ARG002 (other kinds need it)
        """Return a name and a role."""
        return {"name": "Example name", "role": "Example role"}

    def show(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the name, and behind it the role."""
        parts = as_object(value)
        return ", ".join(as_text(parts[part]) for part in _LABELS if part in parts)

    def caption(self, column: Column, value: Json) -> str:
        """Return the name; the role where there is no name yet."""
        parts = as_object(value)
        return as_text(parts["name"]) if "name" in parts else self.show(column, value)

    def parts(self, column: Column) -> tuple[str, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the labels of the two parts."""
        return tuple(self._labels().values())

    def settings(self, column: Column) -> JsonObject:  # noqa: ARG002 (other kinds need it)
        """Return how long a part may be."""
        return {"maxLength": LIMIT}

    def subject(self, column: Column, wording: Wording, suffix: str) -> str:  # noqa: ARG002 (kinds with parts need it)
        """Return the label of the part."""
        return self.language.say(_LABELS[suffix[1:]])

    def _labels(self) -> dict[str, str]:
        """Return the labels of the parts; the one that may be left out says so."""
        said = {part: self.language.say(label) for part, label in _LABELS.items()}
        return said | {_OPTIONAL: self.language.say("{label} (optional)", label=said[_OPTIONAL])}

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a person."""
        if fault.code == "incomplete":
            return self.language.say("Enter a full name")
        return super().sentence(column, wording, fault)


KIND = PersonKind()
