"""The kind `address`: a postal address in the United Kingdom."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject, as_object, as_text
from engine.kinds import controls
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading
from engine.kinds.lines import read_line
from engine.language import noted
from engine.shapes import BLANK, Shape, closed, has_line_break, matching, words
from engine.wording import Wording, lower_first, upper_first
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 100
POSTCODE = "(?:[A-Z]{1,2}[0-9][0-9A-Z]?|GIR) [0-9][ABD-HJLNP-UW-Z]{2}"
"""The pattern of a postcode: an outward code, a space, and an inward code (BS 7666 leaves out six letters of it)."""

_POSTCODE = re.compile(POSTCODE)
_BETWEEN = re.compile(f"[{BLANK}.-]")
_INWARD = 3
_LABELS = {
    "line-1": noted("Address line 1"),
    "line-2": noted("Address line 2"),
    "town": noted("Town or city"),
    "county": noted("County"),
    "postcode": noted("Postcode"),
}
_NEEDED = ("line-1", "town", "postcode")
_OPTIONAL = ("line-2", "county")
_EXAMPLE = {"line-1": "1 Example Street", "town": "Example Town", "postcode": "AA1 1AA"}


class AddressKind(Kind):
    """An address in parts, with the name of who is there when the spec gives a label for it."""

    name: ClassVar[str] = "address"
    nature: ClassVar[str] = noted("an address with its parts")
    reader: ClassVar[str] = "address"

    def inputs(self, column: Column) -> tuple[Input, ...]:
        """Return an input for each part."""
        return tuple(
            Input(f".{part}", LIMIT, "not-a-postcode" if part == "postcode" else "too-long")
            for part in parts_of(column)
        )

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a line for each part."""
        return {f".{part}": controls.line(label) for part, label in self._labels(column).items()}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read the parts; what is missing and what is malformed is told of each part."""
        typed = {part: text.strip() for part, text in zip(parts_of(column), texts, strict=True)}
        if not any(typed.values()):
            return BLANK_READING
        value: dict[str, Json] = {}
        faults: list[Fault] = []
        for part, text in typed.items():
            read = _read_part(part, text)
            if isinstance(read, Fault):
                faults.append(read)
            elif read:
                value[part] = read
        return Reading(value or None, tuple(faults))

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the parts."""
        return {f".{part}": as_text(text) for part, text in as_object(value).items()}

    def shape(self, column: Column, *, complete: bool) -> Shape:
        """Return the shape of an address; the parts that it cannot do without are required of a complete one."""
        members = {part: words(LIMIT, one_line=True) for part in parts_of(column)}
        members["postcode"] = matching(POSTCODE)
        needed = [part for part in members if part in ("name", *_NEEDED)]
        return closed(members, required=needed if complete else (), empty=False)

    def example(self, column: Column) -> Json:
        """Return an address."""
        named: dict[str, Json] = {"name": "Example name"} if column.name_label else {}
        return {**named, **_EXAMPLE}

    def show(self, column: Column, value: Json) -> str:
        """Return the parts, one a line."""
        parts = as_object(value)
        return "\n".join(as_text(parts[part]) for part in parts_of(column) if part in parts)

    def parts(self, column: Column) -> tuple[str, ...]:
        """Return the labels of the parts."""
        return tuple(self._labels(column).values())

    def refusal(self, column: Column, value: Json) -> Fault:
        """Tell what is wrong with one of the parts, or that there are no such parts at all."""
        parts = value if isinstance(value, dict) else {}
        texts = [part for part in parts.values() if isinstance(part, str) and part and part == part.strip()]
        if not parts or len(texts) < len(parts) or not parts.keys() <= {*parts_of(column)}:
            return Fault("malformed")
        faults = self.parse(column, [as_text(parts.get(part, "")) for part in parts_of(column)]).faults
        written = postcode(as_text(parts.get("postcode", ""))) or ""
        otherwise = Fault("not-a-postcode", ".postcode", written)
        return next((fault for fault in faults if not fault.missing), otherwise)

    def settings(self, column: Column) -> JsonObject:  # noqa: ARG002 (other kinds need it)
        """Return how long a part may be, and how a postcode is written."""
        return {"maxLength": LIMIT, "pattern": POSTCODE}

    def subject(self, column: Column, wording: Wording, suffix: str) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the label of the part, as it begins a sentence."""
        return upper_first(self._label(column, suffix[1:]))

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a part of an address."""
        if fault.code == "not-a-postcode" and _POSTCODE.fullmatch(fault.detail):
            return self.language.say("The postcode must be written {postcode}", postcode=fault.detail)
        if fault.code == "not-a-postcode" or (fault.code == "incomplete" and fault.suffix == ".postcode"):
            return self.language.say("Enter a full UK postcode")
        if fault.code == "incomplete":
            return self.language.say("Enter {part}", part=lower_first(self._label(column, fault.suffix[1:])))
        return super().sentence(column, wording, fault)

    def _labels(self, column: Column) -> dict[str, str]:
        """Return the labels of the parts, by part, in the order of a page; those that may be left out say so."""
        say = self.language.say
        said = {part: say(label) for part, label in _LABELS.items()}
        optional = {part: say("{label} (optional)", label=said[part]) for part in _OPTIONAL}
        return ({"name": column.name_label} if column.name_label else {}) | said | optional

    def _label(self, column: Column, part: str) -> str:
        return column.name_label.removesuffix(":") if part == "name" else self.language.say(_LABELS[part])


def parts_of(column: Column) -> tuple[str, ...]:
    """Return the parts of an address, in the order of a page."""
    return ("name", *_LABELS) if column.name_label else tuple(_LABELS)


def postcode(text: str) -> str | None:
    """Return a postcode as it is written officially (TF1 1AA), or None when it is not a full one."""
    if not text.isascii():
        return None
    bare = _BETWEEN.sub("", text).upper()
    spaced = f"{bare[:-_INWARD]} {bare[-_INWARD:]}"
    return spaced if _POSTCODE.fullmatch(spaced) else None


def _read_part(part: str, text: str) -> str | Fault:
    if not text:
        return Fault("incomplete", f".{part}") if part in ("name", *_NEEDED) else ""
    if part == "postcode" and not has_line_break(text):
        return postcode(text) or Fault("not-a-postcode", ".postcode")
    return read_line(text, LIMIT, f".{part}")


KIND = AddressKind()
