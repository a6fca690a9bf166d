"""How many options must be chosen, or files added, for the kinds whose answers are several.

Here live the least and the most that a spec writes down, and the wording of too few and too many.
"""

from typing import NamedTuple

from engine.kinds.kind import Fault
from engine.language import Language
from engine.wording import Wording
from formspec.logic import Value
from formspec.model import Column
from formspec.reading import is_number


def least(column: Column) -> int:
    """Return how many there must be at least, once there are any."""
    return max(_number(column.least) or 1, 1)


def most(column: Column, *, usual: int, greatest: int) -> int:
    """Return how many there may be at most: what the spec says or what is usual, and never more than the greatest."""
    number = _number(column.most)
    return min(usual if number is None else number, greatest)


def fault(number: int, low: int, high: int, suffix: str = "") -> tuple[Fault, ...]:
    """Return the fault of there being too few or too many, if so."""
    if number < low:
        return (Fault("too-few", suffix, f"{low}"),)
    return (Fault("too-many", suffix, f"{high}"),) if number > high else ()


class Counted(NamedTuple):
    """The sentences for too few and too many of something, each for one and for several of it."""

    one_at_least: str
    at_least: str
    one_at_most: str
    at_most: str


def sentence(wording: Wording, fault: Fault, counted: Counted, language: Language) -> str:
    """Return the sentence for too few or too many, "" for any other fault."""
    one = fault.detail == "1"
    match fault.code:
        case "too-few":
            said = counted.one_at_least if one else counted.at_least
        case "too-many":
            said = counted.one_at_most if one else counted.at_most
        case _:
            return ""
    return language.say(said, number=fault.detail, question=wording.question)


def _number(value: Value | None) -> int | None:
    written = value is not None and value.op == "literal" and is_number(value.text)
    return int(value.text) if value is not None and written else None
