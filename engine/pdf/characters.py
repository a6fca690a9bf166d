"""The characters that a PDF can show: those that its fonts have letters for.

Here live the fonts, which come with installed packages and are the same on every machine, and what stands in place of
a character that they lack. A PDF with an empty box in it would be refused as one that nobody can read.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from engine.json_value import Json, JsonObject

FAMILIES = ("Noto Sans", "Noto Sans Arabic")
"""The families that texts are set in: the first one that has a letter for a character gives it."""
_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
MISSING = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character that the fonts lack."""
_BREAKS = frozenset("\n\u2028\u2029\x0b\x0c\x85")
_REFUSED = frozenset("\ufeff\ufffe\uffff")
"""Characters that PDF/UA refuses, and that show nothing."""
_SELECTORS = range(0xFE00, 0xFE10)


@cache
def folders() -> tuple[Path, ...]:
    """Return the folders that the fonts are in."""
    return tuple(_folder(package) for package in _PACKAGES)


def _folder(package: str) -> Path:
    with as_file(files(package) / "files") as folder:
        return folder


@cache
def _letters() -> frozenset[int]:
    """Return every character that one of the fonts has a letter for, as numbers."""
    letters: set[int] = set()
    for path in _upright():
        with TTFont(path, lazy=True) as font:
            letters |= set(font.getBestCmap() or ())
    return frozenset(letters)


def _upright() -> Iterator[Path]:
    return (path for folder in folders() for path in sorted(folder.iterdir()) if "Italic" not in path.name)


def showable(text: str) -> str:
    """Return a text of characters that can be shown: breaks as line breaks, and `MISSING` for what the fonts lack."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


@cache
def _shown(character: str) -> str:
    if character in _BREAKS:
        return "\n"
    if character in _REFUSED:
        return ""
    category = unicodedata.category(character)
    if category == "Cc":
        return " " if character == "\t" else ""
    is_unseen = category == "Cf" or ord(character) in _SELECTORS
    return character if is_unseen or ord(character) in _letters() else MISSING


def all_showable(content: JsonObject) -> JsonObject:
    """Return JSON with every text in it, names of members aside, made of characters that can be shown."""
    return {name: _all_showable(each) for name, each in content.items()}


def has_missing(content: JsonObject) -> bool:
    """Return whether something of what is printed cannot be shown."""
    return MISSING in str([content["title"], content["prints"]])


def _all_showable(content: Json) -> Json:
    if isinstance(content, str):
        return showable(content)
    if isinstance(content, list):
        return [_all_showable(each) for each in content]
    return all_showable(content) if isinstance(content, dict) else content
