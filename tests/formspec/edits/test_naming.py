"""An id is made from the words of a label, and is one that may stand there."""

import re

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from formspec.edits import suggest_id, taken_ids
from formspec.loader import load
from tests.formspec.edits.specs import EVERY_KEY, SEED, SOAK

FORM = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("What safeguarding training have the AP staff had?", "safeguarding-training-ap-staff"),
        ("Is the head's room warm?", "heads-room-warm"),
        ("2026: the budget", "budget"),
        ("Où est l’école?", "ou-est-lecole"),
        ("What is it?", "what-is-it"),
        ("Gates", "gates-3"),
        ("Evidence", "evidence-2"),
        ("名前", "question"),
        ("42", "question"),
        ("", "question"),
    ],
)
def test_an_id_is_made_of_the_words_that_count(label, name):
    assert suggest_id(label, {"gates", "gates-2"}) == name


@seed(SEED)
@settings(max_examples=200 * SOAK, deadline=None, database=None)
@given(st.text(max_size=80), st.sets(st.sampled_from(["question", "a", "b", "question-2"])))
def test_an_id_is_always_well_formed_and_free(label, taken):
    found = suggest_id(label, taken)
    assert FORM.fullmatch(found)
    assert len(found) <= 60
    assert found not in taken


def test_names_are_taken_that_a_part_has_or_had_or_gave_up():
    spec = load(EVERY_KEY.read_bytes()).spec
    assert spec is not None
    assert {"details", "teaching", "old-section"} <= taken_ids(spec, "")
    assert {"provider", "telephone"} <= taken_ids(spec, "details")
    assert {"look-at", "books"} <= taken_ids(spec, "teaching.lessons.evidence")
    assert "meter" in taken_ids(spec, "teaching.noise.evidence")
    assert {"good", "poor"} <= taken_ids(spec, "teaching.rating") & taken_ids(spec, "teaching.rating.answer")
    former = {old for section in spec.sections for each in section.questions for old in each.was}
    assert former
    for old in former:
        within, _, name = old.rpartition(".")
        assert name in taken_ids(spec, within)
