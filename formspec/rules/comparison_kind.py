"""An answer is tested in a way that its kind can be.

A number is more or less than another, a day is before or after one, an option is one of several; a person is compared
by the name. A test that means nothing for an answer never holds. An address, a file and a declaration are never
compared, and cannot be “all-different” either.

Fails::

    - id: visited
      label: When was the visit?
      kind: date
    - id: why
      label: Why so late?
      kind: text
      when: {question: visit.visited, at-least: 2026}   # <- comparison-kind

Passes::

    - id: visited
      label: When was the visit?
      kind: date
    - id: why
      label: Why so late?
      kind: text
      when: {question: visit.visited, on-or-after: 2026-01-01}
"""

from collections.abc import Iterator

from formspec.addresses import Answer, Named
from formspec.asking import Found
from formspec.logic import Condition
from formspec.model import Column
from formspec.problem import Problem
from formspec.reading import text_nodes
from formspec.rules.walk import conditions, once
from formspec.sorts import DATE, LITERAL, NOTHING, NUMBER, OPTION, OPTIONS, TEXT, TIME, UNTOLD
from formspec.suggest import listed
from formspec.written import Written, error, warning

ID = "comparison-kind"
AMOUNTS = frozenset({"at-least", "at-most", "more-than", "less-than"})
MOMENTS = frozenset({"before", "after", "on-or-before", "on-or-after"})
_SAME = frozenset({"is", "is-not"})
_EQUAL = _SAME | {"one-of", "none-of"}
_LATER = {"at-least": "on-or-after", "at-most": "on-or-before", "more-than": "after", "less-than": "before"}
_EARLIER = {later: amount for amount, later in _LATER.items()}
_READS = {
    NUMBER: "a number",
    DATE: "a day",
    TIME: "a time",
    OPTION: "an option",
    OPTIONS: "several options",
    TEXT: "a text",
    NOTHING: "something that cannot be compared",
}
_ALIKE = {
    NUMBER: {NUMBER},
    DATE: {DATE},
    TIME: {TIME},
    TEXT: {TEXT, OPTION},
    OPTION: {TEXT, OPTION},
    OPTIONS: {TEXT, OPTION, OPTIONS},
}


def check(written: Written) -> Iterator[Problem]:
    """Yield every test that means nothing for what is tested, or that compares unlike things."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for found, condition in conditions(written):
        if condition.op == "all-different":
            yield from _never_alike(written, condition)
        sort = _sort(written, found, condition)
        if sort in {UNTOLD, LITERAL}:
            continue
        place = written.at(condition, condition.op)
        column = written.sorts.column(condition.subject, found.asked.asker.within)
        if message := unfit(condition.op, sort, column) or _unlike(written, found, condition, sort):
            yield error(place, ID, message)
        elif advice := _better(condition.op, sort):
            yield warning(place, ID, advice)


def _never_alike(written: Written, condition: Condition) -> Iterator[Problem]:
    """Yield each address in “all-different” none of whose answers is ever compared."""
    for text in text_nodes(written.mapping(condition), condition.op):
        named = written.addresses.get(text.text.strip())
        answers = named.answers if named else []
        if named and answers and all(written.sorts.of_answer(each) == NOTHING for each in answers):
            message = f"{_whose(named, answers)}, which cannot be compared: name answers that can, or take it out."
            yield error(text.place, ID, message)


def _whose(named: Named, answers: list[Answer]) -> str:
    kinds = listed(sorted({each.column.kind for each in answers}), "and")
    return f"“{named.address}” is answered with {kinds}"


def _sort(written: Written, found: Found, condition: Condition) -> str:
    subject = condition.subject
    return written.sorts.of(subject, found.asked.asker.within) if subject is not None else UNTOLD


def unfit(op: str, sort: str, column: Column | None) -> str:
    """Return what is wrong with a test of something of a sort, "" when it means something."""
    what = _what(sort, column)
    if op in AMOUNTS and sort != NUMBER:
        if sort == OPTION and column is not None:
            return "" if any(option.score is not None for option in column.options) else _unscored(what, op)
        return f"“{op}” compares numbers, and this is {what}: use {_instead(op, sort)}."
    if op in MOMENTS and sort not in {DATE, TIME}:
        return f"“{op}” compares days or times, and this is {what}: use {_instead(op, sort)}."
    if op == "contains" and sort not in {OPTION, OPTIONS}:
        return f"“contains” asks whether an option was chosen, and this is {what}: use {_instead(op, sort)}."
    if op in _EQUAL and sort == NOTHING:
        return f"This is {what}, which cannot be compared: all that can be tested is “answered”."
    return ""


def _what(sort: str, column: Column | None) -> str:
    return f"{_READS.get(sort, sort)}" if column is None else f"an answer of the kind {column.kind}"


def _unscored(what: str, op: str) -> str:
    return f"This is {what}, none of whose options has a score, so “{op}” can never hold: use “is” or “one-of”."


def _instead(op: str, sort: str) -> str:
    if sort in {DATE, TIME} and op in _LATER:
        return f"“{_LATER[op]}”"
    if sort == NUMBER:
        return f"“{_EARLIER[op]}”" if op in _EARLIER else "“is”"
    return {NOTHING: "“answered”", OPTIONS: "“contains”"}.get(sort, "“is” or “one-of”")


def _unlike(written: Written, found: Found, condition: Condition, sort: str) -> str:
    """Return that a test compares unlike things, or ""."""
    operand = condition.operand
    if operand is None or operand.op in {"literal", "date"} or condition.op not in _SAME | AMOUNTS | MOMENTS:
        return ""
    other = written.sorts.of(operand, found.asked.asker.within)
    alike = {NUMBER, OPTION} if condition.op in AMOUNTS else _ALIKE.get(sort, set())
    if other in {UNTOLD, LITERAL} or other in alike:
        return ""
    return f"This compares {_READS[sort]} with {_READS[other]}, which are never alike: compare two of one sort."


def _better(op: str, sort: str) -> str:
    if op in _SAME and sort == OPTIONS:
        return f"“{op}” asks whether this option and no other was chosen: use “contains”, unless you mean that."
    return (
        "One option is chosen here: write “is” in place of “contains”." if op == "contains" and sort == OPTION else ""
    )
