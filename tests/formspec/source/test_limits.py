"""No input takes the reader more than a second or 100 MB: each is read in a process that may hold no more."""

import subprocess
import sys
from pathlib import Path

import pytest

from formspec.source import DEEPEST, LONGEST_TEXT, MOST_NODES, MOST_PROBLEMS, read
from tests.formspec.source.hostile import FULL, HOSTILE

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def costs() -> dict[str, tuple[float, float]]:
    program = [sys.executable, str(Path(__file__).parent / "hostile.py")]
    done = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line.split(maxsplit=3) for line in done.stdout.splitlines()]
    return {name: (float(seconds), float(megabytes)) for seconds, megabytes, _, name in lines}


@pytest.mark.xdist_group("source-costs")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_input_costs_little(costs, name):
    seconds, megabytes = costs[name]
    assert seconds < 1
    assert megabytes < 100


def rules(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.rule) for problem in read(text.encode()).problems]


def test_a_file_may_be_as_large_as_the_limit_and_no_larger():
    largest = b"a: b\n".ljust(FULL, b"\n")
    assert read(largest).problems == ()
    assert [problem.rule for problem in read(largest + b"\n").problems] == ["too-large"]


def test_lists_may_be_as_deep_as_the_limit_and_no_deeper():
    assert rules("[" * DEEPEST + "]" * DEEPEST) == []
    assert rules("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)) == [(1, "too-deep")]
    assert rules("{a: " * DEEPEST + "x" + "}" * DEEPEST) == []
    assert rules("- " * (DEEPEST + 1) + "x") == [(1, "too-deep")]


def test_there_may_be_as_many_texts_as_the_limit_and_no_more():
    assert rules("- x\n" * MOST_NODES) == []
    assert rules("- x\n" * (MOST_NODES + 1)) == [(MOST_NODES + 1, "too-many")]
    assert rules("".join(f"{number}: x\n" for number in range(MOST_NODES // 2 + 1))) == [
        (MOST_NODES // 2 + 1, "too-many")
    ]


def test_a_text_may_be_as_long_as_the_limit_and_no_longer():
    assert rules("a: " + "é" * LONGEST_TEXT) == []
    assert rules("a: " + "é" * (LONGEST_TEXT + 1)) == [(1, "text-too-long")]
    assert read(b"x" * 2 * LONGEST_TEXT).root == ("x" * LONGEST_TEXT, 1, 1, True)


def test_the_first_hundred_problems_are_told_and_that_there_are_more():
    assert len(rules("a: b\n" * (MOST_PROBLEMS + 1))) == MOST_PROBLEMS
    told = rules("a: b\n" * 5000)
    assert told[-1] == (MOST_PROBLEMS + 2, "too-many-problems")
    assert [rule for _, rule in told[:-1]] == ["duplicate-key"] * MOST_PROBLEMS
    told = rules("a\x01" * 5000)
    assert [rule for _, rule in told] == ["control-character"] * MOST_PROBLEMS + ["too-many-problems"]
