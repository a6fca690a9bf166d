"""Which values pass a test of one answer, as JSON Schema.

Here lives what each sort of answer comes to: numbers, options, texts and days. A reason why the answer could not be
found out stands in its place and is no value, so neither passes nor fails.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from engine.form import Cell
from engine.json_value import Json, JsonObject
from engine.kinds import calendar
from engine.rules.known import Known
from engine.rules.tests import Truth
from formspec.kinds import KINDS
from formspec.logic import TODAY, Condition, Value
from formspec.model import Option
from formspec.reading import is_decimal
from formspec.sorts import YES_NO


class Passing(NamedTuple):
    """The schemas of the values that pass a test, and of those that fail it; None where none do."""

    passing: JsonObject | None = None
    failing: JsonObject | None = None


NEITHER = Passing()
"""No value is told apart by the test: it is never known."""
_LISTED = frozenset({"one-of", "none-of"})
_SAME = frozenset({"is", "is-not", "contains", *_LISTED})
_OPPOSITE = frozenset({"is-not", "none-of"})
_LIMITS = {
    "at-least": ("minimum", "exclusiveMaximum"),
    "at-most": ("maximum", "exclusiveMinimum"),
    "more-than": ("exclusiveMinimum", "maximum"),
    "less-than": ("exclusiveMaximum", "minimum"),
}
_NAMED = frozenset({"person", "signature"})
_DAY = len("2026-11-23")
_DATED = frozenset({"date", "date-time"})
_LATER = frozenset({"after", "on-or-after"})
_INCLUDING = frozenset({"after", "on-or-before"})
"""The tests that set apart what is written down together with what is earlier."""
Judge = Callable[[Known], Truth]


def passing(cell: Cell, test: Condition, judge: Judge) -> Passing | None:
    """Return which values of an answer pass a test; None when a schema cannot say it.

    `judge` says what the test comes to for a known value.
    """
    if cell.column.calculate is not None or not _is_written(test):
        return None
    match KINDS[cell.column.kind].compares:
        case "number":
            return _numbers(test)
        case "option":
            return _one_option(cell, judge)
        case "options":
            return _options(cell, test)
        case "text" if cell.kind.name == "phone":
            return None
        case "text" if cell.kind.name in _NAMED:
            return _named(_texts(cell.kind.name, test))
        case "":
            return NEITHER
        case _:
            return _texts(cell.kind.name, test)


def has_options(cell: Cell) -> bool:
    """Say whether an answer is one of several options."""
    return KINDS[cell.column.kind].compares == "option"


def options_of(cell: Cell) -> Sequence[Option]:
    """Return the options that such an answer is one of."""
    return cell.column.options or YES_NO


def wrapped(cell: Cell, schema: JsonObject) -> JsonObject:
    """Return the schema of the place where the value stands: itself, or what it is kept in with a suggestion."""
    return {"properties": {"value": schema}, "required": ["value"]} if cell.override else schema


def being(options: Sequence[Option]) -> JsonObject:
    """Return the schema of one of these options, with a person's own words where it asks for them."""
    bare = _one_of([option.value for option in options if not option.please_say])
    asking = [option.value for option in options if option.please_say]
    if not asking:
        return bare
    worded: JsonObject = {"type": "object", "properties": {"option": _one_of(asking)}, "required": ["option"]}
    return worded if len(asking) == len(options) else {"anyOf": [bare, worded]}


def _is_written(test: Condition) -> bool:
    """Say whether a test compares with what is written down only."""
    return test.op in _LISTED or test.op == "contains" or (test.operand is not None and _is_fixed(test.operand))


def _is_fixed(value: Value) -> bool:
    written = value.op == "literal" or (value.op == "date" and value.text != TODAY)
    return written and not (value.plus or value.minus or value.rounded)


def _compared_with(test: Condition) -> tuple[str, ...]:
    return (test.operand.text,) if test.operand else test.texts


def _turned(test: Condition, found: Passing) -> Passing:
    return Passing(found.failing, found.passing) if test.op in _OPPOSITE else found


def _numbers(test: Condition) -> Passing | None:
    numbers = [text for text in _compared_with(test) if is_decimal(text)]
    if test.op in _LIMITS:
        return _limited(test.op, numbers)
    if test.op not in _SAME or (not numbers and test.op in {"is", "is-not"}):
        return NEITHER
    exact = [] if test.op == "contains" else [number for number in map(_number, numbers) if number is not None]
    return _turned(test, _told_apart("number", _one_of(exact) if exact else None))


def _limited(op: str, numbers: list[str]) -> Passing | None:
    if not numbers:
        return NEITHER
    limit = _number(numbers[0])
    above, below = _LIMITS[op]
    return None if limit is None else Passing({"type": "number", above: limit}, {"type": "number", below: limit})


def _number(text: str) -> int | float | None:
    """Return a number that is written down as JSON has it, None when JSON has only one near it."""
    exact = Decimal(text)
    number = int(exact) if exact == exact.to_integral_value() else float(exact)
    return number if Decimal(repr(number)) == exact else None


def _one_option(cell: Cell, judge: Judge) -> Passing:
    options = options_of(cell)
    truths = [judge(Known(each.value, cell.kind.score(cell.column, each.value))) for each in options]
    passed = [option for option, truth in zip(options, truths, strict=True) if truth is True]
    failed = [option for option, truth in zip(options, truths, strict=True) if truth is False]
    return Passing(being(passed) if passed else None, being(failed) if failed else None)


def _options(cell: Cell, test: Condition) -> Passing:
    if test.op not in _SAME:
        return NEITHER
    named = [option for option in cell.column.options if option.value in _compared_with(test)]
    chosen: JsonObject | None = {"contains": being(named)} if named else None
    if chosen and test.op in {"is", "is-not"}:
        chosen["maxItems"] = 1
    return _turned(test, _told_apart("array", chosen))


def _texts(kind: str, test: Condition) -> Passing | None:
    if test.op in _LIMITS:
        return NEITHER
    if test.op not in _SAME:
        return _in_time(kind, test)
    texts = _compared_with(test)
    same = _one_of(texts) if test.op == "contains" else _any_of([_same(kind, text) for text in texts])
    return _turned(test, _told_apart("string", same if texts else None))


def _named(found: Passing | None) -> Passing | None:
    """Return the people whose names pass or fail."""
    return found and Passing(*(schema and _with_name(schema) for schema in found))


def _with_name(name: JsonObject) -> JsonObject:
    return {"type": "object", "properties": {"name": name}, "required": ["name"]}


def _in_time(kind: str, test: Condition) -> Passing | None:
    """Return the days or times on one side of one that is written down, by the day where either has no time."""
    (text,) = _compared_with(test)
    if not (calendar.is_time(text) if kind == "time" else kind in _DATED and calendar.is_day(text)):
        return None
    text = text[:_DAY] if kind == "date" else text
    earlier = calendar.until(text, itself=test.op in _INCLUDING)
    found = _told_apart("string", {"pattern": earlier} if earlier else None)
    return Passing(found.failing, found.passing) if test.op in _LATER else found


def _any_of(schemas: list[Json]) -> JsonObject:
    alone = schemas[0] if len(schemas) == 1 else None
    return alone if isinstance(alone, dict) else {"anyOf": schemas}


def _same(kind: str, text: str) -> Json:
    """Return the schema of the texts that are the same as this one; of days, where only one has a time, by the day."""
    if kind == "date":
        return {"const": text[:_DAY]}
    return {"pattern": f"^{text}T"} if kind == "date-time" and len(text) == _DAY else {"const": text}


def _told_apart(sort: str, passing: JsonObject | None) -> Passing:
    """Return the values of a JSON type that fit a schema, and the others of that type."""
    if passing is None:
        return Passing(None, {"type": sort})
    return Passing({"type": sort, **passing}, {"type": sort, "not": passing})


def _one_of(values: Sequence[str | int | float]) -> JsonObject:
    listed: list[Json] = [*values]
    return {"const": listed[0]} if len(listed) == 1 else {"enum": listed}
