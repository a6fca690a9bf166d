"""When a condition certainly holds, and when it certainly does not, as far as a document shows it.

Here lives the way from `formspec.logic` to formulas. Where an answer that a test needs is missing, neither of the two
holds. An answer is there when a document that passes has it: what is not asked is refused anyway, and so is what is
malformed.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import NamedTuple

from engine import nothing
from engine.form import Cell, Form, Path
from engine.json_value import JsonObject
from engine.rules.asker import Asker
from engine.rules.coverage import Context, coverage
from engine.rules.known import Known
from engine.rules.reasoning import Reasoning
from engine.rules.state import State
from engine.rules.tests import Truth
from engine.saying.formula import FALSE, ROW, TRUE, UNSAID, Formula, Holds, Steps, every, opposite, some, steps_of
from engine.saying.passing import NEITHER, Passing, being, has_options, options_of, passing, wrapped
from formspec.logic import Condition, Value
from formspec.model import Option

_MOST_COUNTED = 24
"""How many answers may be counted: every two of them have to be named together."""


class Held(NamedTuple):
    """When a condition certainly holds, and when it certainly does not."""

    certain: Formula
    denied: Formula


_NEVER_KNOWN = Held(FALSE, FALSE)
_UNSAYABLE = Held(UNSAID, UNSAID)


class Conditions:
    """Says of one form, laid out with one row in every group, what a document shows of its conditions."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._coverage = coverage(form)

    def cells(self, address: str, asker: Asker) -> tuple[Cell, ...]:
        """Return the answers that an address means to somebody."""
        return self._coverage.cells(address, asker.rows)

    def when(self, condition: Condition | None, asker: Asker) -> Formula:
        """Return when a condition certainly holds; what has no condition always does."""
        return TRUE if condition is None else self.held(condition, asker).certain

    def held(self, condition: Condition, asker: Asker) -> Held:
        """Return when a condition holds and when it does not."""
        op = condition.op
        if op in {"all", "any"}:
            parts = [self.held(part, asker) for part in condition.parts]
            joined, other = (every, some) if op == "all" else (some, every)
            return Held(joined(part.certain for part in parts), other(part.denied for part in parts))
        if op == "not":
            inner = self.held(condition.parts[0], asker) if condition.parts else _NEVER_KNOWN
            return Held(inner.denied, inner.certain)
        if op in _COUNTED:
            return _known(_COUNTED[op]([given for text in condition.texts for given in self._given(text, asker)]))
        if op == "all-different":
            return _known(self._different(condition, asker))
        return self._answered(condition, asker) if op == "answered" else self._tested(condition, asker)

    def _answered(self, condition: Condition, asker: Asker) -> Held:
        subject = condition.subject
        if subject is None or subject.op not in {"question", "column"}:
            return _UNSAYABLE
        given = self._given(subject.text, asker) if subject.op == "question" else self._column_given(subject, asker)
        found = some(given)
        return _known(found if condition.texts != ("false",) else opposite(found))

    def _column_given(self, subject: Value, asker: Asker) -> Iterator[Formula]:
        return (_is_given(cell, asker) for cell in self._subjects(subject, asker))

    def _given(self, address: str, asker: Asker) -> Iterator[Formula]:
        """Yield when each of the answers or prompts at an address is given."""
        cells = self._coverage.cells(address, asker.rows)
        for cell in cells:
            yield _is_given(cell, asker)
        for tick in () if cells else self._coverage.ticks(address, asker.rows):
            yield standing(tick.path[:-1], tick.rows, asker, {"required": [tick.prompt.id]})

    def _different(self, condition: Condition, asker: Asker) -> Formula:
        """Return when no two answers are the same option; of other answers, and of rows, it cannot be said."""
        cells = [cell for text in condition.texts for cell in self._coverage.cells(text, asker.rows)]
        if len(cells) > _MOST_COUNTED or not all(_is_alone(cell, asker) and has_options(cell) for cell in cells):
            return UNSAID
        return every(
            some((opposite(_chosen(one, option, asker)), opposite(_chosen(other, option, asker))))
            for one, other in combinations(cells, 2)
            for option in options_of(one)
            if option.value in {each.value for each in options_of(other)}
        )

    def _tested(self, condition: Condition, asker: Asker) -> Held:
        subject = condition.subject
        if subject is None or not _is_plain(subject):
            return _UNSAYABLE
        cells = self._subjects(subject, asker)
        if not cells:
            return _NEVER_KNOWN
        if len(cells) > 1 or not _is_alone(cells[0], asker):
            return _UNSAYABLE
        return self._of_cell(cells[0], condition, asker)

    def _subjects(self, subject: Value, asker: Asker) -> tuple[Cell, ...]:
        if subject.op == "question":
            return self._coverage.cells(subject.text, asker.rows)
        cell = self._form.by_address.get(f"{asker.question}.{subject.text}")
        return (cell,) if cell else ()

    def _of_cell(self, cell: Cell, condition: Condition, asker: Asker) -> Held:
        found = passing(cell, condition, lambda known: self._judged(cell, known, condition, asker))
        if found is None:
            return _UNSAYABLE
        return _NEVER_KNOWN if found == NEITHER else _as_formulas(found, cell, asker)

    def _judged(self, cell: Cell, known: Known, condition: Condition, asker: Asker) -> Truth:
        state = State(values={cell.address: known})
        return Reasoning(self._form, state, date.min).truth(condition, asker)


def standing(path: Path, rows: Context, asker: Asker, schema: JsonObject) -> Holds:
    """Return that there is something at a path which fits a schema, as somebody sees it from their rows."""
    steps = steps_of(path)
    inside = split_behind(steps, sum(row in asker.rows for row in rows))
    return Holds(steps[:inside], steps[inside:], schema)


def split_behind(steps: Steps, rows: int) -> int:
    """Return how many steps lead into so many rows."""
    into = [count for count, step in enumerate(steps, 1) if step == ROW]
    return into[rows - 1] if rows else 0


def _as_formulas(found: Passing, cell: Cell, asker: Asker) -> Held:
    passed, failed = (
        FALSE if schema is None else standing(cell.path, cell.rows, asker, wrapped(cell, schema)) for schema in found
    )
    return Held(passed, failed)


def _chosen(cell: Cell, option: Option, asker: Asker) -> Formula:
    """Return when an answer is an option of this value, as it is among the options of the answer itself."""
    own = [each for each in options_of(cell) if each.value == option.value]
    return standing(cell.path, cell.rows, asker, wrapped(cell, being(own)))


def _is_alone(cell: Cell, asker: Asker) -> bool:
    return all(row in asker.rows for row in cell.rows)


def _is_plain(subject: Value) -> bool:
    """Say whether what is tested is an answer as it was given."""
    return subject.op in {"question", "column"} and not (subject.plus or subject.minus or subject.rounded)


def _is_given(cell: Cell, asker: Asker) -> Formula:
    """Return when an answer is given, and says something; what is worked out may be left out of a document."""
    if cell.column.calculate is not None:
        return UNSAID
    said: JsonObject = {"not": nothing.reference()} if nothing.may_say(cell.column) else {}
    return standing(cell.path, cell.rows, asker, said)


def _known(certain: Formula) -> Held:
    return Held(certain, opposite(certain))


def _at_most_one(given: list[Formula]) -> Formula:
    if len(given) > _MOST_COUNTED or any(isinstance(each, Holds) and ROW in each.steps for each in given):
        return UNSAID
    return every(some((opposite(one), opposite(other))) for one, other in combinations(given, 2))


_COUNTED: Mapping[str, Callable[[list[Formula]], Formula]] = {
    "at-least-one": some,
    "at-most-one": _at_most_one,
    "exactly-one": lambda given: every((some(given), _at_most_one(given))),
}
