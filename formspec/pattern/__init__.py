"""Patterns that a spec may give for a text, such as [A-Z]{2}[0-9]{6}: the whole answer is compared.

Here lives what can be asked of a pattern: whether it can be used, and for an example. A pattern that can be used means
the same in RE2, in Python, in JavaScript (with the flag `u`) and in every validator of JSON Schema, and takes long in
none of them, whatever is typed.
"""

from formspec.characters import unwanted
from formspec.pattern.reading import MOST_REPEATS, read
from formspec.pattern.refused import PatternError
from formspec.pattern.sample import sample
from formspec.pattern.tree import Characters, Choice, Node, Repeat, Sequence, blank
from formspec.pattern.ways import MOST_BITS, begins, doubt

LONGEST = 300
_RANGES_OF_ONE = 10
"""How many ranges of characters count as one character, when the size of a pattern is reckoned."""


def faults(pattern: str) -> str:
    """Return "" when a pattern can be used, otherwise what cannot be used and what to write instead."""
    if fault := _misspelt(pattern):
        return fault
    try:
        tree = read(pattern)
    except PatternError as error:
        return str(error)
    return _too_large(tree) or _too_slow(tree) or _unanswerable(tree)


def example(pattern: str) -> str:
    """Return a short text that fits a pattern in which there is no fault."""
    return sample(read(pattern))


def _misspelt(pattern: str) -> str:
    if not pattern:
        return "The pattern is empty: write what an answer looks like, such as [A-Z]{2}[0-9]{6}."
    if len(pattern) > LONGEST:
        return f"The pattern has {len(pattern):,} characters, and {LONGEST} is the most: write a simpler one."
    if "\n" in pattern or "\r" in pattern:
        return "The pattern goes over more than one line: write it on one, between ' and '."
    odd = unwanted(pattern)
    return f"The pattern holds an invisible character (U+{ord(odd):04X}): delete it." if odd else ""


def _too_large(tree: Node) -> str:
    if _size(tree) <= MOST_REPEATS:
        return ""
    return (
        f"The pattern comes to more than {MOST_REPEATS:,} characters when its repeats are counted: repeat fewer times."
    )


def _too_slow(tree: Node) -> str:
    found = doubt(tree)
    if found.bits <= MOST_BITS:
        return ""
    return (
        f"An answer could take very long to compare, because {found.cause}: let them begin with different characters."
    )


def _unanswerable(tree: Node) -> str:
    if not (blank(begins(tree)) or blank(begins(_reversed(tree)))):
        return ""
    return "No answer can match, because blanks around an answer are removed: remove the one that begins or ends it."


def _size(node: Node) -> int:
    """Return how many characters a pattern describes when every repeat is written out."""
    if isinstance(node, Characters):
        return -(-len(node.ranges) // _RANGES_OF_ONE)
    if isinstance(node, Repeat):
        return _size(node.part) * max(node.most or node.least, 1)
    return sum(map(_size, node.branches if isinstance(node, Choice) else node.parts))


def _reversed(node: Node) -> Node:
    """Return what a pattern describes, read from its end."""
    if isinstance(node, Repeat):
        return Repeat(_reversed(node.part), node.least, node.most, node.source)
    if isinstance(node, Choice):
        return Choice(tuple(map(_reversed, node.branches)), node.source)
    return Sequence(tuple(map(_reversed, reversed(node.parts)))) if isinstance(node, Sequence) else node
