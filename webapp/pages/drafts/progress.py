"""How far a draft has come, section by section, in words.

Here lives the counting of what is answered, missing and to be corrected. What is wrong with an answer is for
`engine.check` to say, and everything that it says is counted here: nothing is done while it says anything.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.answer_error import AnswerError
from engine.check import check, state_of
from engine.form import Cell, Form, FormSection
from engine.kinds.kind import is_blank
from engine.parts import changed, current, errors_until, is_open, warnings_until
from engine.ruled import checks_beyond
from engine.rules.state import Advice, State
from engine.texts import Told
from webapp.pages.words import count

REQUIRED = "required"
"""The code of the error that an answer is missing."""
_PART, _FORM = "complete this part", "submit"


@dataclass(frozen=True, slots=True)
class Task:
    """One section on the list: what is asked for, how much of it is answered, how many answers need correcting.

    `asked` counts the questions that must be answered; `started` says that something is entered in the section, and
    `fillable` that something can be: a section may only show what is worked out. `part` is the part of the form that it
    belongs to, `open` whether that is the one to be completed now.
    """

    id: str
    title: str
    asked: int
    answered: int
    wrong: int
    started: bool
    part: str = ""
    open: bool = True
    fillable: bool = True

    @property
    def state(self) -> str:
        """The section's state in words."""
        if self.wrong:
            return f"{self.wrong} {'needs' if self.wrong == 1 else 'need'} correcting"
        if not self.fillable:
            return "Nothing to fill in"
        if not self.started:
            return "Not started" if self.asked else "Not started (optional)"
        if not self.asked:
            return "Filled in"
        return "Complete" if self.answered == self.asked else f"{self.answered} of {self.asked} answered"

    @property
    def look(self) -> str:
        """The class that sets the state's type; the words say the same."""
        if self.wrong:
            return "wrong"
        if not self.fillable:
            return "complete"
        return "complete" if self.started and self.answered == self.asked else "started" if self.started else "fresh"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft has come: its sections, and everything that stands between it and being submitted.

    Where a form has parts, that is what stands between the part in hand and its being complete: `in_part` says that
    completing it is what comes next. `warnings` are those that are looked at then.
    """

    tasks: tuple[Task, ...]
    errors: tuple[AnswerError, ...]
    warnings: tuple[Advice, ...]
    in_part: bool

    @property
    def unexplained(self) -> tuple[Advice, ...]:
        """The warnings that nobody has said a reason for yet."""
        return tuple(advice for advice in self.warnings if not advice.reason)

    @property
    def ready(self) -> bool:
        """Whether it can be submitted as it is."""
        return not self.errors and not self.unexplained

    @property
    def left(self) -> str:
        """What is left to do, as a sentence without its full stop."""
        if self.ready:
            return f"Everything is answered: check your answers and {_PART if self.in_part else _FORM}"
        looks = f"{count(len(self.unexplained), 'warning')} to look at" if self.unexplained else ""
        return ", ".join(filter(None, (self.missing, looks)))

    @property
    def answered(self) -> str:
        """How many of the questions that must be answered are, in words; "" where there are none."""
        asked, answered = sum(each.asked for each in self.tasks), sum(each.answered for each in self.tasks)
        return f"{answered} of {asked} answered" if asked else ""

    @property
    def missing(self) -> str:
        """How many questions are not answered yet, and how many answers need correcting, in words; "" for none."""
        missing = sum(task.asked - task.answered for task in self.tasks if task.open)
        wrong = sum(error.code != REQUIRED for error in self.errors)
        left = [f"{count(missing, 'question')} left to answer"] if missing else []
        if wrong:
            left.append(f"{count(wrong, 'answer')} {'needs' if wrong == 1 else 'need'} correcting")
        return ", ".join(left) or (count(len(self.errors), "answer") if self.errors else "")


def progress(form: Form, entries: Mapping[str, str], today: date) -> Progress:
    """Return how far these entries have come, by the rules as they are on a day."""
    form = form.of(entries)
    state = state_of(form, entries, today)
    part, behind = current(form, entries), changed(form, entries)
    beyond = checks_beyond(form.spec, part.id) if part else frozenset[str]()
    errors = check(form, entries, complete=True, today=today, without=beyond)
    tasks = tuple(_tasks(form, entries, errors, state))
    if part is None or part is form.spec.parts[-1]:
        return Progress(tasks, errors + behind, tuple(state.warnings), in_part=False)
    warnings = warnings_until(form, state, part.id)
    return Progress(tasks, errors_until(form, entries, part.id, today) + behind, warnings, in_part=True)


def _tasks(form: Form, entries: Mapping[str, str], errors: tuple[AnswerError, ...], state: State) -> Iterator[Task]:
    owners, told = form.tables.owners, Told(form, entries, state)
    missing = [owners[error.name] for error in errors if error.code == REQUIRED and error.name in owners]
    unanswered = {owner.question_address for owner in missing}
    wrong = Counter(error.address.partition(".")[0] for error in errors if error.code != REQUIRED)
    for part in form.sections:
        section = part.section
        if not state.asked.get(section.id, True):
            continue
        required = {cell.question_address for cell in part.cells if _is_required(cell, state)}
        yield Task(
            id=section.id,
            title=told.filled(section.title),
            asked=len(required),
            answered=len(required - unanswered),
            wrong=wrong[section.id],
            started=_started(part, entries),
            part=section.part,
            open=is_open(form, entries, section),
            fillable=bool(part.names) or form.row_names is not None,
        )


def _is_required(cell: Cell, state: State) -> bool:
    """Say whether an answer must be given before a form is submitted."""
    needed = cell.column.required or state.required.get(cell.address, False)
    return needed and state.asked.get(cell.address, True)


def _started(part: FormSection, entries: Mapping[str, str]) -> bool:
    return not all(is_blank(entries.get(name, "")) for name in part.names)
