"""What one answer becomes as the answer to another question, of the same kind or of another.

Here lives the way from the inputs of one kind to those of another. What is chosen from options goes by
`engine.carry.choosing`; what several answers become together, by `engine.carry.joining`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.carried import AGAIN, LEFT
from engine.carry.choosing import Became, chosen_again, is_choosing, options_of
from engine.carry.fit import Fit, moved
from engine.form import Cell
from engine.kinds.choices import TICKED
from engine.kinds.declaration import BOXES
from engine.kinds.kind import Fault, is_blank
from engine.wording import first_paragraph

Texts = Mapping[str, str]
_WORDS = frozenset({"text", "long-text"})
_FILES = "files"
_OPTIONS = "options"
_DATE = (
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ /.-](?P<month>[A-Za-z]+|[0-9]{1,2})[ /.-](?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
)
_WORKED_OUT = "It is worked out from other answers now."
_UNREADABLE = "What was answered cannot be read as an answer of this sort."
_OTHER_WORDS = "The words to be declared are others now: “{text}”"
_NOT_DECLARED = "This has to be declared anew."
_OTHER_UNIT = "This was given in {before} and is asked for in {now} now: give it again."
_PART_LOST = "A part of it is not asked for any more."
_NO_PART = "This was entered here as well, but was no part of the answer: {said}"


def fitted(old: Cell, new: Cell, entries: Mapping[str, str], words: str, became: Became) -> Fit:
    """Return what an old answer becomes; `words` are the old answer as it is read."""
    texts = {name.removeprefix(old.address): entries[name] for name in old.typed if name in entries}
    given = tuple(suffix for suffix, text in texts.items() if not is_blank(text))
    if new.column.calculate is not None:
        return Fit({}, LEFT, _WORKED_OUT, given)
    if is_choosing(old) and is_choosing(new):
        return chosen_again(old, new, texts, became)
    if old.kind.name == new.kind.name:
        return _counted_otherwise(old, new, _same(old, new, texts))
    fit = _other(old, new, texts, words)
    if fit is None:
        return Fit({}, AGAIN, _UNREADABLE, given)
    return _counted_otherwise(old, new, _with_unread(old, texts, words, fit))


def _with_unread(old: Cell, texts: Texts, words: str, fit: Fit) -> Fit:
    """Return a fit that loses nothing of what was entered, and is no part of the old answer as it is read."""
    kept = {*fit.lost, *(suffix for suffix, text in fit.texts.items() if texts.get(suffix) == text)}
    unread = [suffix for suffix in _unread(old, texts, words) if suffix not in kept]
    if not unread:
        return fit
    said = " ".join(f"“{_typed(old, suffix, texts)}”" for suffix in unread)
    note = f"{fit.note} {_NO_PART.format(said=said)}".strip()
    return replace(fit, sort=AGAIN, note=note, lost=(*fit.lost, *unread))


def _unread(old: Cell, texts: Texts, words: str) -> Iterator[str]:
    """Yield the inputs in which something stands that the old answer does not say when it is read."""
    value = old.value({old.address + suffix: text for suffix, text in texts.items()})
    said = None if value is None or isinstance(value, Fault) else old.kind.spread(old.column, value)
    for suffix, text in texts.items():
        is_tick = old.kind.reader == _OPTIONS and text == TICKED
        is_read = suffix in said if said is not None else text.strip() in words and not is_tick
        if not is_read and not is_blank(text):
            yield suffix


def _typed(old: Cell, suffix: str, texts: Texts) -> str:
    """Return what was entered in an input, to be read: the option's label where a box was ticked."""
    labels = {f".{each.value}": each.label for each in options_of(old)}
    return labels.get(suffix, texts[suffix].strip())


def _same(old: Cell, new: Cell, texts: Texts) -> Fit:
    """Return an answer of a kind as one of the same kind: as it was, but for words that were not declared."""
    box = BOXES.get(new.kind.name)
    if box is not None and old.column.declaration != new.column.declaration and texts.get(box):
        kept = {suffix: text for suffix, text in texts.items() if suffix != box}
        note = _OTHER_WORDS.format(text=first_paragraph(new.column.declaration))
        return moved(texts, kept, (box,), sort=AGAIN, note=note)
    return _common(new, texts)


def _counted_otherwise(old: Cell, new: Cell, fit: Fit) -> Fit:
    """Return a fit that asks for a look where the same number is now another amount."""
    before, now = old.column.unit, new.column.unit
    if not (before and now) or before == now or not fit.texts:
        return fit
    return replace(fit, sort=AGAIN, note=f"{fit.note} {_OTHER_UNIT.format(before=before, now=now)}".strip())


def _common(new: Cell, texts: Texts) -> Fit:
    """Return the texts of the inputs that both answers have."""
    has = {each.suffix for each in new.inputs}
    kept = {suffix: text for suffix, text in texts.items() if suffix in has}
    lost = tuple(suffix for suffix, text in texts.items() if suffix not in has and not is_blank(text))
    return moved(texts, kept, lost, sort=AGAIN if lost else "", note=_PART_LOST if lost else "")


def _other(old: Cell, new: Cell, texts: Texts, words: str) -> Fit | None:
    """Return an answer of one kind as one of another; None where nothing can be read of it."""
    if new.kind.name in BOXES:
        return Fit({}, AGAIN, _NOT_DECLARED, tuple(suffix for suffix, text in texts.items() if not is_blank(text)))
    if _FILES in (old.kind.reader, new.kind.reader):
        return _common(new, texts) if old.kind.reader == new.kind.reader else None
    if new.kind.name in _WORDS:
        return _in_words(old, new, texts, words)
    if is_choosing(new):
        return _chosen(new, texts, words)
    return _read(old, new, texts, words)


def _in_words(old: Cell, new: Cell, texts: Texts, words: str) -> Fit:
    """Return an answer as it is read; what was typed in one box, as it was typed."""
    if _is_typed(old):
        return moved(texts, {"": texts.get("", "")})
    return moved(texts, {"": words if new.kind.name == "long-text" else ", ".join(words.splitlines())})


def _is_typed(cell: Cell) -> bool:
    """Say whether an answer is what was typed in one box."""
    return [each.suffix for each in cell.inputs] == [""] and not is_choosing(cell) and cell.kind.reader != "tick"


def _chosen(new: Cell, texts: Texts, words: str) -> Fit | None:
    """Return the option whose label or value is the old answer in words."""
    said = words.strip().casefold()
    found = [each.value for each in options_of(new) if said in (each.label.casefold(), each.value.casefold())]
    if len(found) != 1:
        return None
    return moved(texts, {f".{found[0]}": TICKED} if new.kind.reader == _OPTIONS else {"": found[0]})


def _read(old: Cell, new: Cell, texts: Texts, words: str) -> Fit | None:
    """Return the first way to write the old answer in the new inputs that reads cleanly.

    What was typed in one box stays in the one box, to be corrected there, where nothing reads cleanly.
    """
    for put in (texts, {"": words}, {".name": words}, _day_of(words)):
        fit = _common(new, put)
        if fit.texts and not fit.lost and not _faults(new, fit.texts):
            return moved(texts, fit.texts)
    fit = _common(new, texts)
    if not (fit.lost or is_choosing(old) or old.kind.reader == "tick"):
        return fit
    return fit if fit.texts and not _faults(new, fit.texts) else None


def _faults(new: Cell, texts: Texts) -> bool:
    """Say whether anything is wrong with what was put into the inputs, or missing."""
    return bool(new.kind.parse(new.column, [texts.get(each.suffix, "") for each in new.inputs]).faults)


def _day_of(words: str) -> dict[str, str]:
    """Return the day, month and year of a day that was written as a text; nothing where it was none."""
    found = next(filter(None, (each.fullmatch(words.strip()) for each in _DATE)), None)
    return {} if found is None else {f".{name}": found[name] for name in ("day", "month", "year")}
