"""The columns of a form, a section or a group are the columns of some question.

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

from formspec.model import Column
from formspec.problem import Problem
from formspec.written import Written, warning

ID = "unused-columns"


def check(written: Written) -> Iterator[Problem]:
    """Yield the columns of a form, a section or a group that no question is answered with."""
    if not written.questions:
        return
    used = set(_used(written))
    for part, columns in _holders(written):
        if columns and id(columns) not in used:
            place = written.key_place(part, "columns")
            yield warning(place, ID, "No question is answered with these columns: take them out.")


def _holders(written: Written) -> Iterator[tuple[object, tuple[Column, ...]]]:
    """Yield every part whose columns others are answered with, with the columns."""
    yield written.spec, written.spec.columns
    for section in written.spec.sections:
        if written.has(section, "columns"):
            yield section, section.columns
    for _, question in written.questions:
        if question.group and written.has(question, "columns"):
            yield question, question.group.columns


def _used(written: Written) -> Iterator[int]:
    """Yield the columns, by their identity, that questions are answered with which have none of their own."""
    groups: dict[str, tuple[Column, ...]] = {}
    for address, section, question, within in written.placed:
        if question.group:
            groups[address] = question.group.columns
        elif not written.has(question, "columns"):
            yield id(groups[within[-1]] if within else section.columns)
