"""An example of a form's submission: complete, valid, and plainly an example.

Here lives the filling in. What an answer of each kind looks like lives in the kinds; where rules tie answers together,
others are tried in turn until nothing is wrong any more.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random

from engine.answer_error import AnswerError
from engine.check import REQUIRED, check, state_of
from engine.document import submission
from engine.form import PARTS, SEEN, Cell, Form
from engine.json_value import Json, JsonObject
from engine.london import day_of
from engine.rows import ROW
from engine.rules.known import as_json

SUBMITTED = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
REASON = "An example of a reason"
_TRIES = 600
_DAYS = (-20_000, -4_000, -400, -200, -31, -7, -1, 0, 1, 7, 31, 100, 200, 400, 4_000)
_CLOCKS = ("08:00", "09:30", "10:15", "12:00", "14:30", "17:00")
_NUMBERS = (0, 1, 2, 3, 5, 10, 12, 20, 50, 100, 1_000)


def example(form: Form) -> JsonObject:
    """Return a valid submission with every question that is asked answered and every evidence prompt ticked."""
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
        self._numbers: list[int | float] = []

    def entries(self) -> dict[str, str]:
        """Return entries with as little wrong as was found."""
        entries = self._grown({})
        if not self._form.ruled:
            return entries
        entries = self._settled(entries)
        wrong = self._wrong(entries)
        for _ in range(_TRIES):
            if not wrong:
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
                if cell.inputs:
                    new |= _spread(cell, cell.kind.example(cell.column))
            new |= dict(_first_rows(form))
            grown = new | entries
            if grown == entries:
                return entries
            entries = grown

    def _settled(self, entries: dict[str, str]) -> dict[str, str]:
        """Return entries in which every option is one that is offered, and every suggestion is followed."""
        entries = self._grown(entries)
        state = state_of(self._form.of(entries), entries, self._today)
        self._numbers = sorted({as_json(each.number) for each in state.values.values() if each.number is not None})
        for cell in self._form.of(entries).cells:
            chosen = entries.get(cell.address, "")
            offered = state.offered.get(cell.address)
            wanted = state.suggested.get(cell.address, chosen)
            if offered is not None and wanted not in offered and offered and cell.kind.allowed(cell.column):
                wanted = offered[0]
            if wanted != chosen:
                entries = {**entries, cell.address: wanted}
        reasons = [name for name in self._form.of(entries).reasons if not name.startswith(f"{PARTS}.")]
        return entries | dict.fromkeys(reasons, REASON)

    def _changed(self, entries: dict[str, str], wrong: tuple[AnswerError, ...]) -> dict[str, str]:
        """Return entries with another answer, most often to what is wrong."""
        form = self._form.of(entries)
        error = self._random.choice(wrong)
        cells = [cell for cell in form.cells if cell.inputs]
        owner = form.by_address.get(error.address)
        cell = owner if owner and owner.inputs and self._random.random() < 0.5 else self._random.choice(cells)  # noqa: PLR2004 (half of the tries)
        value = self._random.choice(list(self._candidates(cell)))
        if error.code == REQUIRED and owner and owner.inputs:
            cell, value = owner, owner.kind.example(owner.column)
        bare = {name: text for name, text in entries.items() if name not in cell.names}
        return bare | dict.fromkeys(cell.typed, "") | ({} if value is None else _spread(cell, value))

    def _candidates(self, cell: Cell) -> Iterator[Json]:
        """Yield answers of which one may agree with the others; None is no answer."""
        column, kind = cell.column, cell.kind
        yield kind.example(column)
        if not column.required:
            yield None
        options = [option.value for option in column.options] or list(kind.allowed(column) or ())
        for each in options:
            yield [each] if kind.reader == "options" else each
        made: Mapping[str, list[Json]] = {
            "number": [*_NUMBERS, *self._numbers, *self._numbers],
            "date": [self._day(days) for days in _DAYS],
            "time": [*_CLOCKS],
            "date-time": [f"{self._day(days)}T{clock}" for days in _DAYS for clock in _CLOCKS],
        }
        fits = kind.shape(column, complete=True).accepts
        yield from (each for each in made.get(kind.reader, ()) if fits(each))

    def _day(self, days: int) -> str:
        return (self._today + timedelta(days=days)).isoformat()


def _spread(cell: Cell, value: Json) -> dict[str, str]:
    return {cell.address + suffix: text for suffix, text in cell.kind.spread(cell.column, value).items()}


def _first_rows(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the markers of the rows that there are, and of a first row where a person could add one."""
    for group in form.groups.values():
        yield from ((name, ROW) for name in group.markers)
        spec = group.question.group
        if spec and not group.row_ids and spec.most and spec.exactly is None and not spec.as_many_as:
            yield f"{group.address}.1", ROW
