"""Several old answers that become one.

Here lives what can be put together without losing a word: long texts, ticks and files. Of anything else one answer
counts, and the others are kept beside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.carried import LEFT
from engine.carry.fit import Fit
from engine.form import Cell
from engine.kinds.kind import is_blank
from engine.length import exceeds
from engine.stored_file import read_files, write_files

_LONG, _OPTIONS, _FILES = "long-text", "options", "files"


@dataclass(frozen=True, slots=True)
class Part:
    """An old answer that becomes a part of a new one: what was asked, and what it would be by itself."""

    question: str
    fit: Fit


def joined(cell: Cell, parts: Sequence[Part]) -> tuple[dict[str, str], tuple[bool, ...]]:
    """Return the texts of an answer, by what the names of its inputs end with, and which of its parts are in them."""
    texts: dict[str, str] = {}
    taken: list[Part] = []
    within: list[bool] = []
    for part in parts:
        more = _together(cell, [*taken, part])
        if more is not None:
            texts = more
            taken.append(part)
        within.append(more is not None)
    return texts, tuple(within)


def _together(cell: Cell, parts: list[Part]) -> dict[str, str] | None:
    """Return the texts of all these parts in one answer; None where they do not fit into one."""
    given = [part for part in parts if _holds(part.fit)]
    if all(part.fit.texts == given[0].fit.texts for part in given):
        return dict(given[0].fit.texts) if given else {}
    if cell.kind.name == _LONG:
        return _texts(cell, given)
    if cell.kind.reader == _FILES:
        return _files(given)
    if cell.kind.reader == _OPTIONS:
        return _ticks([part.fit.texts for part in given])
    return None


def _holds(fit: Fit) -> bool:
    return fit.sort != LEFT and any(not is_blank(text) for text in fit.texts.values())


def _texts(cell: Cell, parts: list[Part]) -> dict[str, str] | None:
    """Return the texts under one another, each below what was asked; None where they are too long together."""
    text = "\n\n".join(f"{part.question}\n{part.fit.texts[''].strip()}" for part in parts)
    return None if exceeds(text, cell.inputs[0].limit) else {"": text}


def _files(parts: list[Part]) -> dict[str, str] | None:
    listed = [read_files(part.fit.texts[""]) for part in parts]
    if None in listed:
        return None
    files = {each.sha256: each for some in listed for each in some or ()}
    return {"": write_files(files.values())}


def _ticks(texts: list[Mapping[str, str]]) -> dict[str, str] | None:
    """Return every tick, and every word beside one; None where two of these words differ."""
    put: dict[str, str] = {}
    for each in texts:
        if any(put.get(suffix, text) != text for suffix, text in each.items()):
            return None
        put |= each
    return put
