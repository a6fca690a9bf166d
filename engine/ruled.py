"""Whether a form says more than its answers one by one: conditions, checks, calculations, suggestions.

Here lives that question, so that a form without rules is never held up by them, and which checks a form has, and has by
when.
"""

from collections.abc import Collection, Iterator

from engine.rules.named import counts_findings, referred
from formspec.logic import Check
from formspec.model import Column, Question, Spec


def checks_of(spec: Spec) -> Iterator[Check]:
    """Yield every check of a form, its questions, its columns and its groups."""
    yield from spec.checks
    for section in spec.sections:
        for question in _questions(section.questions):
            yield from question.checks
            for column in question.columns:
                yield from column.checks


def is_ruled(spec: Spec) -> bool:
    """Say whether anything in a form depends on an answer, if only the words of a label."""
    return bool(spec.checks or spec.outcomes) or any(
        section.when or any(map(_question, _questions(section.questions))) for section in spec.sections
    )


def sections_until(spec: Spec, part_id: str) -> frozenset[str]:
    """Return the ids of the sections of a part and of those before it."""
    ids = [part.id for part in spec.parts]
    shown = frozenset(ids[: ids.index(part_id) + 1])
    return frozenset(section.id for section in spec.sections if section.part in shown)


def checks_beyond(spec: Spec, part_id: str) -> frozenset[str]:
    """Return the addresses of the checks of a form that look beyond a part and those before it; findings are all."""
    if not spec.parts or part_id == spec.parts[-1].id:
        return frozenset()
    sections = sections_until(spec, part_id)
    return frozenset(f"checks.{each.id}" for each in spec.checks if not _is_within(each, sections))


def _is_within(check: Check, sections: Collection[str]) -> bool:
    return not counts_findings(check) and all(each.partition(".")[0] in sections for each in referred(check))


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
        or column.checks
        or "((" in column.declaration
        or column.required_when
        or column.calculate
        or column.suggest
        or any(bound is not None for bound in bounds)
        or any(option.when or option.worded or option.exclusive for option in column.options)
    )
