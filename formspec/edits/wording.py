"""How words are written so that they are read back as given: plain, in quotation marks, or on lines of their own.

Here lives the choice of the signs; where the words go is decided elsewhere.
"""

import re
from textwrap import wrap
from typing import NamedTuple

from formspec.characters import unwanted
from formspec.edits.refused import EditRefused

WIDTH = 110
"""The longest line that is written where there is a choice."""
_FOLDED_WIDTH = 100
_OPENING = "(£€½¼¾"
_SIGNS = re.compile(r":(?:\s|$)|\s#|[\t\"\\]")
_IN_BRACKETS = re.compile(r"[,\[\]{}:]")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


class Written(NamedTuple):
    """Words as they are written: what stands behind the key or hyphen, and the lines below it."""

    head: str
    below: tuple[str, ...] = ()


def cleaned(words: str) -> str:
    """Return words as a form keeps them: without blanks around them, and with plain line breaks."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if odd := unwanted(words):
        raise EditRefused(f"An invisible character (U+{ord(odd):04X}) is hidden in these words. Delete it.")
    return words


def in_line(words: str, *, braced: bool, style: str = "") -> str:
    """Return words as they are written on one line; with a quotation mark that they stood in before, if that serves."""
    if style not in ("'", '"') and _is_plain(words, braced=braced):
        return words
    if "\n" in words or "\t" in words or (style != "'" and not ('"' in words or "\\" in words)):
        return f'"{"".join(_ESCAPED.get(each, each) for each in words)}"'
    if style == '"' and "\\" not in words:
        return f'"{"".join(_ESCAPED.get(each, each) for each in words)}"'
    return "'" + words.replace("'", "''") + "'"


def in_block(words: str, pad: int, style: str = "") -> Written:
    """Return words as they are written where lines may follow, which begin after `pad` spaces."""
    spaces = " " * pad
    if style == ">" and (lines := _folded(words, max(_FOLDED_WIDTH - pad, 20))):
        return Written(">-", tuple(spaces + line for line in lines))
    if "\t" in words or ("\n" not in words and style != "|"):
        return Written(in_line(words, braced=False, style=style))
    return Written("|-", tuple(spaces + line if line else "" for line in words.split("\n")))


def _folded(words: str, width: int) -> list[str]:
    """Return the lines of a paragraph that is read as one line; none where it cannot be."""
    lines = wrap(words, width, break_long_words=False, break_on_hyphens=False)
    return lines if " ".join(lines) == words else []


def _is_plain(words: str, *, braced: bool) -> bool:
    """Say whether words need no signs around them."""
    first = words[:1]
    if not (first.isalnum() or (first and first in _OPENING)) or "\n" in words or _SIGNS.search(words):
        return False
    return not (braced and _IN_BRACKETS.search(words))
