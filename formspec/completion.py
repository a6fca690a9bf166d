"""What may stand at a place of a spec that is being written: keys of the level, words that are known, ids of the form.

Here lives the way from a place in a text, which need not be readable yet, to a level of the grammar, and from there to
the words. Which keys there are is the grammar's to say; nothing here judges what is written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from formspec.building import build
from formspec.grammar import LEVELS, ROLES
from formspec.keys import Key, Level, Takes
from formspec.kinds import KINDS
from formspec.metaschema import metaschema
from formspec.nodes import Mapping
from formspec.records import ACCESSES, SUBMITTED
from formspec.rules.retention_start import starts_clock
from formspec.source import read
from formspec.standing import Standing, standing
from formspec.written import Written

MOST = 300
"""The most words that are offered at one place."""
_ADDRESSED = frozenset(
    {"question", "at", "as-many-as", "count", "most-possible", "exactly-one", "at-least-one", "at-most-one"}
    | {"all-different", "in", "sum", "mean", "smallest", "largest", "product", "difference", "quotient", "look-up"}
)
"""The keys behind which addresses stand."""
_WORDED = {
    "kind": {each.name: each.meaning for each in KINDS.values()},
    "role": ROLES,
    "findings": ROLES,
    "access": {name: f"Records are seen {by}." for name, by in ACCESSES.items()},
}
_TRUTHS = {"true": "Yes.", "false": "No."}


@dataclass(frozen=True, slots=True, order=True)
class Completion:
    """A word that may stand at a place: what it adds behind itself (a colon, and what follows it), what it means."""

    word: str
    adds: str
    meaning: str


def completions(text: str, line: int, column: int) -> tuple[Completion, ...]:
    """Return what may stand at a place of a text, both counted from 1; nothing where nothing is known."""
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        return ()
    here = standing(lines, line - 1, max(column - 1, 0))
    level = _level(here.path)
    if here.key == "":
        return tuple(_keys(level, here)) if level else _codes(here)
    key = level.keys.get(here.key) if level else None
    if key is None or level is None:
        return ()
    return tuple(_words(level, key, lines, line - 1))[:MOST]


def _level(path: tuple[str, ...]) -> Level | None:
    """Return the level that the keys of a path lead to; None where they lead to none."""
    level: Level | None = LEVELS["spec"]
    for name in path:
        key = level.keys.get(name) if level else None
        level = LEVELS.get(key.of) if key else None
    return level


def _keys(level: Level, here: Standing) -> Iterator[Completion]:
    """Yield the keys that are not written yet, those that must be there first."""
    keys = sorted(level.keys.values(), key=lambda key: not key.required)
    for key in keys:
        if key.name not in here.beside:
            yield Completion(key.name, _behind(key), key.meaning)


def _behind(key: Key) -> str:
    return ":" if key.takes in {Takes.ONE, Takes.MANY, Takes.OPTIONS, Takes.TEXTS, Takes.WORDINGS} else ": "


def _codes(here: Standing) -> tuple[Completion, ...]:
    """Return the codes of messages, where other words for them stand."""
    if here.path[-1:] != ("errors",):
        return ()
    codes = sorted({code for kind in KINDS.values() for code in kind.error_codes} - here.beside)
    return tuple(Completion(code, ": ", "Other words for this message.") for code in codes)


def _words(level: Level, key: Key, lines: list[str], line: int) -> Iterator[Completion]:
    """Yield the words that may stand behind a key."""
    if key.takes in {Takes.TRUTH, Takes.TRUTH_OR_CONDITION}:
        yield from _listed(_TRUTHS)
    elif key.name in _WORDED:
        yield from _listed(_WORDED[key.name])
    else:
        yield from _listed(dict.fromkeys(_known(level.name, key.name), ""))
        yield from _of_form(level, key, lines, line)


def _listed(words: dict[str, str]) -> Iterator[Completion]:
    return (Completion(word, "", meaning) for word, meaning in words.items())


@cache
def _known(level: str, key: str) -> tuple[str, ...]:
    """Return the words that the language knows behind a key, as its schema lists them."""
    tables = cast("dict[str, dict[str, dict[str, object]]]", metaschema()["$defs"])
    return tuple(_enumerated(tables[level]["properties"].get(key)))


def _enumerated(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        listed = schema.get("enum")
        yield from map(str, listed if isinstance(listed, list) else ())
        for inner in (schema.get("items"), *(schema.get("anyOf") or ())):
            yield from _enumerated(inner)


def _of_form(level: Level, key: Key, lines: list[str], line: int) -> Iterator[Completion]:
    """Yield the ids and addresses of the form itself."""
    found = _written(tuple(lines), line)
    if found is None:
        return
    spec = found.spec
    if key.name in _ADDRESSED:
        table = found.addresses.table.values()
        yield from (Completion(each.address, "", each.noun) for each in table)
    elif key.name in {"column", "of-column"}:
        yield from _listed({each.id: each.label for each in found.columns if each.id})
    elif key.name == "options" and key.takes is Takes.OPTIONS:
        yield from _listed({each.id: "A shared list." for each in spec.lists})
    elif key.name == "meets":
        yield from _listed({each.id: each.title for each in spec.standards})
    elif (level.name, key.name) == ("retention", "from"):
        yield Completion(SUBMITTED, "", "The day of submission.")
        yield from _listed({each.address: each.noun for each in found.addresses.table.values() if starts_clock(each)})
    elif (level.name, key.name) == ("section", "part"):
        yield from _listed({each.id: each.title for each in spec.parts})


@lru_cache(maxsize=4)
def _written(lines: tuple[str, ...], line: int) -> Written | None:
    """Return the form that a text says, without the line that is being written where it cannot be read with it."""
    for tried in (lines, (*lines[:line], _opening(lines[line]), *lines[line + 1 :])):
        root = read("\n".join(tried).encode()).root
        if isinstance(root, Mapping):
            return build(root, "")
    return None


def _opening(line: str) -> str:
    """Return what a line opens with, so that those below it still belong somewhere."""
    opened = re.match(r"\s*(?:- )*", line)
    return f"{opened[0]}id: x" if opened and "-" in opened[0] else ""
