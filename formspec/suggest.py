"""What somebody may have meant: the nearest of the words that exist.

Here lives *did you mean*, for keys, kinds, addresses and forms alike.
"""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like this one, or "" when none is like it."""
    if len(word) > 100:  # noqa: PLR2004 (no known word is as long, and comparing takes time)
        return ""
    found = get_close_matches(word.casefold().replace("_", "-").strip(), tuple(known), n=1, cutoff=0.7)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a sentence that offers the nearest known word, or ""."""
    found = nearest(word, known)
    return f" Did you mean “{found}”?" if found else ""
