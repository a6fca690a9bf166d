"""What is written where a concern or a further action goes, and says that there is none: None, n/a, a dash.

Here live the words for it and the one rule of what counts: the whole text is one of them, whatever its capitals, its
blanks and a full stop at its end. It stays the answer that was given; it is nothing that the findings list, or that
rules count. The published schema and the browser's script are given the same words.

A document does not keep the language that it was filled in with, so the words of every language count in every form.
Left out is what may be a concern by itself: No answers a question, and Dim, Welsh for none, is a word of English, too.
"""

import re
from collections.abc import Mapping
from string import ascii_lowercase, ascii_uppercase

from engine.json_value import JsonObject
from engine.shapes import BLANK
from formspec.model import Column

WORDS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "none", "nothing", "nil", "n/a", "na", "n.a", "not applicable", "-", "\u2013", "\u2014",
        "no concern", "no concerns", "no issues", "no further concerns", "none at present", "none at this time",
        "no action", "no actions", "no further action", "no further actions", "nfa", "no action needed",
        "no action required", "no further action needed", "no further action required", "nothing to report",
        "nothing to add", "nothing further",
    ),
    "cy": (
        "dim byd", "dim pryder", "dim pryderon", "amherthnasol", "ddim yn berthnasol", "dim camau", "dim camau pellach",
    ),
}  # fmt: skip
"""The words by the code of their language, in small letters, with one space between two and no full stop at the end."""
ALL: tuple[str, ...] = tuple(dict.fromkeys(each for words in WORDS.values() for each in words))
"""The words of every language."""
_ROLES = ("concern", "action")
_KINDS = ("text", "long-text")
_KNOWN = frozenset(ALL)
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
_NAME = "says-nothing"


def may_say(column: Column) -> bool:
    """Say whether an answer is a concern or a further action in a person's own words."""
    return column.role in _ROLES and column.kind in _KINDS


def is_said(column: Column, value: object) -> bool:
    """Say whether an answer is a text in such a column, and says that there is nothing to raise or to do."""
    return may_say(column) and isinstance(value, str) and says_nothing(value)


def says_nothing(text: str) -> bool:
    """Say whether a text, as a whole, says that there is none."""
    return " ".join(text.strip().removesuffix(".").split()).translate(_SMALL) in _KNOWN


def reference() -> JsonObject:
    """Return what a schema says of a text that says that there is none: where its definition stands."""
    return {"$ref": f"#/$defs/{_NAME}"}


def definitions() -> JsonObject:
    """Return the definition that `reference` refers to, by its name."""
    return {_NAME: {"type": "string", "pattern": f"^(?:{'|'.join(map(_pattern, ALL))})[{BLANK}]*[.]?$"}}


def _pattern(words: str) -> str:
    """Return the pattern of some words in any capitals, with any blanks between two."""
    return f"[{BLANK}]+".join("".join(map(_letter, word)) for word in words.split(" "))


def _letter(letter: str) -> str:
    return f"[{letter.upper()}{letter}]" if letter in ascii_lowercase else re.escape(letter)
