"""Each good file is read without a problem into exactly the JSON beside it, every text as typed."""

import json
from pathlib import Path

import pytest

from formspec.nodes import Listing, Mapping, Node, Text, as_json
from formspec.source import read

GOOD = Path(__file__).parent / "good"
SPECS = Path(__file__).parents[3] / "formspec" / "specs"
CASES = sorted(GOOD.glob("*.yaml"))


def texts(node: Node):
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Listing):
        for each in node.nodes:
            yield from texts(each)
    else:
        for entry in node.entries:
            yield entry.key
            yield from texts(entry.value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_good_file_is_read_as_typed(case):
    source = read(case.read_bytes())
    assert source.problems == ()
    assert as_json(source.root) == json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "case", [*CASES, *sorted(SPECS.glob("*/*.yaml"))], ids=lambda case: f"{case.parent.name}-{case.stem}"
)
def test_a_text_on_one_line_stands_at_its_place(case):
    source = read(case.read_bytes())
    lines = case.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    for text in texts(source.root):
        here = lines[text.line - 1][text.column - 1 :]
        if text.plain and "\n" not in text.text:
            assert here.startswith(text.text.split(" ")[0])
        elif not text.plain:
            assert here[:1] in "\"'|>"


def test_there_are_good_files_of_every_sort():
    assert len(CASES) >= 15
    assert {case.stem for case in CASES} == {case.stem for case in GOOD.glob("*.json")}


def test_a_list_and_a_mapping_stand_where_they_begin():
    root = read(b"# remark\nform:\n  - a\n  - {b: c}\n").root
    assert isinstance(root, Mapping)
    listing = root.get("form")
    assert isinstance(listing, Listing)
    assert (root.place, listing.place, listing.nodes[1].place) == ((2, 1), (3, 3), (4, 5))
