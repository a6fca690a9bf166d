"""What several rules walk: the conditions and values of a form, and problems told once at a place.

Nothing here finds a fault.
"""

from collections.abc import Iterable, Iterator

from formspec.asking import Found
from formspec.logic import Condition, Value
from formspec.model import OptionList, Spec
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.written import Written


def conditions(written: Written) -> Iterator[tuple[Found, Condition]]:
    """Yield every condition of a form, with who asks it."""
    for found in written.found:
        if isinstance(found.node, Condition):
            yield found, found.node


def values(written: Written) -> Iterator[tuple[Found, Value]]:
    """Yield every value of a form, with who asks it."""
    for found in written.found:
        if isinstance(found.node, Value):
            yield found, found.node


def once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problem at each place: what many questions share is written, and wrong, in one place."""
    told: set[Place] = set()
    for problem in problems:
        place = Place(problem.line, problem.column)
        if place not in told:
            told.add(place)
            yield problem


def list_named(spec: Spec, name: str) -> OptionList | None:
    """Return the shared list of options with a name, None when there is none."""
    return next((each for each in spec.lists if each.id == name), None)
