"""The kind `signature`: a typed name under a declaration."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject, as_object, as_text
from engine.kinds import controls
from engine.kinds.declaration import DECLARED, OTHER_WORDS, declared, is_otherwise, refused
from engine.kinds.kind import BLANK_READING, Comparable, Fault, Input, Kind, Reading, is_blank
from engine.kinds.lines import read_line
from engine.language import noted
from engine.shapes import Shape, closed, words
from engine.wording import Wording
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 200


class SignatureKind(Kind):
    """A name typed as a signature, with the declaration that it stands under; the record keeps both."""

    name: ClassVar[str] = "signature"
    nature: ClassVar[str] = noted("a name with the declaration that it signs")
    reader: ClassVar[str] = "signature"

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the name's input and the declaration's."""
        return Input(".name", LIMIT), Input(".declared", len(DECLARED), "not-an-option")

    def exact(self, column: Column) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return what the declaration's box holds when it is ticked."""
        return {".declared": DECLARED}

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a line for the name and a box for the declaration."""
        return {".name": controls.line(self.language.say("Full name")), ".declared": controls.tick(column.declaration)}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read the name and whether the declaration was made."""
        name, ticked = texts[0].strip(), texts[1]
        if not name and is_blank(ticked):
            return BLANK_READING
        value: dict[str, Json] = {}
        faults: list[Fault] = []
        line = read_line(name, LIMIT, ".name") if name else Fault("incomplete", ".name")
        if isinstance(line, Fault):
            faults.append(line)
        else:
            value["name"] = line
        if ticked == DECLARED:
            value["declaration"] = column.declaration
        else:
            faults.append(Fault("incomplete" if is_blank(ticked) else "not-an-option", ".declared"))
        return Reading(value or None, tuple(faults))

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the name and the tick."""
        parts = as_object(value)
        named = {".name": as_text(parts["name"])} if "name" in parts else {}
        return named | ({".declared": DECLARED} if "declaration" in parts else {})

    def shape(self, column: Column, *, complete: bool) -> Shape:
        """Return the shape of a name with this declaration."""
        members = {"name": words(LIMIT, one_line=True), "declaration": declared(column)}
        return closed(members, required=members if complete else (), empty=False)

    def comparable(self, column: Column, value: Json) -> Comparable:  # noqa: ARG002 (other kinds need it)
        """Return the name."""
        return as_text(as_object(value)["name"])

    def example(self, column: Column) -> Json:
        """Return a signed declaration."""
        return {"name": "Example name", "declaration": column.declaration}

    def show(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the name, and below it the declaration."""
        parts = as_object(value)
        return "\n".join(as_text(parts[name]) for name in ("name", "declaration") if name in parts)

    def choices(self, column: Column) -> tuple[str, ...]:
        """Return the declaration, which has a box to tick on paper too."""
        return (column.declaration,)

    def parts(self, column: Column) -> tuple[str, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the labels of the name and, on paper, of what is written by hand."""
        return self.language.say("Full name"), self.language.say("Signature")

    def settings(self, column: Column) -> JsonObject:
        """Return how long the name may be, and what is declared."""
        return {"maxLength": LIMIT, "declaration": column.declaration}

    def refusal(self, column: Column, value: Json) -> Fault:
        """Tell apart other words than those that were shown, and what is no signature at all."""
        return refused(column, value)

    def subject(self, column: Column, wording: Wording, suffix: str) -> str:  # noqa: ARG002 (kinds with parts need it)
        """Return what a sentence about the name begins with."""
        return self.language.say("Full name")

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for a signature."""
        if is_otherwise(fault):
            return self.language.say(OTHER_WORDS, subject=wording.subject, text=column.declaration)
        if fault.suffix == ".declared":
            return self.language.say("Select “{text}” to sign", text=column.declaration)
        if fault.code == "incomplete":
            return self.language.say("Enter your full name to sign")
        return super().sentence(column, wording, fault)


KIND = SignatureKind()
