"""Truth and workings: what a condition and a value come to, from the answers that are known so far.

Here lives the meaning of `formspec.logic`, one small method for each word of it. A value that is not there is None, and
so is the truth of what cannot be known.
"""

import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from engine.form import Cell, Form
from engine.rules import tests
from engine.rules.coverage import Context, coverage
from engine.rules.known import Known, number, result, rounded, written
from engine.rules.moments import between, is_moment, moved
from engine.rules.state import State
from engine.rules.tests import Truth
from formspec.kinds import KINDS
from formspec.logic import Band, Condition, Duration, Value
from formspec.model import Column


class Asker(NamedTuple):
    """Who asks: the rows that it stands in, and the address of its question, "" where it stands in none."""

    rows: Context = ()
    question: str = ""


NOBODY = Asker()
_NUMBERS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "at-least": operator.ge,
    "at-most": operator.le,
    "more-than": operator.gt,
    "less-than": operator.lt,
}
_TIMES: Mapping[str, Callable[[str, str], bool]] = {
    "before": operator.lt,
    "after": operator.gt,
    "on-or-before": operator.le,
    "on-or-after": operator.ge,
}
_COUNTED: Mapping[str, Callable[[int], bool]] = {
    "exactly-one": lambda count: count == 1,
    "at-least-one": lambda count: count >= 1,
    "at-most-one": lambda count: count <= 1,
}


class Reasoning:
    """Answers questions about one form, as far as the state of it is known."""

    def __init__(self, form: Form, state: State, today: date) -> None:
        self._coverage = coverage(form)
        self._form = form
        self._state = state
        self._today = today.isoformat()

    def cells(self, address: str, asker: Asker, column: str = "") -> tuple[Cell, ...]:
        """Return the answers that an address means to somebody, or those in a column of what it covers."""
        return self._coverage.cells(address, asker.rows, column)

    def holds(self, condition: Condition | None, asker: Asker) -> bool:
        """Say whether a condition holds for certain; what has no condition does."""
        return condition is None or self.truth(condition, asker) is True

    def truth(self, condition: Condition, asker: Asker) -> Truth:
        """Return whether a condition holds, None when that is not to be known."""
        op = condition.op
        if op == "all":
            return tests.all_of([self.truth(each, asker) for each in condition.parts])
        if op == "any":
            return tests.any_of([self.truth(each, asker) for each in condition.parts])
        if op == "not":
            return tests.opposite(self.truth(condition.parts[0], asker)) if condition.parts else None
        if op in _COUNTED:
            return _COUNTED[op](sum(self._given(address, asker) for address in condition.texts))
        if op == "all-different":
            return self._all_different(condition, asker)
        if op == "answered":
            return self._answered(condition, asker)
        return self._tested(condition, asker)

    def _answered(self, condition: Condition, asker: Asker) -> Truth:
        wanted = condition.texts != ("false",)
        subject = condition.subject
        if subject is None:
            return None
        if subject.op == "column":
            return (f"{asker.question}.{subject.text}" in self._state.given) is wanted
        if subject.op == "question":
            return (self._given(subject.text, asker) > 0) is wanted
        return (self.value(subject, asker) is not None) is wanted

    def _all_different(self, condition: Condition, asker: Asker) -> Truth:
        """Say whether no two of the answers that there are at some addresses are the same."""
        cells = [cell for address in condition.texts for cell in self._coverage.cells(address, asker.rows)]
        known = [self._state.values[each.address] for each in cells if each.address in self._state.values]
        return not any(tests.is_same(one, other) is True for at, one in enumerate(known) for other in known[at + 1 :])

    def _given(self, address: str, asker: Asker) -> int:
        """Return how many of the answers and prompts at an address are given."""
        cells = self._coverage.cells(address, asker.rows)
        names = [each.address for each in cells] or [each.name for each in self._coverage.ticks(address, asker.rows)]
        return sum(name in self._state.given for name in names)

    def _tested(self, condition: Condition, asker: Asker) -> Truth:
        op = condition.op
        subject = self.value(condition.subject, asker) if condition.subject else None
        if subject is None or subject.value is None:
            return None
        if op in {"one-of", "none-of"}:
            among = tests.is_one_of(subject, condition.texts, written)
            return among if op == "one-of" else tests.opposite(among)
        if op == "contains":
            return tests.contains(subject, condition.texts[0])
        operand = self.value(condition.operand, asker) if condition.operand else None
        return None if operand is None else _compared(op, subject, operand)

    def value(self, value: Value, asker: Asker) -> Known | None:
        """Return what a value comes to, None when something that it needs is missing."""
        work = _WORKINGS.get(value.op)
        found = work(self, value, asker) if work else None
        if found is not None and value.rounded:
            found = _whole(found, value.rounded)
        if found is None or (value.plus is None and value.minus is None):
            return found
        return _moved(_moved(found, value.plus, 1), value.minus, -1)

    def _literal(self, value: Value, asker: Asker) -> Known | None:  # noqa: ARG002 (other workings need it)
        return written(value.text)

    def _date(self, value: Value, asker: Asker) -> Known | None:  # noqa: ARG002 (other workings need it)
        return Known(self._today if value.text == "today" else value.text)

    def _column(self, value: Value, asker: Asker) -> Known | None:
        return self._state.values.get(f"{asker.question}.{value.text}")

    def _question(self, value: Value, asker: Asker) -> Known | None:
        if not self._coverage.is_single(value.text, asker.rows):
            return None
        return self._state.values.get(self._coverage.cells(value.text, asker.rows)[0].address)

    def _count(self, value: Value, asker: Asker) -> Known | None:
        return number(sum(self._counted(part.text, value, asker) for part in value.parts))

    def _counted(self, address: str, value: Value, asker: Asker) -> int:
        rows = None if value.texts or value.of_column else self._coverage.rows(address, asker.rows)
        if rows is not None:
            return sum(self._row_counts(row, value) for row in rows)
        known = (self._state.values.get(each.address) for each in self._covered(address, value, asker))
        return sum(
            each is not None and (not value.texts or tests.is_one_of(each, value.texts, written) is True)
            for each in known
        )

    def _row_counts(self, row: Context, value: Value) -> bool:
        inside = self._state.asked.get(row_address(row), False)
        return inside and self.holds(value.where, Asker(row))

    def _covered(self, address: str, value: Value, asker: Asker) -> Iterator[Cell]:
        """Yield the answers that are asked, covered, and in rows where the condition holds."""
        for cell in self._coverage.cells(address, asker.rows, value.of_column):
            if self._state.asked.get(cell.address) and self.holds(value.where, Asker(cell.rows or asker.rows)):
                yield cell

    def _amounts(self, value: Value, asker: Asker, *, moments: bool = False) -> list[Known] | None:
        """Return everything that a list of parts adds up from; None when something that it needs is missing.

        What never counts a number (nor is a moment, where these are wanted) is left out, answered or not.
        """
        found: list[Known | None] = []
        for part in value.parts:
            if _is_address(part):
                cells = [
                    each for each in self._covered(part.text, value, asker) if _counts(each.column, moments=moments)
                ]
                found += [self._state.values.get(each.address) or _blank(value) for each in cells]
            else:
                found.append(self.value(part, asker))
        known = [each for each in found if each is not None]
        return known if len(known) == len(found) else None

    def _sum(self, value: Value, asker: Asker) -> Known | None:
        found = self._amounts(value, asker)
        return None if found is None else number(sum(_numbers(found), Fraction(0)))

    def _mean(self, value: Value, asker: Asker) -> Known | None:
        numbers = _numbers(self._amounts(value, asker) or [])
        return number(sum(numbers, Fraction(0)) / len(numbers)) if numbers else None

    def _product(self, value: Value, asker: Asker) -> Known | None:
        numbers = _numbers(self._amounts(value, asker) or [])
        if not numbers:
            return None
        total = Fraction(1)
        for each in numbers:
            total *= each
        return number(total)

    def _smallest(self, value: Value, asker: Asker) -> Known | None:
        return self._extreme(value, asker, 0)

    def _largest(self, value: Value, asker: Asker) -> Known | None:
        return self._extreme(value, asker, -1)

    def _extreme(self, value: Value, asker: Asker, at: int) -> Known | None:
        found = self._amounts(value, asker, moments=True) or []
        numbers = sorted(_numbers(found))
        texts = sorted(each.value for each in found if isinstance(each.value, str) and is_moment(each.value))
        if numbers:
            return None if texts else number(numbers[at])
        return Known(texts[at]) if texts else None

    def _input(self, part: Value, value: Value, asker: Asker) -> Known | None:
        """Return what a part stands for: all together, where its address covers several answers."""
        if not _is_address(part):
            return self.value(part, asker)
        if value.of_column or not self._coverage.is_single(part.text, asker.rows):
            return self._sum(replace(value, parts=(part,)), asker)
        found, cell = self.value(part, asker), self._coverage.cells(part.text, asker.rows)[0]
        return found or (_blank(value) if self._state.asked.get(cell.address) else None)

    def _pair(self, value: Value, asker: Asker) -> tuple[Fraction, Fraction] | None:
        found = [self._input(part, value, asker) for part in value.parts]
        numbers = [each.number if each else None for each in found]
        first, second = numbers if len(numbers) == 2 else (None, None)  # noqa: PLR2004 (two of them)
        return None if first is None or second is None else (first, second)

    def _difference(self, value: Value, asker: Asker) -> Known | None:
        pair = self._pair(value, asker)
        return number(pair[0] - pair[1]) if pair else None

    def _quotient(self, value: Value, asker: Asker) -> Known | None:
        pair = self._pair(value, asker)
        return number(pair[0] / pair[1]) if pair and pair[1] else None

    def _percentage(self, value: Value, asker: Asker) -> Known | None:
        pair = self._pair(value, asker)
        return number(100 * pair[0] / pair[1]) if pair and pair[1] else None

    def _most_possible(self, value: Value, asker: Asker) -> Known | None:
        return number(sum(self._highest(part.text, value.of_column, asker) for part in value.parts))

    def _highest(self, address: str, column: str, asker: Asker) -> Fraction:
        total = Fraction(0)
        for cell in self._coverage.cells(address, asker.rows, column):
            scores = _scores(cell.column)
            known = self._state.values.get(cell.address)
            counts = self._state.asked.get(cell.address) and not (known is not None and known.number is None)
            total += max(scores) if scores and counts else 0
        return total

    def _findings(self, value: Value, asker: Asker) -> Known | None:  # noqa: ARG002 (other workings need it)
        cells = self._form.with_role(value.text)
        return number(sum(cell.address in self._state.values for cell in cells))

    def _between(self, value: Value, asker: Asker) -> Known | None:
        known = [self.value(part, asker) for part in value.parts]
        texts = [each.value for each in known if each is not None and isinstance(each.value, str)]
        time = between(texts[0], texts[1], value.text) if len(texts) == 2 else None  # noqa: PLR2004 (from one to the other)
        return None if time is None else number(time)

    def _look_up(self, value: Value, asker: Asker) -> Known | None:
        found = self._band(value, asker)
        return result(found.comes_to) if found else None

    def _band(self, value: Value, asker: Asker) -> Band | None:
        inputs = [self._input(part, value, asker) for part in value.parts]
        known = [each for each in inputs if each is not None]
        if not inputs or len(known) < len(inputs):
            return None
        return next((band for band in value.bands if _fits(band, known)), None)

    def _choose(self, value: Value, asker: Asker) -> Known | None:
        for branch in value.branches:
            truth = True if branch.when is None else self.truth(branch.when, asker)
            if truth is None:
                return None
            if truth:
                chosen = branch.comes_to
                return result(chosen.text) if chosen.op == "literal" else self.value(chosen, asker)
        return None

    def label(self, value: Value, asker: Asker) -> str:
        """Return the words for what a look-up or a choice comes to, "" where it has none."""
        if value.op == "look-up":
            found = self._band(value, asker)
            return found.label if found else ""
        if value.op == "choose":
            for branch in value.branches:
                truth = True if branch.when is None else self.truth(branch.when, asker)
                if truth is not False:
                    return branch.label if truth else ""
        return ""


_WORKINGS: Mapping[str, Callable[[Reasoning, Value, Asker], Known | None]] = {
    "literal": Reasoning._literal,
    "date": Reasoning._date,
    "column": Reasoning._column,
    "question": Reasoning._question,
    "count": Reasoning._count,
    "sum": Reasoning._sum,
    "mean": Reasoning._mean,
    "product": Reasoning._product,
    "smallest": Reasoning._smallest,
    "largest": Reasoning._largest,
    "difference": Reasoning._difference,
    "quotient": Reasoning._quotient,
    "percentage": Reasoning._percentage,
    "most-possible": Reasoning._most_possible,
    "findings": Reasoning._findings,
    "between": Reasoning._between,
    "look-up": Reasoning._look_up,
    "choose": Reasoning._choose,
}


def row_address(row: Context) -> str:
    """Return the address of the innermost of some rows."""
    address, before = "", ""
    for template, row_id in row:
        address += template.removeprefix(before) + f".{row_id}"
        before = template
    return address


def _compared(op: str, subject: Known, operand: Known) -> Truth:
    if op in _NUMBERS:
        return tests.in_numbers(subject, operand, _NUMBERS[op])
    if op in _TIMES:
        return tests.in_time(subject, operand, _TIMES[op])
    same = tests.is_same(subject, operand)
    return same if op == "is" else tests.opposite(same)


def _whole(known: Known, how: str) -> Known | None:
    """Return a number made whole; anything else as it is."""
    if not isinstance(known.value, Fraction):
        return known
    made = {"up": math.ceil, "down": math.floor}.get(how)
    return number(Fraction(made(known.value)) if made else rounded(known.value, 0))


def _moved(known: Known | None, by: Duration | None, sign: int) -> Known | None:
    if by is None or known is None:
        return known
    text = moved(known.value, by, sign) if isinstance(known.value, str) else None
    return None if text is None else Known(text)


def _is_address(part: Value) -> bool:
    """Say whether a part is an address as it stands, which may cover several answers."""
    return part.op == "question" and part.plus is None and part.minus is None


def _blank(value: Value) -> Known | None:
    return None if value.blank_as is None else number(value.blank_as)


def _scores(column: Column) -> list[Fraction]:
    """Return what the options of an answer count, where it is one of them."""
    one = KINDS[column.kind].compares == "option"
    return [Fraction(each.score) for each in column.options if one and each.score is not None]


def _counts(column: Column, *, moments: bool) -> bool:
    """Say whether such an answer may ever count a number, or be a day or time where these are wanted."""
    compared = KINDS[column.kind].compares
    return compared in {"number", "any"} or bool(_scores(column)) or (moments and compared in {"date", "time"})


def _numbers(found: list[Known]) -> list[Fraction]:
    return [each.number for each in found if each.number is not None]


def _fits(band: Band, inputs: list[Known]) -> bool:
    first = _within(inputs[0], band.least, band.most, band.below) and _among(inputs[0], band.options)
    if not first or len(inputs) == 1:
        return first
    return _within(inputs[1], band.and_least, band.and_most, band.and_below) and _among(inputs[1], band.and_options)


def _within(known: Known, least: Decimal | None, most: Decimal | None, below: Decimal | None) -> bool:
    if least is None and most is None and below is None:
        return True
    amount = known.number
    return amount is not None and not (
        (least is not None and amount < Fraction(least))
        or (most is not None and amount > Fraction(most))
        or (below is not None and amount >= Fraction(below))
    )


def _among(known: Known, options: tuple[str, ...]) -> bool:
    if not options:
        return True
    chosen = known.value if isinstance(known.value, tuple) else (known.value,)
    return any(each in options for each in chosen)
