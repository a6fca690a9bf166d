"""A spec's text while it is changed, and beside it what the text should say then: the two must agree in the end.

Here lives each small change twice, once in the text and once in what was read from it, and the proof at the end that
the new text says that and nothing else, and is as sound as it was.
"""

import re
from copy import deepcopy
from difflib import SequenceMatcher
from typing import cast

from formspec.edits.entries import after_which, with_entry, with_value, without_entry
from formspec.edits.finding import Part, Parts
from formspec.edits.listing import lifted, with_carried, with_part, without_part
from formspec.edits.pieces import Outline, Path, outline
from formspec.edits.refused import EditRefused
from formspec.edits.writing import Value
from formspec.loader import load
from formspec.model import Spec
from formspec.nodes import Json, Mapping, as_json
from formspec.problem import Level, Problem
from formspec.source import read

_MARK = "\ufeff"
_UNSAVED = "This text holds characters that cannot be saved. Delete them first."
_OFFER = re.compile(r" Did you mean “[^”]*”\?$")
_UNSAFE = "This cannot be changed here without changing other words as well. Change it in the text."


class Revision:
    """A text that is being changed, from a spec without errors to another."""

    def __init__(self, text: str) -> None:
        self._mark = _MARK if text.startswith(_MARK) else ""
        self._before = self._text = text.removeprefix(_MARK)
        self.spec = _sound(self._text)
        self._said = as_json(self.root)
        self._outline: Outline | None = None

    @property
    def root(self) -> Mapping:
        """What the text says now, as the reader reads it."""
        return _read(self._text)

    def find(self, address: str, *levels: str) -> Part:
        """Return the part at an address of the text as it is now, one of these levels where some are named."""
        return Parts(self.root, self.spec).find(address, *levels)

    @property
    def outline(self) -> Outline:
        """Where everything stands in the text now."""
        if self._outline is None:
            self._outline = outline(self._text)
        return self._outline

    def said(self, path: Path) -> Json:
        """Return what should stand at the end of a way."""
        value: Json = self._said
        for step in path:
            value = cast("list[Json]", value)[step] if isinstance(step, int) else cast("dict[str, Json]", value)[step]
        return value

    def has(self, path: Path, name: str) -> bool:
        """Say whether the mapping at the end of a way has a key."""
        return name in self._keys(path)

    def put(self, path: Path, name: str, value: Value, order: tuple[str, ...] = ()) -> None:
        """Put a value behind a key; a new key goes after those that stand before it in the language's `order`."""
        names = self._keys(path)
        if name in names:
            self._now(with_value(self.outline, (*path, name), value))
        else:
            after = after_which(names, name, order) or next(iter(names))
            self._now(with_entry(self.outline, path, name, value, after))
        names[name] = _json(value)

    def reword(self, path: Path, number: int, words: str) -> None:
        """Put other words in place of a text in a list."""
        self._now(with_value(self.outline, (*path, number), words))
        self._list(path)[number] = words

    def drop(self, path: Path) -> None:
        """Take out a key or a part of a list, and what it stands in, where that would be left empty."""
        *above, step = path
        within = self.said(tuple(above))
        if within is not None and len(within) == 1:
            self.drop(tuple(above))
        elif isinstance(step, int):
            self._now(without_part(self.outline, tuple(above), step))
            del self._list(tuple(above))[step]
        else:
            self._now(without_entry(self.outline, path))
            del self._keys(tuple(above))[step]

    def insert(self, path: Path, number: int, value: Value) -> None:
        """Put a new part into a list, before the one that has its number now."""
        self._now(with_part(self.outline, path, number, value))
        self._list(path).insert(number, _json(value))

    def move(self, path: Path, to: Path, number: int) -> None:
        """Carry a part to a list, before the one that has its number there once the part is taken out."""
        *above, step = path
        value = self.said(path)
        carried = lifted(self.outline, tuple(above), cast("int", step), cast("Value", value))
        self._now(without_part(self.outline, tuple(above), cast("int", step)))
        del self._list(tuple(above))[cast("int", step)]
        self._now(with_carried(self.outline, to, number, carried))
        self._list(to).insert(number, value)

    def done(self) -> str:
        """Return the new text, once it is proved to say what it should; refused otherwise."""
        if self._text == self._before:
            return self._mark + self._text
        loaded = load(self._text.encode())
        wrong = next((each for each in loaded.problems if each.level is Level.ERROR), None)
        if _stripped(as_json(self.root)) != _stripped(self._said):
            raise EditRefused(_UNSAFE)
        if wrong is not None:
            message = _OFFER.sub("", wrong.message)
            raise EditRefused(_where(wrong, self._text, self._before) + message)
        return self._mark + self._text

    def _now(self, text: str) -> None:
        self._text, self._outline = text, None
        _read(text)

    def _keys(self, path: Path) -> dict[str, Json]:
        return cast("dict[str, Json]", self.said(path))

    def _list(self, path: Path) -> list[Json]:
        return cast("list[Json]", self.said(path))


def _sound(text: str) -> Spec:
    """Return the model of a text; refused where it has errors."""
    try:
        loaded = load(text.encode())
    except UnicodeEncodeError:
        raise EditRefused(_UNSAVED) from None
    if loaded.spec is None:
        first = next(each for each in loaded.problems if each.level is Level.ERROR)
        raise EditRefused(f"Mend the problem on line {first.line} first.")
    return loaded.spec


def _read(text: str) -> Mapping:
    """Return what a text says; refused where it can no longer be read."""
    root = read(text.encode()).root
    if not isinstance(root, Mapping):
        raise EditRefused(_UNSAFE)
    return root


def _json(value: Value) -> Json:
    return cast("Json", deepcopy(value))


def _stripped(value: Json) -> Json:
    """Return what was read without the blanks around texts, which no form keeps."""
    if isinstance(value, dict):
        return {name: _stripped(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_stripped(each) for each in value]
    return value.strip() if value else value


def _where(problem: Problem, after: str, before: str) -> str:
    """Return the line of the text before the edit on which a new problem would be met, "" for a line of the edit."""
    new, old = after.splitlines(), before.splitlines()
    for first, second, length in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if second < problem.line <= second + length:
            line = problem.line - second + first
            return f"Change line {line} first, or there would be a mistake: "
    return ""
