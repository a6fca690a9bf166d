"""What an address means to whoever asks: one answer, or the answers of several rows, a group or a section.

Here lives that look-up alone. Within a group an address means the row that asks; from outside it means every row.
"""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from engine.form import ANSWER, Cell, Form, Laid, Tick, answer_cell

FILES = ("file", "photo")
"""The kinds whose answers no section or group covers."""
Context = tuple[tuple[str, str], ...]
"""The rows that somebody who asks stands in: each group's address with the row's id."""


class Coverage:
    """The answers of one form, laid out with its rows, by the addresses that rules name them with."""

    def __init__(self, form: Form) -> None:
        self._cells: dict[str, list[Cell]] = {}
        self._ticks: dict[str, list[Tick]] = {}
        self._groups: dict[str, list[Laid]] = {}
        self._wholes: set[str] = set()
        self._columns: dict[tuple[str, str], list[Cell]] = {}
        self._kept: dict[tuple[str, str, Context], tuple[Cell, ...]] = {}
        for section in form.sections:
            self._add(section.laid, (section.section.id,))

    def _add(self, laid: tuple[Laid, ...], within: tuple[str, ...]) -> None:
        self._wholes.update(within)
        for each in laid:
            if each.row_ids is not None:
                self._groups.setdefault(each.template, []).append(each)
                for row in each.laid:
                    self._add(row, (*within, each.template))
            else:
                self._add_question(each, within)

    def _add_question(self, laid: Laid, within: tuple[str, ...]) -> None:
        for cell in laid.cells:
            self._cells.setdefault(cell.template, []).append(cell)
            for address in (*within, laid.template):
                self._columns.setdefault((address, cell.column.id), []).append(cell)
        for tick in laid.ticks:
            self._ticks.setdefault(tick.template, []).append(tick)
        answer = answer_cell(laid)
        if answer is None:
            return
        if answer.template != laid.template:
            self._cells.setdefault(laid.template, []).append(answer)
        if (laid.question.plain or answer.column.role == ANSWER) and answer.column.kind not in FILES:
            for address in within:
                self._cells.setdefault(address, []).append(answer)

    def cells(self, address: str, context: Context, column: str = "") -> tuple[Cell, ...]:
        """Return the answers that an address means to somebody in these rows, in the form's order.

        With a column, those are the answers in it of all questions that the address covers.
        """
        key = (address, column, context)
        if key not in self._kept:
            rows = dict(context)
            found = self._columns.get((address, column), ()) if column else self._cells.get(address, ())
            self._kept[key] = tuple(each for each in found if _meets(each.rows, rows))
        return self._kept[key]

    def is_single(self, address: str, context: Context) -> bool:
        """Say whether an address names one answer: not a section, not a group, and not the rows of one from outside."""
        cells, rows = self.cells(address, context), dict(context)
        return address not in self._wholes and bool(cells) and all(group in rows for group, _ in cells[0].rows)

    def ticks(self, address: str, context: Context) -> tuple[Tick, ...]:
        """Return the evidence prompts that an address means to somebody in these rows."""
        rows = dict(context)
        return tuple(each for each in self._ticks.get(address, ()) if _meets(each.rows, rows))

    def rows(self, address: str, context: Context) -> tuple[Context, ...] | None:
        """Return the rows of the groups that an address means to somebody in these rows; None when it names none."""
        if address not in self._groups:
            return None
        rows = dict(context)
        groups = (each for each in self._groups[address] if _meets(each.rows, rows))
        return tuple((*each.rows, (address, row)) for each in groups for row in each.row_ids or ())


def _meets(rows: Context, asking: Mapping[str, str]) -> bool:
    """Say whether what stands in some rows is meant by somebody who stands in others."""
    return all(asking.get(group, row) == row for group, row in rows)


_KEPT: WeakKeyDictionary[Form, Coverage] = WeakKeyDictionary()


def coverage(form: Form) -> Coverage:
    """Return the coverage of a form's layout, which is kept as long as the layout."""
    if form not in _KEPT:
        _KEPT[form] = Coverage(form)
    return _KEPT[form]
