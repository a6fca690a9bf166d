"""The first and the last day or time that may be given, for the kinds whose answers are days or times.

Here lives the comparing of days and times as records write them, and the wording of what lies outside. Only a bound
that is written down is compared here; one that has to be worked out is worded here, too. A day with a time compares
with a day by its own day.
"""

from collections.abc import Iterator

from engine.json_value import Json, JsonObject, as_text
from engine.kinds import calendar
from engine.kinds.kind import Fault, literal
from engine.language import Language
from engine.shapes import Shape
from formspec.logic import TODAY
from formspec.model import Column

_DAY = len("2026-11-23")
_BOUNDS = ("too-early", "too-late")


def outside(column: Column, given: str, suffix: str = "") -> Fault | None:
    """Return the fault of a day or time that is before the first or after the last that is written down."""
    for code, bound in zip(_BOUNDS, (literal(column.earliest), literal(column.latest)), strict=True):
        if bound and _is_beyond(code, given, bound):
            return Fault(code, suffix, _read_by(column, bound))
    return None


def bounded(shape: Shape, column: Column) -> Shape:
    """Return the shape of those days or times that are not outside."""
    said = [*_not_before(column), *_not_after(column)]
    if not said:
        return shape
    schema: JsonObject = {**shape.schema, "allOf": said}
    return Shape(schema, lambda given: shape.accepts(given) and not outside(column, as_text(given)), shape.unsaid)


def _not_before(column: Column) -> Iterator[Json]:
    bound = _comparable(column, literal(column.earliest))
    if bound and (before := calendar.until(bound, itself=False)):
        yield {"description": f"It is not before {bound}.", "not": {"pattern": before}}


def _not_after(column: Column) -> Iterator[Json]:
    if bound := _comparable(column, literal(column.latest)):
        yield {"description": f"It is not after {bound}.", "pattern": calendar.until(bound, itself=True)}


def _comparable(column: Column, bound: str) -> str:
    """Return a bound as far as answers of this kind are compared with it, "" when they are not."""
    if calendar.is_time(bound) != (column.kind == "time"):
        return ""
    return _read_by(column, bound)


def _read_by(column: Column, bound: str) -> str:
    """Return a bound as far as answers of this kind are compared with it: without its time where they have none."""
    return bound[:_DAY] if column.kind == "date" and calendar.is_day(bound) else bound


def sentence(column: Column, subject: str, fault: Fault, language: Language) -> str:
    """Return the sentence for a day or time that is too early or too late."""
    early, say = fault.code == "too-early", language.say
    if fault.detail == TODAY:
        if early:
            return say("{subject} must be today or in the future", subject=subject)
        return say("{subject} must be today or in the past", subject=subject)
    shown = calendar.show(_read_by(column, fault.detail), language)
    if column.kind == "time":
        if early:
            return say("{subject} must be {time} or later", subject=subject, time=shown)
        return say("{subject} must be {time} or earlier", subject=subject, time=shown)
    if early:
        return say("{subject} must be the same as or after {day}", subject=subject, day=shown)
    return say("{subject} must be the same as or before {day}", subject=subject, day=shown)


def is_worded(fault: Fault) -> bool:
    """Say whether `sentence` words this fault."""
    return fault.code in _BOUNDS


def settings(column: Column) -> JsonObject:
    """Return the bounds that are written down."""
    written: dict[str, Json] = {"earliest": literal(column.earliest), "latest": literal(column.latest)}
    return {name: bound for name, bound in written.items() if bound}


def within(column: Column, sample: str, clock: str = "") -> str:
    """Return the sample, or the bound that it lies beyond, with the time of day where the kind has one."""
    fault = outside(column, sample)
    if fault is None:
        return sample
    return fault.detail + clock if len(fault.detail) == _DAY else fault.detail


def _is_beyond(code: str, given: str, bound: str) -> bool:
    if calendar.is_time(given) != calendar.is_time(bound):
        return False
    if len(given) != len(bound):
        given, bound = given[:_DAY], bound[:_DAY]
    return given < bound if code == "too-early" else given > bound
