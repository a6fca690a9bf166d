"""How many rows a group has, where another answer says so.

Here live those rules alone: a group whose rows a person adds has its bounds in its own schema.
"""

from collections.abc import Callable, Iterator

from engine.form import Cell, Laid
from engine.json_value import JsonObject
from engine.kinds import numbers
from engine.rules.asker import Asker
from engine.saying.conditions import Conditions, split_behind, standing
from engine.saying.demand import Demand, Rule
from engine.saying.formula import UNSAID, Formula, opposite, steps_of
from engine.saying.needed import missing, not_asked

COUNTED = "how many rows there are"
MOST_COUNTS = 12
"""The most rows whose every number is written down, each as a case of its own."""


def row_rules(laid: Laid, conditions: Conditions, premise: Callable[[Formula], Formula]) -> Iterator[Rule]:
    """Yield the rules on the rows of a group; `premise` adds that the group is asked."""
    group = laid.question.group
    if group is None or not group.as_many_as:
        return
    cells = conditions.cells(group.as_many_as, Asker(laid.rows, laid.address))
    whole = len(cells) == 1 and cells[0].kind.name == "whole-number"
    yield from _rules(laid, cells[0] if whole else None, premise)


def _rules(laid: Laid, cell: Cell | None, premise: Callable[[Formula], Formula]) -> Iterator[Rule]:
    steps = steps_of(laid.path)
    inside = split_behind(steps, len(laid.rows))
    within, own = steps[:inside], steps[inside:]
    any_rows = _counting(laid, cell, {"minimum": 1})
    unasked, absent = not_asked([laid]), missing([laid])
    many = {fault for fault in unasked if fault[1] == "too-many-rows"}
    yield Rule(laid.template, COUNTED, opposite(any_rows), Demand(within, own, schema=False), unasked)
    yield Rule(laid.template, COUNTED, premise(any_rows), Demand(within, own, schema=True, there=True), absent)
    for number in _numbers(cell):
        size: JsonObject = {"minItems": number, "maxItems": number}
        exactly = _counting(laid, cell, {"const": number}) if number else UNSAID
        yield Rule(laid.template, COUNTED, exactly, Demand(within, own, size), absent | many)


def _counting(laid: Laid, cell: Cell | None, schema: JsonObject) -> Formula:
    """Return that the answer that says how many rows there are fits a schema."""
    if cell is None:
        return UNSAID
    return standing(cell.path, cell.rows, Asker(laid.rows), {"type": "number", **schema})


def _numbers(cell: Cell | None) -> range | tuple[int]:
    """Return every number of rows that there can be; a nought alone where they are too many to be said one by one."""
    least, most = (numbers.bound(each) for each in (cell.column.least, cell.column.most)) if cell else (None, None)
    if most is None or most > MOST_COUNTS:
        return (0,)
    return range(max(1, int(least or 1)), int(most) + 1)
