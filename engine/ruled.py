"""Whether a form says more than its answers one by one: conditions, checks, calculations, suggestions.

Here lives that one question, so that a form without rules is never held up by them.
"""

from collections.abc import Iterator

from formspec.logic import Check
from formspec.model import Column, Question, Spec


def checks_of(spec: Spec) -> Iterator[Check]:
    """Yield every check of a form, its questions and its groups."""
    yield from spec.checks
    for section in spec.sections:
        for question in _questions(section.questions):
            yield from question.checks


def is_ruled(spec: Spec) -> bool:
    """Say whether anything in a form depends on an answer, if only the words of a label."""
    return bool(spec.checks or spec.outcomes) or any(
        section.when or any(map(_question, _questions(section.questions))) for section in spec.sections
    )


def _questions(questions: tuple[Question, ...]) -> Iterator[Question]:
    for question in questions:
        yield question
        if question.group:
            yield from _questions(question.group.questions)


def _question(question: Question) -> bool:
    texts = (question.label, question.hint, *question.points)
    rules = question.group or question.when or question.checks
    return bool(rules) or any("((" in text for text in texts) or any(map(_column, question.columns))


def _column(column: Column) -> bool:
    """Say whether an answer depends on another one, or on the day, or is judged in other ways than by its text."""
    bounds = (column.earliest, column.latest, column.least, column.most)
    return bool(
        column.when
        or "((" in column.declaration
        or column.required_when
        or column.calculate
        or column.suggest
        or any(bound is not None for bound in bounds)
        or any(option.when or option.worded or option.exclusive for option in column.options)
    )
