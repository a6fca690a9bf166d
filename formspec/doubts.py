"""What was read without a fault, but most likely not as it was meant: each is a warning.

Here live the doubts that need the whole of what was read: whether a sign stood in a text or behind it. A text that is
surely misread is an error, and lives in `misread`.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from formspec.diagnosis.fault import CURLY, cut
from formspec.nodes import Listing, Node, Place, Text
from formspec.problem import Problem
from formspec.refusals import refusal

_MOST_SUSPECTS = 10_000


def doubts(root: Node, lines: list[str]) -> Iterator[Problem]:
    """Yield the texts that a sign cut short, and those that end with a quotation mark that nothing opened."""
    suspects = list(islice(_suspects(lines), _MOST_SUSPECTS))
    if not suspects:
        return
    texts = list(_texts(root))
    for place, sign in suspects:
        before = bisect_right(texts, place, key=_place) - 1
        if before < 0 or not texts[before].plain:
            continue
        line = lines[place.line - 1]
        if sign == "#" and _cut_short(texts[before], line[: place.column - 1].rstrip(" \t")):
            yield refusal(place, "remark", text=cut(line[place.column - 1 :]))
        elif sign == '"' and texts[before].text.endswith('"') and texts[before].text[0] not in CURLY:
            yield refusal(place, "lone-quote")


def _suspects(lines: list[str]) -> Iterator[tuple[Place, str]]:
    """Yield each `#` with a letter close behind it, and the last quotation mark of lines with an odd number of them."""
    for number, line in enumerate(lines, 1):
        if " #" in line:
            sign = line.index(" #") + 1
            if line[:sign].strip() and line[sign + 1 : sign + 2].strip(" #"):
                yield Place(number, sign + 1), "#"
        if line.count('"') & 1:
            yield Place(number, line.rindex('"') + 1), '"'


def _cut_short(text: Text, before: str) -> bool:
    """Whether the words before a sign are the end of a text, or a name or hyphen whose text would begin with it."""
    return before[-1:] in (text.text[-1:] or ":-")


def _texts(node: Node) -> Iterator[Text]:
    """Yield every text in the order of the file."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Listing):
        for each in node.nodes:
            yield from _texts(each)
    else:
        for entry in node.entries:
            yield entry.key
            yield from _texts(entry.value)


def _place(text: Text) -> Place:
    return text.place
