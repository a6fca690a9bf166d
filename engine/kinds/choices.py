"""The kind `choices`: any number of the options."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject, as_list
from engine.kinds import controls, counts, please_say
from engine.kinds.kind import BLANK_READING, Fault, Input, Kind, Reading, is_blank
from engine.language import noted
from engine.shapes import Shape, either, listing
from engine.wording import Wording
from formspec.model import Column, Option

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

TICKED = "yes"
_COUNTED = counts.Counted(
    noted("Select at least {number} option for “{question}”"),
    noted("Select at least {number} options for “{question}”"),
    noted("Select no more than {number} option for “{question}”"),
    noted("Select no more than {number} options for “{question}”"),
)


class ChoicesKind(Kind):
    """One or more of the options that the spec lists, each with a box of its own; kept in the spec's order."""

    name: ClassVar[str] = "choices"
    request: ClassVar[str] = noted("Select {answer}{otherwise}")
    nature: ClassVar[str] = noted("a list of the options, each at most once")
    reader: ClassVar[str] = "options"

    def inputs(self, column: Column) -> tuple[Input, ...]:
        """Return an input for every option, and one behind it where the option opens a box."""
        return tuple(
            each
            for option in column.options
            for each in (Input(f".{option.value}", len(TICKED), "not-an-option"), *please_say.inputs(option))
        )

    def longest(self, column: Column, suffix: str) -> int:  # noqa: ARG002 (other kinds need it)
        """Return how long the text of an input may be, whatever other options there are."""
        return please_say.LIMIT if please_say.is_box(suffix) else len(TICKED)

    def exact(self, column: Column) -> dict[str, str]:
        """Return what every box holds when it is ticked."""
        return {f".{option.value}": TICKED for option in column.options}

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a box for every option, and a line behind it where the option opens one."""
        fields: dict[str, UnboundField[Field]] = {}
        for option in column.options:
            fields |= {f".{option.value}": controls.tick(option.label)} | please_say.fields(option)
        return fields

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read which boxes are ticked, and what was typed in those that they open."""
        chosen: list[Json] = []
        faults: list[Fault] = []
        for option, ticked, text in _typed(column, texts):
            if ticked == TICKED:
                value, fault = please_say.read(option, text)
                chosen += [] if value is None else [value]
                faults += [fault] if fault else []
            elif not is_blank(ticked):
                faults.append(Fault("not-an-option", f".{option.value}"))
        return Reading(chosen or None, tuple(faults)) if chosen or faults else BLANK_READING

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the ticks, and what was typed beside them."""
        texts: dict[str, str] = {}
        for each in as_list(value):
            texts |= {f".{please_say.chosen(each)}": TICKED} | please_say.spread(each)
        return texts

    def shape(self, column: Column, *, complete: bool) -> Shape:
        """Return the shape of a list of options in any order, none twice; as many as wanted of a complete one."""
        every = len(column.options)
        if not complete:
            return _listing(column.options, 1, every, complete=False)
        alone = tuple(option for option in column.options if option.exclusive)
        others = tuple(option for option in column.options if not option.exclusive)
        together = _listing(others, counts.least(column), _most(column), complete=True)
        return either(together, _listing(alone, 1, 1, complete=True)) if alone else together

    def rule_faults(self, column: Column, value: Json) -> tuple[Fault, ...]:
        """Return that too few or too many are chosen, or one together with others that it excludes."""
        chosen = [please_say.chosen(each) for each in as_list(value)]
        excluding = next((each for each in column.options if each.exclusive and each.value in chosen), None)
        if excluding is not None:
            return (Fault("excluded", f".{excluding.value}", excluding.label),) if len(chosen) > 1 else ()
        first = f".{column.options[0].value}"
        return counts.fault(len(chosen), counts.least(column), _most(column), first)

    def example(self, column: Column) -> Json:
        """Return as many options as must be chosen, two where that is allowed."""
        together = [option for option in column.options if not option.exclusive] or list(column.options[:1])
        number = min(max(2, counts.least(column)), _most(column))
        return [please_say.example(option) for option in together[:number]]

    def show(self, column: Column, value: Json) -> str:
        """Return the labels of what was chosen, one a line, in the spec's order."""
        chosen = {please_say.chosen(each): each for each in as_list(value)}
        return "\n".join(
            please_say.show((option,), chosen[option.value]) for option in column.options if option.value in chosen
        )

    def choices(self, column: Column) -> tuple[str, ...]:
        """Return the labels of the options."""
        return tuple(option.label for option in column.options)

    def comparable(self, column: Column, value: Json) -> tuple[str, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the values of the options that are chosen."""
        return tuple(please_say.chosen(each) for each in as_list(value))

    def settings(self, column: Column) -> JsonObject:
        """Return how many must and may be chosen, and how long the text in an option's box may be."""
        most = _most(column)
        limit: JsonObject = {"maxLength": please_say.LIMIT} if please_say.asking(column.options) else {}
        return {"least": counts.least(column), "most": most} | limit

    def refusal(self, column: Column, value: Json) -> Fault:
        """Tell apart what is none of the options, an option whose box is left empty, and what is no list of them."""
        named = [_named(each) for each in value] if isinstance(value, list) else []
        known = {option.value for option in column.options}
        if named and all(named) and known.issuperset(named):
            empty = filter(None, (please_say.unsaid(column.options, each) for each in as_list(value)))
            return next(empty, Fault("malformed"))
        return Fault("not-an-option" if all(named) and not known.issuperset(named) else "malformed")

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for several choices, or for the box that an option opens."""
        if fault.code == "excluded":
            return self.language.say("Select “{option}”, or other options, but not both", option=fault.detail)
        counted = counts.sentence(wording, fault, _COUNTED, self.language)
        boxed = counted or please_say.sentence(column.options, fault, self.language)
        return boxed or super().sentence(column, wording, fault)


def _named(value: Json) -> str:
    """Return which option something in a document is to be, "" when it is none at all."""
    option = value.get("option") if isinstance(value, dict) else value
    return option if isinstance(option, str) else ""


def _most(column: Column) -> int:
    return counts.most(column, usual=len(column.options), greatest=len(column.options))


def _typed(column: Column, texts: Sequence[str]) -> Iterator[tuple[Option, str, str]]:
    """Yield each option with the text of its box to tick, and that of the box it opens."""
    given = iter(texts)
    for option in column.options:
        yield option, next(given), next(given) if option.please_say else ""


def _listing(options: tuple[Option, ...], least: int, most: int, *, complete: bool) -> Shape:
    """Return the shape of a list of so many of the options, none of them twice, with whatever texts."""
    listed = listing(please_say.shape(options, complete=complete), least=least, most=most, distinct=True)
    asked = [option.value for option in please_say.asking(options)]
    if not asked:
        return listed
    once: list[Json] = [{"contains": _being(value), "minContains": 0, "maxContains": 1} for value in asked]

    def accepts(given: Json) -> bool:
        return listed.accepts(given) and len(set(map(please_say.chosen, as_list(given)))) == len(as_list(given))

    return Shape({**listed.schema, "allOf": once}, accepts, listed.unsaid)


def _being(value: str) -> JsonObject:
    """Return the schema of an option, with a text or without."""
    worded: JsonObject = {"type": "object", "properties": {"option": {"const": value}}, "required": ["option"]}
    return {"anyOf": [{"const": value}, worded]}


KIND = ChoicesKind()
