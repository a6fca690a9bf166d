"""Reading JSON strictly, so that a document means one thing only.

Here lives the reader. It refuses what readers commonly differ on (a member twice, NaN, numbers that do not fit, half
characters) and what could exhaust a machine (size, depth, number of values). One exception leaves it, `JsonTextError`,
with a sentence for a person and the place. Nothing here knows a form.
"""

import json
import re

from engine.json_value import Json, JsonObject

LARGEST = 16 * 1024 * 1024
DEEPEST = 64
MOST = 500_000
_WHOLE = 2**53 - 1

_GAP = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile("[A-Za-z]+")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_HALF = re.compile("[\ud800-\udfff]")
_LONGEST = len(str(_WHOLE)) + 1


class JsonTextError(Exception):
    """A text that is not strict JSON: the line and column, both from 1, and a sentence that says what is wrong."""

    def __init__(self, line: int, column: int, sentence: str) -> None:
        """Keep the place and the sentence."""
        super().__init__(sentence)
        self.line = line
        self.column = column
        self.sentence = sentence


def read_json(data: bytes) -> Json:
    """Return the JSON value that the bytes hold. JsonTextError when they do not hold exactly one."""
    if len(data) > LARGEST:
        raise JsonTextError(
            1, 1, f"The file is larger than {LARGEST // 1024 // 1024} MiB, which is the most that is read"
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8")
        column = len(before) - before.rfind("\n")
        raise JsonTextError(
            before.count("\n") + 1, column, "This is not text in UTF-8: save the file in UTF-8"
        ) from None
    return _Reader(text.removeprefix("\ufeff")).document()


class _Reader:
    """One pass over one text.

    `_at` is the position in it, `_depth` how many lists and objects are open, `_count` how many values were begun.
    """

    __slots__ = ("_at", "_count", "_depth", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._count = 0
        self._depth = 0

    def document(self) -> Json:
        value = self._value()
        if self._next():
            raise self._fault("Something stands after the end of the document: leave one document in the file")
        return value

    def _value(self) -> Json:
        first = self._next()
        self._count += 1
        if self._count > MOST:
            raise self._fault(f"The file holds more than {MOST:,} values, which is the most that is read")
        if first == "{":
            return self._object()
        if first == "[":
            return self._list()
        if first == '"':
            return self._string()
        if first and first in "-0123456789":
            return self._number()
        return self._word()

    def _object(self) -> JsonObject:
        self._open()
        members: JsonObject = {}
        if self._closes("}"):
            return members
        while True:
            if self._next() != '"':
                raise self._fault("The name of a member must stand here, between double quotes")
            start = self._at
            name = self._string()
            if name in members:
                self._at = start
                raise self._fault(f"“{name}” stands twice in the same place: leave only one of them")
            if self._next() != ":":
                raise self._fault(f"A colon must stand between “{name}” and its value")
            self._at += 1
            members[name] = self._value()
            if self._ends("}"):
                return members

    def _list(self) -> list[Json]:
        self._open()
        values: list[Json] = []
        if self._closes("]"):
            return values
        while True:
            values.append(self._value())
            if self._ends("]"):
                return values

    def _open(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._fault(f"Brackets stand more than {DEEPEST} deep in one another, which is the most that is read")
        self._at += 1

    def _closes(self, bracket: str) -> bool:
        if self._next() != bracket:
            return False
        self._at += 1
        self._depth -= 1
        return True

    def _ends(self, bracket: str) -> bool:
        if self._closes(bracket):
            return True
        if self._next() != ",":
            raise self._fault(f"A comma or a closing {bracket} must stand here")
        self._at += 1
        return False

    def _string(self) -> str:
        found = _STRING.match(self._text, self._at)
        if found is None:
            raise self._fault("This text is not closed with a double quote, or holds a character that must be escaped")
        raw = found[0]
        text = raw[1:-1] if "\\" not in raw else str(json.loads(raw))
        if "\\u" in raw and _HALF.search(text):
            raise self._fault(
                "This text holds half a character, an escape from \\ud800 to \\udfff without its other half"
            )
        self._at = found.end()
        return text

    def _number(self) -> int | float:
        found = _NUMBER.match(self._text, self._at)
        if found is None:
            raise self._fault("This is not a number as JSON writes it")
        written = found[0]
        number = float(written) if found[1] or found[2] or len(written) > _LONGEST else int(written)
        if abs(number) > _WHOLE:
            raise self._fault("This number is too large to be read the same everywhere")
        self._at = found.end()
        return number

    def _word(self) -> bool | None:
        found = _WORD.match(self._text, self._at)
        if found and found[0] in _WORDS:
            self._at = found.end()
            return _WORDS[found[0]]
        if not self._next():
            raise self._fault("The file ends before the document does")
        if found:
            raise self._fault(f"“{found[0][:20]}” is not JSON: a text stands between double quotes")
        raise self._fault(f"“{self._next()}” cannot stand here: a value is wanted")

    def _next(self) -> str:
        """Pass over what separates; return the character that comes then, "" at the end."""
        gap = _GAP.match(self._text, self._at)
        self._at = gap.end() if gap else self._at
        return self._text[self._at : self._at + 1]

    def _fault(self, sentence: str) -> JsonTextError:
        before = self._text[: self._at]
        return JsonTextError(before.count("\n") + 1, self._at - before.rfind("\n"), sentence)
