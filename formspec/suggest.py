"""What somebody may have meant: the nearest of the words that exist.

Here lives *did you mean*, for keys, kinds, addresses and forms alike, and how words are quoted and listed in messages.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from unicodedata import normalize

_SHOWN = 40
_LONGEST = 100
"""No known word is as long, and comparing takes time."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like this one, or "" when none is like it."""
    if len(word) > _LONGEST:
        return ""
    found = get_close_matches(word.casefold().replace("_", "-").strip(), tuple(known), n=1, cutoff=0.7)
    return found[0] if found else ""


def most_alike(word: str, known: Iterable[str], most: int) -> list[str]:
    """Return so many of the known words, those that are most like this one first."""
    return get_close_matches(word[:_LONGEST].casefold(), tuple(known), n=most, cutoff=0)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a sentence that offers the nearest known word, or ""."""
    found = nearest(word, known)
    return f" Did you mean “{found}”?" if found else ""


class Guesses:
    """Says what was meant for one word after another, until that has taken as long as anyone would wait."""

    def __init__(self, most: int = 20_000) -> None:
        self._left = most

    def nearest(self, word: str, known: Collection[str]) -> str:
        """Return the known word that is most like this one, or ""."""
        self._left -= len(known)
        return nearest(word, known) if self._left >= 0 else ""

    def did_you_mean(self, word: str, known: Collection[str]) -> str:
        """Return a sentence that offers the nearest known word, or ""."""
        found = self.nearest(word, known)
        return f" Did you mean “{found}”?" if found else ""


def short(text: str) -> str:
    """Return what was written, on one line and cut where it is long, to be quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def hyphened(text: str) -> str:
    """Return a text as an id would have it: small letters without accents, and digits, with hyphens between."""
    bare = normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    return "-".join(re.findall("[a-z0-9]+", bare))


def listed(words: Sequence[str], last: str = "or") -> str:
    """Return words in a row, with a word before the last: “text, choice or address”."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
