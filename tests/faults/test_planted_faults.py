"""Each planted fault is caught by the suite.

In every run the faults are held to what stands in the code now; FORMSPEC_SOAK plants them, each in a copy of the
project of its own, and runs the tests that have to catch it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.planted import FAULTS, Fault

ROOT = Path(__file__).parents[2]
COPIED = ("formspec", "engine", "webapp", "tests", "pyproject.toml", "docs", "README.md", "Makefile")
SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
LEAST = 10


def test_there_are_enough_faults_to_plant() -> None:
    assert len(FAULTS) >= LEAST


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_can_be_planted_in_one_place_and_its_tests_are_there(name: str) -> None:
    fault = FAULTS[name]
    assert (ROOT / fault.file).read_text(encoding="utf-8").count(fault.right) == 1
    assert all((ROOT / each).is_file() for each in fault.caught_by)


@pytest.mark.skipif(SOAK == 1, reason="planted in `make soak`: each fault runs tests of its own")
@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_caught(name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    for each in COPIED:
        source = ROOT / each
        if source.is_dir():
            shutil.copytree(source, tmp_path / each, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / each)
    plant(fault, tmp_path)
    ended = run(fault, tmp_path)
    assert ended.returncode == 1, f"{name} was not caught:\n{ended.stdout[-2000:]}"
    assert " failed" in ended.stdout, ended.stdout[-2000:]


def plant(fault: Fault, copy: Path) -> None:
    file = copy / fault.file
    file.write_text(file.read_text(encoding="utf-8").replace(fault.right, fault.wrong), encoding="utf-8")


def run(fault: Fault, copy: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *fault.caught_by]
    apart = {**os.environ, "PYTHONPATH": str(copy), "FORMSPEC_SOAK": "1"}
    return subprocess.run(words, cwd=copy, env=apart, capture_output=True, text=True, timeout=300, check=False)
