"""The short tables that a check walks, made of the answers of a form, or of one of its sections.

Here lives everything about them that is worked out beforehand, errors included. Walking them is `engine.check`'s.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from engine.answer_error import AnswerError
from engine.form import SEEN, Cell, Tables, Tick
from engine.kinds.kind import REASON_LIMIT, Fault
from engine.language import Language


def tables_of(
    cells: tuple[Cell, ...], ticks: tuple[Tick, ...], markers: Iterable[Mapping[str, int]], language: Language
) -> Tables:
    """Return the tables of cells and ticks; `markers` are further names that are accepted, those of rows."""
    limits = dict(chain.from_iterable(each.items() for each in markers))
    places: dict[str, int] = {}
    owners: dict[str, Cell | Tick] = {}
    exact: dict[str, tuple[str, int, AnswerError]] = {}
    for tick in ticks:
        limits[tick.name], places[tick.name], owners[tick.name] = len(SEEN), tick.place, tick
        exact[tick.name] = (SEEN, tick.place, tick.error(language))
    for cell in cells:
        allowances = [*(each.limit for each in cell.inputs), REASON_LIMIT, REASON_LIMIT]
        for step, (name, limit) in enumerate(zip(cell.names, allowances, strict=False)):
            limits[name], places[name], owners[name] = limit, cell.place + step, cell
        for suffix, text in cell.kind.exact(cell.column).items():
            name = cell.address + suffix
            exact[name] = (text, places[name], cell.error(Fault("not-an-option", suffix)))
    return Tables(
        language=language,
        limits=limits,
        places=places,
        owners=owners,
        required=tuple(_required(cells)),
        reasoned=tuple(_reasoned(cells)),
        options=tuple(_options(cells)),
        lines=tuple(
            (cell.typed[0], cell.place, cell.error(Fault("one-line")))
            for cell in cells
            if cell.kind.one_line and len(cell.inputs) == 1
        ),
        exact=exact,
        read=tuple(cell for cell in cells if _must_be_read(cell)),
        excusable={cell.reason: cell for cell in cells if cell.reason},
    )


def _must_be_read(cell: Cell) -> bool:
    if cell.kind.strict(cell.column) or len(cell.inputs) > 1:
        return True
    return not cell.kind.free and not cell.kind.one_line and cell.kind.allowed(cell.column) is None


def _required(cells: tuple[Cell, ...]) -> Iterator[tuple[str, int, AnswerError]]:
    for cell in cells:
        if cell.column.required and len(cell.inputs) == 1 and not cell.reason:
            yield cell.names[0], cell.place, required_error(cell)


def _reasoned(cells: tuple[Cell, ...]) -> Iterator[tuple[str, str, int, AnswerError]]:
    for cell in cells:
        if cell.column.required and len(cell.inputs) == 1 and cell.reason:
            yield cell.names[0], cell.reason, cell.place, required_error(cell)


def _options(cells: tuple[Cell, ...]) -> Iterator[tuple[str, frozenset[str], int, AnswerError]]:
    for cell in cells:
        allowed = cell.kind.allowed(cell.column)
        if allowed is not None and len(cell.inputs) == 1:
            yield cell.names[0], allowed, cell.place, cell.error(Fault("not-an-option"))


def required_error(cell: Cell) -> AnswerError:
    """Return the error of a required answer that is not there, which links to its first input."""
    return cell.error(Fault("required", cell.inputs[0].suffix))
