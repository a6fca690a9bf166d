"""What a difference does to people and records: its level, and whom it affects.

Here live the rules of judging, one table for whole parts and one for the single words of the language. Finding the
differences lives elsewhere, and so does saying them.
"""

from collections.abc import Callable

from formspec.diff.bounds import is_higher, is_met_more
from formspec.diff.change import Affected, Difference, Level
from formspec.diff.prompts import ListedPrompt
from formspec.diff.sides import Sides
from formspec.kinds import KINDS
from formspec.logic import Check
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
_USUAL_FILES = {"most": 10, "max-size": 10}
"""How many files an answer may have, and of how many MB each, where the spec does not say."""
_NOWHERE = Sides()
_BYSTANDERS = frozenset({"standard", "policy", "letter", "list"})
"""The parts whose coming and going changes nothing about answers by itself."""


def level_of(told: Difference, sides: Sides = _NOWHERE) -> Level:
    """Return how much a difference matters, given what it stands in."""
    if told.sort in {"kept", "spared", "reordered"}:
        return WORDING
    if told.key:
        return _level_of_value(told, sides)
    if told.noun == "retention":
        return TIGHTENING
    if told.noun in _BYSTANDERS:
        return WORDING
    if told.sort == "added":
        return BREAKING if sides.moves else _level_of_added(told.after)
    return TIGHTENING if told.sort == "removed" and told.noun == "part" else _level_of_gone(told)


def affected_by(told: Difference, level: Level) -> tuple[Affected, ...]:
    """Return whom a difference of a level affects."""
    if told.noun in {"standard"} or told.key in {"meets", "was", "retired", "version"}:
        return ("nobody",)
    if told.key == "access":
        return ("drafts", "records")
    if told.key == "child-data" or (told.noun == "retention" and level is TIGHTENING):
        return ("records",)
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


def _level_of_value(told: Difference, sides: Sides) -> Level:
    if sides.new and sides.new.kind == "calculated" and told.key == "decimal-places":
        return BREAKING
    if sides.moves:
        return BREAKING
    judge = _OF_NOUN.get((told.noun, told.key)) or _OF_KEY.get(told.key)
    if isinstance(judge, Level):
        return judge
    before, after = _as_meant(told.before, told.key, sides.old), _as_meant(told.after, told.key, sides.new)
    return judge(before, after) if judge else WORDING


def _as_meant(bound: object, key: str, column: Column | None) -> object:
    """Return the bound that holds where the spec says none."""
    kind = KINDS.get(column.kind) if column else None
    if bound is not None or kind is None:
        return bound
    if key == "max-length":
        return kind.characters or None
    return _USUAL_FILES.get(key) if kind.name in {"file", "photo"} else None


def _grown(before: object, after: object) -> Level:
    """Judge an upper bound: more room is an addition."""
    return _bound(before, after, upper=True)


def _shrunk(before: object, after: object) -> Level:
    """Judge a lower bound: a lower one, or none, leaves more room."""
    return _bound(before, after, upper=False)


def _bound(before: object, after: object, *, upper: bool) -> Level:
    if after is None:
        return ADDITION
    higher = is_higher(before, after)
    return ADDITION if higher is upper else TIGHTENING


def _kind(before: object, after: object) -> Level:
    return ADDITION if (before, after) in _WIDER else BREAKING


def _switched_on(before: object, after: object) -> Level:  # noqa: ARG001 (judged like the others)
    """Judge a demand that is made or not."""
    return TIGHTENING if after else ADDITION


def _allowed(before: object, after: object) -> Level:  # noqa: ARG001 (judged like the others)
    """Judge something that may be given or not; what was given before has no place once it may not."""
    return ADDITION if after else BREAKING


def _attached(before: object, after: object) -> Level:
    """Judge whether attachments may be added; None stands for where there is evidence."""
    return ADDITION if after or (after is None and before is False) else BREAKING


def _demanded(before: object, after: object) -> Level:
    """Judge a condition under which something is demanded; before it, True stands for always."""
    return ADDITION if after is None or before is True or is_met_more(before, after) is False else TIGHTENING


def _finds(before: object, after: object) -> Level:
    """Judge a condition under which a check finds something."""
    return ADDITION if is_met_more(before, after) is False else TIGHTENING


def _wants(before: object, after: object) -> Level:
    """Judge what a check wants to be so."""
    return ADDITION if is_met_more(before, after) else TIGHTENING


def _beside(before: object, after: object) -> Level:
    """Judge a box beside an answer: what was entered there has no place without it, and a new one must be filled in."""
    return (WORDING if before else TIGHTENING) if after else BREAKING


def _suggested(before: object, after: object) -> Level:
    """Judge a suggestion: with one, exports hold the answer together with it."""
    return TIGHTENING if before and after else BREAKING


def _declared(before: object, after: object) -> Level:
    """Judge words that are declared: what was declared before, was declared in others."""
    return TIGHTENING if before and after else WORDING


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
    "must": _wants,
    "warns": _warns,
    "could-not-find-out": _allowed,
    "attachments": _attached,
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
    "suggest": _suggested,
    "declaration": _declared,
    "score": BREAKING,
    "exclusive": _switched_on,
    "please-say": _beside,
    "name-label": _beside,
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
    ("about", "directory"): WORDING,
    ("outcome", "decimal-places"): BREAKING,
    ("check", "when"): _finds,
    ("form", "access"): TIGHTENING,
    ("form", "child-data"): TIGHTENING,
    ("retention", "keep"): TIGHTENING,
    ("retention", "from"): TIGHTENING,
}
"""What is judged otherwise for one sort of part."""
