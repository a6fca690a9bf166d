"""The shape of a spec: whether every key stands where it may, and takes what it takes.

Here lives the walk along the grammar. It reports, and changes nothing; building the model reads the same nodes again,
leniently, so that the rules can report on what is left.
"""

from collections.abc import Iterator

from formspec.grammar import LEVELS, Key, Level, Takes
from formspec.nodes import Entry, Listing, Mapping, Node, Place, Text
from formspec.problem import Problem
from formspec.suggest import did_you_mean, nearest

_WANTED = {
    Takes.TEXT: "a text",
    Takes.NUMBER: "a whole number, such as 1",
    Takes.TRUTH: "true or false",
    Takes.TEXTS: "a list of texts, each on its own line after a dash",
    Takes.WORDINGS: "a text for each code",
    Takes.ONE: "keys of its own below it, each on its own line",
    Takes.MANY: "a list, each part after a dash",
}
_DIGITS = 9


def shape(root: Node) -> Iterator[Problem]:
    """Yield what is wrong with the shape of a whole spec."""
    if isinstance(root, Mapping):
        yield from _level(root, LEVELS["spec"])
    else:
        yield Problem(
            root.place.line,
            root.place.column,
            "wrong-type",
            "A spec begins with keys such as “formspec: 1” and “form: my-form”, each on its own line.",
        )


def _level(mapping: Mapping, level: Level) -> Iterator[Problem]:
    meant: set[str] = set()
    for entry in mapping.entries:
        key = level.keys.get(entry.key.text)
        if key is None:
            meant.add(nearest(entry.key.text, level.keys))
            yield _unknown(entry, level)
        else:
            yield from _value(entry, key)
    for key in level.keys.values():
        if key.required and key.name not in mapping.index and key.name not in meant:
            message = f"{_capital(level.noun)} needs “{key.name}”. {key.meaning}"
            yield _at(mapping.place, "missing-key", message)


def _value(entry: Entry, key: Key) -> Iterator[Problem]:
    match key.takes:
        case Takes.TEXT:
            yield from _text(entry, key)
        case Takes.NUMBER:
            if not isinstance(entry.value, Text) or not is_number(entry.value.text):
                yield _wrong(entry, key)
        case Takes.TRUTH:
            if not isinstance(entry.value, Text) or entry.value.text not in {"true", "false"}:
                yield _wrong(entry, key)
        case Takes.TEXTS:
            yield from _texts(entry, key)
        case Takes.WORDINGS:
            yield from _wordings(entry, key)
        case Takes.ONE:
            yield from _one(entry.value, key, entry)
        case Takes.MANY:
            yield from _many(entry, key)


def _text(entry: Entry, key: Key) -> Iterator[Problem]:
    if not isinstance(entry.value, Text):
        yield _wrong(entry, key)
    elif entry.value.empty:
        message = f"“{key.name}” has nothing behind it: write a text, or take the line out."
        yield _at(entry.key.place, "empty-value", message)


def is_number(text: str) -> bool:
    """Say whether a text is a whole number as the language writes one."""
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS and (text == "0" or text[0] != "0")


def _texts(entry: Entry, key: Key) -> Iterator[Problem]:
    if not isinstance(entry.value, Listing):
        yield _wrong(entry, key)
        return
    for each in entry.value.nodes:
        if not isinstance(each, Text) or each.empty:
            yield _at(each.place, "wrong-type", f"Each line of “{key.name}” takes a text. {_QUOTE}")


_QUOTE = "A text with a colon in it needs quotation marks around it."


def _wordings(entry: Entry, key: Key) -> Iterator[Problem]:
    if not isinstance(entry.value, Mapping):
        yield _wrong(entry, key)
        return
    for each in entry.value.entries:
        if not isinstance(each.value, Text) or each.value.empty:
            yield _at(each.key.place, "wrong-type", f"“{each.key.text}” takes a text: the message in your words.")


def _one(value: Node, key: Key, entry: Entry) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        yield from _level(value, LEVELS[key.of])
    else:
        yield _wrong(entry, key)


def _many(entry: Entry, key: Key) -> Iterator[Problem]:
    if not isinstance(entry.value, Listing):
        yield _wrong(entry, key)
        return
    level = LEVELS[key.of]
    for each in entry.value.nodes:
        if isinstance(each, Mapping):
            yield from _level(each, level)
        else:
            needed = _listed([f"“{name}”" for name, of in level.keys.items() if of.required], "and")
            yield _at(each.place, "wrong-type", f"Each part of “{key.name}” is {level.noun}, with {needed} below it.")


def _wrong(entry: Entry, key: Key) -> Problem:
    place = entry.value.place if isinstance(entry.value, Text) and not entry.value.empty else entry.key.place
    written = entry.value.text if isinstance(entry.value, Text) else ""
    found = f", not “{_short(written)}”" if written else ""
    return _at(place, "wrong-type", f"“{key.name}” takes {_WANTED[key.takes]}{found}.")


def _unknown(entry: Entry, level: Level) -> Problem:
    word = entry.key.text
    homes = [other.noun for other in LEVELS.values() if word in other.keys]
    if homes:
        more = f" It belongs to {_listed(homes, 'or')}: check how far the line is indented."
    else:
        more = did_you_mean(word, level.keys) or f" It may have {_listed([f'“{name}”' for name in level.keys], 'or')}."
    return _at(entry.key.place, "unknown-key", f"{_capital(level.noun)} has no “{_short(word)}”.{more}")


def _listed(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004


def _capital(noun: str) -> str:
    return noun[:1].upper() + noun[1:]


def _at(place: Place, rule: str, message: str) -> Problem:
    return Problem(place.line, place.column, rule, message)
