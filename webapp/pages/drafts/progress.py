"""How far a draft has come, section by section, in words.

Here lives the counting of what is answered, missing and to be corrected. What is wrong with an answer is for
`engine.check` to say, and everything that it says is counted here: nothing is done while it says anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.answer_error import AnswerError
from engine.check import check
from engine.form import Form, FormSection
from engine.kinds.kind import is_blank
from formspec.model import Question
from webapp.pages.words import count

_REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Task:
    """One section on the list: what is asked for, how much of it is answered, how many answers need correcting.

    `asked` counts the questions that must be answered; `started` says that something is entered in the section.
    """

    id: str
    title: str
    asked: int
    answered: int
    wrong: int
    started: bool

    @property
    def state(self) -> str:
        """The section's state in words."""
        if self.wrong:
            return f"{self.wrong} {'needs' if self.wrong == 1 else 'need'} correcting"
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
        return "complete" if self.started and self.answered == self.asked else "started" if self.started else "fresh"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft has come: its sections, and everything that stands between it and being submitted."""

    tasks: tuple[Task, ...]
    errors: tuple[AnswerError, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be submitted as it is."""
        return not self.errors

    @property
    def left(self) -> str:
        """What is left to do, as a sentence without its full stop."""
        if self.ready:
            return "Everything is answered: check your answers and submit"
        missing = sum(task.asked - task.answered for task in self.tasks)
        wrong = sum(error.code != _REQUIRED for error in self.errors)
        left = [f"{count(missing, 'question')} left to answer"] if missing else []
        if wrong:
            left.append(f"{count(wrong, 'answer')} {'needs' if wrong == 1 else 'need'} correcting")
        return ", ".join(left)


def progress(form: Form, entries: Mapping[str, str]) -> Progress:
    """Return how far these entries have come."""
    errors = check(form, entries, complete=True)
    return Progress(tuple(_tasks(form, entries, errors)), errors)


def _tasks(form: Form, entries: Mapping[str, str], errors: tuple[AnswerError, ...]) -> Iterator[Task]:
    owners = form.tables.owners
    found = [(owners[error.name], error.code == _REQUIRED) for error in errors if error.name in owners]
    unanswered = {(owner.section, owner.question.id) for owner, missing in found if missing}
    for part in form.sections:
        section = part.section
        required = [question for question in section.questions if _is_required(question)]
        yield Task(
            id=section.id,
            title=section.title,
            asked=len(required),
            answered=sum((section.id, question.id) not in unanswered for question in required),
            wrong=sum(owner.section == section.id for owner, missing in found if not missing),
            started=_started(part, entries),
        )


def _started(part: FormSection, entries: Mapping[str, str]) -> bool:
    return not all(is_blank(entries.get(name, "")) for name in part.names)


def _is_required(question: Question) -> bool:
    """Say whether the question must be answered before a form is submitted."""
    return any(column.required for column in question.columns)
