"""Tests of options, texts, days and times made by chance, and days and times that are worked out.

Here lives what may be said of an answer without working out a number.
"""

from random import Random

from tests.agreement.scope import (
    CLOCKS,
    DATE,
    DAYS,
    DURATIONS,
    MOMENT,
    MOMENTS,
    OPTION,
    SPANS,
    TEXT,
    TIME,
    WORDS,
    Known,
    Scope,
    Tree,
)
from tests.agreement.writing import Node


def option_test(scope: Scope, known: Known) -> Tree:
    random = scope.random
    if known.scored and scope.often(0.3):
        return {random.choice(("at-least", "at-most", "more-than", "less-than")): random.choice(("0", "1", "2"))}
    if scope.often(0.3):
        return {random.choice(("one-of", "none-of")): some(random, known.options)}
    others = [each for each in scope.of(OPTION) if set(each.options) & set(known.options)]
    if len(others) > 1 and scope.often(0.2):
        return {random.choice(("is", "is-not")): {"question": random.choice(others).address}}
    return {random.choice(("is", "is", "is-not")): random.choice(known.options)}


def some(random: Random, options: tuple[str, ...]) -> list[Node]:
    return list(random.sample(options, random.randint(1, max(1, len(options) - 1))))


def options_test(scope: Scope, known: Known) -> Tree:
    if scope.often(0.4):
        return {scope.random.choice(("one-of", "none-of")): some(scope.random, known.options)}
    return {scope.random.choice(("contains", "contains", "is", "is-not")): scope.random.choice(known.options)}


def text_test(scope: Scope, known: Known) -> Tree:
    if scope.often(0.3):
        return {scope.random.choice(("one-of", "none-of")): list(scope.random.sample(known.options or WORDS, 2))}
    others = scope.of(TEXT)
    if len(others) > 1 and scope.often(0.2):
        return {scope.random.choice(("is", "is-not")): {"question": scope.random.choice(others).address}}
    return {scope.random.choice(("is", "is-not")): scope.random.choice(known.options or WORDS)}


def time_test(scope: Scope, known: Known) -> Tree:
    op = scope.random.choice(("is", "is-not", "before", "after", "on-or-before", "on-or-after"))
    days = known.sort in {DATE, MOMENT}
    others = scope.of(DATE, MOMENT) if days else scope.of(TIME)
    if others and scope.often(0.4):
        return {op: moved_time(scope, {"question": scope.random.choice(others).address}, known.sort)}
    if days and scope.often(0.4):
        return {op: "today" if scope.often(0.5) else moved_time(scope, {"date": "today"}, DATE)}
    return {op: scope.random.choice(MOMENTS if known.sort == MOMENT and scope.often(0.5) else DAYS if days else CLOCKS)}


def moved_time(scope: Scope, value: Tree, sort: str) -> Tree:
    if scope.often(0.5):
        return value
    units = SPANS if sort == TIME else DURATIONS if sort == DATE else DURATIONS + SPANS
    return {**value, scope.random.choice(("plus", "minus")): scope.random.choice(units)}


def day(scope: Scope) -> Tree | None:
    """A day that is worked out, None where there is nothing to work it out from."""
    found = scope.of(DATE)
    several = [each for each in scope.known if each.sort == DATE]
    if several and scope.often(0.3):
        parts: list[Node] = [each.address for each in scope.random.sample(several, min(2, len(several)))]
        if found and scope.often(0.3):
            parts.append(moved_time(scope, {"question": scope.random.choice(found).address}, DATE))
        return {scope.random.choice(("smallest", "largest")): parts}
    if found and scope.often(0.7):
        return moved_time(scope, {"question": scope.random.choice(found).address}, DATE)
    return moved_time(scope, {"date": scope.random.choice(("today", "2026-11-23"))}, DATE)


def clock(scope: Scope) -> Tree | None:
    """A time of day that is worked out."""
    found = scope.of(TIME)
    return moved_time(scope, {"question": scope.random.choice(found).address}, TIME) if found else None
