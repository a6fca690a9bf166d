"""Patterns made by chance, the texts that try them, and a slow matcher that counts its steps."""

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from formspec.pattern import faults
from formspec.pattern.reading import read
from formspec.pattern.tree import Characters, Choice, Node, Repeat

LETTERS = "ab1-é\U0001f600 .Z"
_WRITTEN = {".": "\\."}
SETS = ("[ab]", "[a-z]", "[^a]", "[0-9]", "[^a-z0-9]", "[é-ü]", "[ .]", "[\\-\\].]", "[^\U0001f600]", "[A-Za-z0-9'-]")
REPEATS = ("?", "*", "+", "{2}", "{0,3}", "{1,2}", "{2,}", "{3}")
BREAKS = ("\n", "\r", "\u2028", "\x85", "\x1c")


def chance_pattern(random: Random) -> str:
    """Return a pattern that can be used."""
    while True:
        pattern = _choice(random, 3)
        if not faults(pattern):
            return pattern


def _choice(random: Random, deep: int) -> str:
    return "|".join(_sequence(random, deep) for _ in range(random.choice((1, 1, 1, 2, 3))))


def _sequence(random: Random, deep: int) -> str:
    return "".join(_atom(random, deep) + _repeat(random) for _ in range(random.randint(1, 4)))


def _atom(random: Random, deep: int) -> str:
    match random.randint(0, 3):
        case 0 if deep:
            return random.choice(("({})", "(?:{})")).format(_choice(random, deep - 1))
        case 1:
            return random.choice(SETS)
        case _:
            letter = random.choice(LETTERS)
            return _WRITTEN.get(letter, letter)


def _repeat(random: Random) -> str:
    return random.choice(REPEATS) if random.random() < 0.4 else ""


def chance_texts(random: Random, pattern: str, count: int) -> Iterator[str]:
    """Yield texts that fit the pattern, and as many that have been changed a little."""
    tree = read(pattern)
    for _ in range(count):
        text = _fitting(random, tree)
        yield text
        at = random.randint(0, len(text))
        yield text[:at] + random.choice(("", *LETTERS, *BREAKS)) + text[at + random.randint(0, 1) :]


def _fitting(random: Random, node: Node) -> str:
    if isinstance(node, Characters):
        return _one_of(random, node)
    if isinstance(node, Choice):
        return _fitting(random, random.choice(node.branches))
    if isinstance(node, Repeat):
        times = random.randint(node.least, min(node.least + 3, node.most or 9))
        return "".join(_fitting(random, node.part) for _ in range(times))
    return "".join(_fitting(random, part) for part in node.parts)


def _one_of(random: Random, node: Characters) -> str:
    known = [each for each in LETTERS + "".join(BREAKS) if _in(node, each)]
    return random.choice(known) if known else chr(random.randint(*random.choice(node.ranges)))


def _in(node: Characters, character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in node.ranges)


class Round(NamedTuple):
    """A repeat that has been gone round a number of times, the last time from a position."""

    node: Repeat
    done: int
    begun: int


Rest = tuple[Any, Any] | None
"""What is still to be matched: the next node or round, and the rest."""


def steps(pattern: str, text: str, most: int) -> int:
    """Return how many steps a program takes that tries one way after another, as Python and JavaScript do."""
    open_ways: list[tuple[int, Rest]] = [(0, (read(pattern), None))]
    for taken in range(most):
        if not open_ways:
            return taken
        at, rest = open_ways.pop()
        if rest is None and at == len(text):
            return taken
        if rest is not None:
            open_ways += _next(text, at, *rest)
    return most


def _next(text: str, at: int, node: Node | Round, rest: Rest) -> Iterator[tuple[int, Rest]]:
    """Yield how it can go on, the way that is tried first last."""
    if isinstance(node, Characters):
        if at < len(text) and _in(node, text[at]):
            yield at + 1, rest
    elif isinstance(node, Choice):
        yield from ((at, (branch, rest)) for branch in reversed(node.branches))
    elif isinstance(node, Repeat):
        yield at, (Round(node, 0, -1), rest)
    elif isinstance(node, Round):
        yield from _round(at, node, rest)
    else:
        for part in reversed(node.parts):
            rest = (part, rest)
        yield at, rest


def _round(at: int, this: Round, rest: Rest) -> Iterator[tuple[int, Rest]]:
    node = this.node
    if at == this.begun and this.done > node.least:
        return
    if this.done >= node.least:
        yield at, rest
    if node.most is None or this.done < node.most:
        yield at, (node.part, (Round(node, this.done + 1, at), rest))
