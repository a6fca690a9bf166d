"""A page's script comes to what the second judge comes to, of forms and answers made by chance."""

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from engine.compile import compile_form
from engine.program import program
from formspec.loader import load
from formspec.model import Spec
from tests.agreement.answers_by_chance import TODAY, Given, chance_answers, entries_of
from tests.agreement.differences import Difference, Said, differences_of, of_faults
from tests.agreement.failing import told
from tests.agreement.generate import chance_tree
from tests.agreement.scope import Tree
from tests.agreement.writing import written
from tests.browser.scripts import evaluate_all, open_scripts
from tests.engine.conftest import SEED, SOAK

BATCHES = 8
SPECS = 12
ANSWERS = 10


def _spec(tree: Tree) -> Spec:
    loaded = load(written(tree).encode())
    assert loaded.spec is not None
    return loaded.spec


def _differences(page: Page, spec: Spec, each: list[Given]) -> list[Difference]:
    """Return for each of some answers what the script says otherwise than the judge."""
    rules = program(compile_form(spec))
    cases = [{"program": rules, "entries": entries_of(spec, made), "today": TODAY.isoformat()} for made in each]
    return [_of_one(spec, made, said) for made, said in zip(each, evaluate_all(page, cases), strict=True)]


def _of_one(spec: Spec, made: Given, said: dict[str, Any]) -> Difference:
    verdict = made.verdict(spec)
    errors = {(error["address"], error["code"]) for error in said["errors"]}
    rows = {group: said["rows"].get(group) for group, rows in verdict.rows.items() if said["rows"].get(group) != rows}
    found = {"errors": of_faults(errors, verdict.faults, set()), "rows": rows, **differences_of(_said(said), verdict)}
    return {about: difference for about, difference in found.items() if difference}


def _said(said: dict[str, Any]) -> Said:
    return Said(
        asked={address for address, is_asked in said["asked"].items() if is_asked and "checks." not in address},
        values={address: _exact(value) for address, value in said["values"].items()},
        suggested=said["suggested"],
        offered=said["offered"],
        labels=said["words"],
        required=said["required"],
        warnings={warning["check"] for warning in said["warnings"]},
        outcomes={name: _outcome(value) for name, value in said["outcomes"].items()},
        words=said["names"],
    )


def _exact(value: Any) -> object:
    """A value of the script as the judge has it: a number such as 17/3, several options, a text; None if opaque."""
    if isinstance(value, list):
        return None if any(isinstance(each, dict) for each in value) else tuple(value)
    if isinstance(value, dict):
        return None
    try:
        return Fraction(value)
    except (TypeError, ValueError):
        return value


def _outcome(value: Any) -> object:
    return [gap["address"] for gap in value] if isinstance(value, list) else _exact(value)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_script_says_what_the_judge_says(batch: int, browse: Callable[..., Page]) -> None:
    print(f"FORMSPEC_SEED={SEED}")
    page, random = open_scripts(browse()), Random(f"{SEED} in a browser {batch}")
    for _ in range(SPECS * SOAK):
        tree = chance_tree(random)
        spec = _spec(tree)
        each = [chance_answers(spec, random) for _ in range(ANSWERS)]
        differing = [made for made, found in zip(each, _differences(page, spec, each), strict=True) if found]
        if differing:
            pytest.fail(told(tree, differing[0], lambda spec, made: _differences(page, spec, [made])[0]))
