"""The parts of a form in their order, for rules that look at every one of a sort.

Here live the walks that more than one rule takes. Nothing here finds a fault.
"""

from collections.abc import Iterator

from formspec.model import Column, Option, Prompt, Question, Section, Spec


def questions(spec: Spec) -> Iterator[tuple[Section, Question]]:
    """Yield every question with its section."""
    for section in spec.sections:
        for question in section.questions:
            yield section, question


def prompts(listed: tuple[Prompt, ...]) -> Iterator[Prompt]:
    """Yield every prompt, and those under it."""
    for prompt in listed:
        yield prompt
        yield from prompts(prompt.prompts)


def columns(spec: Spec) -> Iterator[Column]:
    """Yield every column once, wherever it was written: in the form, a section or a question."""
    seen: set[int] = set()
    for column in (*spec.columns, *_below(spec)):
        if id(column) not in seen:
            seen.add(id(column))
            yield column


def _below(spec: Spec) -> Iterator[Column]:
    for section in spec.sections:
        yield from section.columns
        for question in section.questions:
            yield from question.columns


def options(spec: Spec) -> Iterator[Option]:
    """Yield every option."""
    for column in columns(spec):
        yield from column.options
