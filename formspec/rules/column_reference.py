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

from collections.abc import Iterable, Iterator

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
    known = {column.id for column in written.columns if column.id}
    for found, value in values(written):
        if value.op == "column" and value.text and (message := _message(written, found, value)):
            yield error(written.at(value), ID, message)
        if value.of_column and not _has(written, (part.text for part in value.parts), value.of_column):
            yield error(written.at(value, "of-column"), ID, _never(value.of_column, known))
    for outcome in written.spec.outcomes:
        gaps = outcome.gaps
        if gaps and gaps.of_column and not _has(written, gaps.within or _sections(written), gaps.of_column):
            yield error(written.place(gaps, "of-column"), ID, _never(gaps.of_column, known))


def _sections(written: Written) -> tuple[str, ...]:
    return tuple(section.id for section in written.spec.sections)


def _has(written: Written, addresses: Iterable[str], column: str) -> bool:
    """Say whether anything at some addresses is answered in a column; what is no address is told of elsewhere."""
    named = [each for each in map(written.addresses.get, addresses) if each]
    return not named or any(written.addresses.answers(each, column) for each in named)


def _never(column: str, known: set[str]) -> str:
    more = did_you_mean(column, known) or " Name a column that these questions have."
    return f"Nothing here is answered in a column “{short(column)}”.{more}"


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
