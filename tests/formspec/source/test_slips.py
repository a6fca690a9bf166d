"""A slip on any line of the two specs is reported on that line first, wherever the library gave up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from formspec.problem import Problem
from formspec.source import read
from tests.formspec.source.slips import CERTAIN, LIKELY

SPECS = sorted((Path(__file__).parents[3] / "formspec" / "specs").glob("*/1.yaml"))


def reported(slip: Callable[[str], str]) -> list[tuple[int, Problem]]:
    """Make the slip on each line in turn; return its line with the first problem, where there is one."""
    found = []
    for spec in SPECS:
        lines = spec.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            spoiled = line if line.lstrip().startswith("#") else slip(line)
            if spoiled != line:
                problems = read("\n".join([*lines[: number - 1], spoiled, *lines[number:]]).encode()).problems
                found += [(number, problems[0])] if problems else []
    return found


@pytest.mark.parametrize("name", CERTAIN)
def test_a_slip_is_reported_on_its_own_line(name):
    found = reported(CERTAIN[name])
    assert len(found) >= 10
    assert [(line, problem) for line, problem in found if problem.line != line] == []


@pytest.mark.parametrize("name", LIKELY)
def test_a_line_out_of_line_is_reported_there_or_beside_it(name):
    apart = [abs(problem.line - line) for line, problem in reported(LIKELY[name])]
    assert apart.count(0) >= 0.9 * len(apart)
    assert apart.count(0) + apart.count(1) >= 0.99 * len(apart)
