"""What is reckoned with is a number, or an option that counts one.

A text, a day or an option without a score counts nothing, so a sum of them is always 0. (Days have a smallest and a
largest, and a time between them.)

Fails::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Poor}
    - id: score
      label: Score
      kind: calculated
      calculate: {sum: [visit.rating]}   # <- working-kind

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good, score: 1}
        - {value: poor, label: Poor, score: 0}
    - id: score
      label: Score
      kind: calculated
      calculate: {sum: [visit.rating]}
"""

from collections.abc import Iterator
from functools import partial

from formspec.addresses import Answer
from formspec.asking import Found
from formspec.logic import Value
from formspec.problem import Problem
from formspec.reading import is_decimal, text_nodes
from formspec.rules.walk import once, values
from formspec.sorts import DATE, NUMBER, OPTION, TIME, UNTOLD, Sorts
from formspec.workings import EXTREMES, NUMERIC
from formspec.written import Written, error

ID = "working-kind"
_COUNTING = frozenset({NUMBER, UNTOLD})
_ORDERED = _COUNTING | {DATE, TIME}


def check(written: Written) -> Iterator[Problem]:
    """Yield every part of a working that counts nothing."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    able: dict[tuple[str, bool], bool] = {}
    for found, value in values(written):
        if value.op in NUMERIC | EXTREMES:
            for part in value.parts:
                if message := _message(written.sorts, found, value, part, able):
                    yield error(written.at(part), ID, message)
        elif value.op == "most-possible":
            yield from _unscored(written, value)


def _message(sorts: Sorts, found: Found, value: Value, part: Value, able: dict[tuple[str, bool], bool]) -> str:
    within, moments = found.asked.asker.within, value.op in EXTREMES
    named = sorts.named(part, within)
    if named is None:
        counts = (
            is_decimal(part.text)
            if part.op == "literal"
            else sorts.of(part, within) in (_ORDERED if moments else _COUNTING)
        )
        return "" if counts else f"This is no number, so “{value.op}” cannot reckon with it: name one that is."
    key = (named.address, moments)
    if key not in able:
        able[key] = any(map(partial(_counts, sorts, moments=moments), named.answers))
    if able[key]:
        return ""
    what = "has no score in any of its options" if _is_option(sorts, named.answers) else "holds no number"
    return f"“{named.address}” {what}, so “{value.op}” cannot reckon with it: name another, or give scores."


def _counts(sorts: Sorts, answer: Answer, *, moments: bool) -> bool:
    sort = sorts.of_answer(answer)
    return sort in (_ORDERED if moments else _COUNTING) or (sort == OPTION and _scored(answer))


def _scored(answer: Answer) -> bool:
    return any(option.score is not None for option in answer.column.options)


def _is_option(sorts: Sorts, answers: list[Answer]) -> bool:
    return len(answers) == 1 and sorts.of_answer(answers[0]) == OPTION


def _unscored(written: Written, value: Value) -> Iterator[Problem]:
    """Yield each address whose answers have no score that could be the greatest."""
    for text in text_nodes(written.mapping(value), value.op):
        named = written.addresses.get(text.text.strip())
        if named is not None and not any(map(_scored, named.answers)):
            message = f"“{named.address}” has no options with scores, so there is no greatest score: name another."
            yield error(text.place, ID, message)
