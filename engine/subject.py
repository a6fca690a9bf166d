"""Whether two submissions are about the same: by the name that each gives its subject, as people type one.

Here lives that comparing of names alone. What a form is about is declared in its spec; what a document says of it is
for `engine.document`, and what is kept of the subject itself for `engine.register`. There is no other sign than the
name: two subjects of one name count as one.
"""

import unicodedata
from functools import lru_cache

_ACCENTS = dict.fromkeys(range(0x0300, 0x0370))
"""The marks that Latin, Greek and Cyrillic letters are written with; in other scripts, marks are letters."""
_WITHIN_A_WORD = frozenset("'\u2018\u2019\u02bc`.")
"""Signs that stand within a word or close a shortened one, where no space comes in their place: St. John's, C.I.C."""
_ACUTE = "\u00b4"
"""An accent that stands alone, which people type for an apostrophe."""
_ARTICLE = "the"
_AND = "&"
_COMPANIES = frozenset({"ltd", "limited", "plc", "llp", "cic", "cyf", "cyfyngedig"})
"""What a company adds to its name, in English and in Welsh."""
_KEPT = 32_768
"""How many names are remembered with what they come to: those of the largest register, which each of its pages asks."""


@lru_cache(maxsize=_KEPT)
def subject_key(name: str) -> str:
    """Return what two names of the same subject have in common, "" for a blank one.

    Names are the same when they differ only in capitals, accents, white space, punctuation, the word “the”, “&” for
    “and”, what a company adds behind its name (Ltd), and in how Unicode writes their characters (normal form NFKD, case
    folded: Unicode 15, chapter 3.13). A name that is nothing else than such is taken as it is.
    """
    whole = _folded(name.replace(_ACUTE, "'"))
    folded = whole.translate(_ACCENTS)
    words = "".join(map(_plain, folded, "\0" + folded, folded[1:] + "\0")).split()
    told = [word for word in words if word != _ARTICLE]
    while told and told[-1] in _COMPANIES:
        told.pop()
    return " ".join(told or words or folded.split() or whole.split())


def same_subject(one: str, other: str) -> bool:
    """Say whether two names are of the same subject; a blank one is of none."""
    key = subject_key(one)
    return bool(key) and key == subject_key(other)


def _folded(name: str) -> str:
    """Return a name without capitals, its characters taken apart."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())


def _plain(sign: str, before: str, after: str) -> str:
    """Return what stands for a sign between two others: itself, nothing, a space, or a word."""
    if sign == _AND:
        return " and "
    if sign in _WITHIN_A_WORD:
        return " " if before.isdigit() and after.isdigit() else ""
    return " " if unicodedata.category(sign)[0] in "PZ" else sign
