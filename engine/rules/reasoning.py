"""Truth and workings: what a condition and a value come to, from the answers that are known so far.

Here lives the meaning of `formspec.logic`, one small method for each word of it. A value that is not there is None, and
so is the truth of what cannot be known.
"""

import math
import operator
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from engine.form import Cell, Form
from engine.rules import tests
from engine.rules.asker import Asker
from engine.rules.coverage import coverage
from engine.rules.known import Known, number, rounded, written
from engine.rules.moments import moved
from engine.rules.state import State
from engine.rules.tests import Truth
from engine.rules.workings import Workings
from formspec.kinds import KINDS
from formspec.logic import Condition, Duration, Value

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
        self._form = form
        self._coverage = coverage(form)
        self._state = state
        self._today = today.isoformat()
        self._workings = Workings(form, state, self._coverage, self)

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
            return self._is_there(f"{asker.question}.{subject.text}") is wanted
        if subject.op == "question":
            return (self._given(subject.text, asker) > 0) is wanted
        return (self.value(subject, asker) is not None) is wanted

    def _all_different(self, condition: Condition, asker: Asker) -> Truth:
        """Say whether no two of the answers that there are at some addresses are the same."""
        cells = [cell for address in condition.texts for cell in self._coverage.cells(address, asker.rows)]
        known = [self._state.values[each.address] for each in cells if each.address in self._state.values]
        return tests.all_different(known)

    def _given(self, address: str, asker: Asker) -> int:
        """Return how many of the answers and prompts at an address are given."""
        cells = self._coverage.cells(address, asker.rows)
        names = [each.address for each in cells] or [each.name for each in self._coverage.ticks(address, asker.rows)]
        return sum(map(self._is_there, names))

    def _is_there(self, name: str) -> bool:
        """Say whether an answer or a prompt is given, and does not say that there is no concern or action."""
        return name in self._state.given and name not in self._state.nothing

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
        known = _KNOWN.get(value.op)
        found = known(self, value, asker) if known else self._workings.worked(value, asker)
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

    def label(self, value: Value, asker: Asker) -> str:
        """Return the words for what a value comes to: those of a band, of a branch or of the answer that it is.

        It has none where it comes to nothing, or to something else than these words were for.
        """
        if value.plus or value.minus or value.rounded:
            return ""
        if value.op == "look-up":
            band = self._workings.band(value, asker)
            return band.label if band else ""
        if value.op == "choose":
            branch = self._workings.branch(value, asker)
            return (branch.label or self.label(branch.comes_to, asker)) if branch else ""
        cell = self._cell(value, asker)
        return self._words(cell) if cell else ""

    def _cell(self, value: Value, asker: Asker) -> Cell | None:
        """Return the answer that a value is, None when it is none."""
        if value.op == "column":
            return self._form.by_address.get(f"{asker.question}.{value.text}")
        single = value.op == "question" and self._coverage.is_single(value.text, asker.rows)
        return self._coverage.cells(value.text, asker.rows)[0] if single else None

    def _words(self, cell: Cell) -> str:
        """Return the label of the option that was chosen, or of what was worked out; "" for any other answer."""
        known = self._state.values.get(cell.address)
        if known is None or cell.address in self._state.names or KINDS[cell.column.kind].compares != "option":
            return self._state.names.get(cell.address, "")
        option = str(known.value)
        return self._state.labels.get(cell.address, {}).get(option) or cell.kind.show(cell.column, option)


_KNOWN: Mapping[str, Callable[[Reasoning, Value, Asker], Known | None]] = {
    "literal": Reasoning._literal,
    "date": Reasoning._date,
    "column": Reasoning._column,
    "question": Reasoning._question,
}


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
