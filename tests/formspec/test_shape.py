"""What is wrong with a spec's shape is said at its line and column, all of it in one run.

Each case is a file in `shape/`, with what is to be found beside it, a line each: `LINE:COLUMN: level: MESSAGE [RULE]`.
"""

from pathlib import Path

import pytest

from formspec.loader import load

HERE = Path(__file__).parent
CASES = sorted((HERE / "shape").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_has_exactly_the_problems_beside_it(case):
    found = [
        f"{each.line}:{each.column}: {each.level}: {each.message} [{each.rule}]"
        for each in load(case.read_bytes()).problems
    ]
    assert found == case.with_suffix(".expected").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_spec_with_an_error_has_no_model(case):
    assert load(case.read_bytes()).spec is None
