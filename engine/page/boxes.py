"""The boxes of one question in a table: which answers share one, and which is folded until somebody wants it.

Here lives that a concern is said with how bad it is, and a further action with who does it and by when, and that both
are folded away while they hold nothing. How a box looks is for the template to say.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from engine.form import Cell, Laid
from engine.language import noted
from engine.partners import PARTNERS

_SUMMARIES: Mapping[str, str] = {"concern": noted("Raise a concern"), "action": noted("Add a further action")}
"""What opens a box that is folded, by the role of its answer."""


class Box(NamedTuple):
    """An answer, and what is said beside it in the same box; `folds` says that it is folded while it holds nothing."""

    cell: Cell
    more: tuple[Cell, ...]
    folds: bool

    @property
    def summary(self) -> str:
        """What opens the box, in English; "" for one that never folds."""
        return _SUMMARIES.get(self.cell.column.role, "")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all inputs in the box, any of which keeps it open."""
        return tuple(chain.from_iterable(each.names for each in (self.cell, *self.more)))


def boxes(laid: Laid) -> Iterator[Box]:
    """Yield the boxes of a question, in the order of its columns.

    What is said beside a concern or an action stands with the first such answer of the question.
    """
    holders = {cell.column.role: cell for cell in reversed(laid.cells) if cell.column.role in PARTNERS}
    more = {role: tuple(_partners(laid, role)) for role in holders}
    within = set(chain.from_iterable(more.values()))
    for cell in laid.cells:
        role = cell.column.role
        if cell not in within:
            beside = more[role] if holders.get(role) is cell else ()
            yield Box(cell, beside, _folds(cell, beside))


def _partners(laid: Laid, role: str) -> Iterator[Cell]:
    return (cell for partner in PARTNERS[role] for cell in laid.cells if cell.column.role == partner)


def _folds(cell: Cell, more: tuple[Cell, ...]) -> bool:
    """Say whether nothing in a box has to be there, so that it is out of the way until somebody wants it."""
    column = cell.column
    if column.role not in _SUMMARIES or column.when is not None or not cell.typed:
        return False
    return not any(each.column.required or each.column.required_when is not None for each in (cell, *more))
