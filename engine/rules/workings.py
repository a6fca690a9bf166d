"""Workings: what is counted, added, compared, looked up and chosen, from the answers that are known so far.

Here lives one small method for each word of working. Truth, and what a single answer is, is asked of whoever reasons.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from engine.form import Cell, Form
from engine.rules import tests
from engine.rules.asker import Asker
from engine.rules.bands import fits
from engine.rules.coverage import Context, Coverage
from engine.rules.known import Known, number, result, written
from engine.rules.moments import between, is_moment
from engine.rules.state import State
from engine.rules.tests import Truth
from formspec.kinds import KINDS
from formspec.logic import Band, Branch, Condition, Value
from formspec.model import Column


class Reasoner(Protocol):
    """Whoever says what a condition and a value come to."""

    def truth(self, condition: Condition, asker: Asker) -> Truth:
        """Return whether a condition holds, None when that is not to be known."""

    def holds(self, condition: Condition | None, asker: Asker) -> bool:
        """Say whether a condition holds for certain."""

    def value(self, value: Value, asker: Asker) -> Known | None:
        """Return what a value comes to, None when something that it needs is missing."""


class Workings:
    """Works values out for one form, as far as the state of it is known."""

    def __init__(self, form: Form, state: State, coverage: Coverage, reasoner: Reasoner) -> None:
        self._form = form
        self._state = state
        self._coverage = coverage
        self._reasoner = reasoner

    def worked(self, value: Value, asker: Asker) -> Known | None:
        """Return what a working comes to, None when something that it needs is missing."""
        work = _WORKINGS.get(value.op)
        return work(self, value, asker) if work else None

    def _count(self, value: Value, asker: Asker) -> Known | None:
        return number(sum(self._counted(part.text, value, asker) for part in value.parts))

    def _counted(self, address: str, value: Value, asker: Asker) -> int:
        rows = None if value.texts or value.of_column else self._coverage.rows(address, asker.rows)
        if rows is not None:
            return sum(self._row_counts(row, value) for row in rows)
        return sum(self._answer_counts(each, value) for each in self._covered(address, value, asker))

    def _answer_counts(self, cell: Cell, value: Value) -> bool:
        known = self._state.values.get(cell.address)
        if known is None:
            return False
        if value.texts:
            return tests.is_one_of(known, value.texts, written) is True
        return cell.address not in self._state.nothing

    def _row_counts(self, row: Context, value: Value) -> bool:
        inside = self._state.asked.get(row_address(row), False)
        return inside and self._reasoner.holds(value.where, Asker(row))

    def _covered(self, address: str, value: Value, asker: Asker) -> Iterator[Cell]:
        """Yield the answers that are asked, covered, and in rows where the condition holds."""
        for cell in self._coverage.cells(address, asker.rows, value.of_column):
            if self._state.asked.get(cell.address) and self._reasoner.holds(
                value.where, Asker(cell.rows or asker.rows)
            ):
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
                found.append(self._reasoner.value(part, asker))
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
            return self._reasoner.value(part, asker)
        if value.of_column or not self._coverage.is_single(part.text, asker.rows):
            return self._sum(replace(value, parts=(part,)), asker)
        found, cell = self._reasoner.value(part, asker), self._coverage.cells(part.text, asker.rows)[0]
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
            total += max(scores) if scores and self._could_score(cell) else 0
        return total

    def _could_score(self, cell: Cell) -> bool:
        """Say whether an answer is asked, and neither an option without a score nor one that could not be found out."""
        known = self._state.values.get(cell.address)
        if known is None:
            return self._state.asked.get(cell.address, False) and cell.address not in self._state.given
        return known.number is not None

    def _findings(self, value: Value, asker: Asker) -> Known | None:  # noqa: ARG002 (other workings need it)
        cells = self._form.with_role(value.text)
        return number(
            sum(cell.address in self._state.values and cell.address not in self._state.nothing for cell in cells)
        )

    def _between(self, value: Value, asker: Asker) -> Known | None:
        known = [self._reasoner.value(part, asker) for part in value.parts]
        texts = [each.value for each in known if each is not None and isinstance(each.value, str)]
        time = between(texts[0], texts[1], value.text) if len(texts) == 2 else None  # noqa: PLR2004 (from one to the other)
        return None if time is None else number(time)

    def _look_up(self, value: Value, asker: Asker) -> Known | None:
        found = self.band(value, asker)
        return result(found.comes_to) if found else None

    def band(self, value: Value, asker: Asker) -> Band | None:
        """Return the band that a look-up finds, None when it finds none."""
        inputs = [self._input(part, value, asker) for part in value.parts]
        known = [each for each in inputs if each is not None]
        if not inputs or len(known) < len(inputs):
            return None
        return next((band for band in value.bands if fits(band, known)), None)

    def _choose(self, value: Value, asker: Asker) -> Known | None:
        branch = self.branch(value, asker)
        if branch is None:
            return None
        chosen = branch.comes_to
        return result(chosen.text) if chosen.op == "literal" else self._reasoner.value(chosen, asker)

    def branch(self, value: Value, asker: Asker) -> Branch | None:
        """Return the first branch whose condition holds; None when there is none, or one before it is not known."""
        for branch in value.branches:
            truth = True if branch.when is None else self._reasoner.truth(branch.when, asker)
            if truth is not False:
                return branch if truth else None
        return None


_WORKINGS: Mapping[str, Callable[[Workings, Value, Asker], Known | None]] = {
    "count": Workings._count,
    "sum": Workings._sum,
    "mean": Workings._mean,
    "product": Workings._product,
    "smallest": Workings._smallest,
    "largest": Workings._largest,
    "difference": Workings._difference,
    "quotient": Workings._quotient,
    "percentage": Workings._percentage,
    "most-possible": Workings._most_possible,
    "findings": Workings._findings,
    "between": Workings._between,
    "look-up": Workings._look_up,
    "choose": Workings._choose,
}


def row_address(row: Context) -> str:
    """Return the address of the innermost of some rows."""
    address, before = "", ""
    for template, row_id in row:
        address += template.removeprefix(before) + f".{row_id}"
        before = template
    return address


def _is_address(part: Value) -> bool:
    """Say whether a part is an address as it stands, which may cover several answers."""
    return part.op == "question" and part.plus is None and part.minus is None and not part.rounded


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
