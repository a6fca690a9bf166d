"""Comparing keeps its laws, of forms, answers and revisions made by chance.

FORMSPEC_SOAK tries more of it, FORMSPEC_SEED others.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest

from engine.compare import Comparison, compare
from engine.compare.comparison import (
    ANSWERED,
    CHANGED,
    EMPTIED,
    NEW,
    NEWLY_ASKED,
    NO_LONGER_ASKED,
    NOT_AGAIN,
    NOT_FOUND_OUT,
    REPEATED,
    UNCHANGED,
    UNKNOWN,
    ComparedFinding,
)
from engine.compare.pieces import said
from engine.document import draft
from engine.form import Form
from engine.json_value import JsonObject
from tests.agreement.generate import chance_source
from tests.engine.carry.test_laws import answered, form_of
from tests.engine.conftest import SEED, SOAK
from tests.revisions import revise

BATCHES = 2
SPECS = 8
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BACK = {
    CHANGED: {CHANGED},
    ANSWERED: {EMPTIED, NOT_FOUND_OUT},
    EMPTIED: {ANSWERED, NOT_FOUND_OUT},
    NOT_FOUND_OUT: {ANSWERED, EMPTIED},
    NEWLY_ASKED: {NO_LONGER_ASKED},
    NO_LONGER_ASKED: {NEWLY_ASKED},
    **{status: {status} for status in UNCHANGED},
}
FOUND_BACK = {NEW: {NOT_AGAIN, UNKNOWN}, NOT_AGAIN: {NEW}, UNKNOWN: {NEW}, REPEATED: {REPEATED}}
Pair = tuple[tuple[str, ...], tuple[str, ...]]


def document(form: Form, random: Random) -> JsonObject:
    return draft(form, answered(form, random), id="a1", saved=NOON)


def two(random: Random) -> tuple[list[Form], JsonObject, JsonObject]:
    """Two versions of a form, with a document of each."""
    first = chance_source(random)
    forms = [form_of(first), form_of(revise(first, random))]
    return forms, document(forms[0], random), document(forms[1], random)


def answers(comparison: Comparison) -> dict[Pair, str]:
    return {
        (places(each.before), places(each.now)): each.status
        for question in comparison.questions
        for each in question.answers
    }


def findings(found: tuple[ComparedFinding, ...]) -> dict[Pair, str]:
    return {(places(each.before), places(each.now)): each.status for each in found}


def places(listed: tuple) -> tuple[str, ...]:
    return tuple(sorted(each.address for each in listed))


def lists(comparison: Comparison) -> Iterator[tuple[ComparedFinding, ...]]:
    yield from (comparison.concerns, comparison.actions, comparison.not_found_out)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_submission_compared_with_itself_differs_in_nothing(batch: int) -> None:
    random = Random(f"{SEED} itself {batch}")
    for _ in range(SPECS * SOAK):
        form = form_of(chance_source(random))
        same = document(form, random)
        found = compare([form, form], same, same)
        assert found.nothing
        assert {each.status for question in found.questions for each in question.answers} <= UNCHANGED
        assert {each.status for listed in lists(found) for each in listed} <= {REPEATED}


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_place_of_both_is_said_once(batch: int) -> None:
    random = Random(f"{SEED} once {batch}")
    for _ in range(SPECS * SOAK):
        forms, before, now = two(random)
        found = compare(forms, before, now)
        shown = [each for question in found.questions for each in question.answers]
        for side, form, given in (("before", forms[0], before), ("now", forms[1], now)):
            counted = Counter(one.address for each in shown for one in getattr(each, side))
            assert counted == Counter(piece.address for piece in said(form, given).pieces)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_other_way_round_new_is_not_raised_again_and_what_was_asked_is_asked_no_longer(batch: int) -> None:
    random = Random(f"{SEED} back {batch}")
    for _ in range(SPECS * SOAK):
        forms, before, now = two(random)
        forth, back = compare(forms, before, now), compare(forms[::-1], now, before)
        told, turned = answers(forth), {(one, other): status for (other, one), status in answers(back).items()}
        assert told.keys() == turned.keys()
        assert not [(each, status, turned[each]) for each, status in told.items() if turned[each] not in BACK[status]]
        for one, other in zip(lists(forth), lists(back), strict=True):
            raised, lowered = findings(one), {pair[::-1]: status for pair, status in findings(other).items()}
            assert raised.keys() == lowered.keys()
            assert not [each for each, status in raised.items() if lowered[each] not in FOUND_BACK[status]]


def test_chance_makes_enough_of_everything_to_mean_something() -> None:
    random, done = Random(f"{SEED} enough"), Counter[str]()
    for _ in range(50):
        found = compare(*two(random))
        done.update(answers(found).values())
        done.update(each.status for listed in lists(found) for each in listed)
    assert {each for each in {*BACK, *FOUND_BACK} if done[each] < 2} == set()
