"""What the answers and workings of a form are to comparisons, as far as the spec tells."""

import pytest

from formspec.addresses import Addresses
from formspec.loader import load
from formspec.logic import Value
from formspec.sorts import Sorts

SPEC = """
formspec: 1
form: sorted
version: 1
title: Sorted
sections:
  - id: a
    title: A
    questions:
      - {id: whole, label: Whole, kind: whole-number}
      - {id: dec, label: Decimal, kind: decimal}
      - {id: day, label: Day, kind: date}
      - {id: words, label: Words, kind: text}
      - {id: half, label: Half, kind: scale, options: [{value: x, label: X, score: 0.5}, {value: y, label: Y}]}
      - {id: full, label: Full, kind: scale, options: [{value: x, label: X, score: 2}, {value: y, label: Y}]}
"""
WORKED = """
      - {id: worked, label: Worked, kind: calculated, %s}
"""


def _worked(said: str) -> tuple[Sorts, Value]:
    loaded = load((SPEC.rstrip("\n") + WORKED % said).encode())
    assert loaded.spec is not None, loaded.problems
    return Sorts(Addresses(loaded.spec)), Value(op="question", text="a.worked")


@pytest.mark.parametrize(
    ("said", "sort"),
    [
        ("calculate: {sum: [a.dec]}", "number"),
        ("calculate: {smallest: [a.dec, 3]}", "number"),
        ("calculate: {largest: [a.day]}", "date"),
        ("calculate: {largest: [a.full]}", "number"),
        ("calculate: {choose: [{is: 3}]}", "number"),
        ("calculate: {choose: [{when: {question: a.dec, more-than: 1}, is: 3}, {is: low}]}", "any"),
        ("calculate: {choose: [{when: {question: a.dec, is: 1}, is: {question: a.day}}, {is: {date: today}}]}", "date"),
        ("calculate: {look-up: a.dec, bands: [{below: 3, is: low}, {least: 3, is: high}]}", "text"),
    ],
)  # fmt: skip
def test_a_working_is_of_the_sort_of_what_it_comes_to(said: str, sort: str) -> None:
    sorts, worked = _worked(said)
    assert sorts.of(worked, "a.worked") == sort


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("calculate: {sum: [a.whole, 2]}", True),
        ("calculate: {sum: [a.whole, 2.5]}", False),
        ("calculate: {sum: [a.whole, a.dec]}", False),
        ("calculate: {quotient: [a.whole, 2]}", False),
        ("calculate: {quotient: [a.whole, 2], rounded: up}", True),
        ("decimal-places: 0, calculate: {quotient: [a.whole, 2]}", True),
        ("decimal-places: 1, calculate: {quotient: [a.whole, 2]}", False),
        ("decimal-places: 1, calculate: {count: [a.dec]}", True),
        ("calculate: {sum: [a.full]}", True),
        ("calculate: {sum: [a.half]}", False),
    ],
)
def test_a_working_is_whole_where_nothing_in_it_has_a_fraction(said: str, *, whole: bool) -> None:
    sorts, worked = _worked(said)
    assert sorts.is_whole(worked, "a.worked") is whole


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("calculate: {choose: [{when: {question: a.dec, more-than: 1}, is: high}, {is: low}]}", {"high", "low"}),
        ("calculate: {look-up: a.dec, bands: [{below: 3, is: low}, {least: 3, is: high}]}", {"high", "low"}),
        ("calculate: {choose: [{when: {question: a.dec, more-than: 1}, is: high}, {is: {question: a.full}}]}",
         {"high", "x", "y"}),
        ("calculate: {choose: [{when: {question: a.dec, more-than: 1}, is: high}, {is: {question: a.words}}]}", None),
        ("calculate: {sum: [a.dec]}", None),
    ],
)  # fmt: skip
def test_the_words_that_a_working_may_come_to_are_told_only_where_all_are(said: str, words: set[str] | None) -> None:
    sorts, worked = _worked(said)
    assert sorts.words(worked, "a.worked") == words
