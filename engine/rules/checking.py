"""Checks: while what is asked they are made, what they find, and beside what that is told.

Here lives the making of one check after the other; when each has its turn is for `engine.rules.walk` to say.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.answer_error import AnswerError
from engine.form import CHECKS, LAST, Cell, Form, Laid
from engine.kinds.kind import REASON_LIMIT
from engine.rules.asker import NOBODY, Asker
from engine.rules.coverage import coverage
from engine.rules.named import referred
from engine.rules.reasoning import Reasoning
from engine.rules.state import Advice, State
from formspec.logic import Check

CHECK = "check"


class Spot(NamedTuple):
    """Where a fault is told: the address, the name of the input to link to, and the place in the form's order."""

    address: str
    name: str
    place: int


_FORM = Spot(CHECKS, CHECKS, LAST)


class Checking:
    """Makes the checks of one form, and keeps in its state what they find."""

    def __init__(self, form: Form, entries: Mapping[str, str], state: State, reasoning: Reasoning) -> None:
        self._form = form
        self._entries = entries
        self._state = state
        self._reasoning = reasoning
        self._coverage = coverage(form)

    def of_form(self) -> None:
        """Make the checks of the whole form: those of which something that they refer to is asked."""
        for check in self._form.spec.checks:
            addresses = referred(check)
            if not addresses or any(map(self._is_asked, addresses)):
                self._make(check, CHECKS, NOBODY, _FORM)

    def of_question(self, laid: Laid) -> None:
        """Make the checks of a question that is asked, and of its columns that are."""
        asker = Asker(laid.rows, laid.address)
        for cell in laid.cells:
            if self._state.asked.get(cell.address):
                for check in cell.column.checks:
                    self._make(check, f"{cell.address}.{CHECKS}", asker, _of_cell(cell), cell.template)
        for check in laid.question.checks:
            self._make(check, f"{laid.address}.{CHECKS}", asker, _of_laid(laid))

    def of_row(self, laid: Laid, row: str) -> None:
        """Make the checks of a group in one of its rows."""
        asker = Asker((*laid.rows, (laid.template, row)))
        for check in laid.question.checks:
            self._make(check, f"{laid.address}.{row}.{CHECKS}", asker, _of_laid(laid))

    def _is_asked(self, address: str) -> bool:
        """Say whether an answer or a prompt at an address is asked, or a group, or anything in a section."""
        return any(self._state.asked.get(each, False) for each in self._parts(address))

    def _parts(self, address: str) -> Iterator[str]:
        for section in self._form.sections:
            if section.section.id == address:
                yield from (laid.address for laid in section.laid)
        yield from (laid.address for laid in self._coverage.groups(address, ()))
        yield from (cell.address for cell in self._coverage.cells(address, ()))
        yield from (tick.question_address for tick in self._coverage.ticks(address, ()))

    def _make(self, check: Check, within: str, asker: Asker, own: Spot, at: str = "") -> None:
        address = f"{within}.{check.id}"
        fault = self._finds_fault(check, asker)
        self._state.asked[address] = fault
        if not fault:
            return
        self._state.checked[address] = asker.rows
        spot = self._spot(check, asker, at) or own
        if check.warns:
            reason = self._entries.get(address, "").strip()[:REASON_LIMIT]
            self._state.warnings.append(Advice(address, spot.address, spot.name, check.message, reason))
        else:
            error = AnswerError(spot.address, spot.name, CHECK, check.message, address)
            self._state.errors.append((spot.place, error))

    def _finds_fault(self, check: Check, asker: Asker) -> bool:
        if check.when is not None and self._reasoning.holds(check.when, asker):
            return True
        return check.must is not None and self._reasoning.truth(check.must, asker) is False

    def _spot(self, check: Check, asker: Asker, at: str) -> Spot | None:
        """Return where a check is told: at what it says, or else at the first that it refers to, of what is asked."""
        question = self._form.laid[asker.question].template if asker.question else ""
        for address in filter(None, (check.at or at, *referred(check, question))):
            for spot in self._spots(address, asker):
                if self._state.asked.get(spot.address):
                    return spot
        return None

    def _spots(self, address: str, asker: Asker) -> Iterator[Spot]:
        groups = self._coverage.groups(address, asker.rows)
        yield from map(_of_laid, groups)
        yield from map(_of_cell, () if groups else self._coverage.cells(address, asker.rows))


def _of_laid(laid: Laid) -> Spot:
    return Spot(laid.address, laid.address, laid.place)


def _of_cell(cell: Cell) -> Spot:
    return Spot(cell.address, cell.names[0] if cell.names else cell.address, cell.place)
