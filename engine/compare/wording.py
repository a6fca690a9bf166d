"""Whether two texts say the same to who reads them, and which of their words differ.

Here lives that look at words alone. Which runs of words two texts share is for `formspec.diff.words` to find.
"""

import unicodedata
from collections.abc import Iterator
from typing import Literal

from formspec.diff.words import Run, runs

_MOST = 8_000
"""How long two texts are together, in characters, that are compared word by word."""
_ALIKE = 0.3
"""How much of two texts, from 0 to 1, is the same where it is of use to see which words differ."""


def plain(text: str) -> str:
    """Return what two texts have in common that differ in white space, or in how Unicode writes them, alone."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def marked(before: str, now: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return two texts with the words marked that have gone from the first, and that have come to the second.

    Nothing is marked where they have little in common, or are very long: they are read whole then.
    """
    found = runs(before, now) if before and now and len(before) + len(now) <= _MOST else ()
    same = sum(_letters(run) for run in found if run.mark == "same")
    if 2 * same < _ALIKE * sum(len("".join(text.split())) for text in (before, now)) or not same:
        return _whole(before), _whole(now)
    return _side(found, "gone"), _side(found, "come")


def _side(found: tuple[Run, ...], mark: Literal["gone", "come"]) -> tuple[Run, ...]:
    """Return the runs of one of two texts, with marked words as one run where only white space is between them."""
    own = [run for run in found if run.mark in ("same", mark)]
    joined: list[Run] = []
    for at, run in enumerate(own):
        between = not run.text.strip() and 0 < at < len(own) - 1 and own[at - 1].mark == own[at + 1].mark == mark
        here = Run(mark, run.text) if between else run
        before = joined.pop().text if joined and joined[-1].mark == here.mark else ""
        joined.append(Run(here.mark, before + here.text))
    return tuple(each for run in joined for each in _trimmed(run))


def _trimmed(run: Run) -> Iterator[Run]:
    """Yield a run with the white space around marked words apart from them, which needs no mark."""
    words = run.text.strip()
    if run.mark == "same" or not words:
        yield Run("same", run.text)
        return
    before, _, after = run.text.partition(words)
    yield from (each for each in (Run("same", before), Run(run.mark, words), Run("same", after)) if each.text)


def _letters(run: Run) -> int:
    return len("".join(run.text.split()))


def _whole(text: str) -> tuple[Run, ...]:
    return (Run("same", text),) if text else ()
