"""An example of a form's submission: complete, valid, and plainly an example.

Here lives the filling in. What an answer of each kind looks like lives in the kinds; where rules tie answers together,
others (`engine.example_values`) are tried in turn until nothing is wrong any more.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from random import Random
from time import monotonic

from engine.answer_error import AnswerError
from engine.check import REQUIRED, check, state_of
from engine.document import submission
from engine.example_values import nearing, usual
from engine.form import PARTS, SEEN, Cell, Form, Laid
from engine.json_value import Json, JsonObject
from engine.london import day_of
from engine.rows import ROW, one_row_each
from engine.rules.compared import Compared

SUBMITTED = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
REASON = "An example of a reason"
_TRIES = 2_000
_SECONDS = 3.0
"""How long others are tried at most; on a machine that is slow there are fewer of them."""
_SELDOM = 10
_FEW = 2
"""How many rows there are, where an answer says so."""


def example(form: Form) -> JsonObject:
    """Return a submission with every question that is asked answered and every evidence prompt ticked.

    It is valid, unless none that is valid was found: then it is the one with the least wrong.
    """
    return submission(form, example_entries(form), id="example", submitted=SUBMITTED)


def example_entries(form: Form, today: date | None = None) -> dict[str, str]:
    """Return the entries of the example; where no valid one is found, those of the best that was."""
    return _Search(form, today or day_of(SUBMITTED)).entries()


class _Search:
    """Answers tried out, the same ones each time, until they agree with each other."""

    def __init__(self, form: Form, today: date) -> None:
        self._form = form
        self._today = today
        self._random = Random(1)  # noqa: S311 (the same example each time)
        self._examples: dict[str, dict[str, str]] = {}
        groups = (each.question.group for each in form.lay(one_row_each(form.spec)).groups.values())
        self._counting = frozenset(group.as_many_as for group in groups if group and group.as_many_as)

    def entries(self) -> dict[str, str]:
        """Return entries with as little wrong as was found."""
        entries = self._grown({})
        if not self._form.ruled:
            return entries
        entries, until = self._settled(entries), monotonic() + _SECONDS
        wrong = self._wrong(entries)
        for _ in range(_TRIES):
            if not wrong or monotonic() > until:
                break
            tried = self._settled(self._changed(entries, wrong))
            left = self._wrong(tried)
            if len(left) <= len(wrong):
                entries, wrong = tried, left
        return entries

    def _wrong(self, entries: Mapping[str, str]) -> tuple[AnswerError, ...]:
        return check(self._form, entries, complete=True, today=self._today)

    def _grown(self, entries: dict[str, str]) -> dict[str, str]:
        """Return entries with an example wherever nothing is entered, in every row; a group without rows gets one."""
        while True:
            form = self._form.of(entries)
            new = {tick.name: SEEN for tick in form.ticks}
            for cell in form.cells:
                new |= self._example(cell)
            new |= dict(_first_rows(form))
            grown = new | entries
            if grown == entries:
                return entries
            entries = grown

    def _example(self, cell: Cell) -> dict[str, str]:
        """Return the first example of an answer; of one that says how many rows there are, a small number."""
        if cell.address not in self._examples:
            counts = not self._counting.isdisjoint((cell.template, cell.template.rpartition(".")[0]))
            few = counts and cell.kind.shape(cell.column, complete=True).accepts(_FEW)
            value = _FEW if few else cell.kind.example(cell.column)
            self._examples[cell.address] = _spread(cell, value) if cell.inputs else {}
        return self._examples[cell.address]

    def _settled(self, entries: dict[str, str]) -> dict[str, str]:
        """Return entries in which every option is one that is offered, and every suggestion is followed."""
        entries = self._grown(entries)
        form = self._form.of(entries)
        state = state_of(form, entries, self._today)
        for cell in form.cells:
            chosen = entries.get(cell.address, "")
            offered = state.offered.get(cell.address)
            wanted = state.suggested.get(cell.address, chosen)
            if offered is not None and wanted not in offered and offered and cell.kind.allowed(cell.column):
                wanted = offered[0]
            if wanted != chosen:
                entries = {**entries, cell.address: wanted}
        reasons = [name for name in form.reasons if not name.startswith(f"{PARTS}.")]
        return entries | dict.fromkeys(reasons, REASON)

    def _changed(self, entries: dict[str, str], wrong: tuple[AnswerError, ...]) -> dict[str, str]:
        """Return entries with another answer or another number of rows, most often of what is wrong."""
        form = self._form.of(entries)
        error = self._random.choice(wrong)
        compared = Compared(form, entries, error, self._today)
        groups, cells = [each for each in compared.groups if _is_bounded(each)], self._eligible(form, error, compared)
        if groups and (not cells or self._is_one_of(4)):
            return entries | self._other_rows(self._random.choice(groups))
        return self._answered(entries, self._random.choice(cells), error, compared) if cells else entries

    def _is_one_of(self, number: int) -> bool:
        return self._random.randrange(number) == 0

    def _eligible(self, form: Form, error: AnswerError, compared: Compared) -> list[Cell]:
        """Return the answers that may be changed: the one that is wrong, those that the rule looks at, or any."""
        owner = form.by_address.get(error.address)
        if owner and owner.inputs and (error.code == REQUIRED or self._is_one_of(4 if compared.answers else 2)):
            return [owner]
        if compared.answers and not self._is_one_of(_SELDOM):
            return self._random.choice(compared.answers)
        return [cell for cell in form.cells if cell.inputs]

    def _answered(self, entries: dict[str, str], cell: Cell, error: AnswerError, compared: Compared) -> dict[str, str]:
        bare = {name: text for name, text in entries.items() if name not in cell.names}
        value = cell.kind.example(cell.column) if error.code == REQUIRED else self._other(cell, compared)
        return bare | dict.fromkeys(cell.typed, "") | ({} if value is None else _spread(cell, value))

    def _other(self, cell: Cell, compared: Compared) -> Json:
        """Return another answer; none at all now and then, where it may be left out."""
        if not cell.column.required and self._is_one_of(_SELDOM):
            return None
        near = nearing(cell, compared.state.values.get(cell.address), compared.values)
        return self._random.choice(near if near and self._is_one_of(2) else usual(cell, self._today, self._random))

    def _other_rows(self, group: Laid) -> dict[str, str]:
        """Return entries that add a row to a group, or take its last one away."""
        rows, bounds = group.row_ids or (), group.question.group
        if bounds and len(rows) < bounds.most and self._is_one_of(2):
            return {f"{group.address}.{len(rows) + 1}": ROW}
        return {f"{group.address}.{rows[-1]}": ""} if rows else {}


def _is_bounded(laid: Laid) -> bool:
    group = laid.question.group
    return group is not None and group.exactly is None and not group.as_many_as


def _spread(cell: Cell, value: Json) -> dict[str, str]:
    return {cell.address + suffix: text for suffix, text in cell.kind.spread(cell.column, value).items()}


def _first_rows(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the markers of the rows that there are, and of a first row where a person could add one."""
    for group in form.groups.values():
        yield from ((name, ROW) for name in group.markers)
        if not group.row_ids and _is_bounded(group) and group.question.group and group.question.group.most:
            yield f"{group.address}.1", ROW
