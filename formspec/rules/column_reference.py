"""A column that a rule looks at is a column of the same question.

“column” is short for the answer in another column of the question that asks. A section, a group and the whole form
have no columns of their own, and neither has “where”, which asks of other answers: there, the whole address is written.

Fails::

    columns:
      - {id: answer, role: answer, label: Answer, kind: text}
      - {id: concerns, role: concern, label: Concerns, kind: text}
      - {id: action, label: Action, kind: text, required: {column: concern, answered: true}}   # <- column-reference

Passes::

    columns:
      - {id: answer, role: answer, label: Answer, kind: text}
      - {id: concerns, role: concern, label: Concerns, kind: text}
      - {id: action, label: Action, kind: text, required: {column: concerns, answered: true}}
"""

from collections.abc import Iterator

from formspec.addresses import COLUMN
from formspec.asking import Found
from formspec.logic import Value
from formspec.problem import Problem
from formspec.rules.walk import once, values
from formspec.suggest import did_you_mean, short
from formspec.written import Written, error

ID = "column-reference"
_WHOLE = "write “question” and the whole address"


def check(written: Written) -> Iterator[Problem]:
    """Yield every column that is looked at and is not there."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for found, value in values(written):
        if value.op == "column" and value.text and (message := _message(written, found, value)):
            yield error(written.at(value), ID, message)


def _message(written: Written, found: Found, value: Value) -> str:
    within = found.asked.asker.within
    if found.where:
        return f"“where” asks of each answer by itself, and none of them has columns here: {_WHOLE}."
    if not within:
        return f"There is no question here whose column this could be: {_WHOLE}."
    named = written.addresses.get(f"{within}.{value.text}")
    if named is not None and named.noun == COLUMN:
        return ""
    question = written.addresses.get(within)
    known = [column.id for column in question.question.columns if column.id] if question and question.question else []
    more = did_you_mean(value.text, known) or f" Of another question, {_WHOLE}."
    return f"{within} has no column “{short(value.text)}”.{more}"
