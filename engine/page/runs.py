"""Neighbouring questions that are answered alike, and so stand together on a page and on paper.

Here lives that grouping: a table of rows with the same columns, a matrix of rows on one scale, plain questions one
below the other, a group by itself.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from engine.form import Form, Laid
from engine.language import noted
from formspec.model import Column, Question

_QUESTIONS = noted("Questions")
PLAIN, TABLE, MATRIX, GROUP = "plain", "table", "matrix", "group"
_Alike = tuple[str, tuple[tuple[str, ...], ...]]


class Run(NamedTuple):
    """Neighbouring questions of one sort: plain, table, matrix or group; `columns` are a table's, or a matrix's one."""

    sort: str
    columns: tuple[Column, ...]
    laid: tuple[Laid, ...]


def runs(laid: tuple[Laid, ...]) -> Iterator[Run]:
    """Yield questions in runs that stand together."""
    for (found, _), alike in groupby(laid, _answered_with):
        run = tuple(alike)
        sort = PLAIN if found == MATRIX and len(run) == 1 else found
        yield Run(sort, run[0].question.columns if sort in {TABLE, MATRIX} else (), run)


def _answered_with(laid: Laid) -> _Alike:
    question = laid.question
    if question.group is not None:
        return GROUP, ((laid.address, ""),)
    if not question.plain:
        return TABLE, tuple((column.id, column.label, column.role) for column in question.columns)
    column = question.columns[0]
    if (
        column.kind == "scale"
        and column.shared
        and not (question.evidence or question.attachments or column.could_not_find_out or column.suggest)
    ):
        return MATRIX, ((column.shared, str(column.required)),)
    return PLAIN, ()


def questions_label(form: Form) -> str:
    """Return the heading over the questions of a table: the spec's own, or the usual one in the form's language."""
    label = form.spec.questions_label
    return form.language.say(label) if label == _QUESTIONS else label


def answer_column(question: Question) -> str:
    """Return the id of the column that a question's evidence prompts stand in: its answer, or else its first."""
    return next((column.id for column in question.columns if column.role == "answer"), question.columns[0].id)
