"""The numbers shown before sections and questions, which name nothing.

Here lives the counting. A spec may give a part its own number, which is shown in place of the counted one.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from formspec.model import Question, Spec

SECTIONS, QUESTIONS = "sections", "questions"


def numbers(spec: Spec) -> Mapping[str, str]:
    """Return the number of every section and question that has one, by its address without rows."""
    return MappingProxyType(dict(_numbers(spec)))


def _numbers(spec: Spec) -> Iterator[tuple[str, str]]:
    count = 0
    for at, section in enumerate(spec.sections, 1):
        number = section.number or (str(at) if spec.numbering == SECTIONS else "")
        if number:
            yield section.id, number
        first, before = (count + 1, "") if spec.numbering == QUESTIONS else (1, f"{number}.")
        yield from _within(section.questions, section.id, before, first, counted=bool(spec.numbering))
        count += len(section.questions)


def _within(
    questions: tuple[Question, ...], within: str, before: str, first: int, *, counted: bool
) -> Iterator[tuple[str, str]]:
    for at, question in enumerate(questions, first):
        address = f"{within}.{question.id}"
        number = question.number or (f"{before}{at}" if counted else "")
        if number:
            yield address, number
        if question.group:
            inner = f"{number}." if number else ""
            yield from _within(question.group.questions, address, inner, 1, counted=counted and bool(number))
