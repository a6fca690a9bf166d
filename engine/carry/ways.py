"""Where in a new version each unit of the old entries belongs.

Here lives that question alone: which of the new addresses, in which rows. Whether what was entered fits there is found
out when it is carried.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.carry.attached import is_attachments, question_of, takers
from engine.carry.rows import NewRows
from engine.carry.units import OTHER, PART, REASON, ROW, TICK, Unit
from engine.form import CHECKS, EVIDENCE, Form
from engine.rows import concrete
from formspec.attaching import ATTACHMENTS
from formspec.sources import Sources


@dataclass(frozen=True, slots=True)
class Way:
    """The way of a unit to one place: its address, without rows and with them.

    `copies` says that it is not the first of several: the same then stands in more than one place.
    """

    unit: Unit
    template: str
    address: str
    copies: bool = False


@dataclass(frozen=True, slots=True)
class _Aim:
    """A place that the new version has for a unit: its address without rows, and the question it belongs to."""

    template: str
    question: str


class Ways:
    """The ways of all units of one carrying, and the rows that come of them."""

    def __init__(self, units: list[Unit], old: Form, new: Form, sources: Sources) -> None:
        self._sources = sources
        self._takers = takers(new.spec)
        self.rows = NewRows(old, new, sources, {name for unit in units for name in unit.entries})
        self._found: dict[int, tuple[Way, ...]] = {}
        aims = {id(unit): self._aims(unit) for unit in units}
        for unit in sorted(units, key=lambda each: self._turn(each, aims[id(each)])):
            self._found[id(unit)] = self._ways(unit, aims[id(unit)])
        self._without_room = {id(unit) for unit in units if aims[id(unit)] and not self._found[id(unit)]}

    def of(self, unit: Unit) -> tuple[Way, ...]:
        """Return the ways of a unit, the one that it goes on in first; none where it has no place."""
        return self._found[id(unit)]

    def lacks_room(self, unit: Unit) -> bool:
        """Say whether a unit has a place, but no row in it."""
        return id(unit) in self._without_room

    def _turn(self, unit: Unit, aims: tuple[_Aim, ...]) -> int:
        """Return when a unit's rows are given: rows that somebody added first, then those of the same groups."""
        own = all(self.rows.is_own(aim.question, unit.rows) for aim in aims)
        return (0 if unit.sort == ROW else 1) if own else 2

    def _aims(self, unit: Unit) -> tuple[_Aim, ...]:
        own = [*self._templates(unit)]
        first = [aim for aim in own if aim.template == unit.template]
        return (*first, *(aim for aim in own if aim not in first))

    def _templates(self, unit: Unit) -> Iterator[_Aim]:
        match unit.sort:
            case part if part in (PART, OTHER):
                return
            case sort if sort == REASON:
                yield from self._warned(unit)
            case sort if sort == ROW:
                became = self._sources.questions.became(unit.template)
                yield from (_Aim(each, each) for each in became if self.rows.is_group(each))
            case sort if sort == TICK:
                for each in self._sources.prompts.became(unit.template):
                    yield _Aim(each, each.rpartition(f".{EVIDENCE}.")[0])
            case _ if is_attachments(unit.cell):
                became = self._sources.questions.became(question_of(unit.template))
                yield from (_Aim(f"{each}.{ATTACHMENTS}", each) for each in became if each in self._takers)
            case _:
                template = unit.cell.template if unit.cell else unit.template
                yield from (_Aim(each, self._question(each)) for each in self._sources.answers.became(template))

    def _warned(self, unit: Unit) -> Iterator[_Aim]:
        owner, _, check = f".{unit.template}".rpartition(f".{CHECKS}.")
        if not owner:
            yield _Aim(unit.template, "")
            return
        traced = self._sources
        became = traced.questions.became(owner[1:]) or traced.answers.became(owner[1:])
        yield from (_Aim(f"{each}.{CHECKS}.{check}", self._question(each)) for each in became)

    def _question(self, answer: str) -> str:
        """Return the address of the question that an answer of the new version belongs to."""
        return answer if answer in self._sources.questions.origins else answer.rpartition(".")[0]

    def _ways(self, unit: Unit, aims: tuple[_Aim, ...]) -> tuple[Way, ...]:
        found: list[Way] = []
        for aim in aims:
            rows = self.rows.found(aim.question, unit.rows, stands=unit.stands)
            if rows is not None:
                found.append(Way(unit, aim.template, _address(unit, aim, rows), copies=bool(found)))
        return tuple(found)


def _address(unit: Unit, aim: _Aim, rows: Mapping[str, str]) -> str:
    address = concrete(aim.template, rows)
    return f"{address}.{rows[aim.template]}" if unit.sort == ROW else address
