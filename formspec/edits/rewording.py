"""Other words for a text of a form.

Here lives the edit of one text, by its part's address and its key; a key that is not there yet is written where it
belongs, and no words for one that may be left out take it out.
"""

import re

from formspec import reading
from formspec.edits.finding import Part
from formspec.edits.pieces import Path
from formspec.edits.refused import EditRefused
from formspec.edits.revision import Revision
from formspec.edits.wording import cleaned
from formspec.keys import Key, Takes
from formspec.kinds import KINDS, SETTINGS
from formspec.suggest import did_you_mean, short

_ALSO = {"policy": ("approved", "review"), "section": ("number",), "question": ("number",)}
_ERRORS = "errors."
_NUMBERED = re.compile(r"(points|worded|labels)\.([1-9][0-9]{0,4})")


def reword(text: str, address: str, key: str, words: str) -> str:
    """Return the text of a spec with other words for one of its texts.

    A `key` is one of the part's (`label`, `hint`), `errors.` and a code, or `points.`, `worded.` or `labels.` and a
    number from 1.
    """
    revision = Revision(text)
    write(revision, revision.find(address), key, cleaned(words))
    return revision.done()


def words_of(text: str, address: str) -> dict[str, str]:
    """Return the words of a part by the keys that they are reworded with, "" for one that it could have and has not."""
    revision = Revision(text)
    part = revision.find(address)
    said = {name: "" for name in _keys(part) if _is_meant(part, name)}
    for name, texts in part.wordy.texts.items():
        one = len(texts) == 1 and not _is_listed(name)
        said |= {name if one else f"{name}.{number}": each.text.strip() for number, each in enumerate(texts, 1)}
    kept = {name: str(revision.said((*part.path, name))) for name in _also(part) if revision.has(part.path, name)}
    return said | kept


def write(revision: Revision, part: Part, key: str, words: str) -> None:
    """Put words behind a key of a part, or take the key out when there are none."""
    if key.startswith(_ERRORS) and "errors" in part.level.keys:
        _write_error(revision, part, key.removeprefix(_ERRORS), words)
    elif found := _NUMBERED.fullmatch(key):
        _write_numbered(revision, part, found[1], int(found[2]) - 1, words)
    else:
        _write_key(revision, part, _known(part, key), words)


def _keys(part: Part) -> list[str]:
    """Return the keys of texts that a part may have."""
    texts = [name for name, key in part.wordy.level.keys.items() if key.takes is Takes.TEXT]
    return [*texts, *_also(part)]


def _is_meant(part: Part, name: str) -> bool:
    """Say whether a part like this one can have a text: some belong to one kind of answer, or to a group."""
    mapping = part.wordy.mapping
    grouped = "questions" in mapping.index and part.level.name == "question"
    if name in SETTINGS and part.level.name != "outcome":
        kind = KINDS.get(reading.text(mapping, "kind"))
        return kind is not None and name in kind.settings
    return name not in {"row-label", "name"} or part.level.name == "column" or grouped == (name == "row-label")


def _also(part: Part) -> tuple[str, ...]:
    return _ALSO.get(part.level.name, ())


def _is_listed(name: str) -> bool:
    return name in {"points", "worded", "labels"}


def _known(part: Part, key: str) -> Key:
    known = _keys(part)
    if key not in known:
        more = did_you_mean(key, known)
        raise EditRefused(f"“{short(part.address)}” has no words called “{short(key)}”.{more}")
    return part.level.keys[key]


def _write_key(revision: Revision, part: Part, key: Key, words: str) -> None:
    if words:
        _put(revision, part.path, key.name, words, part.order)
    elif key.required:
        raise EditRefused(f"“{key.name}” cannot be left out here. Write some words.")
    elif revision.has(part.path, key.name):
        revision.drop((*part.path, key.name))


def _write_error(revision: Revision, part: Part, code: str, words: str) -> None:
    path = (*part.path, "errors")
    if words and not revision.has(part.path, "errors"):
        revision.put(part.path, "errors", {code: words}, part.order)
    elif words:
        _put(revision, path, code, words)
    elif revision.has(part.path, "errors") and revision.has(path, code):
        revision.drop((*path, code))


def _write_numbered(revision: Revision, part: Part, name: str, number: int, words: str) -> None:
    texts = part.wordy.texts.get(name, ())
    if name == "points" and number == len(texts) and words:
        _add_point(revision, part, words)
    elif number >= len(texts):
        raise EditRefused(f"“{short(part.address)}” has fewer texts of this sort. Choose one that is there.")
    else:
        _write_found(revision, part.ways[name][number], name, words)


def _write_found(revision: Revision, path: Path, name: str, words: str) -> None:
    *above, step = path
    if not words and name == "worded":
        raise EditRefused("“label” cannot be left out here. Write some words.")
    if not words:
        revision.drop(path)
    elif revision.said(path) == words:
        return
    elif isinstance(step, int):
        revision.reword(tuple(above), step, words)
    else:
        revision.put(tuple(above), step, words)


def _add_point(revision: Revision, part: Part, words: str) -> None:
    if revision.has(part.path, "points"):
        revision.insert((*part.path, "points"), len(part.wordy.texts["points"]), words)
    else:
        revision.put(part.path, "points", [words], part.order)


def _put(revision: Revision, path: Path, name: str, words: str, order: tuple[str, ...] = ()) -> None:
    """Put words behind a key, unless they stand there already."""
    if not revision.has(path, name) or str(revision.said((*path, name))).strip() != words:
        revision.put(path, name, words, order)
