"""What is wrong with a spec's shape is said at its line and column, all of it in one run.

Each case is a file in `shape/`, with what is to be found beside it, a line each: `LINE:COLUMN: level: MESSAGE [RULE]`.
"""

from pathlib import Path

import jsonschema
import pytest

from formspec.grammar import LEVELS, Takes
from formspec.loader import load
from formspec.metaschema import metaschema
from formspec.nodes import Listing, Mapping, Node
from formspec.shape import is_number, shape
from formspec.source import read

HERE = Path(__file__).parent
CASES = sorted((HERE / "shape").glob("*.yaml"))
SPECS = sorted((HERE.parents[1] / "formspec" / "specs").glob("*/*.yaml"))


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


def as_editors_read(node: Node, takes: Takes = Takes.TEXT, level: str = "") -> object:
    """Return the JSON that an editor sees: numbers and true/false where the language wants them."""
    if isinstance(node, Mapping):
        keys = LEVELS[level].keys if level else {}
        return {
            entry.key.text: as_editors_read(entry.value, key.takes, key.of)
            if (key := keys.get(entry.key.text))
            else as_editors_read(entry.value)
            for entry in node.entries
        }
    if isinstance(node, Listing):
        return [as_editors_read(each, Takes.TEXT, level) for each in node.nodes]
    if node.empty:
        return None
    if takes is Takes.NUMBER and is_number(node.text):
        return int(node.text)
    return node.text == "true" if takes is Takes.TRUTH and node.text in {"true", "false"} else node.text


@pytest.mark.parametrize("case", CASES + SPECS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_schema_for_editors_agrees_with_the_shape_check(case):
    root = read(case.read_bytes()).root
    assert root is not None
    valid = jsonschema.Draft202012Validator(metaschema()).is_valid(as_editors_read(root, level="spec"))
    assert valid == (not list(shape(root)))


def test_the_schema_for_editors_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(metaschema())


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.parent.name)
def test_every_key_taken_out_of_a_published_spec_is_missed_by_both_or_by_neither(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    validator = jsonschema.Draft202012Validator(metaschema())
    tried = 0
    for number in range(len(lines)):
        root = read("\n".join(lines[:number] + lines[number + 1 :]).encode()).root
        if isinstance(root, Mapping):
            tried += 1
            assert validator.is_valid(as_editors_read(root, level="spec")) == (not list(shape(root))), lines[number]
    assert tried > 20
