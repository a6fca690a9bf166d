"""What an answer is compared with is something that it can be.

A day is compared with a day, a number with a number, and a choice with one of its options, by the option's value.

Fails::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Very poor}
    - id: why
      label: Why?
      kind: text
      when: {question: visit.rating, is: very-poor}   # <- comparison-literal

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Very poor}
    - id: why
      label: Why?
      kind: text
      when: {question: visit.rating, is: poor}
"""

from collections.abc import Collection, Iterator

from formspec.asking import Found
from formspec.logic import TODAY, Condition
from formspec.model import Option
from formspec.moments import is_day, is_moment, is_time
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.reading import is_decimal, text_nodes
from formspec.rules.comparison_kind import AMOUNTS, unfit
from formspec.rules.walk import conditions, once
from formspec.sorts import DATE, NUMBER, OPTION, OPTIONS, TEXT, TIME
from formspec.suggest import Guesses, hyphened, listed, short
from formspec.written import Written, error

ID = "comparison-literal"
_MOST_LISTED = 12
_LISTS = frozenset({"one-of", "none-of"})


def check(written: Written) -> Iterator[Problem]:
    """Yield everything that an answer is compared with and can never be."""
    yield from once(_found(written, Guesses()))


def _found(written: Written, guesses: Guesses) -> Iterator[Problem]:
    for found, condition in conditions(written):
        for text, place in _literals(written, condition):
            if message := _message(written, found, condition, text, guesses):
                yield error(place, ID, message)


def _literals(written: Written, condition: Condition) -> Iterator[tuple[str, Place]]:
    """Yield each text that a test compares with, and where it stands."""
    mapping = written.mappings.get(id(condition))
    if condition.subject is None or mapping is None:
        return
    if condition.op in _LISTS:
        yield from ((each.text.strip(), each.place) for each in text_nodes(mapping, condition.op))
    elif condition.op == "contains":
        yield condition.texts[0], written.at(condition, "contains")
    elif condition.operand is not None and condition.operand.op in {"literal", "date"}:
        yield condition.operand.text, written.at(condition, condition.op)


def _message(written: Written, found: Found, condition: Condition, text: str, guesses: Guesses) -> str:
    within, subject = found.asked.asker.within, condition.subject
    sort, column = written.sorts.of(subject, within), written.sorts.column(subject, within)
    if unfit(condition.op, sort, column):
        return ""
    if condition.op in AMOUNTS and sort == OPTION:
        return "" if is_decimal(text) else _score(written.sorts.options(column), text)
    if sort == NUMBER:
        return "" if is_decimal(text) else f"“{short(text)}” is no number: write one such as 5 or 2.5, without words."
    if sort in {DATE, TIME}:
        return _moment(sort, text)
    if sort in {OPTION, OPTIONS}:
        return _option(written.sorts.options(column), text, guesses)
    words = written.sorts.words(subject, within) if sort == TEXT else None
    if words is None or text in words:
        return ""
    return f"This never comes to “{short(text)}”.{guesses.did_you_mean(text, sorted(words)) or _known(words)}"


def _moment(sort: str, text: str) -> str:
    if sort == DATE:
        good = text == TODAY or is_day(text) or is_moment(text)
        return "" if good else f"“{short(text)}” is no day: write it as 2026-11-23, or write today."
    return "" if is_time(text) else f"“{short(text)}” is no time: write it as 10:15."


def _option(options: tuple[Option, ...], text: str, guesses: Guesses) -> str:
    """Return that a text is the value of no option, or ""."""
    values = [option.value for option in options]
    if not values or text in values:
        return ""
    labelled = next((option.value for option in options if hyphened(option.label) == hyphened(text)), "")
    if labelled:
        return f"“{short(text)}” is no option's value: write “{labelled}”, which stands for that label."
    return f"“{short(text)}” is none of the options.{guesses.did_you_mean(text, values) or _known(values)}"


def _score(options: tuple[Option, ...], text: str) -> str:
    """Return that an option is named where its score is wanted, or something else that is no number."""
    named = next((each for each in options if text in (each.value, each.label.strip())), None)
    if named is not None and named.score is not None:
        return f"“{short(text)}” is no number: write its score, which is {named.score:f}."
    sample = next(f"{each.score:f}" for each in options if each.score is not None)
    unscored = ", and that option has no score" if named else ""
    return f"“{short(text)}” is no number{unscored}: write a score, such as {sample}."


def _known(words: Collection[str]) -> str:
    some = [short(word) for word in words if word]
    return f" It may be {listed(some)}." if 0 < len(some) <= _MOST_LISTED else " Write one that exists."
