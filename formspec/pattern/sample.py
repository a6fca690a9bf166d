"""A text that fits a pattern, as short as may be, to be shown as an example.

Here lives how an example is spelt: ABC and 123 where a pattern leaves the choice, so that nobody takes it for real.
"""

from collections.abc import Iterator
from itertools import groupby
from string import ascii_lowercase, ascii_uppercase, punctuation

from formspec.pattern.tree import Characters, Choice, Node, Ranges, Repeat, blank

_LIKED = (ascii_uppercase, ascii_lowercase, "1234567890", punctuation)
_FIRST_VISIBLE = 0x21


def sample(tree: Node) -> str:
    """Return a short text that a pattern fits; it is empty only where nothing else would be right."""
    return _spelt(_shortest(tree, least=0)) or _spelt(_shortest(tree, least=1))


def _shortest(node: Node, least: int) -> list[Characters]:
    """Return the sets of characters of a short text, in which what may be repeated stands `least` times or more."""
    if isinstance(node, Characters):
        return [node]
    if isinstance(node, Repeat):
        return _shortest(node.part, least) * max(node.least, least)
    if isinstance(node, Choice):
        return min((_shortest(branch, least) for branch in node.branches), key=_cost)
    return [each for part in node.parts for each in _shortest(part, least)]


def _cost(places: list[Characters]) -> tuple[int, int]:
    """Return the length of a text, after its blanks, as an answer can neither begin nor end with one."""
    return sum(blank(place.ranges) for place in places), len(places)


def _spelt(places: list[Characters]) -> str:
    return "".join(letter for place, same in groupby(places) for letter in _letters(place.ranges, len(list(same))))


def _letters(ranges: Ranges, count: int) -> Iterator[str]:
    """Yield so many characters of a set, one after another in the order of the alphabet."""
    liked = next(filter(None, ([each for each in row if _holds(ranges, each)] for row in _LIKED)), None)
    if liked is None:
        first, last = next((each for each in ranges if each[1] >= _FIRST_VISIBLE), ranges[0])
        liked = [chr(max(first, min(last, _FIRST_VISIBLE)))]
    return (liked[n % len(liked)] for n in range(count))


def _holds(ranges: Ranges, character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)
