"""Whether two texts say the same to who reads them, and which of their words differ.

Here lives that look at words alone. It is apart from `formspec.diff.words`, which shows two texts as one: here each of
them stays whole, with the white space and the lines that it has.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from formspec.diff.words import Run

_WORD = re.compile(r"(?:\w+|[^\w\s])\s*")
_MOST = 1_600
"""How many words two texts have together, at most, that are compared word by word: a page has a hundred such pairs."""
_ALIKE = 0.3
"""How much of two texts, from 0 to 1, is the same where it is of use to see which words differ."""
Runs = tuple[Run, ...]


def plain(text: str) -> str:
    """Return what two texts have in common that differ in white space, or in how Unicode writes them, alone."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def marked(before: str, now: str) -> tuple[Runs, Runs]:
    """Return two texts with the words marked that have gone from the first, and that have come to the second.

    The runs of each put together are the text, without white space before it. Nothing is marked where the two have
    little in common, or are very long: they are read whole then.
    """
    old, new = _WORD.findall(before), _WORD.findall(now)
    words = [[word.strip() for word in side] for side in (old, new)]
    if not old or not new or len(old) + len(new) > _MOST:
        return _whole(before), _whole(now)
    found = SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes()
    same = sum(len("".join(words[0][start:end])) for tag, start, end, _, _ in found if tag == "equal")
    if 2 * same < _ALIKE * sum(len("".join(side)) for side in words) or not same:
        return _whole(before), _whole(now)
    gone = [(old[start:end], tag == "equal") for tag, start, end, _, _ in found]
    come = [(new[start:end], tag == "equal") for tag, _, _, start, end in found]
    return (
        tuple(run for side, is_same in gone for run in _run(side, "same" if is_same else "gone")),
        tuple(run for side, is_same in come for run in _run(side, "same" if is_same else "come")),
    )


def _run(words: Sequence[str], mark: str) -> Iterator[Run]:
    """Yield words as a run, with the white space behind marked ones apart: it needs no mark."""
    text = "".join(words)
    if mark == "same":
        yield from _whole(text)
    elif text:
        yield Run("gone" if mark == "gone" else "come", text.rstrip())
        yield from _whole(text[len(text.rstrip()) :])


def _whole(text: str) -> Runs:
    return (Run("same", text),) if text else ()
