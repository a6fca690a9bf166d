"""The shape of a spec: whether every key stands where it may, and takes what it takes.

Here lives the walk along the grammar. It reports, and changes nothing; building the model reads the same nodes again,
leniently, so that the rules can report on what is left.
"""

from collections.abc import Callable, Iterator

from formspec.grammar import LEVELS
from formspec.keys import Key, Level, Takes
from formspec.misplaced import misplaced
from formspec.nodes import Entry, Listing, Mapping, Node, Place, Text
from formspec.problem import Problem
from formspec.reading import LARGEST, is_decimal, is_number, is_too_large
from formspec.size import MOST_ROWS
from formspec.suggest import Guesses, bare, listed, nearest, short

_WANTED = {
    Takes.TEXT: "a text",
    Takes.NUMBER: "a whole number, such as 1",
    Takes.DECIMAL: "a number, such as 1 or 2.5",
    Takes.TRUTH: "true or false",
    Takes.TRUTH_OR_CONDITION: "true, false or a condition",
    Takes.OPTIONS: "a list of options, each after a dash, or the name of a shared list",
    Takes.LITERAL: "a text, or keys that say how a value is worked out",
    Takes.VALUE: "a number, an address, or keys that say how a value is worked out",
    Takes.VALUES: "an address, or a list of addresses and numbers",
    Takes.TEXTS: "a list of texts, each on its own line after a dash",
    Takes.TEXT_OR_TEXTS: "a text, or a list of texts, each on its own line after a dash",
    Takes.WORDINGS: "a text for each code",
    Takes.ONE: "keys of its own below it, each on its own line",
    Takes.MANY: "a list, each part after a dash",
}
_FOUND = ", not a list: several paragraphs stand after “|-”, each on its own line"
_BRACKETS = "A text cannot begin with “[” unless it is in quotes. Put quotation marks round the whole text."
_WRITE = "write a text"
_WRITE_OR_NOT = f"{_WRITE}, or take the line out"
_MOST_LISTED, _FEW = 12, 5
_LARGEST = {"version": 1_000_000, "exactly": MOST_ROWS, "max-length": 16_000}
"""The largest numbers that rules let stand where they are smaller than those that can be read."""
_TRUTHS = frozenset({"true", "false"})
_ACCEPTED: dict[Takes, Callable[[str], bool]] = {
    Takes.NUMBER: is_number,
    Takes.DECIMAL: is_decimal,
    Takes.TRUTH: _TRUTHS.__contains__,
}
_TRUE_OR_FALSE = frozenset({Takes.TRUTH, Takes.TRUTH_OR_CONDITION})
_YES = frozenset({"true", "yes", "y", "on"})
_NO = frozenset({"false", "no", "n", "off"})


def shape(root: Node) -> Iterator[Problem]:
    """Yield what is wrong with the shape of a whole spec."""
    if isinstance(root, Mapping):
        yield from _Walk().level(root, LEVELS["spec"])
    else:
        yield Problem(
            root.place.line,
            root.place.column,
            "wrong-type",
            "A spec begins with keys such as “formspec: 1” and “form: my-form”, each on its own line.",
        )


def shape_of(mapping: Mapping, level: Level) -> Iterator[Problem]:
    """Yield what is wrong with the shape of one part, which need not stand in a spec."""
    return _Walk().level(mapping, level)


class _Walk:
    """One walk along the grammar, which guesses at unknown keys as long as anyone would wait."""

    def __init__(self) -> None:
        self._guesses = Guesses()

    def level(self, mapping: Mapping, level: Level) -> Iterator[Problem]:
        """Yield what is wrong with a part."""
        meant: set[str] = set()
        for entry in mapping.entries:
            key = level.keys.get(entry.key.text)
            if key is None:
                meant.add(self._meant(entry.key.text, level))
                yield self._unknown(entry, level)
            elif key.takes is not Takes.TEXT or not _is_text(entry.value):
                yield from self._value(entry, key)
        for name in level.required:
            if name not in mapping.index and name not in meant:
                message = f"{_capital(level.noun)} needs “{name}”. {level.keys[name].meaning}"
                yield _at(mapping.place, "missing-key", message)

    def _value(self, entry: Entry, key: Key) -> Iterator[Problem]:
        match key.takes:
            case Takes.TEXT:
                yield (
                    _blank(entry, key.name, needed=key.required)
                    if isinstance(entry.value, Text)
                    else _wrong(entry, key)
                )
            case Takes.NUMBER | Takes.DECIMAL | Takes.TRUTH:
                if not _is_plain(entry.value, _ACCEPTED[key.takes]):
                    yield _wrong(entry, key)
            case Takes.TEXTS:
                yield from _texts(entry, key)
            case Takes.WORDINGS:
                yield from _wordings(entry, key)
            case Takes.ONE:
                yield from self._one(entry.value, key, entry)
            case Takes.MANY:
                yield from self._many(entry, key)
            case _:
                yield from self._either(entry, key)

    def _either(self, entry: Entry, key: Key) -> Iterator[Problem]:
        """Yield what is wrong with a value that may be written in short or with keys of its own."""
        value = entry.value
        if isinstance(value, Listing) and key.takes is Takes.TEXT_OR_TEXTS:
            yield from _texts(entry, key)
        elif isinstance(value, Mapping) and key.takes not in {Takes.OPTIONS, Takes.TEXT_OR_TEXTS}:
            yield from self.level(value, LEVELS[key.of])
        elif isinstance(value, Listing) and key.takes is Takes.OPTIONS:
            yield from self._many(entry, key)
        elif isinstance(value, Listing) and key.takes is Takes.VALUES:
            yield from self._values(value, key)
        elif not _is_short(value, key.takes):
            yield _wrong(entry, key)

    def _values(self, listed_values: Listing, key: Key) -> Iterator[Problem]:
        for each in listed_values.nodes:
            if isinstance(each, Mapping):
                yield from self.level(each, LEVELS[key.of])
            elif not _is_text(each):
                message = (
                    f"Each part of “{key.name}” is an address, a number, or keys that say how a value is worked out."
                )
                yield _at(each.place, "wrong-type", message)

    def _one(self, value: Node, key: Key, entry: Entry) -> Iterator[Problem]:
        if isinstance(value, Mapping):
            yield from self.level(value, LEVELS[key.of])
        else:
            yield _wrong(entry, key)

    def _many(self, entry: Entry, key: Key) -> Iterator[Problem]:
        if not isinstance(entry.value, Listing):
            yield _wrong(entry, key)
            return
        level = LEVELS[key.of]
        above: Node | None = None
        for each in entry.value.nodes:
            if isinstance(each, Mapping):
                moved = misplaced(each, above, entry=entry, key=key)
                yield from [moved] if moved else self.level(each, level)
                above = each
            else:
                needed = listed([f"“{name}”" for name in level.required], "and")
                yield _at(
                    each.place, "wrong-type", f"Each part of “{key.name}” is {level.noun}, with {needed} below it."
                )

    def _unknown(self, entry: Entry, level: Level) -> Problem:
        word = entry.key.text
        message = f"{_capital(level.noun)} has no “{short(word)}”. {self._advice(word, level)}"
        return _at(entry.key.place, "unknown-key", message)

    def _advice(self, word: str, level: Level) -> str:
        """Return what to do about a key that is not one of this level."""
        homes = _homes(word)
        meant = self._meant(word, level)
        if meant and (not homes or word in level.instead or meant.removesuffix("s") == word.removesuffix("s")):
            return f"Did you mean “{meant}”?"
        if word == level.name:
            return f"Leave “{word}” out, and write in its place what stands behind it."
        if homes:
            return f"It belongs to {listed(homes, 'or')}: check how far the line is indented."
        if len(level.keys) <= _MOST_LISTED:
            return f"It may have {listed([f'“{name}”' for name in level.keys], 'or')}."
        some = [f"“{name}”" for name in self._guesses.most_alike(word, level.keys, _FEW)]
        said = f"Among those that it may have are {listed(some, 'and')}: " if some else ""
        return f"{said}docs/language.md has all of them."

    def _meant(self, word: str, level: Level) -> str:
        return level.instead.get(word) or self._guesses.nearest(word, level.keys)


def _is_text(value: Node) -> bool:
    return isinstance(value, Text) and bool(value.text) and not value.text.isspace()


def _is_short(value: Node, takes: Takes) -> bool:
    return _is_plain(value, _TRUTHS.__contains__) if takes is Takes.TRUTH_OR_CONDITION else _is_text(value)


def _is_plain(value: Node, accepts: Callable[[str], bool]) -> bool:
    return isinstance(value, Text) and value.plain and accepts(value.text)


def _blank(entry: Entry, name: str, *, needed: bool = False) -> Problem:
    """Return the fault of a text that is not there, at its key, or of blanks in quotation marks, where they stand."""
    nothing = isinstance(entry.value, Text) and entry.value.empty
    place = entry.key.place if nothing else entry.value.place
    said = "has nothing behind it" if nothing else "is blank"
    return _at(place, "empty-value", f"“{short(name)}” {said}: {_WRITE if needed else _WRITE_OR_NOT}.")


def _texts(entry: Entry, key: Key) -> Iterator[Problem]:
    if not isinstance(entry.value, Listing):
        yield _wrong(entry, key)
        return
    for each in entry.value.nodes:
        if not isinstance(each, Text):
            message = (
                f"Each line of “{key.name}” takes a text. A text with a colon in it needs quotation marks around it."
            )
            yield _at(each.place, "wrong-type", message)
        elif not _is_text(each):
            yield _at(each.place, "empty-value", f"A line of “{key.name}” is blank: {_WRITE_OR_NOT}.")


def _wordings(entry: Entry, key: Key) -> Iterator[Problem]:
    if not isinstance(entry.value, Mapping):
        yield _wrong(entry, key)
        return
    for each in entry.value.entries:
        if not isinstance(each.value, Text):
            message = f"“{short(each.key.text)}” takes a text: the message in your words."
            yield _at(each.key.place, "wrong-type", message)
        elif not _is_text(each.value):
            yield _blank(each, each.key.text)


def _wrong(entry: Entry, key: Key) -> Problem:
    value = entry.value
    if not isinstance(value, Text) or value.empty:
        found = _FOUND if key.takes is Takes.TEXT and isinstance(value, Listing) else ""
        if found and value.place.line == entry.key.line:
            return _at(value.place, "wrong-type", _BRACKETS)
        return _at(entry.key.place, "wrong-type", f"“{key.name}” takes {_WANTED[key.takes]}{found}.")
    if key.takes is Takes.NUMBER and is_too_large(value.text):
        most = f"{_LARGEST.get(key.name, LARGEST):,}"
        return _at(value.place, "wrong-type", f"“{key.name}” takes a number up to {most}: this one is too large.")
    message = f"“{key.name}” takes {_WANTED[key.takes]}, not “{short(value.text)}”"
    return _at(value.place, "wrong-type", f"{message}{_instead(value, key)}.")


def _instead(value: Text, key: Key) -> str:
    """Return what to write in place of a text that nearly says a number, true, false, or that there are no columns."""
    takes = key.takes
    word = bare(value.text).casefold()
    if takes in _TRUE_OR_FALSE and (word in _YES or word in _NO):
        meant = "true" if word in _YES else "false"
    elif takes in _ACCEPTED and _ACCEPTED[takes](word):
        meant = word
    elif key.name == "columns" and word in {"none", "no", "nothing"}:
        meant = "[] for none"
    else:
        return ""
    return f": write {meant}" + ("" if value.plain else " without quotation marks")


def meant_key(word: str, level: Level) -> str:
    """Return the key of this level that was meant by a key that is not one, or ""."""
    return level.instead.get(word) or nearest(word, level.keys)


def _homes(word: str) -> list[str]:
    """Return the nouns of the levels that have this key."""
    return [level.noun for level in LEVELS.values() if word in level.keys]


def _capital(noun: str) -> str:
    return noun[:1].upper() + noun[1:]


def _at(place: Place, rule: str, message: str) -> Problem:
    return Problem(place.line, place.column, rule, message)
