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
