"""What a fault that was found has to do with: the answers and the groups that its rule looks at, and what it compares.

Here lives that look alone; what to do about it is for whoever asks.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from engine.answer_error import AnswerError
from engine.form import CHECKS, Cell, Form, Laid
from engine.rules.asker import Asker
from engine.rules.coverage import coverage
from engine.rules.known import Known
from engine.rules.named import addresses_of, parts_of, referred
from engine.rules.reasoning import Reasoning
from engine.rules.walk import evaluate
from formspec.logic import Check, Value


class Compared:
    """What the rule behind one error of some entries looks at; nothing for an error that no check found."""

    def __init__(self, form: Form, entries: Mapping[str, str], error: AnswerError, today: date) -> None:
        self.state = evaluate(form, entries, today)
        self._form = form
        self._today = today
        self._check = _check_at(form, error.check) if error.check else None
        self._rows = self.state.checked.get(error.check, ())
        within = error.check.partition(f".{CHECKS}.")[0]
        self._question = form.laid.get(within if within in form.laid else within.rpartition(".")[0])

    @cached_property
    def _addresses(self) -> list[str]:
        """The addresses that the check refers to, and those that what is worked out there refers to."""
        met: dict[str, None] = {}
        ahead = referred(self._check, self._question.template if self._question else "") if self._check else []
        while ahead:
            address = ahead.pop()
            if address not in met:
                met[address] = None
                for cell in coverage(self._form).cells(address, self._rows):
                    ahead += addresses_of(cell.column.calculate, cell.template.rpartition(".")[0])
        return list(met)

    @cached_property
    def answers(self) -> list[list[Cell]]:
        """The answers that the check looks at and somebody gives, those at one address together."""
        known = coverage(self._form)
        named = (each for each in self._addresses if not known.groups(each, self._rows))
        found = ([cell for cell in known.cells(each, self._rows) if cell.inputs] for each in named)
        return [cells for cells in found if cells]

    @cached_property
    def groups(self) -> list[Laid]:
        """The groups that it looks at, and those whose answers it does."""
        named = [each for address in self._addresses for each in coverage(self._form).groups(address, self._rows)]
        within = {group for cells in self.answers for cell in cells for group, _ in cell.rows}
        return named + [each for each in self._form.groups.values() if each.template in within and each not in named]

    @cached_property
    def values(self) -> list[Known]:
        """What the values that the check speaks of come to."""
        reasoning = Reasoning(self._form, self.state, self._today)
        asker = Asker(self._rows, self._question.address if self._question else "")
        parts = (*parts_of(self._check.when), *parts_of(self._check.must)) if self._check else ()
        known = (reasoning.value(each, asker) for each in parts if isinstance(each, Value))
        return [each for each in known if each is not None]


def _check_at(form: Form, address: str) -> Check | None:
    """Return the check of an address, None when there is none."""
    within, _, check_id = address.rpartition(".")
    checks = _checks_within(form, within.removesuffix(CHECKS).rstrip("."))
    return next((check for check in checks if check.id == check_id), None)


def _checks_within(form: Form, address: str) -> Iterator[Check]:
    if not address:
        yield from form.spec.checks
    if address in form.by_address:
        yield from form.by_address[address].column.checks
    laid = form.laid.get(address) or form.laid.get(address.rpartition(".")[0])
    yield from laid.question.checks if laid else ()
