"""What became of each unit of the old entries, as it is found out.

Here lives the keeping of the report and of what is left. Every unit is told of once; where the same stands in a second
place, a further step says so that accounts for nothing.
"""

from collections.abc import Iterable, Iterator

from engine.carried import AGAIN, KEPT, LEFT, MOVED, Step
from engine.carry.units import Unit

_NO_PLACE = "This is not asked any more."
_NO_ROOM = "There is no such row any more."
_UNKNOWN = "The form did not ask for this."
_SPLIT = "The same answer stands at more than one question now: look at it again."
_LOOK = "Look at it again."


class Telling:
    """The report in the making: the steps of each unit in order, and the entries that have no place."""

    def __init__(self, units: list[Unit]) -> None:
        self._units = units
        self._steps: dict[int, list[Step]] = {id(unit): [] for unit in units}
        self.left: dict[str, str] = {}

    def told(self) -> Iterator[tuple[Unit, Step]]:
        """Yield every step with its unit, in the order of the old form."""
        yield from ((unit, step) for unit in self._units for step in self._steps[id(unit)])

    def went(self, unit: Unit, address: str, sort: str = KEPT, note: str = "") -> None:
        """Tell where a unit stands now."""
        moved = sort == KEPT and address != unit.address
        self._tell(unit, MOVED if moved else sort, address, note, unit.names)

    def again(self, unit: Unit, address: str, note: str, names: Iterable[str]) -> None:
        """Tell that something of a unit is to be answered again, and keep the entries of these names aside."""
        self.keep_aside(unit, names)
        self._tell(unit, AGAIN, address, note, unit.names)

    def stands_too(self, unit: Unit, address: str) -> None:
        """Tell that a unit stands in a further place."""
        self._tell(unit, AGAIN, address, _SPLIT, ())

    def leave(self, unit: Unit, note: str = "", *, room: bool = False) -> None:
        """Tell that a unit has no place any more, or no room where it had one, and keep its entries aside."""
        self.keep_aside(unit, unit.names)
        usual = _NO_ROOM if room else _NO_PLACE if unit.template else _UNKNOWN
        self._tell(unit, LEFT, "", note or usual, unit.names)

    def keep_aside(self, unit: Unit, names: Iterable[str]) -> None:
        """Keep entries that are not carried."""
        self.left |= {name: unit.entries[name] for name in names}

    def _tell(self, unit: Unit, sort: str, address: str, note: str, names: tuple[str, ...]) -> None:
        if unit.names:
            told = Step(
                sort=sort,
                address=address,
                was=unit.address,
                question=unit.question,
                before=unit.words,
                note=note or (_LOOK if sort == AGAIN else ""),
                role=unit.role if unit.stands else "",
                names=names,
            )
            self._steps[id(unit)].append(told)

    def forget(self, unit: Unit, address: str) -> None:
        """Take back that a unit stands at an address; one that was accounted for there has no room any more."""
        steps = self._steps[id(unit)]
        self._steps[id(unit)] = [step for step in steps if step.address != address]
        if any(step.names for step in steps if step.address == address):
            self.leave(unit, room=True)
