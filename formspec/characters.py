"""From the bytes of a file to its text: the size, the encoding and the characters, before anything is read.

Here lives what can be said of a file without knowing its language. A line ends where an editor ends it: at CR LF, LF
or CR. A character that no line may hold is reported and replaced by a stand-in of the same width, so that what follows
is still read and still stands in its column.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from formspec.nodes import Place
from formspec.problem import Problem

MOST_BYTES = 1024 * 1024
STAND_IN = "\ufffd"
LINE_END = re.compile(r"\r\n|\n|\r")

_UNWANTED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HALF_LINE_END = re.compile(r"\r(?!\n)")
_ORDINARY = bytes([9, 10, 13, *range(32, 127)])
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SAVE = "Save the file as UTF-8 (in Notepad: Save as, then Encoding: UTF-8)."
_FOREIGN = {
    b"pk\x03\x04": "a Word file, or another that is packed",
    b"\xd0\xcf\x11\xe0": "a Word file",
    b"%pdf-": "a PDF file",
    b"{\\rtf": "a rich text file",
    b"<!doctype": "a web page",
    b"<html": "a web page",
}
_LONGEST_SIGN = 9
_BREAKS = "\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Characters:
    """The text of a file, or None where nothing more can be said of it, and what is wrong with its characters."""

    text: str | None
    problems: tuple[Problem, ...]


def decode(data: bytes, *, most_problems: int) -> Characters:
    """Return the text of a file without its byte order mark; no more than `most_problems` characters are reported."""
    if len(data) > MOST_BYTES:
        return _refused(
            "too-large", "This file is larger than 1 MB, too large for a form. Check that it is the right file."
        )
    if (beginning := _beginning(data)).startswith(tuple(_FOREIGN)):
        return _foreign(beginning)
    if data.startswith(_WIDE) or 0 < data[:4].count(0) < len(data[:4]):
        return _refused("encoding", f"This file is not saved as UTF-8. {_SAVE}")
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        return _undecodable(data.removeprefix(BOM_UTF8)[: error.start].decode())
    return _checked(text, most_problems)


def unwanted(text: str) -> str:
    """Return the first character that no text may hold, or nothing."""
    found = _UNWANTED.search(text)
    return found[0] if found else ""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, as an editor shows them."""
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def place_at(text: str, position: int, known: Place = Place(1, 1), since: int = 0) -> Place:  # noqa: B008
    """Return the line and column of a position, from the `known` place of an earlier one, `since`."""
    ends = text.count("\n", since, position) + text.count("\r", since, position) - text.count("\r\n", since, position)
    if not ends:
        return Place(known.line, known.column + position - since)
    return Place(
        known.line + ends, position - max(text.rfind("\n", since, position), text.rfind("\r", since, position))
    )


def _refused(rule: str, message: str, place: Place = Place(1, 1)) -> Characters:  # noqa: B008  (frozen)
    return Characters(None, (Problem(place.line, place.column, rule, message),))


def _beginning(data: bytes) -> bytes:
    return data[: len(BOM_UTF8) + _LONGEST_SIGN].removeprefix(BOM_UTF8).lower()


def _foreign(beginning: bytes) -> Characters:
    what = next(what for sign, what in _FOREIGN.items() if beginning.startswith(sign))
    message = f"This is {what}, and a form is plain text. Copy its text into a new file of Notepad or TextEdit. {_SAVE}"
    return _refused("encoding", message)


def _undecodable(before: str) -> Characters:
    message = f"From here on this file is not saved as UTF-8. {_SAVE} Then check the letters of this line."
    return _refused("encoding", message, place_at(before, len(before)))


def _checked(text: str, most_problems: int) -> Characters:
    conflict = _CONFLICT.search(text) if "<<<<<<< " in text or ">>>>>>> " in text else None
    if conflict:
        message = (
            "Two people's changes meet here and were not settled. "
            "Keep the lines that are right, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>."
        )
        return _refused("conflict", message, place_at(text, conflict.start()))
    half = _HALF_LINE_END.search(text) if "\r" in text else None
    odd = _doubtful(text)
    if not half and not odd:
        return Characters(text, ())
    problems = [_said("\r", place_at(text, half.start()))] if half else []
    problems += islice(_odd_ones(text), most_problems)
    return Characters(_UNWANTED.sub(STAND_IN, text), tuple(problems))


def _doubtful(text: str) -> str:
    """Return an unwanted character, or nothing: what is left without the ordinary letters is little to look through."""
    return unwanted(text.encode().translate(None, _ORDINARY).decode())


def _odd_ones(text: str) -> Iterator[Problem]:
    place, since = Place(1, 1), 0
    for found in _UNWANTED.finditer(text):
        place, since = place_at(text, found.start(), place, since), found.start()
        yield _said(found[0], place)


def _said(character: str, place: Place) -> Problem:
    if character == "\r":
        message = "This line ends as old Macs ended lines. Save the file again with ordinary line endings."
    elif character in _BREAKS:
        message = "An invisible line break is hidden here. Delete it, and press Enter if a new line should begin."
    else:
        message = f"An invisible character (U+{ord(character):04X}) is hidden here. Delete it."
    return Problem(place.line, place.column, "control-character", message)
