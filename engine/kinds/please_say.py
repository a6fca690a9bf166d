"""Words of a person's own beside an option (“Other, please say”), for the kinds that offer options.

Here lives the box that such an option opens: its name, how it is read, and the value that the option has with it. What
is typed in the box of an option that is not chosen is kept by a draft, and is no part of the answer.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.json_value import Json, as_object, as_text
from engine.kinds import controls
from engine.kinds.kind import Fault, Input
from engine.kinds.lines import read_line
from engine.language import Language
from engine.shapes import Shape, closed, either, one_of, words
from engine.wording import lower_first, upper_first
from formspec.model import Option

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 200
_BOX = ".text"
_SAID = frozenset({"incomplete", "too-long", "one-line"})
"""What may be wrong in the box of an option, and no other input."""
_REQUEST = re.compile(
    r"\bplease\b|\bgwelwch yn dda\b|^(?:add|describe|enter|explain|give|say|specify|tell|write|\w+wch)\b", re.IGNORECASE
)
"""What the label of a box has that asks for something itself, rather than naming what is asked for."""


def asking(options: Iterable[Option]) -> tuple[Option, ...]:
    """Return the options that open a box."""
    return tuple(option for option in options if option.please_say)


def suffix(option: Option) -> str:
    """Return what the name of the option's box ends with."""
    return f".{option.value}{_BOX}"


def is_box(suffix: str) -> bool:
    """Say whether an input is the box of an option, by what its name ends with."""
    return suffix.endswith(_BOX)


def inputs(option: Option) -> tuple[Input, ...]:
    """Return the input of the option's box, if it opens one."""
    return (Input(suffix(option), LIMIT),) if option.please_say else ()


def fields(option: Option) -> "dict[str, UnboundField[Field]]":
    """Return the field of the option's box, if it opens one."""
    return {suffix(option): controls.line(option.please_say)} if option.please_say else {}


def read(option: Option, text: str) -> tuple[Json, Fault | None]:
    """Return the value of a chosen option with what was typed in its box, and what is wrong with that."""
    text = text.strip()
    if not option.please_say:
        return option.value, None
    if not text:
        return option.value, Fault("incomplete", suffix(option))
    line = read_line(text, LIMIT, suffix(option))
    return (None, line) if isinstance(line, Fault) else ({"option": option.value, "text": line}, None)


def chosen(value: Json) -> str:
    """Return which option a value is."""
    return as_text(value["option"]) if isinstance(value, dict) else as_text(value)


def spread(value: Json) -> dict[str, str]:
    """Return the text of the option's box, by its name's end."""
    return {f".{chosen(value)}{_BOX}": as_text(as_object(value)["text"])} if isinstance(value, dict) else {}


def unsaid(options: Iterable[Option], value: Json) -> Fault | None:
    """Return that a document's value is an option whose box is left empty, None when it is not."""
    if not isinstance(value, dict) or not value.keys() <= {"option", "text"}:
        return None
    option = next((each for each in asking(options) if each.value == value.get("option")), None)
    text = value.get("text", "")
    return Fault("incomplete", suffix(option)) if option and isinstance(text, str) and not text.strip() else None


def shape(options: tuple[Option, ...], *, complete: bool) -> Shape:
    """Return the shape of an option's value: the option with a text where it opens a box."""
    asked = [option.value for option in asking(options)]
    bare = [option.value for option in options if not (complete and option.please_say)]
    shapes = [one_of(bare)] if bare else []
    if asked:
        worded = {"option": one_of(asked), "text": words(LIMIT, one_line=True)}
        shapes.append(closed(worded, required=worded))
    return either(*shapes)


def example(option: Option) -> Json:
    """Return the option, with a text where it opens a box."""
    return {"option": option.value, "text": "Example answer"} if option.please_say else option.value


def show(options: Iterable[Option], value: Json) -> str:
    """Return the option's label, and behind it what was typed."""
    label = next(option.label for option in options if option.value == chosen(value))
    return f"{label}: {as_text(value['text'])}" if isinstance(value, dict) else label


def sentence(options: Iterable[Option], fault: Fault, language: Language) -> str:
    """Return the sentence for a fault in the box of an option, "" for any other fault."""
    if not is_box(fault.suffix) or fault.code not in _SAID:
        return ""
    value = fault.suffix[len(".") : -len(_BOX)]
    label = next((option.please_say for option in options if option.value == value), "")
    label, say = label.removesuffix(":").rstrip(), language.say
    match fault.code if label else "":
        case "incomplete":
            return _request(label, language)
        case "too-long":
            return say("{subject} must be {limit} characters or less", subject=_subject(label, language), limit=LIMIT)
        case "one-line":
            return say("{subject} must be on one line", subject=_subject(label, language))
        case _:
            return ""


def _request(label: str, language: Language) -> str:
    """Return the sentence that asks for what a box is for."""
    if label.endswith("?"):
        return language.say("Enter an answer to “{question}”", question=label)
    if _REQUEST.search(label):
        return language.say("Enter words for “{label}”", label=label)
    return language.say("Enter {part}", part=lower_first(label))


def _subject(label: str, language: Language) -> str:
    """Return what a sentence about a box begins with."""
    return language.say("The words for “{label}”", label=label) if _REQUEST.search(label) else upper_first(label)
