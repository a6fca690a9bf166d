"""In how many ways a pattern can be tried on one text, which is how long a program that goes back may take.

Here lives what keeps a pattern from taking long. Wherever a pattern lets a reader choose (go round once more or go on,
this branch or that), the choice costs nothing while the next character decides it. Where it does not, every choice
multiplies the ways to read a text, and a program that tries one after the other tries them all before it says no.
They are counted as bits, that is, the number of times that one way becomes two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, log2

from formspec.pattern.reading import MOST_REPEATS
from formspec.pattern.tree import LAST, NOTHING, Characters, Choice, Node, Ranges, Repeat, Sequence, most_shared, united

END: Ranges = ((LAST + 1, LAST + 1),)
"""What follows the last character: nothing that a pattern could hold."""

MOST_BITS = log2(8 * (MOST_REPEATS + 1))
"""One open repeat whose end is in doubt, and a few ways besides: the time grows with the square of the text."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """How many ways there are, as bits, and what makes the most of them."""

    bits: float = 0.0
    cause: str = ""


def doubt(node: Node, follow: Ranges = END) -> Doubt:
    """Return in how many ways a text can be read as a node that `follow` comes after."""
    if isinstance(node, Repeat):
        return _of_repeat(node, follow)
    if isinstance(node, Choice):
        return _of_choice(node, follow)
    if isinstance(node, Sequence):
        doubts = []
        for part in reversed(node.parts):
            doubts.append(doubt(part, follow))
            follow = begins(part, follow)
        return _together(doubts[::-1])
    return Doubt()


def begins(node: Node, follow: Ranges = NOTHING) -> Ranges:
    """Return the characters that a node can begin with, or what follows it, where it can be empty."""
    if isinstance(node, Characters):
        return node.ranges
    if isinstance(node, Choice):
        return united(*(begins(branch, follow) for branch in node.branches))
    if isinstance(node, Repeat):
        once = begins(node.part, follow)
        return once if node.least else united(once, follow)
    for part in reversed(node.parts):
        follow = begins(part, follow)
    return follow


def _of_repeat(node: Repeat, follow: Ranges) -> Doubt:
    once = begins(node.part, follow)
    inner = doubt(node.part, follow if node.most == 1 else united(once, follow))
    times = inf if node.most is None else node.most
    own = Doubt()
    if most_shared((once, follow)) > 1:
        own = Doubt(
            log2((MOST_REPEATS if node.most is None else node.most - node.least) + 1),
            f"what “{node.source}” repeats can also begin what follows it",
        )
    return _together((Doubt(inner.bits and inner.bits * times, inner.cause), own))


def _of_choice(node: Choice, follow: Ranges) -> Doubt:
    shared = most_shared(begins(branch, follow) for branch in node.branches)
    own = Doubt(log2(shared), f"two sides of “{node.source}” can begin with the same character")
    return _together((own, max((doubt(branch, follow) for branch in node.branches), key=_bits)))


def _together(doubts: Iterable[Doubt]) -> Doubt:
    doubts = tuple(doubts)
    return Doubt(sum(map(_bits, doubts)), max(doubts, key=_bits).cause)


def _bits(each: Doubt) -> float:
    return each.bits
