"""What names a question names one that exists, and whose answer can be a name.

A form about a provider says which answer is the provider's name. If that question is gone, records are about nobody.

Fails::

    about: {register: providers, question: visit.providr}   # <- dangling-reference
    questions:
      - id: provider
        label: Name of the provider
        kind: text

Passes::

    about: {register: providers, question: visit.provider}
    questions:
      - id: provider
        label: Name of the provider
        kind: text
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.model import About, Column, CompletedBy
from formspec.problem import Problem
from formspec.rules.walk import questions
from formspec.suggest import did_you_mean
from formspec.written import Written, error

ID = "dangling-reference"


def check(written: Written) -> Iterator[Problem]:
    """Yield every reference to a question that is not there or cannot name anything."""
    spec = written.spec
    columns: dict[str, Column] = {}
    for section, question in questions(spec):
        for column in question.columns:
            address = f"{section.id}.{question.id}"
            columns.setdefault(address, column)
            columns[f"{address}.{column.id}" if column.id else address] = column
    for part in (spec.about, spec.completed_by):
        if part is not None and part.question:
            yield from _checked(written, part, columns)


def _checked(written: Written, part: About | CompletedBy, columns: dict[str, Column]) -> Iterator[Problem]:
    place = written.place(part, "question")
    column = columns.get(part.question)
    if column is None:
        more = did_you_mean(part.question, columns) or " Write it as section.question, with the ids of both."
        yield error(place, ID, f"There is no question “{part.question}” in this form.{more}")
    elif (kind := KINDS.get(column.kind)) and not kind.names_something:
        able = ", ".join(name for name, each in KINDS.items() if each.names_something)
        yield error(
            place, ID, f"“{part.question}” is answered with {column.kind}, which cannot name anything: use {able}."
        )
