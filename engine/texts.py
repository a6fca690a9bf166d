"""The words of earlier answers in later texts: `((visit.provider))` in a label, a hint, a letter or a message.

Here live the sign for such a place, and what is put there. A text is filled once: what is put in is never looked at
again. Nothing here escapes: where a text becomes HTML, the page does.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.form import Cell, Form
from engine.rows import one_row_each
from engine.rules.coverage import Context, coverage
from engine.rules.state import State
from engine.wording import question_text
from formspec.model import Column
from formspec.placeholders import PLACEHOLDER

Put = Callable[[str], str]
_LONGEST_NOUN = 200


def is_open(text: str) -> bool:
    """Say whether a text may have the words of an answer in it."""
    return "((" in text


def fill(text: str, put: Callable[[str], str | None]) -> str:
    """Return a text with what `put` gives for each address in it; what it gives None for stays as it is written."""

    def words(found: re.Match[str]) -> str:
        given = put(found[1])
        return found[0] if given is None else given

    return PLACEHOLDER.sub(words, text) if is_open(text) else text


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered, as it is read in the middle of other texts."""

    form: Form
    entries: Mapping[str, str]
    state: State

    def filled(self, text: str, rows: Context = ()) -> str:
        """Return a text with the words of the answers in it, as somebody in these rows reads it."""
        return fill(text, lambda address: self.words(address, rows))

    def words(self, address: str, rows: Context = ()) -> str | None:
        """Return the words of the answers at an address; None where there is no such answer."""
        cells = coverage(self.form).cells(address, rows)
        given = [said for cell in cells if (said := self._said(cell))]
        if given:
            return ", ".join(given)
        named = cells or coverage(self.form.lay(one_row_each(self.form.spec))).cells(address, ())
        return f"[{_noun(named[0])}]" if named else None

    def column(self, cell: Cell) -> Column:
        """Return the column of an answer with its options as they read for these entries."""
        labels, options = self.state.labels.get(cell.address, {}), cell.column.options
        if not labels and not any(is_open(option.label) for option in options):
            return cell.column
        read = (self.filled(labels.get(option.value, option.label), cell.rows) for option in options)
        worded = (replace(option, label=label) for option, label in zip(options, read, strict=True))
        return replace(cell.column, options=tuple(worded))

    def _said(self, cell: Cell) -> str:
        """Return an answer on one line, "" when there is none or it is not asked."""
        if not self.state.asked.get(cell.address, True):
            return ""
        if cell.address in self.state.names:
            return self.state.names[cell.address]
        worked = self.state.worked.get(cell.address)
        reading = cell.reading(self.entries)
        value = reading.value if worked is None else worked
        if value is None or reading.faults:
            return ""
        return ", ".join(filter(None, map(str.strip, cell.kind.show(self.column(cell), value).splitlines())))


def _noun(cell: Cell) -> str:
    """Return what an answer is called while there is none, cut where it is long; the page's script cuts it alike."""
    noun = cell.column.name or question_text(cell.question).rstrip(":? ")
    return noun if len(noun) <= _LONGEST_NOUN else noun[: _LONGEST_NOUN - 1] + "…"
