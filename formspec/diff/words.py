"""Which words of a text have gone and which have come, for showing the two beside or within each other.

Here lives the comparing of words alone; how they are marked is for each format.
"""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 4000


class Run(NamedTuple):
    """Some words in a row: in both texts, only in the old, or only in the new."""

    mark: Literal["same", "gone", "come"]
    text: str


def runs(old: str, new: str) -> tuple[Run, ...]:
    """Return two texts as one row of words; those that are the same put together give each of them back."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if not before or not after or len(before) + len(after) > _MOST_WORDS:
        return _whole(old, new)
    found: list[Run] = []
    for tag, start, end, begin, until in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[start:end]), "".join(after[begin:until])
        found += [Run("same", gone)] if tag == "equal" else _whole(gone, come)
    return tuple(found)


def _whole(old: str, new: str) -> tuple[Run, ...]:
    if old == new:
        return (Run("same", old),) if old else ()
    return tuple(run for run in (Run("gone", old), Run("come", new)) if run.text)
