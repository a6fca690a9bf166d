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

from formspec.model import Column, Prompt, Question, Section
from formspec.problem import Problem
from formspec.rules.walk import prompts
from formspec.written import Written, error

ID = "id-unique"


def check(written: Written) -> Iterator[Problem]:
    """Yield every id that stands twice where it may stand once."""
    spec = written.spec
    yield from _unique(written, spec.columns, "columns of the form")
    yield from _unique(written, spec.sections, "sections")
    for section in spec.sections:
        yield from _unique(written, section.questions, f"questions of “{section.title or section.id}”")
        if section.columns is not spec.columns:
            yield from _unique(written, section.columns, "columns of the section")
    for _, question in written.questions:
        if question.evidence:
            yield from _unique(written, tuple(prompts(question.evidence)), "prompts of the question")
        if written.has(question, "columns"):
            yield from _unique(written, question.columns, "columns of the question")


def _unique(written: Written, parts: Sequence[Section | Question | Column | Prompt], among: str) -> Iterator[Problem]:
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
