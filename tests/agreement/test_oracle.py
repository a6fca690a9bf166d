"""The judge says what was worked out by hand, one sentence of the contract after the other."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from formspec.loader import load
from formspec.model import Spec
from tests.agreement.answers_by_chance import TODAY, Given
from tests.agreement.differences import Pair
from tests.agreement.oracle import Verdict, judge
from tests.agreement.values import plain

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
HEAD = "formspec: 1\nform: case\nversion: 1\ntitle: Case\n"
GIVEN = [
    pytest.param(case["spec"], given, id=f"{case['says']} ({number})")
    for case in CASES
    for number, given in enumerate(case["given"], 1)
]


def _spec(text: str) -> Spec:
    loaded = load((HEAD + text.lstrip()).encode())
    assert loaded.spec is not None, [str(problem) for problem in loaded.problems]
    return loaded.spec


@pytest.mark.parametrize(("spec", "given"), GIVEN)
def test_the_judge_says_what_was_worked_out_by_hand(spec: str, given: dict[str, Any]) -> None:
    today = date.fromisoformat(given.get("today", TODAY.isoformat()))
    verdict = judge(_spec(spec), given.get("answers", {}), given.get("rows", {}), today)
    said = {name: _said(name, verdict, given) for name in EXPECTED if name in given}
    assert said == {name: _wanted(name, given[name]) for name in said}


@pytest.mark.parametrize(("spec", "given"), GIVEN)
def test_the_engine_and_the_schema_say_the_same_of_it(spec: str, given: dict[str, Any]) -> None:
    if "today" not in given:
        assert Pair(_spec(spec)).differences(Given(given.get("answers", {}), given.get("rows", {}))) == {}


EXPECTED = (
    "asked", "unasked", "values", "missing", "groups", "offered", "suggested", "faults", "warnings", "outcomes",
)  # fmt: skip


def _said(name: str, verdict: Verdict, given: dict[str, Any]) -> object:
    values = {address: plain(worth) for address, worth in verdict.values.items()}
    match name:
        case "asked" | "unasked":
            return sorted(each for each in given[name] if verdict.asked.get(each, False) is (name == "asked"))
        case "values":
            return {each: _number(values.get(each)) for each in given[name]}
        case "missing":
            return sorted(each for each in given[name] if each not in values)
        case "groups":
            return {each: verdict.rows[each] for each in given[name]}
        case "offered":
            return {each: verdict.offered[each] for each in given[name]}
        case "faults":
            return _by_address(verdict.faults)
        case "outcomes":
            return {each: _number(plain(value)) for each, value in verdict.outcomes.items()}
        case _:
            return sorted(verdict.warnings) if name == "warnings" else verdict.suggested


def _by_address(faults: set[tuple[str, str]]) -> dict[str, list[str]]:
    return {address: sorted(code for other, code in faults if other == address) for address, _ in faults}


def _number(value: object) -> object:
    """A value as a case writes it: one option alone, and numbers as exact fractions."""
    if isinstance(value, tuple) and len(value) == 1:
        return value[0]
    return value


def _wanted(name: str, expected: Any) -> object:
    if isinstance(expected, list):
        return sorted(expected)
    return {each: _exact(value, name) for each, value in expected.items()}


def _exact(value: Any, name: str) -> object:
    if name in {"values", "outcomes"} and not isinstance(value, list):
        return _fraction(value)
    return value


def _fraction(value: Any) -> object:
    try:
        return Fraction(str(value))
    except ValueError:
        return value


def test_there_are_cases_for_every_part_of_the_contract() -> None:
    assert len(CASES) >= 45
    assert len(GIVEN) >= 100
