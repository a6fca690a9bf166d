"""How long a text is to the person who types it: in characters as they are seen, however many code points each takes.

Here lives the counting. A family emoji, a letter with its accents and a line's end each count as one. A text of no more
code points than its limit is never counted, because it cannot be too long; one of more than four times the limit is
refused without counting, whatever it holds, so that a limit also bounds what is kept.
"""

from functools import cache
from importlib import import_module
from typing import Any

from engine.language import Language, noted

POINTS = 4
"""How many code points a text may have for each character of its limit."""


def exceeds(text: str, most: int) -> bool:
    """Say whether a text is longer than so many characters."""
    if len(text) <= most:
        return False
    return len(text) > most * POINTS or count(text) > most


def excess(text: str, most: int) -> str:
    """Return by how many characters a text is too long, in figures; "" where it is not, or nobody counts."""
    over = count(text) - most if most < len(text) <= most * POINTS else 0
    return f"{over:,}" if over > 0 else ""


def with_excess(message: str, over: str, language: Language) -> str:
    """Return the message of a text that is too long with by how many characters it is, where that is known."""
    sentence = noted("{message}: it is {over} too long")
    return language.say(sentence, message=message.removesuffix("."), over=over) if over else message


def falls_short(text: str, least: int) -> bool:
    """Say whether a text has fewer than so many characters."""
    if len(text) < least:
        return True
    each_counts = text.isascii() and "\r" not in text
    return not each_counts and count(text) < least


def count(text: str) -> int:
    """Return the number of characters that a person sees (extended grapheme clusters)."""
    return len(_clusters().findall(text))


@cache
def _clusters() -> Any:
    """Return the pattern of a cluster; its library is loaded when it is first needed, to keep every start short."""
    return import_module("regex").compile(r"\X")
