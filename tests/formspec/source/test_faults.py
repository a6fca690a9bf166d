"""Each fault file is reported exactly as written beside it: every problem, in order, at its line and column.

`FORMSPEC_ACCEPT=1` writes what is reported now into the `.expected` files, to be read before it is committed.
"""

import os
from pathlib import Path

import pytest

from formspec.problem import Problem
from formspec.source import read

FAULTS = Path(__file__).parent / "faults"
CASES = sorted(FAULTS.glob("*.yaml"))


def written(problems: tuple[Problem, ...]) -> str:
    return "".join(f"{p.line}:{p.column}: {p.level}: {p.message} [{p.rule}]\n" for p in problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_fault_is_reported_where_a_person_would_look(case):
    found = written(read(case.read_bytes()).problems)
    expected = case.with_suffix(".expected")
    if os.environ.get("FORMSPEC_ACCEPT"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_there_are_fault_files_of_every_sort():
    assert len(CASES) >= 40
    assert {case.stem for case in CASES} == {case.stem for case in FAULTS.glob("*.expected")}
    assert all(case.with_suffix(".expected").stat().st_size for case in CASES)
