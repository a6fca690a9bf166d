"""What can be known of a document by looking at it: that an answer is there, and fits; with all, any and not.

Here lives the algebra alone. `UNSAID` stands for what JSON Schema has no words for. A place in a document is told by
its steps from the answers; `ROW` is the step into any one row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from engine.form import Path
from engine.json_value import JsonObject

Steps = tuple[str, ...]
ROW = "*"
MOST_TERMS = 64
"""How many cases a condition may have that looks at rows and beyond them at once; one with more is left unsaid."""


@dataclass(frozen=True, slots=True)
class Holds:
    """That there is a value at `steps` which fits the schema; `negated`, that there is none.

    The steps start `within` the answers, or the row that whoever asks stands in. Further rows mean any of them.
    """

    within: Steps
    steps: Steps
    schema: JsonObject
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """That all of these hold; of none, it does."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """That any of these holds; of none, it does not."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What a schema cannot say."""


Formula = Holds | Every | Some | Unsaid
TRUE: Final = Every(())
FALSE: Final = Some(())
UNSAID: Final = Unsaid()


def steps_of(path: Path) -> Steps:
    """Return the steps of a path, in any row where it goes through one."""
    return tuple(ROW if isinstance(step, int) else step for step in path if step != "")


def every(parts: Iterable[Formula]) -> Formula:
    """Return that all of these hold."""
    kept = _flat(parts, Every)
    if FALSE in kept:
        return FALSE
    return kept[0] if len(kept) == 1 else Every(tuple(kept))


def some(parts: Iterable[Formula]) -> Formula:
    """Return that any of these holds."""
    kept = _flat(parts, Some)
    if TRUE in kept:
        return TRUE
    return kept[0] if len(kept) == 1 else Some(tuple(kept))


def _flat(parts: Iterable[Formula], sort: type[Every] | type[Some]) -> list[Formula]:
    """Return the parts, each once, with those of the same sort opened."""
    kept: list[Formula] = []
    for part in parts:
        inner = part.parts if isinstance(part, Every | Some) and isinstance(part, sort) else (part,)
        kept += [each for each in inner if each not in kept]
    return kept


def opposite(formula: Formula) -> Formula:
    """Return that a formula does not hold."""
    match formula:
        case Holds():
            return replace(formula, negated=not formula.negated)
        case Every(parts):
            return some(map(opposite, parts))
        case Some(parts):
            return every(map(opposite, parts))
        case _:
            return formula


def leaves(formula: Formula) -> Iterator[Holds | Unsaid]:
    """Yield what a formula is made of."""
    if isinstance(formula, Holds | Unsaid):
        yield formula
    else:
        for part in formula.parts:
            yield from leaves(part)


def is_sayable(formula: Formula) -> bool:
    """Say whether a schema can say all of a formula."""
    return UNSAID not in leaves(formula) and terms(formula) is not None


def sayable(formula: Formula) -> Formula:
    """Return what can be said of a formula: where it holds, the whole of it does."""
    match formula:
        case Every(parts):
            return every(map(sayable, parts))
        case Some(parts):
            return some(map(sayable, parts))
        case Unsaid():
            return FALSE
        case _:
            return formula


def withins(formula: Formula) -> set[Steps]:
    """Return which rows a formula looks into."""
    return {leaf.within for leaf in leaves(formula) if isinstance(leaf, Holds)}


def terms(formula: Formula) -> list[list[Formula]] | None:
    """Return the cases of a formula, each as parts that look into one row only; None when there are too many."""
    if len(withins(formula)) <= 1 or isinstance(formula, Holds | Unsaid):
        return [[formula]]
    inner = [terms(part) for part in formula.parts]
    known = [each for each in inner if each is not None]
    if len(known) < len(inner):
        return None
    if isinstance(formula, Some):
        return _few([term for each in known for term in each])
    count = 1
    for each in known:
        count *= len(each)
    return (
        _few([[part for term in chosen for part in term] for chosen in product(*known)])
        if count <= MOST_TERMS
        else None
    )


def _few(cases: list[list[Formula]]) -> list[list[Formula]] | None:
    return cases if len(cases) <= MOST_TERMS else None


def shows(formula: Formula, within: Steps, steps: Steps) -> bool:
    """Say whether a formula can only hold where there is something at a place."""
    match formula:
        case Holds():
            return not formula.negated and formula.within == within and formula.steps[: len(steps)] == steps
        case Every(parts):
            return any(shows(part, within, steps) for part in parts)
        case Some(parts):
            return all(shows(part, within, steps) for part in parts)
        case _:
            return False
