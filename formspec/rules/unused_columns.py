"""The columns of a form are the columns of some question.

Where every section brings its own, the form's are never shown, and a change to them changes nothing.

Warns::

    columns:   # <- unused-columns
      - {id: answer, role: answer, label: Answer, kind: text}
    questions:
      - id: first-aid
        label: Who is trained in first aid?
        columns: []
        kind: text

Passes::

    columns:
      - {id: answer, role: answer, label: Answer, kind: text}
    questions:
      - id: first-aid
        label: Who is trained in first aid?
"""

from collections.abc import Iterator

from formspec.model import Section, Spec
from formspec.problem import Problem
from formspec.written import Written, warning

ID = "unused-columns"


def check(written: Written) -> Iterator[Problem]:
    """Yield the columns of a form, or of a section, that no question is answered with."""
    spec = written.spec
    holders: list[Spec | Section] = [spec, *(each for each in spec.sections if written.has(each, "columns"))]
    for holder in holders:
        if holder.columns and written.questions and not _used(written, holder):
            place = written.key_place(holder, "columns")
            yield warning(place, ID, "No question is answered with these columns: take them out.")


def _used(written: Written, holder: Spec | Section) -> bool:
    return any(
        section.columns is holder.columns and not written.has(question, "columns")
        for section, question in written.questions
    )
