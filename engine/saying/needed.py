"""What must be in every complete document, as far as no condition is asked, and what may be wrong where it is not.

Here lives the look at requirements alone, for the schema's own lists of what is required and for the rules beside them.
"""

from collections.abc import Iterable, Iterator

from engine.form import Cell, Laid
from engine.saying.demand import Pairs


def always(cell: Cell) -> bool:
    """Say whether an answer must be there whenever its question is asked."""
    return cell.column.required and cell.column.when is None


def needed(laid: Laid) -> bool:
    """Say whether a question must be there whenever it is asked."""
    group = laid.question.group
    if group is None:
        return any(map(always, laid.cells))
    return bool(group.exactly or (group.least and not group.as_many_as))


def needed_among(laid: Iterable[Laid]) -> list[Laid]:
    """Return the questions that must be there whenever what holds them is."""
    return [each for each in laid if each.question.when is None and needed(each)]


def not_asked(laid: Iterable[Laid]) -> Pairs:
    """Return the faults of answers that are there and not asked."""
    return frozenset(_not_asked(laid))


def missing(laid: Iterable[Laid]) -> Pairs:
    """Return the faults of questions that are asked and not there."""
    return frozenset(_missing(laid))


def _not_asked(laid: Iterable[Laid]) -> Iterator[tuple[str, str]]:
    for each in laid:
        yield from ((cell.template, "not-asked") for cell in each.cells)
        yield from ((tick.template, "not-asked") for tick in each.ticks)
        if each.row_ids is not None:
            yield each.template, "too-many-rows"
        for row in each.laid:
            yield from _not_asked(row)


def _may_be_required(cell: Cell) -> bool:
    return cell.column.required or cell.column.required_when is not None


def _missing(laid: Iterable[Laid]) -> Iterator[tuple[str, str]]:
    for each in laid:
        yield from ((cell.template, "required") for cell in each.cells if _may_be_required(cell))
        if each.row_ids is not None:
            yield each.template, "too-few-rows"
        for row in each.laid:
            yield from _missing(row)
