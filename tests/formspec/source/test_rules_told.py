"""Every rule of a source stands in the reader's own table, and a fault file or a limit shows it."""

import subprocess
import sys
from pathlib import Path

from formspec import source
from tests.formspec.source.promises import RULES

FAULTS = Path(__file__).parent / "faults"
SHOWN_BY_LIMITS = {"too-large", "too-many"}


def told() -> set[str]:
    table = (source.__doc__ or "").split("The rules of a source:")[1].split("\n\n")[1]
    names = (line[:24].strip() for line in table.splitlines() if line.startswith("    ") and line[4] != " ")
    return {name for line in names for name in line.split(", ")}


def test_the_table_of_rules_is_whole():
    assert told() == RULES


def test_every_rule_has_a_fault_file():
    lines = "".join(case.read_text(encoding="utf-8") for case in FAULTS.glob("*.expected")).splitlines()
    shown = {line.rsplit("[", 1)[1].rstrip("]") for line in lines}
    assert shown == RULES - SHOWN_BY_LIMITS


def test_a_python_without_libyaml_is_told_so_in_one_sentence():
    program = "import yaml; del yaml.CSafeLoader; import formspec.source"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "ImportError: Formspec needs PyYAML with libyaml: install the PyYAML wheel for this machine."
    )
