"""A page's script comes to what was worked out by hand, of the same forms as the engine is held to."""

from collections.abc import Mapping
from typing import Any

from engine.compile import compile_form
from engine.program import program
from tests.browser.scripts import evaluate_all, open_scripts
from tests.engine.hand_cases import hand_cases

WHOLE = ("offered", "suggested")


def _compared(said: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, Any]:
    """Return of what a script said as much as is expected, in the way in which it is expected."""
    told = {each["name"]: each["message"] for each in said["errors"]}
    told |= {each["check"]: each["message"] for each in said["warnings"]}
    outcomes = {
        name: [each["address"] for each in value] if isinstance(value, list) else value
        for name, value in said["outcomes"].items()
    }
    whole: dict[str, Any] = {
        **said,
        "messages": told,
        "outcomes": outcomes,
        "errors": [f"{each['name']} {each['code']}" for each in said["errors"]],
        "warnings": [each["check"] for each in said["warnings"]],
    }
    return {
        sort: {name: whole[sort].get(name) for name in wanted}
        if isinstance(wanted, dict) and sort not in WHOLE
        else whole[sort]
        for sort, wanted in expected.items()
    }


def test_the_script_comes_to_what_was_worked_out_by_hand(browse):
    cases = list(hand_cases())
    given = [
        {"program": program(compile_form(case.spec)), "entries": case.entries, "today": case.today} for case in cases
    ]
    said = evaluate_all(open_scripts(browse()), given)
    assert len(cases) > 50
    for case, one in zip(cases, said, strict=True):
        assert _compared(one, case.expected) == case.expected, case.about
