"""How many options must be chosen, or files added, for the kinds whose answers are several.

Here live the least and the most that a spec writes down, and the wording of too few and too many.
"""

from engine.kinds.kind import Fault
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


def sentence(wording: Wording, fault: Fault, verb: str, noun: str) -> str:
    """Return the sentence for too few or too many, "" for any other fault."""
    counted = f"{fault.detail} {noun}{'' if fault.detail == '1' else 's'} for “{wording.question}”"
    match fault.code:
        case "too-few":
            return f"{verb} at least {counted}"
        case "too-many":
            return f"{verb} no more than {counted}"
        case _:
            return ""


def _number(value: Value | None) -> int | None:
    written = value is not None and value.op == "literal" and is_number(value.text)
    return int(value.text) if value is not None and written else None
