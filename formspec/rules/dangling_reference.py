"""What names a question names one that exists, and whose answer can be a name.

A form about a provider says which answer is the provider's name. If that question is gone, records are about nobody.

Fails::

    about: {register: providers, question: visit.providr}   # <- dangling-reference
    questions:
      - id: provider
        label: Name of the provider
        kind: text
        required: true

Passes::

    about: {register: providers, question: visit.provider}
    questions:
      - id: provider
        label: Name of the provider
        kind: text
        required: true
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.model import About, Column, CompletedBy
from formspec.problem import Problem
from formspec.suggest import did_you_mean, listed, short
from formspec.written import Written, error

ID = "dangling-reference"


def check(written: Written) -> Iterator[Problem]:
    """Yield every reference to a question that is not there or cannot name anything."""
    known = answers(written)
    for part in (written.spec.about, written.spec.completed_by):
        if part is not None and part.question:
            yield from _checked(written, part, known)


def answers(written: Written) -> dict[str, Column]:
    """Return what can be referred to: every answer by its address, and each question's own answer by the question's."""
    known: dict[str, Column] = {}
    for section, question in written.questions:
        address = f"{section.id}.{question.id}"
        for column in question.columns:
            if column.role == "answer" or address not in known:
                known[address] = column
            if column.id:
                known[f"{address}.{column.id}"] = column
    return known


def _checked(written: Written, part: About | CompletedBy, known: dict[str, Column]) -> Iterator[Problem]:
    place = written.place(part, "question")
    column = known.get(part.question)
    if column is None:
        more = did_you_mean(part.question, known) or " Write it as section.question, with the ids of both."
        yield error(place, ID, f"There is no question “{short(part.question)}” in this form.{more}")
    elif (kind := KINDS.get(column.kind)) and not kind.names_something:
        able = listed([name for name, each in KINDS.items() if each.names_something])
        message = f"“{part.question}” is answered with {column.kind}, which cannot name anything: use {able}."
        yield error(place, ID, message)
