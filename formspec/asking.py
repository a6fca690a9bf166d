"""Every condition and every working of a form, with who asks it and from where.

Here lives the one walk that whoever looks at a form's rules needs: the rules of sense, and comparisons of versions.
What a rule comes to is for `engine.rules` to say. Columns and lists of options are shared by questions, so what is
written once may be asked from many places; of a form that would take long, further places are left out.
"""

from collections.abc import Iterator
from sys import maxsize
from typing import NamedTuple

from formspec.addresses import Addresses, Placed
from formspec.logic import Check, Condition, Value
from formspec.model import Column, Question, Section, Spec
from formspec.workings import ADDRESSED, COVERING

BOUNDS = ("least", "most", "earliest", "latest")
MOST_FOUND = 15_000
"""How many parts of rules are looked at before those that were met already are passed over."""
Logic = Condition | Value


class Asker(NamedTuple):
    """Who asks: its address ("" for the form), and the groups whose rows it stands in.

    `within` is the address of the question whose columns it means. What stands before `order` can be known to it.
    """

    address: str
    within: str
    groups: tuple[str, ...]
    order: int


class Asked(NamedTuple):
    """A condition or a value behind a key of a part, which counts only while all of `given` hold."""

    asker: Asker
    part: object
    key: str
    logic: Logic
    given: tuple[Condition, ...] = ()


class Found(NamedTuple):
    """A condition or a value, however deep it stands in what is asked.

    `groups` are those of whose rows one is meant. `several` says that an address may stand here for several answers,
    `where` that it is asked of each of the answers that a working covers. `under` is what it is a part of.
    """

    asked: Asked
    node: Logic
    groups: tuple[str, ...]
    several: bool = False
    where: bool = False
    under: Logic | None = None


def asked(spec: Spec, placed: tuple[Placed, ...], addresses: Addresses) -> Iterator[Asked]:
    """Yield whatever a form asks, in the form's order; the checks and outcomes of the whole form last."""
    for section in spec.sections:
        yield from _one(Asker(section.id, "", (), addresses.order(section)), section, "when", section.when)
    given: dict[str, tuple[Condition, ...]] = {}
    for each in placed:
        above = given.get(each.groups[-1], ()) if each.groups else _conditions(each.section)
        within = (*above, *_conditions(each.question))
        if each.question.group:
            given.setdefault(each.address, within)
        yield from _of_question(each, addresses, above, within)
    form = Asker("", "", (), maxsize)
    yield from _of_checks(form, spec.checks)
    for outcome in spec.outcomes:
        yield from _one(form, outcome, "calculate", outcome.calculate)


def _of_question(
    each: Placed, addresses: Addresses, above: tuple[Condition, ...], within: tuple[Condition, ...]
) -> Iterator[Asked]:
    question, order = each.question, addresses.order(each.question)
    yield from _one(Asker(each.address, each.address, each.groups, order), question, "when", question.when, above)
    for number, column in enumerate(question.columns, order + 1):
        address = f"{each.address}.{column.id}" if column.id else each.address
        yield from _of_column(Asker(address, each.address, each.groups, number), column, within)
    after = addresses.last(question) + 1
    for column in question.columns:
        address = f"{each.address}.{column.id}"
        yield from _of_checks(
            Asker(address, each.address, each.groups, after), column.checks, (*within, *_conditions(column))
        )
    if question.group:
        yield from _of_checks(Asker(each.address, "", (*each.groups, each.address), after), question.checks, within)
    else:
        yield from _of_checks(Asker(each.address, each.address, each.groups, after), question.checks, within)


def _of_column(asker: Asker, column: Column, above: tuple[Condition, ...]) -> Iterator[Asked]:
    yield from _one(asker, column, "when", column.when, above)
    given = (*above, *_conditions(column))
    yield from _one(asker, column, "required", column.required_when, given)
    for key in (*BOUNDS, "calculate", "suggest"):
        yield from _one(asker, column, key, getattr(column, key), given)
    for option in column.options:
        yield from _one(asker, option, "when", option.when, given)
        for wording in option.worded:
            yield from _one(asker, wording, "when", wording.when, given)


def _of_checks(asker: Asker, checks: tuple[Check, ...], given: tuple[Condition, ...] = ()) -> Iterator[Asked]:
    for check in checks:
        yield from _one(asker, check, "when", check.when, given)
        yield from _one(asker, check, "must", check.must, given)


def _one(
    asker: Asker, part: object, key: str, logic: Logic | None, given: tuple[Condition, ...] = ()
) -> Iterator[Asked]:
    if logic is not None:
        yield Asked(asker, part, key, logic, given)


def _conditions(part: Section | Question | Column) -> tuple[Condition, ...]:
    return (part.when,) if part.when else ()


def found(asked: Iterator[Asked], addresses: Addresses) -> Iterator[Found]:
    """Yield every condition and value within what is asked, each before the parts of it."""
    met: set[int] = set()
    count = 0
    for each in asked:
        if count > MOST_FOUND and id(each.logic) in met:
            continue
        met.add(id(each.logic))
        for inner in _within(Found(each, each.logic, each.asker.groups), addresses):
            count += 1
            yield inner


def _within(whole: Found, addresses: Addresses) -> Iterator[Found]:
    yield whole
    for inner in _parts(whole, addresses):
        yield from _within(inner, addresses)


def _parts(whole: Found, addresses: Addresses) -> Iterator[Found]:
    node = whole.node
    part = whole._replace(several=False, under=node)
    if isinstance(node, Condition):
        for each in (node.subject, node.operand, *node.parts):
            if each is not None:
                yield part._replace(node=each)
        return
    for value in () if node.op in ADDRESSED else node.parts:
        yield part._replace(node=value, several=node.op in COVERING)
    if node.where:
        yield part._replace(node=node.where, groups=_rows(whole, node, addresses), where=True)
    for branch in node.branches:
        if branch.when:
            yield part._replace(node=branch.when)
        yield part._replace(node=branch.comes_to)


def _rows(whole: Found, node: Value, addresses: Addresses) -> tuple[str, ...]:
    """Return the groups of whose rows one is meant where a working says which rows take part.

    Those are the groups of what it covers: the row that asks is not meant, unless what is covered stands in it.
    """
    covered = [addresses.get(part.text) for part in node.parts if part.op == "question"]
    theirs = [(*named.groups, *named.repeated) for named in covered if named is not None]
    own = [group for group in whole.groups if all(group in groups for groups in theirs if groups)]
    others = [group for groups in theirs for group in groups if group not in whole.groups]
    return tuple(dict.fromkeys((*own, *others)))
