"""Answers that an example may have, of which one may agree with the others.

Here lives the making of them, kind by kind; trying them out is for `engine.example`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations, product
from random import Random

from engine import check_character
from engine.form import Cell
from engine.json_value import Json, JsonObject
from engine.kinds import please_say
from engine.rules.known import Known, as_json
from formspec.model import Option

_DAYS = (-20_000, -15_000, -11_000, -7_500, -4_000, -400, -200, -31, -7, -1, 0, 1, 7, 31, 100, 200, 400, 4_000)
_CLOCKS = ("08:00", "09:30", "10:15", "12:00", "14:30", "17:00")
_NUMBERS = (0, 1, 2, 3, 5, 10, 12, 20, 50, 100, 1_000)
_ALPHABETS = ("0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_OTHERS = 99
"""The greatest number that tells one example of a text from another."""
_TIMES = (1, 2, 3, 4, 5, 10)
"""How often a difference may have to be made up for, as where a mean is wanted."""
_SPANS = (1, 7, 31, 366)
"""How many days one of a difference may stand for."""
_DAY = len("2026-11-23")


def usual(cell: Cell, today: date, random: Random) -> list[Json]:
    """Return answers of many sorts that there may be."""
    fits = cell.kind.shape(cell.column, complete=True).accepts
    return [cell.kind.example(cell.column), *filter(fits, _made(cell, today, random))]


def _made(cell: Cell, today: date, random: Random) -> Iterable[Json]:
    kind, column = cell.kind, cell.column
    options = column.options or [Option(value=each, label=each) for each in sorted(kind.allowed(column) or ())]
    days = [(today + timedelta(days=days)).isoformat() for days in _DAYS]
    match kind.reader:
        case "option":
            return map(please_say.example, options)
        case "options":
            return ([please_say.example(option)] for option in options)
        case "number":
            return (*_NUMBERS, random.randint(0, _OTHERS))
        case "date":
            return days
        case "time":
            return _CLOCKS
        case "date-time":
            return (f"{day}T{clock}" for day, clock in product(days, _CLOCKS))
        case _:
            return _others(cell, random)


def _others(cell: Cell, random: Random) -> Iterator[Json]:
    """Yield texts and names that are other than the example."""
    example, number = cell.kind.example(cell.column), random.randint(2, _OTHERS)
    if isinstance(example, dict) and "name" in example:
        named: JsonObject = {**example, "name": f"Example name {number}"}
        yield named
    elif isinstance(example, str):
        yield f"{example} {number}"
        varied = _varied(example, random)
        yield varied
        if cell.column.check_character:
            yield from check_character.mended(cell.column.check_character, varied)


def _varied(text: str, random: Random) -> str:
    """Return a text with another letter or digit in one place."""
    at = random.randrange(len(text))
    alphabet = next((each for each in _ALPHABETS if text[at] in each), text[at])
    return text[:at] + random.choice(alphabet) + text[at + 1 :]


def nearing(cell: Cell, own: Known | None, compared: list[Known]) -> list[Json]:
    """Return answers that may bring together what a rule compares; `own` is what the answer is now."""
    fits = cell.kind.shape(cell.column, complete=True).accepts
    return [*filter(fits, _nearer(cell.kind.reader, own, compared))]


def _nearer(reader: str, own: Known | None, compared: list[Known]) -> Iterator[Json]:
    apart = sorted({one - other for one, other in permutations(_numbers(compared), 2)})
    if reader == "number":
        yield from map(as_json, _numbers(compared))
        start = own.number if own and own.number is not None else Fraction(0)
        yield from (as_json(start + times * difference) for times in _TIMES for difference in apart)
    elif reader in ("date", "date-time"):
        for text in (each.value for each in (*compared, *filter(None, [own])) if isinstance(each.value, str)):
            yield from _moved(text, [-1, 0, 1, *(int(difference) * span for span in _SPANS for difference in apart)])
    elif reader == "time":
        yield from (each.value for each in compared if isinstance(each.value, str))


def _numbers(values: list[Known]) -> list[Fraction]:
    return [each.number for each in values if each.number is not None]


def _moved(text: str, days: list[int]) -> Iterator[str]:
    """Yield days, or days with a time, that are so many days from one; nothing where a text is none."""
    for each in days:
        try:
            moved = date.fromisoformat(text[:_DAY]) + timedelta(days=each)
        except (ValueError, OverflowError):
            return
        yield moved.isoformat() + text[_DAY:]
