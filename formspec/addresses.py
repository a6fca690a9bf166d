"""Every address of a form, and what it names: a section, a group, a question, an answer, a prompt or an option.

Here lives one table, made once for a spec, which whoever asks about addresses reads. An address never names a row.
Places in the form's order are counted: what stands before another has the smaller number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from formspec.model import Column, Option, Prompt, Question, Section, Spec

SECTION = "section"
GROUP = "group"
QUESTION = "question"
COLUMN = "column"
PROMPT = "evidence prompt"
EVIDENCE = "evidence"


class Placed(NamedTuple):
    """A question where it stands: its address, its section, and the addresses of the groups that it stands in."""

    address: str
    section: Section
    question: Question
    groups: tuple[str, ...]


class Answer(NamedTuple):
    """An answer that an address stands for: its own address, and what is asked for."""

    address: str
    column: Column


@dataclass(slots=True, kw_only=True)
class Named:
    """What an address names, and where it stands: from `first` to `last` in the form's order.

    `groups` are the groups that it stands in. `answers` are those that it stands for: of a question with columns, the
    one with the role answer (or else the first); of a section or a group, each question's own. `repeated` are the
    groups in it, itself included.
    """

    noun: str
    address: str
    first: int
    last: int = 0
    groups: tuple[str, ...] = ()
    section: Section
    question: Question | None = None
    answers: list[Answer] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    @property
    def column(self) -> Column | None:
        """What is asked for, where the address names one answer."""
        return self.answers[0].column if self.noun in {QUESTION, COLUMN} and self.answers else None


class Addresses:
    """The table of one spec. Where two parts have one address, it is the first one's."""

    def __init__(self, spec: Spec) -> None:
        self.table: dict[str, Named] = {}
        self._orders: dict[int, int] = {}
        self._lasts: dict[int, int] = {}
        self._columns: dict[tuple[str, str], list[Answer]] = {}
        self._count = 0
        for section in spec.sections:
            named = self._add(Named(noun=SECTION, address=section.id, first=self._next(section), section=section))
            self._questions(section.questions, (named,))
            named.last = self._count

    def __contains__(self, address: str) -> bool:
        return address in self.table

    def get(self, address: str) -> Named | None:
        """Return what an address names; None for an option, and for what is not there."""
        return self.table.get(address)

    def answers(self, named: Named, column: str = "") -> list[Answer]:
        """Return the answers that an address stands for; with a column, those in it of every question it covers."""
        return self._columns.get((named.address, column), []) if column else named.answers

    def order(self, part: Section | Question) -> int:
        """Return the place of a section or question in the form's order."""
        return self._orders[id(part)]

    def last(self, question: Question) -> int:
        """Return the place of the last answer of a question or group in the form's order."""
        return self._lasts[id(question)]

    def option(self, address: str) -> tuple[Named, Option] | None:
        """Return the answer and the option of it that an address names, or None."""
        within, _, value = address.rpartition(".")
        named = self.table.get(within)
        column = named.column if named else None
        found = next((each for each in column.options if each.value == value), None) if column else None
        return (named, found) if named and found else None

    def _next(self, part: Section | Question | None = None) -> int:
        self._count += 1
        if part is not None:
            self._orders[id(part)] = self._count
        return self._count

    def _add(self, named: Named) -> Named:
        self.table.setdefault(named.address, named)
        return named

    def _questions(self, questions: tuple[Question, ...], within: tuple[Named, ...]) -> None:
        above = within[-1]
        groups = tuple(each.address for each in within if each.noun == GROUP)
        for question in questions:
            named = Named(
                noun=GROUP if question.group else QUESTION,
                address=f"{above.address}.{question.id}",
                first=self._next(question),
                groups=groups,
                section=above.section,
                question=question,
            )
            self._add(named)
            if question.group:
                for each in (*within, named):
                    each.repeated.append(named.address)
                self._questions(question.group.questions, (*within, named))
            else:
                self._answers(question, named, within)
            self._lasts[id(question)] = self._count
            if question.group or not named.answers:
                named.last = self._count

    def _answers(self, question: Question, named: Named, within: tuple[Named, ...]) -> None:
        own = answer_column(question)
        for column in question.columns:
            address = f"{named.address}.{column.id}" if column.id else named.address
            answer, order = Answer(address, column), self._next()
            if column.id:
                self._add(_column(named, answer, order))
                for each in (*within, named):
                    self._columns.setdefault((each.address, column.id), []).append(answer)
            if column is own:
                named.answers.append(answer)
                named.last = order
        if own is not None and (question.plain or own.role == "answer"):
            for each in within:
                each.answers.append(named.answers[0])
        for prompt in prompts(question.evidence):
            address = f"{named.address}.{EVIDENCE}.{prompt.id}"
            self._add(_prompt(named, address))


def _column(named: Named, answer: Answer, order: int) -> Named:
    return Named(
        noun=COLUMN,
        address=answer.address,
        first=order,
        last=order,
        groups=named.groups,
        section=named.section,
        question=named.question,
        answers=[answer],
    )


def _prompt(named: Named, address: str) -> Named:
    return Named(
        noun=PROMPT,
        address=address,
        first=named.first,
        last=named.first,
        groups=named.groups,
        section=named.section,
        question=named.question,
    )


def answer_column(question: Question) -> Column | None:
    """Return what a question's own address stands for: its column with the role answer, or else the first."""
    found = (column for column in question.columns if column.role == "answer")
    return next(found, question.columns[0] if question.columns else None)


def prompts(listed: tuple[Prompt, ...]) -> Iterator[Prompt]:
    """Yield every prompt, and those under it."""
    for prompt in listed:
        yield prompt
        yield from prompts(prompt.prompts)


def placed(spec: Spec) -> Iterator[Placed]:
    """Yield every question of a spec with its address, those of a group after the group."""
    for section in spec.sections:
        yield from _placed(section, section.questions, section.id, ())


def _placed(
    section: Section, questions: tuple[Question, ...], within: str, groups: tuple[str, ...]
) -> Iterator[Placed]:
    for question in questions:
        address = f"{within}.{question.id}"
        yield Placed(address, section, question, groups)
        if question.group:
            yield from _placed(section, question.group.questions, address, (*groups, address))
