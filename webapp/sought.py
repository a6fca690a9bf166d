"""Words that somebody looks for in what was written: the parts of a name, in any order.

Here lives when a text counts as holding them. Capitals, accents and apostrophes make no difference, and a word is found
by its beginning, so that “Jones” finds “Joneses”, and “Brien” finds “O'Brien”. Where the texts come from is not for
this module to know.
"""

import re
import unicodedata
from collections.abc import Iterable

_ACCENT = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc`]")
_APOSTROPHE = "'"
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
_LETTER = re.compile(f"[{''.join(_LETTERS)}]")
_WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 64
"""How many letters of a word count in the search: what is longer is found by these."""
_WHOLE = 2
"""How many letters a word has at most that is found whole alone: so many begin with one."""
_AROUND = 8
"""How many words are shown before and behind one that was found."""


class Sought:
    """The words that are looked for; `each` is empty when there are none."""

    def __init__(self, text: str) -> None:
        self.each = tuple(dict.fromkeys(_WORD.findall(_without_apostrophes(folded(text)))))
        self._begin = {word: re.compile(rf"(?<![^\W_]){f'{_APOSTROPHE}?'.join(word)}") for word in self.each}

    def may_stand_in(self, text: str) -> bool:
        """Return False for a text, in whatever writing, that certainly does not hold all of the words."""
        plain = _without_apostrophes(folded(text))
        return "\\u" in plain or all(word in plain for word in self.each)

    def places(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the texts with one of the words, shortened, those with most first; none unless all words are there."""
        found = {text: self._held(folded(text)) for text in dict.fromkeys(texts)}
        if not self.each or set().union(*found.values()) != set(self.each):
            return ()
        best = sorted((text for text in found if found[text]), key=lambda text: -len(found[text]))
        return tuple(dict.fromkeys(map(self._shortened, best)))

    def _held(self, plain: str) -> set[str]:
        return {word for word, begins in self._begin.items() if begins.search(plain)}

    def _shortened(self, text: str) -> str:
        """Return the words of a text around the first one that was found."""
        words = text.split()
        at = next((number for number, word in enumerate(words) if self._held(folded(word))), 0)
        first, last = max(at - _AROUND, 0), at + _AROUND + 1
        return f"{'… ' if first else ''}{' '.join(words[first:last])}{' …' if last < len(words) else ''}"


class Terms:
    """The words of a search, of which all have to stand somewhere in what is found; `each` is empty for none.

    A word is found by its beginning, but a short one as it is.
    """

    def __init__(self, text: str) -> None:
        self.each = tuple(dict.fromkeys(word[:LONGEST_WORD] for word in Sought(text).each))

    def is_whole(self, word: str) -> bool:
        """Say whether a word of the search is found as it is alone."""
        return len(word) <= _WHOLE

    def all_in(self, texts: Iterable[str]) -> bool:
        """Say whether every word stands in one of the texts."""
        words = words_of(texts)
        return bool(self.each) and all(any(self._fits(term, word) for word in words) for term in self.each)

    def number_in(self, text: str) -> int:
        """Return how many of the words stand in a text."""
        words = words_of((text,))
        return sum(any(self._fits(term, word) for word in words) for term in self.each)

    def marked(self, text: str) -> tuple[tuple[str, bool], ...]:
        """Return the words of a text around the first one that was found, in pieces that are marked or not."""
        words = text.split()
        found = [bool(self.number_in(word)) for word in words]
        at = found.index(True) if True in found else 0
        first, last = max(at - _AROUND, 0), at + 2 * _AROUND + 1
        pieces = [(f"{word} ", is_found) for word, is_found in zip(words[first:last], found[first:last], strict=True)]
        return (*((("… ", False),) if first else ()), *pieces, *((("…", False),) if last < len(words) else ()))

    def _fits(self, term: str, word: str) -> bool:
        return word == term if self.is_whole(term) else word.startswith(term)


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words of texts as they are compared, each once: one with an apostrophe whole, and in its parts."""
    found: dict[str, None] = {}
    for text in texts:
        plain = folded(text)
        joined = _without_apostrophes(plain)
        for each in (plain,) if joined == plain else (plain, joined):
            found.update((word[:LONGEST_WORD], None) for word in _WORD.findall(each))
    return tuple(found)


def folded(text: str) -> str:
    """Return a text as it is compared: in small letters, without accents, every apostrophe the same."""
    if text.isascii():
        return text.lower().replace("`", _APOSTROPHE)
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = _LETTER.sub(lambda letter: _LETTERS[letter[0]], plain)
    return _APOSTROPHES.sub(_APOSTROPHE, _ACCENT.sub("", plain))


def _without_apostrophes(plain: str) -> str:
    return plain.replace(_APOSTROPHE, "")
