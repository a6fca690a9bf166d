"""What the new version says to what was carried, once all of it is there.

Here lives the last look: what stands in rows that are not there after all, what the new version finds wrong that was
right before, and what it asks for that was not asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from engine.answer_error import AnswerError
from engine.carried import AGAIN, LEFT, Carried, Step
from engine.carry.telling import Telling
from engine.check import REQUIRED, check
from engine.form import Cell, Form
from engine.row_words import question_words
from engine.rules.state import State
from engine.texts import Told
from engine.wording import question_text
from formspec.sources import Sources


class Settling:
    """The last look at one carrying; `laid` is the new form laid out for every row that anything was put into."""

    def __init__(self, old: Form, laid: Form, sources: Sources, today: date | None) -> None:
        self._old = old
        self._laid = laid
        self._sources = sources
        self._today = today

    def settled(self, before: Mapping[str, str], entries: dict[str, str], telling: Telling) -> Carried:
        """Return what was carried, with everything told that the new version finds."""
        self._take_out(entries, telling)
        form = self._laid.of(entries)
        wrong, missing = _found(form, entries, self._today)
        old = self._old.of(before)
        was_wrong, was_missing = _found(old, before, self._today)
        steps = [_told_wrong(step, wrong, was_wrong) for _, step in telling.told()]
        again = {step.address for step in steps if step.sort == AGAIN}
        asked_before = {old.by_address[address].template for address in was_missing}
        owed = [error for address, error in missing.items() if address not in again]
        told = Told(form, entries, State())
        steps += [
            self._owed(form.by_address[each.address], each, told)
            for each in owed
            if self._is_new(form, each, asked_before)
        ]
        wrong_before = {old.groups[address].template for address in was_wrong if address in old.groups}
        steps += self._of_rows(form, wrong, wrong_before, told)
        return Carried(entries, tuple(steps), telling.left)

    def _take_out(self, entries: dict[str, str], telling: Telling) -> None:
        """Take out what stands in rows that are not there, unless all of it stood in such rows before.

        What else became the same answer goes with it, so all of that is told of, too.
        """
        form = self._laid.of(entries)
        placed = [(unit, step.address) for unit, step in telling.told() if step.sort != LEFT]
        gone = {address for unit, address in placed if unit.stands and not _is_there(form, address)}
        for unit, address in placed:
            if address in gone:
                telling.forget(unit, address)
        for name in (name for address in gone for name in names_at(self._laid, address)):
            entries.pop(name, None)

    def _of_rows(self, form: Form, wrong: Mapping[str, str], before: set[str], told: Told) -> Iterator[Step]:
        """Yield the step of each group that has more or fewer rows than it may have now, and was not wrong before."""
        for address in (each for each in wrong if each in form.groups):
            group = form.groups[address]
            if not before.isdisjoint(self._sources.questions.was(group.template)):
                continue
            question = question_words(told, address, question_text(group.question))
            yield Step(sort=AGAIN, address=address, was="", question=question, note=wrong[address])

    def _is_new(self, form: Form, error: AnswerError, asked_before: set[str]) -> bool:
        was = self._sources.answers.was(form.by_address[error.address].template)
        return asked_before.isdisjoint(was)

    def _owed(self, cell: Cell, error: AnswerError, told: Told) -> Step:
        """Return the step of something that has to be answered now, and did not have to before."""
        was = self._sources.answers.was(cell.template)
        question = question_words(told, cell.address, question_text(cell.question))
        former = was[0] if was and not cell.rows else ""
        return Step(sort=AGAIN, address=cell.address, was=former, question=question, note=error.message)


def _found(form: Form, entries: Mapping[str, str], today: date | None) -> tuple[dict[str, str], dict[str, AnswerError]]:
    """Return the messages on what is wrong, and the errors of answers that are missing, by their addresses."""
    wrong: dict[str, str] = {}
    missing: dict[str, AnswerError] = {}
    for error in check(form, entries, complete=True, today=today):
        owner = form.tables.owners.get(error.name)
        if isinstance(owner, Cell):
            if error.code == REQUIRED:
                missing.setdefault(owner.address, error)
            else:
                wrong.setdefault(owner.address, error.message)
        elif error.address in form.groups:
            wrong.setdefault(error.address, error.message)
    return wrong, missing


def _told_wrong(step: Step, wrong: Mapping[str, str], was_wrong: Mapping[str, str]) -> Step:
    """Return a step that asks for the answer again where it is wrong now and was not before."""
    if step.sort in (AGAIN, LEFT) or step.address not in wrong or step.was in was_wrong:
        return step
    return replace(step, sort=AGAIN, note=wrong[step.address])


def _is_there(form: Form, address: str) -> bool:
    group, _, row = address.rpartition(".")
    return (
        address in form.by_address
        or address in form.limits
        or (group in form.groups and row in (form.groups[group].row_ids or ()))
    )


def names_at(laid: Form, address: str) -> Iterator[str]:
    """Yield the names of the entries of an answer, or of what has a name of its own."""
    cell = laid.by_address.get(address)
    yield from cell.typed if cell else (address,)
