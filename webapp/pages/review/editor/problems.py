"""The problems of a text as pages tell them: where, what to do, and the remedy where there is one.

Here lives the way from `Problem` to what stands on a page or goes to its script. Finding problems and knowing remedies
is the language's.
"""

from dataclasses import dataclass
from time import monotonic

from engine.json_value import Json, JsonObject
from formspec.problem import Level, Problem
from formspec.remedies import Remedy, remedy
from webapp.pages.words import count

PATIENCE = 1.0
"""How many seconds remedies are looked for: each is tried on the whole text before it is offered."""
NONE = "No problems."


@dataclass(frozen=True, slots=True)
class Told:
    """A problem and its remedy, None where nobody but the author knows one."""

    problem: Problem
    remedy: Remedy | None

    @property
    def key(self) -> str:
        """What the button of its remedy sends."""
        return f"{self.problem.line}:{self.problem.column}:{self.problem.rule}"

    @property
    def wrong(self) -> bool:
        """Whether it keeps the form from being published."""
        return self.problem.level is Level.ERROR


def tell(text: str, problems: tuple[Problem, ...], *, within: float = PATIENCE) -> tuple[Told, ...]:
    """Return the problems of a text with the remedies that can be found in so many seconds."""
    until = monotonic() + within
    return tuple(Told(each, remedy(text, each) if monotonic() < until else None) for each in problems)


def mended(text: str, problems: tuple[Problem, ...], key: str) -> tuple[str, str] | None:
    """Return a text after the remedy that a button names, with the button's words; None when it no longer applies."""
    meant = (each for each in problems if Told(each, None).key == key)
    found = next(filter(None, (remedy(text, each) for each in meant)), None)
    return (found.text, found.label) if found else None


def verdict(problems: tuple[Problem, ...]) -> str:
    """Return how many problems there are, and what that means, in words."""
    errors = sum(each.level is Level.ERROR for each in problems)
    warnings = len(problems) - errors
    if not errors:
        return (
            f"{count(warnings, 'warning')}, which you may leave as it is."
            if warnings == 1
            else (f"{count(warnings, 'warning')}, which you may leave as they are." if warnings else NONE)
        )
    beside = f" and {count(warnings, 'warning')}" if warnings else ""
    return f"{count(errors, 'problem')}{beside}: put {'it' if errors == 1 else 'them'} right before you publish."


def as_json(text: str, told: tuple[Told, ...]) -> list[Json]:
    """Return problems as a script reads them; a remedy as what it puts in place of which characters."""
    return [_as_json(text, each) for each in told]


def _as_json(text: str, told: Told) -> JsonObject:
    problem = told.problem
    said: JsonObject = {
        "line": problem.line,
        "column": problem.column,
        "level": problem.level.value,
        "rule": problem.rule,
        "message": problem.message,
        "key": told.key,
    }
    if told.remedy is None:
        return said
    return {**said, "remedy": {"label": told.remedy.label, **change(text, told.remedy.text)}}


def change(old: str, new: str) -> JsonObject:
    """Return what makes one text of another: the first character replaced, the one after the last, what comes there.

    Characters are counted as scripts count them, in halves of UTF-16.
    """
    least = min(len(old), len(new))
    start = next((at for at in range(least) if old[at] != new[at]), least)
    end = next((at for at in range(least - start) if old[-1 - at] != new[-1 - at]), least - start)
    return {
        "start": _units(old[:start]),
        "end": _units(old[: len(old) - end]),
        "text": new[start : len(new) - end],
    }


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
