"""How far a draft has come, section by section, in words.

Here lives the counting of what is answered, missing and malformed. What is wrong with an answer is for
`engine.check` to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.answer_error import AnswerError
from engine.check import check
from engine.form import Form, FormSection
from formspec.model import Question
from webapp.pages.words import count


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
        missing = sum(task.asked - task.answered for task in self.tasks)
        wrong = sum(task.wrong for task in self.tasks)
        if self.ready:
            return "Everything is answered: check your answers and submit"
        left = [f"{count(missing, 'question')} left to answer"] if missing else []
        if wrong:
            left.append(f"{count(wrong, 'answer')} {'needs' if wrong == 1 else 'need'} correcting")
        return ", ".join(left)


def progress(form: Form, entries: Mapping[str, str]) -> Progress:
    """Return how far these entries have come."""
    errors = check(form, entries, complete=True)
    malformed = {error.name for error in check(form, entries, complete=False)}
    return Progress(tuple(_tasks(form, entries, errors, malformed)), errors)


def _tasks(
    form: Form, entries: Mapping[str, str], errors: tuple[AnswerError, ...], malformed: set[str]
) -> Iterator[Task]:
    unanswered = {question_of(error.address) for error in errors if error.name not in malformed}
    for part in form.sections:
        required = [each for each in part.section.questions if is_required(each)]
        open_ones = sum(f"{part.section.id}.{each.id}" in unanswered for each in required)
        yield Task(
            id=part.section.id,
            title=part.section.title,
            asked=len(required),
            answered=len(required) - open_ones,
            wrong=sum(name in malformed for name in part.names),
            started=_started(part, entries),
        )


def _started(part: FormSection, entries: Mapping[str, str]) -> bool:
    return any(map(entries.get, part.names))


def is_required(question: Question) -> bool:
    """Say whether the question must be answered before a form is submitted."""
    return any(column.required for column in question.columns)


def question_of(address: str) -> str:
    """Return the address of the question that an answer's address, or an input's name, belongs to."""
    return ".".join(address.split(".", 2)[:2])
