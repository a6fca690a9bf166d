"""The rule for merging a save, alone."""

import pytest

from webapp.storage.merge import merge
from webapp.storage.stored import Conflict

CASES = {
    "a first answer is taken": ("", "", "new", "new", None),
    "an answer that only this person changed is taken": ("old", "old", "new", "new", None),
    "an answer that only this person cleared is cleared": ("old", "old", "", "", None),
    "an answer that nobody changed makes nothing new": ("old", "old", "old", None, None),
    "an answer that only the other person changed stays theirs": ("old", "theirs", "old", None, None),
    "an answer that only the other person cleared stays cleared": ("old", "", "old", None, None),
    "an answer that only the other person gave stays theirs": ("", "theirs", "", None, None),
    "the same change by both is no conflict": ("old", "same", "same", None, None),
    "two different changes conflict, and theirs stays": ("old", "theirs", "yours", None, ("theirs", "yours")),
    "a change of what the other cleared conflicts": ("old", "", "yours", None, ("", "yours")),
    "a clearing of what the other changed conflicts": ("old", "theirs", "", None, ("theirs", "")),
    "two first answers conflict": ("", "theirs", "yours", None, ("theirs", "yours")),
}


@pytest.mark.parametrize(("base", "kept", "posted", "accepted", "conflict"), CASES.values(), ids=CASES)
def test_one_input(base: str, kept: str, posted: str, accepted: str | None, conflict: tuple[str, str] | None) -> None:
    found = merge({"a": base} if base else {}, {"a": kept} if kept else {}, {"a": posted})
    assert found == ({} if accepted is None else {"a": accepted}, (Conflict("a", *conflict),) if conflict else ())


def test_inputs_are_merged_each_for_itself() -> None:
    accepted, conflicts = merge({"a": "1", "b": "1"}, {"a": "1", "b": "2"}, {"a": "3", "b": "3", "c": "3"})
    assert accepted == {"a": "3", "c": "3"}
    assert conflicts == (Conflict("b", "2", "3"),)


def test_inputs_that_were_not_posted_are_left_alone() -> None:
    assert merge({"a": "1"}, {"a": "2", "b": "2"}, {}) == ({}, ())


DATE = ("day", "month", "year")
MARCH_12 = {"day": "12", "month": "3", "year": "2026"}
MARCH_15 = {"day": "15", "month": "3", "year": "2026"}
APRIL_12 = {"day": "12", "month": "4", "year": "2026"}
NO_DATE = {"day": "", "month": "", "year": ""}
ANSWERS = {
    "a first answer is taken": ({}, {}, MARCH_12, MARCH_12, {}),
    "an answer that only this person changed is taken": (MARCH_12, MARCH_12, APRIL_12, {"month": "4"}, {}),
    "an answer that only this person cleared is cleared": (MARCH_12, MARCH_12, NO_DATE, NO_DATE, {}),
    "an answer that only the other person changed stays theirs": (MARCH_12, APRIL_12, MARCH_12, {}, {}),
    "the same change by both is no conflict": (MARCH_12, APRIL_12, APRIL_12, {}, {}),
    "two changes of different inputs conflict, and make no third answer": (
        MARCH_12,
        MARCH_15,
        APRIL_12,
        {},
        {"day": ("15", "12"), "month": ("3", "4")},
    ),
    "two halves of a first answer conflict": (
        {},
        {"day": "15"},
        {**NO_DATE, "month": "4"},
        {},
        {"day": ("15", ""), "month": ("", "4")},
    ),
    "a clearing of what the other changed conflicts": (
        MARCH_12,
        APRIL_12,
        NO_DATE,
        {},
        {"day": ("12", ""), "month": ("4", ""), "year": ("2026", "")},
    ),
    "inputs that were not posted count as they were seen": (
        MARCH_12,
        MARCH_15,
        {"month": "4"},
        {},
        {"day": ("15", "12"), "month": ("3", "4")},
    ),
}


@pytest.mark.parametrize(("base", "kept", "posted", "accepted", "conflicts"), ANSWERS.values(), ids=ANSWERS)
def test_one_answer_of_several_inputs(
    base: dict[str, str],
    kept: dict[str, str],
    posted: dict[str, str],
    accepted: dict[str, str],
    conflicts: dict[str, tuple[str, str]],
) -> None:
    shown = tuple(Conflict(name, theirs, yours) for name, (theirs, yours) in conflicts.items())
    assert merge(base, kept, posted, groups=[DATE]) == (accepted, shown)


def test_answers_are_merged_each_for_itself_in_the_order_they_were_posted() -> None:
    posted = {"a": "1", "b": "1", "c": "1", "d": "1", "e": "1"}
    accepted, conflicts = merge({}, {"b": "2", "e": "2"}, posted, groups=[("c", "d"), ("a", "b")])
    assert accepted == {"c": "1", "d": "1"}
    assert conflicts == (Conflict("a", "", "1"), Conflict("b", "2", "1"), Conflict("e", "2", "1"))
