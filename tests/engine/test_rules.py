"""The engine comes to what was worked out by hand; the browser's script is held to the same cases."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from engine.check import check, state_of
from engine.compile import compile_form
from engine.form import Form
from engine.kinds.kind import is_blank
from engine.rules import State
from engine.rules.known import Known
from tests.engine.hand_cases import HandCase, hand_cases

CASES = list(hand_cases())


def _written(known: Known | None) -> Any:
    if known is None:
        return None
    value = known.value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}" if value.denominator > 1 else str(value.numerator)
    return list(value) if isinstance(value, tuple) else value


def _told(form: Form, entries: Mapping[str, str], today: date, state: State) -> dict[str, str]:
    told = {error.name: error.message for error in check(form, entries, complete=True, today=today)}
    return told | {advice.check: advice.message for advice in state.warnings}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_the_rules_come_to_what_was_worked_out_by_hand(case: HandCase) -> None:
    form, today = compile_form(case.spec).of(case.entries), date.fromisoformat(case.today)
    state, expected = state_of(form, case.entries, today), case.expected
    for address, asked in expected.get("asked", {}).items():
        assert state.asked[address] is asked, address
    for address, value in expected.get("values", {}).items():
        assert _written(state.values.get(address)) == value, address
    for name, words in expected.get("names", {}).items():
        assert state.names.get(name) == words, name
    if "errors" in expected:
        found = [f"{error.name} {error.code}" for error in check(form, case.entries, complete=True, today=today)]
        assert sorted(found) == sorted(expected["errors"])
    if "messages" in expected:
        assert _told(form, case.entries, today, state).items() >= expected["messages"].items()
    if "warnings" in expected:
        assert [advice.check for advice in state.warnings] == [
            each if isinstance(each, str) else each["check"] for each in expected["warnings"]
        ]
    for member in ("offered", "suggested"):
        if member in expected:
            told = {
                address: list(each) if member == "offered" else each for address, each in getattr(state, member).items()
            }
            assert told == expected[member]


def test_every_case_says_something() -> None:
    assert len(CASES) > 50
    assert all(case.expected and not all(map(is_blank, case.expected)) for case in CASES)
