"""Old answers where they belong now, one from one, or one from several.

Here lives the carrying of answers. What becomes of one is for `engine.carry.fitting`, of several together for
`engine.carry.joining`; ticks, reasons, rows and parts live in `engine.carry.beside`.
"""

from collections.abc import Mapping
from dataclasses import replace

from engine.carried import AGAIN, KEPT, LEFT, MOVED
from engine.carry.attached import is_attachments, refitted, were
from engine.carry.fit import Fit
from engine.carry.fitting import fitted
from engine.carry.joining import Part, joined
from engine.carry.telling import Telling
from engine.carry.units import ANSWER, Unit
from engine.carry.ways import Way, Ways
from engine.form import Cell, Form
from formspec.sources import Sources

ONE_COUNTS = "Only one of the answers that became this question counts: look at it again."
_JOINED = "It stands together with what else became this question."


class Answers:
    """The answers of one carrying; `form` is the new one, laid out for all rows that there are."""

    def __init__(self, old: Mapping[str, str], form: Form, sources: Sources, telling: Telling) -> None:
        self._old = old
        self._form = form
        self._sources = sources
        self._telling = telling
        self._entries: dict[str, str] = {}

    def carried(self, units: list[Unit], ways: Ways) -> dict[str, str]:
        """Return the entries of all answers, and tell what became of each."""
        arriving: dict[str, list[Way]] = {}
        for unit in units:
            if unit.sort == ANSWER:
                for way in ways.of(unit):
                    arriving.setdefault(way.address, []).append(way)
                if not ways.of(unit):
                    self._telling.leave(unit, room=ways.lacks_room(unit))
        for address, found in arriving.items():
            cell, template = self._form.by_address[address], found[0].template
            was = were(self._sources, template) if is_attachments(cell) else self._sources.answers.was(template)
            self._arrive(cell, sorted(found, key=lambda way: was.index(way.unit.template)))
        return self._entries

    def _arrive(self, cell: Cell, ways: list[Way]) -> None:
        fits = [self._fit(way.unit, cell) for way in ways]
        texts, within = joined(cell, [Part(way.unit.question, fit) for way, fit in zip(ways, fits, strict=True)])
        self._entries |= {cell.address + suffix: text for suffix, text in texts.items()}
        for way, fit, is_in in zip(ways, fits, within, strict=True):
            if way.copies:
                if is_in and fit.texts:
                    self._telling.stands_too(way.unit, way.address)
            elif is_in:
                self._told(way, _together(fit, texts))
            else:
                self._telling.again(way.unit, way.address, ONE_COUNTS, way.unit.names)

    def _told(self, way: Way, fit: Fit) -> None:
        lost = [way.unit.address + suffix for suffix in fit.lost]
        if fit.sort == LEFT:
            self._telling.leave(way.unit, fit.note)
        elif fit.sort == AGAIN:
            self._telling.again(way.unit, way.address, fit.note, lost)
        else:
            self._telling.went(way.unit, way.address, fit.sort, fit.note)

    def _fit(self, unit: Unit, cell: Cell) -> Fit:
        """Return what an old answer becomes at a new one."""

        def became(value: str) -> tuple[str, ...]:
            found = (each.rpartition(".") for each in self._sources.options.became(f"{unit.template}.{value}"))
            return tuple(value for answer, _, value in found if answer == cell.template)

        if unit.cell is None:
            raise TypeError("an answer has its cell")
        if is_attachments(cell):
            texts = {name.removeprefix(unit.address): text for name, text in unit.entries.items()}
            return refitted(unit.cell, cell, texts, self._sources)
        return fitted(unit.cell, cell, self._old, unit.words, became)


def _together(fit: Fit, texts: Mapping[str, str]) -> Fit:
    """Return the fit of an answer, which says so where it stands together with others."""
    if not fit.texts or fit.texts == texts or fit.sort in (AGAIN, LEFT):
        return fit
    return replace(fit, sort=MOVED if fit.sort == KEPT else fit.sort, note=_JOINED)
