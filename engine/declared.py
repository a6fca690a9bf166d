"""Declarations count for the words that were read: a box that was ticked under other words is to be ticked again.

Here lives the comparison of what was read with what stands there now. Who clears the box is whoever keeps the entries.
"""

from collections.abc import Mapping
from datetime import date

from engine.check import state_of
from engine.form import Cell, Form
from engine.kinds.declaration import BOXES
from engine.kinds.kind import is_blank
from engine.texts import Told, is_open


def undeclared(form: Form, read: Mapping[str, str], now: Mapping[str, str], today: date | None) -> tuple[str, ...]:
    """Return the names of the boxes that are ticked now under other words than were read.

    `read` and `now` are the entries of a draft when the words were read and as they stand; `today` is as in
    `engine.check`.
    """
    laid = form.of(now)
    boxes = [(cell, name) for cell in laid.cells if (name := _box(cell)) and not is_blank(now.get(name, ""))]
    if not boxes:
        return ()
    before, after = _told(form.of(read), read, today), _told(laid, now, today)
    return tuple(name for cell, name in boxes if _words(before, cell) != _words(after, cell))


def _told(laid: Form, entries: Mapping[str, str], today: date | None) -> Told:
    return Told(laid, entries, state_of(laid, entries, today))


def box_of(cell: Cell) -> str:
    """Return the name of the box that is ticked to declare something, "" where an answer has none."""
    return cell.address + BOXES[cell.kind.name] if cell.kind.name in BOXES else ""


def _box(cell: Cell) -> str:
    """Return the name of the box that is ticked to declare something with the words of answers in it, "" for none."""
    return box_of(cell) if is_open(cell.column.declaration) else ""


def _words(told: Told, cell: Cell) -> str:
    return told.filled(cell.column.declaration, cell.rows)
