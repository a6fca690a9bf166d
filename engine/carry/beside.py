"""What stands beside answers: ticks, reasons, rows and parts that were completed.

Here lives the carrying of those. Answers live in `engine.carry.answers`, and are carried before.
"""

from collections.abc import Mapping

from engine.carried import AGAIN, KEPT
from engine.carry.answers import ONE_COUNTS
from engine.carry.telling import Telling
from engine.carry.units import ANSWER, EXCUSE, OVERRIDE, PART, REASON, ROW, TICK, Unit
from engine.carry.ways import Way, Ways
from engine.form import CHECKS, Form, Tick
from engine.rows import ROW as THERE
from formspec.addresses import placed
from formspec.model import Spec

_NO_EXCUSE = "An answer has to be given here now."
_ANSWERED = "An answer from another question stands here now."
_NO_SUGGESTION = "No answer is suggested here any more."
_OTHER_WARNING = "The warning says something else now: look at the reason again."
_COMPLETE_AGAIN = "This part is to be completed again."


class Beside:
    """What stands beside the answers of one carrying; `entries` are those of the answers, and grow."""

    def __init__(self, old: Spec, form: Form, before: Mapping[str, str], entries: dict[str, str], telling: Telling):
        self._form = form
        self._before = before
        self._entries = entries
        self._telling = telling
        self._messages = _messages(old), _messages(form.spec)

    def carry(self, units: list[Unit], ways: Ways) -> None:
        """Put everything where it belongs, and tell what became of it."""
        self._entries |= dict.fromkeys(ways.rows.markers(), THERE)
        for unit in units:
            found = ways.of(unit)
            if unit.sort == ROW:
                self._row(unit, found[0].address if found else ways.rows.row_from(unit.rows))
            elif unit.sort == PART and unit.address in self._form.seals:
                self._telling.again(unit, unit.address, _COMPLETE_AGAIN, unit.names)
            elif unit.sort != ANSWER and not found:
                self._telling.leave(unit, room=ways.lacks_room(unit))
            for way in found if unit.sort in _ARRIVING else ():
                _ARRIVING[unit.sort](self, way)

    def _row(self, unit: Unit, address: str) -> None:
        if address:
            self._telling.went(unit, address)
        else:
            self._telling.leave(unit)

    def _reason(self, way: Way) -> None:
        before, now = self._messages
        if way.address in self._form.reasons:
            same = before.get(way.unit.template) == now.get(way.template)
            self._put(way, way.address, "" if same else _OTHER_WARNING)
        else:
            self._refuse(way)

    def _tick(self, way: Way) -> None:
        if isinstance(self._form.tables.owners.get(way.address), Tick):
            self._put(way, way.address)
        else:
            self._refuse(way)

    def _excuse(self, way: Way) -> None:
        cell, own = self._form.by_address[way.address], way.unit.cell
        if not cell.reason:
            self._refuse_again(way, _NO_EXCUSE)
        elif cell.answered(self._entries) and not (own and own.answered(self._before)):
            self._refuse(way, _ANSWERED)
        else:
            self._put(way, cell.reason)

    def _override(self, way: Way) -> None:
        name = self._form.by_address[way.address].override
        if name:
            self._put(way, name)
        else:
            self._refuse(way, _NO_SUGGESTION)

    def _put(self, way: Way, name: str, note: str = "") -> None:
        """Put an entry at a name, unless another stands there already."""
        text = next(iter(way.unit.entries.values()))
        if self._entries.setdefault(name, text) != text:
            self._refuse_again(way, ONE_COUNTS)
        elif way.copies:
            self._telling.stands_too(way.unit, name)
        else:
            self._telling.went(way.unit, name, AGAIN if note else KEPT, note)

    def _refuse(self, way: Way, note: str = "") -> None:
        if not way.copies:
            self._telling.leave(way.unit, note)

    def _refuse_again(self, way: Way, note: str) -> None:
        if not way.copies:
            self._telling.again(way.unit, way.address, note, way.unit.names)


_ARRIVING = {REASON: Beside._reason, TICK: Beside._tick, EXCUSE: Beside._excuse, OVERRIDE: Beside._override}


def _messages(spec: Spec) -> dict[str, str]:
    """Return the messages of all checks, by their addresses without rows."""
    found = {f"{CHECKS}.{each.id}": each.message for each in spec.checks}
    for at in placed(spec):
        found |= {f"{at.address}.{CHECKS}.{each.id}": each.message for each in at.question.checks}
        for column in at.question.columns:
            found |= {f"{at.address}.{column.id}.{CHECKS}.{each.id}": each.message for each in column.checks}
    return found
