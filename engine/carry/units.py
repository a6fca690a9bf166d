"""What was entered under an old version, taken apart into what belongs together.

Here lives that every entry belongs to exactly one unit: an answer (with all its inputs), a reason, a tick, a row, a
part that was completed, or nothing that the form knows. Where any of it goes is not for this module to say.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from engine import nothing
from engine.carried import ROLES
from engine.check import state_of
from engine.form import CHECKS, PARTS, Cell, Form, Laid, Tick
from engine.json_value import Json
from engine.kinds.kind import CNFO, Fault, is_blank
from engine.row_words import question_words, row_words, with_rows
from engine.rows import ROW_ID, concrete, in_order
from engine.texts import Told
from engine.wording import first_paragraph, question_text

ANSWER, EXCUSE, OVERRIDE, TICK, REASON, ROW, PART, OTHER = (
    "answer", "excuse", "override", "tick", "reason", "row", "part", "other",
)  # fmt: skip
"""The sorts of units: an answer, why it could not be found out, why it is not the one suggested, a ticked prompt, why a
warning was overridden, a row that was added, a part that was completed, and what the form does not know."""
_ROW_ID = re.compile(ROW_ID)
Within = tuple[tuple[str, str], ...]
"""The rows that something stands in: the address of each group, without rows, with the row's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Entries that belong together. `address` has rows in it and `template` has none, `rows` are those rows.

    `stands` says that the rows are there, and were not taken away. `question` and `words` are what is read of it, and
    `role` is what it brought to light.
    """

    sort: str
    address: str
    template: str = ""
    rows: Within = ()
    entries: Mapping[str, str]
    cell: Cell | None = None
    stands: bool = True
    question: str = ""
    words: str = ""
    role: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its entries that are not blank."""
        return tuple(name for name, text in self.entries.items() if not is_blank(text))


def units_of(form: Form, entries: Mapping[str, str], today: date | None) -> list[Unit]:
    """Return the units of these entries, in the form's order; what the form does not know comes last."""
    standing = form.of(entries).rows
    laid = form.lay(_every_row(form, entries)) if form.row_names else form
    taken = _Taken(laid, entries, Told(laid, entries, state_of(laid, entries, today)))
    found = sorted(taken.all(), key=lambda unit: min(map(laid.tables.place, unit.entries)))
    return [replace(unit, stands=_stands(unit.rows, standing)) for unit in found]


def _stands(rows: Within, standing: Mapping[str, tuple[str, ...]]) -> bool:
    """Say whether all these rows are among those that are there."""
    within: dict[str, str] = {}
    for group, row in rows:
        if row not in standing.get(concrete(group, within), ()):
            return False
        within[group] = row
    return True


def _every_row(form: Form, entries: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the rows of a layout that has a place for every entry, also of rows that were taken away."""
    rows = {address: list(ids) for address, ids in form.of(entries).rows.items()}
    names = [name for name in entries if form.row_names is not None and form.row_names.match(name)]
    while True:
        laid = form.lay({address: tuple(in_order(ids)) for address, ids in rows.items()})
        found = {pair for name in names if name not in laid.limits for pair in _new_rows(laid, name)}
        if not found:
            return dict(laid.rows)
        for group, row in sorted(found):
            rows.setdefault(group, []).append(row)


def _new_rows(laid: Form, name: str) -> Iterator[tuple[str, str]]:
    """Yield the row that a name stands in and that a layout does not have, with its group."""
    steps = name.split(".")
    for length in range(2, len(steps)):
        group, row = ".".join(steps[:length]), steps[length]
        there = laid.groups.get(group)
        if there is not None and row not in (there.row_ids or ()) and _ROW_ID.fullmatch(row):
            yield group, row


class _Taken:
    """The units of one draft, taken from it piece by piece."""

    def __init__(self, form: Form, entries: Mapping[str, str], told: Told) -> None:
        self._form = form
        self._entries = entries
        self._told = told
        self._seen: set[str] = set()

    def all(self) -> Iterator[Unit]:
        """Yield every unit."""
        yield from self._rows()
        for cell in self._form.cells:
            yield from self._cell(cell)
        for tick in self._form.ticks:
            yield from self._tick(tick)
        for name in self._form.reasons:
            yield from self._reason(name)
        for part in self._form.spec.parts:
            name = f"{PARTS}.{part.id}"
            unit = Unit(sort=PART, address=name, template=name, entries=self._take(name), question=part.title)
            yield from _if_any(replace(unit, words="Completed"))
        for name, text in self._entries.items():
            if name not in self._seen:
                yield Unit(sort=OTHER, address=name, entries={name: text}, question=name, words=text)

    def _take(self, *names: str) -> dict[str, str]:
        self._seen.update(names)
        return {name: self._entries[name] for name in names if name in self._entries}

    def _rows(self) -> Iterator[Unit]:
        for group in self._form.groups.values():
            for row in group.row_ids or ():
                address = f"{group.address}.{row}"
                label = question_words(self._told, group.address, question_text(group.question))
                unit = Unit(
                    sort=ROW,
                    address=address,
                    template=group.template,
                    rows=(*group.rows, (group.template, row)),
                    entries=self._take(address),
                    question=label,
                )
                yield from _if_any(replace(unit, words=row_words(self._told, address)))

    def _cell(self, cell: Cell) -> Iterator[Unit]:
        unit = Unit(
            sort=ANSWER,
            address=cell.address,
            template=cell.template,
            rows=cell.rows,
            entries=self._take(*cell.typed),
            cell=cell,
            question=_label(self._told, cell),
        )
        yield from _if_any(replace(unit, words=shown(self._told, cell), role=self._role(cell)))
        for sort, name in ((EXCUSE, cell.reason), (OVERRIDE, cell.override)):
            text = self._entries.get(name, "") if name else ""
            role = CNFO if sort == EXCUSE and self._asked(cell) and cell.could_not_find_out(self._entries) else ""
            yield from _if_any(replace(unit, sort=sort, address=name, entries=self._take(name), words=text, role=role))

    def _role(self, cell: Cell) -> str:
        """Return the role in which an answer is among the findings, "" where it is not."""
        value = cell.value(self._entries) if cell.column.role in ROLES and self._asked(cell) else None
        if value is None or isinstance(value, Fault) or nothing.is_said(cell.column, value):
            return ""
        return str(cell.column.role)

    def _asked(self, cell: Cell) -> bool:
        return self._told.state.asked.get(cell.address, True)

    def _tick(self, tick: Tick) -> Iterator[Unit]:
        question = with_rows(self._told, tick.name, self._told.filled(question_text(tick.question), tick.rows))
        unit = Unit(
            sort=TICK,
            address=tick.name,
            template=tick.template,
            rows=tick.rows,
            entries=self._take(tick.name),
            question=f"{question} ({first_paragraph(tick.prompt.text)})",
        )
        yield from _if_any(replace(unit, words="Ticked as seen"))

    def _reason(self, name: str) -> Iterator[Unit]:
        owner, _, check = f".{name}".rpartition(f".{CHECKS}.")
        template, rows, question = self._owner(owner[1:])
        unit = Unit(
            sort=REASON,
            address=name,
            template=f"{template}.{CHECKS}.{check}".removeprefix("."),
            rows=rows,
            entries=self._take(name),
            question=question,
        )
        yield from _if_any(replace(unit, words=self._entries.get(name, "")))

    def _owner(self, address: str) -> tuple[str, Within, str]:
        """Return what has a check: its address without rows, the rows that it stands in, and what it is called."""
        owner: Cell | Laid | None = self._form.by_address.get(address) or self._form.laid.get(address)
        if owner is not None:
            return owner.template, owner.rows, question_words(self._told, address, question_text(owner.question))
        group = self._form.groups.get(address.rpartition(".")[0])
        if group is None:
            return "", (), self._form.spec.title
        rows = (*group.rows, (group.template, address.rpartition(".")[2]))
        return group.template, rows, with_rows(self._told, address, question_text(group.question))


def _if_any(unit: Unit) -> Iterator[Unit]:
    if unit.entries:
        yield unit


def _label(told: Told, cell: Cell) -> str:
    """Return what an answer is called where it stands alone."""
    question = with_rows(told, cell.address, told.filled(question_text(cell.question), cell.rows))
    own = cell.question.plain or not cell.column.label
    return question if own else f"{question} ({first_paragraph(cell.column.label)})"


def shown(told: Told, cell: Cell) -> str:
    """Return an answer in words; where no value can be read from it, what was typed."""
    value: Json | Fault = cell.value(told.entries)
    if value is None or isinstance(value, Fault):
        return cell.kind.as_typed(cell.column, cell.texts(told.entries.get))
    return cell.kind.show(told.column(cell), value)
