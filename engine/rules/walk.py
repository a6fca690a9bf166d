"""The one pass over a form that says what its rules come to.

Here lives the order of it: sections, questions, rows and answers as they stand in the form, each after what it may
refer to; then the checks of the whole form, and its outcomes. What a condition or a value means is for
`engine.rules.reasoning` to say. A rule's fault is worded by the kind of the answer that it is found at.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from engine import nothing
from engine.answer_error import AnswerError
from engine.form import SEEN, Cell, Form, Laid
from engine.language import Language
from engine.rules import tests
from engine.rules.asker import NOBODY, Asker
from engine.rules.checking import Checking
from engine.rules.judging import Judging
from engine.rules.known import Known, as_text, in_document, to_places, written
from engine.rules.reasoning import Reasoning
from engine.rules.state import Gap, State
from engine.wording import question_text
from formspec.logic import Gaps, Outcome, Value
from formspec.model import Option, Question

TOO_MANY_ROWS = "too-many-rows"


def too_many_rows(question: Question, most: int, language: Language) -> str:
    """Return what is said of a group with too many rows."""
    words = {"question": question_text(question).removesuffix(":").rstrip(), "most": most}
    if most == 1:
        return language.say("“{question}” may have {most} row at the most: remove some", **words)
    return language.say("“{question}” may have {most} rows at the most: remove some", **words)


def evaluate(form: Form, entries: Mapping[str, str], today: date) -> State:
    """Return what the rules of a form, laid out for these entries, come to on a day."""
    return _Walk(form, entries, today).state()


class _Walk:
    """One pass over one form with one set of entries."""

    def __init__(self, form: Form, entries: Mapping[str, str], today: date) -> None:
        self._form = form
        self._entries = entries
        self._today = today
        self._state = State()
        self._reasoning = Reasoning(form, self._state, today)
        self._judging = Judging(form, entries, self._state, self._reasoning)
        self._checking = Checking(form, entries, self._state, self._reasoning)

    def state(self) -> State:
        """Walk, and return what it came to."""
        for section in self._form.sections:
            asked = self._reasoning.holds(section.section.when, NOBODY)
            self._state.asked[section.section.id] = asked
            self._questions(section.laid, asked=asked)
        self._checking.of_form()
        for outcome in self._form.spec.outcomes:
            self._outcome(outcome)
        return self._state

    def _questions(self, laid: tuple[Laid, ...], *, asked: bool) -> None:
        for each in laid:
            here = asked and self._reasoning.holds(each.question.when, Asker(each.rows, each.address))
            if each.row_ids is None:
                self._question(each, asked=here)
            else:
                self._group(each, asked=here)

    def _question(self, laid: Laid, *, asked: bool) -> None:
        state, asker = self._state, Asker(laid.rows, laid.address)
        state.asked[laid.address] = asked
        for tick in laid.ticks:
            if asked and self._entries.get(tick.name) == SEEN:
                state.given.add(tick.name)
        for cell in laid.cells:
            here = asked and self._reasoning.holds(cell.column.when, asker)
            state.asked[cell.address] = here
            if here:
                self._cell(cell, asker)
        for cell in laid.attaching:
            state.asked[cell.address] = asked
        if asked:
            self._checking.of_question(laid)

    def _group(self, laid: Laid, *, asked: bool) -> None:
        asked = asked and self._is_counted(laid)
        self._state.asked[laid.address] = asked
        if asked:
            self._too_many(laid)
        for row_id, row in zip(laid.row_ids or (), laid.laid, strict=True):
            address = f"{laid.address}.{row_id}"
            self._state.asked[address] = asked
            self._questions(row, asked=asked)
            if asked:
                self._checking.of_row(laid, row_id)

    def _is_counted(self, laid: Laid) -> bool:
        """Say whether the answer that says how many rows there are is asked, where there is one."""
        group = laid.question.group
        if group is None or not group.as_many_as:
            return True
        return all(self._state.asked.get(each.address, True) for each in self._cells_at(group.as_many_as, laid))

    def _cells_at(self, address: str, laid: Laid) -> tuple[Cell, ...]:
        return self._reasoning.cells(address, Asker(laid.rows, laid.address))

    def _too_many(self, laid: Laid) -> None:
        group = laid.question.group
        if group and group.exactly is None and not group.as_many_as and len(laid.row_ids or ()) > group.most:
            message = too_many_rows(laid.question, group.most, self._form.language)
            error = AnswerError(laid.address, laid.address, TOO_MANY_ROWS, message)
            self._state.errors.append((laid.place, error))

    def _cell(self, cell: Cell, asker: Asker) -> None:
        if cell.column.calculate is not None:
            self._calculated(cell, cell.column.calculate, asker)
            return
        self._offer(cell, asker)
        if cell.column.required_when is not None:
            self._state.required[cell.address] = self._reasoning.holds(cell.column.required_when, asker)
        reading = cell.reading(self._entries)
        value = None if reading.faults else reading.value
        if value is not None:
            self._state.given.add(cell.address)
            if nothing.is_said(cell.column, value):
                self._state.nothing.add(cell.address)
            self._state.values[cell.address] = Known(
                cell.kind.comparable(cell.column, value), cell.kind.score(cell.column, value)
            )
        elif cell.could_not_find_out(self._entries):
            self._state.given.add(cell.address)
        self._judging.judge(cell, value, asker)

    def _calculated(self, cell: Cell, working: Value, asker: Asker) -> None:
        known = to_places(self._reasoning.value(working, asker), cell.column.decimal_places)
        if known is None:
            return
        self._state.values[cell.address] = known
        self._state.given.add(cell.address)
        self._state.worked[cell.address] = in_document(known)
        if label := self._reasoning.label(working, asker):
            self._state.names[cell.address] = label

    def _offer(self, cell: Cell, asker: Asker) -> None:
        """Keep which options are offered and how they read, where that depends; and which one is suggested."""
        options, state = cell.column.options, self._state
        if any(option.when for option in options):
            offered = (option.value for option in options if self._reasoning.holds(option.when, asker))
            state.offered[cell.address] = tuple(offered)
        if any(option.worded for option in options):
            state.labels[cell.address] = {option.value: self._label(option, asker) for option in options}
        suggested = self._reasoning.value(cell.column.suggest, asker) if cell.column.suggest else None
        if suggested is not None:
            text = as_text(suggested)
            if text in (cell.kind.allowed(cell.column) or ()) and text in state.offered.get(cell.address, (text,)):
                state.suggested[cell.address] = text

    def _label(self, option: Option, asker: Asker) -> str:
        return next((each.label for each in option.worded if self._reasoning.holds(each.when, asker)), option.label)

    def _outcome(self, outcome: Outcome) -> None:
        if outcome.gaps is not None:
            self._state.outcomes[outcome.id] = tuple(self._gaps(outcome.gaps))
            return
        known = self._reasoning.value(outcome.calculate, NOBODY) if outcome.calculate else None
        known = to_places(known, outcome.decimal_places)
        if known is not None and outcome.calculate:
            self._state.outcomes[outcome.id] = in_document(known)
            if label := self._reasoning.label(outcome.calculate, NOBODY):
                self._state.names[outcome.id] = label

    def _gaps(self, gaps: Gaps) -> Iterator[Gap]:
        within = gaps.within or tuple(section.section.id for section in self._form.sections)
        met: set[str] = set()
        for address in within:
            for cell in self._reasoning.cells(address, NOBODY, gaps.of_column):
                known = self._state.values.get(cell.address)
                if known is not None and cell.address not in met and _falls_short(gaps, known):
                    met.add(cell.address)
                    yield Gap(cell.address, question_text(cell.question), self._shown(cell))

    def _shown(self, cell: Cell) -> str:
        if cell.address in self._state.worked:
            words = self._state.names.get(cell.address)
            return words or cell.kind.show(cell.column, self._state.worked[cell.address])
        return cell.kind.show(cell.column, cell.reading(self._entries).value)


def _falls_short(gaps: Gaps, known: Known) -> bool:
    low = gaps.most is not None and known.number is not None and known.number <= Fraction(gaps.most)
    return low or tests.is_one_of(known, gaps.texts, written) is True
