"""The language in which the engine speaks to a person: English, or another that there is a catalogue for.

Here live the words that come from no spec: messages, labels of an answer's parts, months and times. A sentence is known
by its English, with names in braces for what stands in it; its translation is in `<code>.po` beside this file. What a
document holds is never said in another language: it is always the spec's own words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType

from formspec.policy_date import in_months
from formspec.translation import LANGUAGES

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language by its code; `sentences` holds what each English sentence is in it, `months` their names."""

    code: str
    name: str
    sentences: Mapping[str, str]
    months: tuple[str, ...]

    @property
    def tag(self) -> str:
        """What pages in the language say that they are in."""
        return "en-GB" if self is ENGLISH else self.code

    def say(self, sentence: str, **words: object) -> str:
        """Return a sentence in this language with the words in their places; in English where there is no other."""
        said = self.sentences.get(sentence, sentence)
        return said.format(**words) if words else said

    def listed(self, words: Sequence[str], last: str = "and") -> str:
        """Return words in a row, with “and” or “or” before the last."""
        if len(words) < 2:  # noqa: PLR2004 (one word alone is no row)
            return "".join(words)
        first, end = ", ".join(words[:-1]), words[-1]
        if last == "or":
            return self.say("{first} or {last}", first=first, last=end)
        return self.say("{first} and {last}", first=first, last=end)

    def policy_date(self, text: str) -> str:
        """Return a date as a policy writes it, with the month's name in this language."""
        return in_months(text, self.months)


ENGLISH = Language("en", "English", MappingProxyType({}), MONTHS)


@cache
def language(code: str) -> Language:
    """Return the language of a code. KeyError when nothing can be said in it."""
    return ENGLISH if code == ENGLISH.code else _translated(code, LANGUAGES[code])


def noted(sentence: str) -> str:
    """Return a sentence that is written down here and said elsewhere, so that the catalogue is known to need it."""
    return sentence


def _translated(code: str, name: str) -> Language:
    catalogue = import_module("engine.language.catalogue")
    return Language(code, name, MappingProxyType(catalogue.sentences(code)), catalogue.months(code))
