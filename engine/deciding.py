"""Deciding on what was submitted: the options that there are, and what the form's own rules say of each.

Here lives what stands once the outcome that was entered is replaced by the option that is decided. Nothing that was
entered changes, and no option is refused: what the form would refuse is told as its warnings are, for whoever decides
to answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.check import state_of
from engine.form import Cell, Form
from engine.kinds.choice import ChoiceKind
from engine.rules.checking import CHECK
from engine.rules.judging import say_why
from engine.texts import Told
from formspec.model import Option

OUTCOME = "outcome"
SUGGESTED = "suggested"
"""What the address of what is told ends with where another option is decided than the form suggests."""


@dataclass(frozen=True, slots=True)
class Caution:
    """What is to be answered by whoever decides: the address of what found it, what it says, and what was said then.

    `said` is the reason that was given when the form was filled in, "" for none. `kept` is what it says once it is
    answered, "" where that is the same.
    """

    check: str
    message: str
    said: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Deciding:
    """The decision that a form comes to, with what was entered, as it is judged on a day."""

    form: Form
    entries: Mapping[str, str]
    today: date
    cell: Cell
    choices: tuple[Option, ...]

    def label(self, value: str) -> str:
        """Return what an option is called in the words of the spec, as a decision keeps it; the value for no option."""
        return options_in_words(self.form, self.entries, self.today).get(value, value)

    def refuses(self, value: str) -> bool:
        """Say whether an option is the No of a yes-no question: what was found wrong speaks for that one."""
        return self.cell.column.kind == "yes-no" and value == "no"

    def cautions(self, value: str) -> tuple[Caution, ...]:
        """Return what stands against an option: the form's warnings, what it would refuse, and what it suggests."""
        entries = {**self.entries, self.cell.typed[0]: value}
        entries.pop(self.cell.reason, None)
        form = self.form.of(entries)
        state = state_of(form, entries, self.today)
        return tuple(self._cautions(Told(form, entries, state), value))

    def _cautions(self, told: Told, value: str) -> Iterator[Caution]:
        state = told.state
        for warning in state.warnings:
            yield Caution(warning.check, warning.message, warning.reason)
        for error in (error for _, error in state.errors if error.code == CHECK):
            yield Caution(error.check, told.filled(error.message, state.checked[error.check]))
        if state.suggested.get(self.cell.address, value) != value:
            reason = self.entries.get(self.cell.override, "").strip()
            yield Caution(f"{self.cell.address}.{SUGGESTED}", say_why(self.cell), reason)


def outcome_cell(form: Form) -> Cell | None:
    """Return the answer that a form comes to a decision with; None where it comes to none."""
    return next((cell for cell in form.with_role(OUTCOME) if isinstance(cell.kind, ChoiceKind)), None)


def is_always_asked(form: Form) -> bool:
    """Say whether a form asks for its decision whatever was answered; not where it asks for none."""
    cell = outcome_cell(form)
    if cell is None:
        return False
    section = form.section(cell.section).section
    return section.when is None and cell.question.when is None and cell.column.when is None


def deciding(form: Form, entries: Mapping[str, str], today: date) -> Deciding | None:
    """Return the decision that is to be made on what was entered; None where the form asks for none there."""
    form = form.of(entries)
    cell, state = outcome_cell(form), state_of(form, entries, today)
    if cell is None or not state.asked.get(cell.address, True):
        return None
    return Deciding(form, entries, today, cell, tuple(_choices(cell, Told(form, entries, state))))


def options_in_words(form: Form, entries: Mapping[str, str], today: date) -> Mapping[str, str]:
    """Return what each option of the decision that a form comes to is called in the words of its spec, by its value.

    Earlier answers stand in the labels as they read on that day; all options are there, on offer or not.
    """
    form = form.own.of(entries)
    cell = outcome_cell(form)
    if cell is None or not isinstance(cell.kind, ChoiceKind):
        return {}
    told = Told(form, entries, state_of(form, entries, today))
    return {each.value: each.label for each in cell.kind.options(told.column(cell))}


def _choices(cell: Cell, told: Told) -> Iterator[Option]:
    """Return the options that are on offer, as they read for what was entered."""
    options = cell.kind.options(told.column(cell)) if isinstance(cell.kind, ChoiceKind) else ()
    offered = told.state.offered.get(cell.address)
    return (option for option in options if offered is None or option.value in offered)
