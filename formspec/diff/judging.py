"""What a difference does to people and records: its level, and whom it affects.

Here live the rules of judging, one table for whole parts and one for the single words of the language. Finding the
differences lives elsewhere, and so does saying them.
"""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

from formspec.diff.change import Affected, Difference, Level
from formspec.diff.prompts import ListedPrompt
from formspec.logic import Check, Value
from formspec.model import Column, Question

WORDING, ADDITION, TIGHTENING, BREAKING = Level.WORDING, Level.ADDITION, Level.TIGHTENING, Level.BREAKING
_WIDER = {("text", "long-text"), ("whole-number", "decimal"), ("photo", "file")}
"""The kinds whose every answer is one of the other kind as well."""
_AFFECTED: dict[Level, tuple[Affected, ...]] = {
    WORDING: ("readers",),
    ADDITION: ("nobody",),
    TIGHTENING: ("drafts",),
    BREAKING: ("drafts", "exports"),
}
_BYSTANDERS = frozenset({"standard", "policy", "letter", "list"})
"""The parts whose coming and going changes nothing about answers by itself."""


def level_of(told: Difference) -> Level:
    """Return how much a difference matters."""
    if told.sort in {"kept", "spared", "reordered"}:
        return WORDING
    if told.key:
        return _level_of_value(told)
    if told.noun in _BYSTANDERS:
        return WORDING
    if told.sort == "added":
        return _level_of_added(told.after)
    return TIGHTENING if told.sort == "removed" and told.noun == "part" else _level_of_gone(told)


def affected_by(told: Difference, level: Level) -> tuple[Affected, ...]:
    """Return whom a difference of a level affects."""
    if told.noun in {"standard"} or told.key in {"meets", "was", "retired", "version"}:
        return ("nobody",)
    if told.noun in {"outcome", "about", "completed-by"} and level is BREAKING:
        return ("records", "exports")
    return _AFFECTED[level]


def _level_of_gone(told: Difference) -> Level:
    """Return how much it matters that a part went, or has another name or place."""
    if told.noun == "check" and told.sort == "removed":
        return ADDITION
    if told.noun in {"check", "part"}:
        return WORDING
    if told.noun == "prompt" and isinstance(told.before, ListedPrompt) and not told.before.tickable:
        return WORDING
    return BREAKING


def _level_of_added(part: object) -> Level:
    match part:
        case Question():
            return TIGHTENING if any(map(_needs, part.columns)) else ADDITION
        case Column():
            return TIGHTENING if _needs(part) else ADDITION
        case Check():
            return TIGHTENING
        case ListedPrompt():
            return ADDITION if part.tickable else WORDING
        case _:
            return ADDITION


def _needs(column: Column) -> bool:
    return column.required or column.required_when is not None


def _level_of_value(told: Difference) -> Level:
    judge = _OF_NOUN.get((told.noun, told.key)) or _OF_KEY.get(told.key)
    if isinstance(judge, Level):
        return judge
    return judge(told.before, told.after) if judge else WORDING


def _grown(before: object, after: object) -> Level:
    """Judge an upper bound: more room is an addition."""
    return _bound(before, after, upper=True)


def _shrunk(before: object, after: object) -> Level:
    """Judge a lower bound: a lower one, or none, leaves more room."""
    return _bound(before, after, upper=False)


def _bound(before: object, after: object, *, upper: bool) -> Level:
    if after is None:
        return ADDITION
    one, other = _number(before), _number(after)
    if before is None or one is None or other is None:
        return TIGHTENING
    return ADDITION if (other > one) is upper else TIGHTENING


def _number(bound: object) -> Decimal | None:
    """Return what a bound that is written down compares by, None for one that is worked out."""
    if isinstance(bound, int):
        return Decimal(bound)
    if isinstance(bound, Value) and bound.op in {"literal", "number", "date"} and not (bound.plus or bound.minus):
        return next((found for read in (_decimal, _day, _time) if (found := read(bound.text)) is not None), None)
    return None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def _day(text: str) -> Decimal | None:
    try:
        return Decimal(date.fromisoformat(text).toordinal())
    except ValueError:
        return None


def _time(text: str) -> Decimal | None:
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        return None
    return Decimal(moment.hour * 60 + moment.minute)


def _kind(before: object, after: object) -> Level:
    return ADDITION if (before, after) in _WIDER else BREAKING


def _switched_on(before: object, after: object) -> Level:  # noqa: ARG001 (judged like the others)
    """Judge a demand that is made or not."""
    return TIGHTENING if after else ADDITION


def _allowed(before: object, after: object) -> Level:  # noqa: ARG001 (judged like the others)
    """Judge something that may be given or not; what was given before has no place once it may not."""
    return ADDITION if after else BREAKING


def _demanded(before: object, after: object) -> Level:
    """Judge a condition under which something is demanded; before it, True stands for always."""
    return ADDITION if after is None or before is True else TIGHTENING


def _unit(before: object, after: object) -> Level:
    """Judge what a number counts: the same number is another amount of something else."""
    return BREAKING if before and after else WORDING


def _types(before: object, after: object) -> Level:
    had, has = (frozenset(some) if isinstance(some, tuple) else frozenset() for some in (before, after))
    return ADDITION if not has or (had and had <= has) else TIGHTENING


def _warns(before: object, after: object) -> Level:  # noqa: ARG001 (judged like the others)
    return ADDITION if after else TIGHTENING


def _ticked(before: object, after: object) -> Level:  # noqa: ARG001 (judged like the others)
    return ADDITION if after else BREAKING


Judge = Callable[[object, object], Level]
_OF_KEY: dict[str, Level | Judge] = {
    "kind": _kind,
    "role": BREAKING,
    "required": _switched_on,
    "required-when": _demanded,
    "when": TIGHTENING,
    "must": TIGHTENING,
    "warns": _warns,
    "could-not-find-out": _allowed,
    "shared": WORDING,
    "min-length": _shrunk,
    "least": _shrunk,
    "earliest": _shrunk,
    "max-length": _grown,
    "most": _grown,
    "latest": _grown,
    "max-size": _grown,
    "decimal-places": _grown,
    "pattern": _switched_on,
    "unit": _unit,
    "check-character": _switched_on,
    "types": _types,
    "calculate": BREAKING,
    "gaps": BREAKING,
    "suggest": WORDING,
    "score": BREAKING,
    "exclusive": _switched_on,
    "please-say": _allowed,
    "name-label": _allowed,
    "part": TIGHTENING,
    "tickable": _ticked,
    "group": BREAKING,
    "exactly": BREAKING,
    "as-many-as": BREAKING,
    "form": BREAKING,
    "register": BREAKING,
    "question": BREAKING,
}
_OF_NOUN: dict[tuple[str, str], Level | Judge] = {
    ("policy", "part"): WORDING,
    ("outcome", "decimal-places"): BREAKING,
}
"""What is judged otherwise for one sort of part."""
