"""The kind `choices`: any number of the options."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, as_list
from engine.kinds import controls
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading, is_blank
from engine.shapes import Shape, listing, one_of
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

TICKED = "yes"


class ChoicesKind(Kind):
    """One or more of the options that the spec lists, each with a box of its own; kept in the spec's order."""

    name: ClassVar[str] = "choices"
    verb: ClassVar[str] = "Select"
    nature: ClassVar[str] = "a list of the options, each at most once"

    def inputs(self, column: Column) -> tuple[Input, ...]:
        """Return an input for every option."""
        return tuple(Input(f".{option.value}", len(TICKED), "not-an-option") for option in column.options)

    def exact(self, column: Column) -> dict[str, str]:
        """Return what every box holds when it is ticked."""
        return {f".{option.value}": TICKED for option in column.options}

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a box for every option."""
        return {f".{option.value}": controls.tick(option.label) for option in column.options}

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read which boxes are ticked."""
        chosen: list[Json] = []
        faults: list[Fault] = []
        for option, text in zip(column.options, texts, strict=True):
            if text == TICKED:
                chosen.append(option.value)
            elif not is_blank(text):
                faults.append(Fault("not-an-option", f".{option.value}"))
        return Reading(chosen or None, tuple(faults)) if chosen or faults else BLANK_READING

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the ticks."""
        return {f".{chosen}": TICKED for chosen in as_list(value)}

    def shape(self, column: Column, *, complete: bool) -> Shape:  # noqa: ARG002 (other kinds need it)
        """Return the shape of a list of options in any order, none twice."""
        values = [option.value for option in column.options]
        return listing(one_of(values), least=1, most=len(values), distinct=True)

    def example(self, column: Column) -> Json:
        """Return the first two options, or the only one."""
        return [option.value for option in column.options[:2]]

    def show(self, column: Column, value: Json) -> str:
        """Return the labels of what was chosen, one a line, in the spec's order."""
        chosen = as_list(value)
        return "\n".join(option.label for option in column.options if option.value in chosen)

    def choices(self, column: Column) -> tuple[str, ...]:
        """Return the labels of the options."""
        return tuple(option.label for option in column.options)


KIND = ChoicesKind()
