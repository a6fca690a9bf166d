"""What somebody may have meant: the nearest of the words that exist.

Here lives *did you mean*, for keys, kinds, addresses and forms alike, and how words are quoted and listed in messages.
What a message offers is also read from it here, so that the words of an offer are known in one place.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from unicodedata import normalize

_SHOWN = 40
_LONGEST = 100
"""No known word is as long, and comparing takes time."""
_AROUND = " \t\xa0\"'\u2018\u2019“”«»,;`"
_OFFERS = re.compile(
    r"(?:Did you mean “(.+)”\?"
    r"|\bWrite “(.+)”(?:\.|, and the words as its label\.)"
    r"|\bWrite the whole address: (\S+)\."
    r"|: write ([^\s“”]+)(?: without quotation marks)?\.)$"
)
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""The characters that a text may hold, and that nobody sees."""


def bare(word: str) -> str:
    """Return a word without what was pasted with it: quotation marks around it, a comma behind, unseen characters."""
    return UNSEEN.sub("", word).strip(_AROUND)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like this one, or "" when none is; one with the same letters comes first."""
    if len(word) > _LONGEST:
        return ""
    meant, words = bare(word).casefold().replace("_", "-"), tuple(known)
    letters = sorted(meant)
    swapped = next((each for each in words if len(each) == len(meant) and sorted(each) == letters), "")
    return swapped or next(iter(get_close_matches(meant, words, n=1, cutoff=0.7)), "")


def offered(message: str) -> str:
    """Return the one word that a message offers in place of another, or ""."""
    found = _OFFERS.search(message)
    return next(filter(None, found.groups()), "") if found else ""


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

    def most_alike(self, word: str, known: Collection[str], most: int) -> list[str]:
        """Return so many of the known words, those that are most like this one first; none when it takes too long."""
        self._left -= len(known)
        return most_alike(word, known, most) if self._left >= 0 else []

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
