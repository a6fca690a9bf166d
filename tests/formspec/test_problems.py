"""What is wrong with a spec is said at its line and column, all of it in one run, and in these words.

Each case is a file in `shape/` (what may stand where) or `sense/` (what the rules find), with what is to be found
beside it, a line each: `LINE:COLUMN: LEVEL: MESSAGE [RULE]`.
"""

from pathlib import Path

import pytest

from formspec.loader import load
from formspec.rules import RULES

HERE = Path(__file__).parent
CASES = [*sorted((HERE / "shape").glob("*.yaml")), *sorted((HERE / "sense").glob("*.yaml"))]
OF_SHAPE = {"unknown-key", "missing-key", "wrong-type", "empty-value", "misplaced-part", "needless-hyphen"}


def expected(case: Path) -> list[str]:
    return case.with_suffix(".expected").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_case_has_exactly_the_problems_beside_it(case):
    found = [
        f"{each.line}:{each.column}: {each.level}: {each.message} [{each.rule}]"
        for each in load(case.read_bytes()).problems
    ]
    assert found == expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_spec_has_a_model_when_no_problem_is_an_error(case):
    assert (load(case.read_bytes()).spec is None) == any(": error: " in line for line in expected(case))


def test_every_rule_and_every_fault_of_shape_is_found_in_a_case():
    found = {line.rpartition("[")[2].rstrip("]") for case in CASES for line in expected(case)}
    assert {rule.id for rule in RULES} | OF_SHAPE <= found
