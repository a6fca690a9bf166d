"""The places of a form: every section, question, group and column with its address, and its copies in rows.

Here lives what the contract says of addresses and nothing that needs an answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from formspec.logic import Check, Condition, Value
from formspec.model import Column, Question, Spec

Rows = tuple[tuple[str, str], ...]
"""Each group's address with the id of a row of it, from the outermost in."""
COVERED_NEVER = ("file", "photo")


@dataclass(frozen=True)
class Item:
    """One part of a form. `groups` are those in whose rows it stands, `column` is what it is answered with if it is."""

    address: str
    parent: str
    groups: tuple[str, ...]
    when: Condition | None
    question: Question | None = None
    column: Column | None = None


@dataclass(frozen=True)
class Spot:
    """A part of a form in one row of each group that it stands in; of a group with its own row, that row."""

    address: str
    rows: Rows = ()

    @property
    def concrete(self) -> str:
        """The address with the rows in it."""
        text = self.address
        for group, row in reversed(self.rows):
            text = f"{group}.{row}{text.removeprefix(group)}"
        return text

    def at(self, address: str) -> "Spot":
        """The part at another address, in the same rows as far as it stands in them."""
        shared = [(group, row) for group, row in self.rows if address.startswith(f"{group}.")]
        return Spot(address, tuple(shared))


FORM = Spot("")
"""What asks for a check or an outcome of the whole form."""


def items(spec: Spec) -> dict[str, Item]:
    """Every part by its address, in the order in which it stands in the form."""
    found = [each for section in spec.sections for each in _section(section.id, section.when, section.questions)]
    return {each.address: each for each in found}


def _section(name: str, when: Condition | None, questions: tuple[Question, ...]) -> Iterator[Item]:
    yield Item(name, "", (), when)
    for question in questions:
        yield from _question(question, name, ())


def _question(question: Question, parent: str, groups: tuple[str, ...]) -> Iterator[Item]:
    address = f"{parent}.{question.id}"
    yield Item(address, parent, groups, question.when, question, question.columns[0] if question.plain else None)
    if question.group:
        for each in question.group.questions:
            yield from _question(each, address, (*groups, address))
    elif not question.plain:
        for column in question.columns:
            yield Item(f"{address}.{column.id}", address, groups, column.when, question, column)


def template_of(spec: Spec, address: str) -> str:
    """The address without its rows."""
    text = address
    for group in (each.address for each in items(spec).values() if each.question and each.question.group):
        if text.startswith(f"{group}."):
            text = f"{group}.{text.removeprefix(f'{group}.').partition('.')[2]}"
    return text


def answers_under(known: dict[str, Item], address: str, column: str = "") -> list[Item]:
    """The answers that an address covers, whatever their rows; with a column, those in it of every question there."""
    item = known[address]
    if column:
        under = [each for each in known.values() if each.address.startswith(f"{address}.") and each.column]
        return [each for each in under if each.column and each.column.id == column]
    if item.column:
        return [item]
    if item.question and not item.question.group:
        columns = [each for each in known.values() if each.parent == address]
        return [next((each for each in columns if each.column and each.column.role == "answer"), columns[0])]
    under = [each for each in known.values() if each.address.startswith(f"{address}.") and each.column]
    return [each for each in under if _counts(each)]


def _counts(item: Item) -> bool:
    assert item.column is not None
    plain = not item.column.id
    return (plain or item.column.role == "answer") and item.column.kind not in COVERED_NEVER


def addresses_in(condition: Condition | None, question: str) -> Iterator[str]:
    """The addresses that a condition refers to, from its beginning; a column is one of the question at an address."""
    if condition is None:
        return
    yield from _addresses_of(condition.subject, question)
    yield from _addresses_of(condition.operand, question)
    if condition.op.endswith("-one") or condition.op == "all-different":
        yield from condition.texts
    for part in condition.parts:
        yield from addresses_in(part, question)


def _addresses_of(value: Value | None, question: str) -> Iterator[str]:
    if value is None:
        return
    if value.op == "question":
        yield value.text
    if value.op == "column" and question:
        yield f"{question}.{value.text}"
    for part in value.parts:
        yield from _addresses_of(part, question)
    yield from addresses_in(value.where, question)
    for branch in value.branches:
        yield from addresses_in(branch.when, question)
        yield from _addresses_of(branch.comes_to, question)


def addresses_of(check: Check, question: str) -> list[str]:
    """The addresses that a check refers to."""
    return [*addresses_in(check.when, question), *addresses_in(check.must, question)]
