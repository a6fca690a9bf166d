"""What an address means to whoever asks: one answer, or the answers of several rows, a group or a section.

Here lives that look-up alone. Within a group an address means the row that asks; from outside it means every row.
"""

from collections.abc import Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from engine.form import ANSWER, Cell, Form, Laid, Tick, answer_cell

FILES = ("file", "photo")
"""The kinds whose answers no section or group covers."""
Context = tuple[tuple[str, str], ...]
"""The rows that somebody who asks stands in: each group's address with the row's id."""
Name = TypeVar("Name", bound=Hashable)
Part = TypeVar("Part", Cell, Tick, Laid)


class Coverage:
    """The answers of one form, laid out with its rows, by the addresses that rules name them with."""

    def __init__(self, form: Form) -> None:
        self._cells: Standing[tuple[str, str], Cell] = Standing()
        self._ticks: Standing[str, Tick] = Standing()
        self._groups: Standing[str, Laid] = Standing()
        self._wholes: set[str] = set()
        for section in form.sections:
            self._add(section.laid, (section.section.id,))

    def _add(self, laid: tuple[Laid, ...], within: tuple[str, ...]) -> None:
        self._wholes.update(within)
        for each in laid:
            if each.row_ids is not None:
                self._groups.add(each.template, each)
                for row in each.laid:
                    self._add(row, (*within, each.template))
            else:
                self._add_question(each, within)

    def _add_question(self, laid: Laid, within: tuple[str, ...]) -> None:
        for cell in laid.cells:
            self._cells.add((cell.template, ""), cell)
            for address in (*within, laid.template) if cell.column.id else ():
                self._cells.add((address, cell.column.id), cell)
        for tick in laid.ticks:
            self._ticks.add(tick.template, tick)
        answer = answer_cell(laid)
        if answer is None:
            return
        if answer.template != laid.template:
            self._cells.add((laid.template, ""), answer)
        if (laid.question.plain or answer.column.role == ANSWER) and answer.column.kind not in FILES:
            for address in within:
                self._cells.add((address, ""), answer)

    def cells(self, address: str, context: Context, column: str = "") -> tuple[Cell, ...]:
        """Return the answers that an address means to somebody in these rows, in the form's order.

        With a column, those are the answers in it of all questions that the address covers.
        """
        return self._cells.met((address, column), context)

    def is_single(self, address: str, context: Context) -> bool:
        """Say whether an address names one answer: not a section, not a group, and not the rows of one from outside."""
        cells, rows = self.cells(address, context), dict(context)
        return address not in self._wholes and bool(cells) and all(group in rows for group, _ in cells[0].rows)

    def ticks(self, address: str, context: Context) -> tuple[Tick, ...]:
        """Return the evidence prompts that an address means to somebody in these rows."""
        return self._ticks.met(address, context)

    def groups(self, address: str, context: Context) -> tuple[Laid, ...]:
        """Return the groups that an address means to somebody in these rows, each as it is laid out."""
        return self._groups.met(address, context)

    def rows(self, address: str, context: Context) -> tuple[Context, ...] | None:
        """Return the rows of the groups that an address means to somebody in these rows; None when it names none."""
        if address not in self._groups:
            return None
        groups = self._groups.met(address, context)
        return tuple((*each.rows, (address, row)) for each in groups for row in each.row_ids or ())


class Standing(Generic[Name, Part]):
    """What stands in rows, by the name that it is looked up by, as it is seen from other rows.

    Whoever stands in a row sees of it what whoever stands around the row sees of everything, less the other rows.
    """

    def __init__(self) -> None:
        self._all: dict[Name, list[Part]] = {}
        self._kept: dict[tuple[Name, Context], tuple[Part, ...]] = {}

    def __contains__(self, name: Name) -> bool:
        return name in self._all

    def add(self, name: Name, part: Part) -> None:
        """Add what stands behind all that was added under its name."""
        self._all.setdefault(name, []).append(part)

    def met(self, name: Name, context: Context) -> tuple[Part, ...]:
        """Return what a name means to somebody who stands in some rows."""
        key = (name, context)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._narrowed(name, context) if context else tuple(self._all.get(name, ()))
        return found

    def _narrowed(self, name: Name, context: Context) -> tuple[Part, ...]:
        around, row = self.met(name, context[:-1]), dict(context[-1:])
        met = tuple(each for each in around if all(row.get(group, own) == own for group, own in each.rows))
        return met if len(met) < len(around) else around


_KEPT: WeakKeyDictionary[Form, Coverage] = WeakKeyDictionary()


def coverage(form: Form) -> Coverage:
    """Return the coverage of a form's layout, which is kept as long as the layout."""
    if form not in _KEPT:
        _KEPT[form] = Coverage(form)
    return _KEPT[form]
