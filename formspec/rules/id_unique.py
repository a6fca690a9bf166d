"""No two parts of the same list have the same id.

Two questions with one name would share one place in every record: one answer would overwrite the other.

Fails::

    - id: training
      label: What training have staff had?
      kind: text
    - id: training   # <- id-unique
      label: When was the training?
      kind: text

Passes::

    - id: training
      label: What training have staff had?
      kind: text
    - id: training-date
      label: When was the training?
      kind: text
"""

from collections.abc import Iterator, Sequence

from formspec.addresses import prompts
from formspec.logic import Check, Outcome
from formspec.model import Column, OptionList, Part, Prompt, Question, Section
from formspec.problem import Problem
from formspec.written import Written, error

ID = "id-unique"
Identified = Section | Question | Column | Prompt | Part | OptionList | Check | Outcome


def check(written: Written) -> Iterator[Problem]:
    """Yield every id that stands twice where it may stand once."""
    spec = written.spec
    yield from _unique(written, spec.columns, "columns of the form")
    yield from _unique(written, spec.sections, "sections")
    yield from _unique(written, spec.parts, "parts of the form")
    yield from _unique(written, spec.lists, "shared lists")
    yield from _unique(written, spec.checks, "checks of the form")
    yield from _unique(written, spec.outcomes, "outcomes")
    for section in spec.sections:
        yield from _unique(written, section.questions, f"questions of “{section.title or section.id}”")
        if section.columns is not spec.columns:
            yield from _unique(written, section.columns, "columns of the section")
    for _, question in written.questions:
        yield from _within(written, question)
    for column in written.columns:
        yield from _unique(written, column.checks, "checks of the column")


def _within(written: Written, question: Question) -> Iterator[Problem]:
    if question.evidence:
        yield from _unique(written, tuple(prompts(question.evidence)), "prompts of the question")
    if question.checks:
        yield from _unique(written, question.checks, "checks of the question")
    if question.group:
        yield from _unique(written, question.group.questions, "questions of the group")
    if written.has(question, "columns"):
        columns = question.group.columns if question.group else question.columns
        yield from _unique(written, columns, f"columns of the {'group' if question.group else 'question'}")


def _unique(written: Written, parts: Sequence[Identified], among: str) -> Iterator[Problem]:
    if len({part.id for part in parts}) == len(parts):
        return
    first: dict[str, int] = {}
    for part in parts:
        place = written.place(part, "id")
        if part.id and part.id in first:
            message = f"The id “{part.id}” stands on line {first[part.id]} already, among the {among}: choose another."
            yield error(place, ID, message)
        elif part.id:
            first[part.id] = place.line
