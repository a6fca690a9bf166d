"""The schema for editors refuses what the loader refuses in shape and in words known beforehand, and nothing else."""

import copy
import os
import random
import re
from pathlib import Path

import jsonschema
import pytest

from formspec.building import build
from formspec.grammar import LEVELS, ROLES
from formspec.kinds import KINDS
from formspec.metaschema import metaschema
from formspec.nodes import Entry, Listing, Mapping, Node, Place, Text
from formspec.problem import Level
from formspec.rules import RULES
from formspec.shape import shape
from formspec.source import read

HERE = Path(__file__).parent
SPECS = [HERE / "every-key.yaml", *sorted((HERE.parents[1] / "formspec" / "specs").glob("*/*.yaml"))]
CASES = sorted((HERE / "shape").glob("*.yaml"))
SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
ROUNDS = 250 * SOAK
STRIDE = 1 if SOAK > 1 else 12
"""Of how many keys one is left out, by the seed; a longer run leaves out each."""
SEED = int(os.environ.get("FORMSPEC_SEED", "20261123"))
VALIDATOR = jsonschema.Draft202012Validator(metaschema())
HERE_TOO = {
    *("id-form", "option-form", "language-version", "version-number", "max-length"),
    *("check-level", "numbering", "check-character", "rounding"),
}
HERE_IN_PART = (
    *("There is no kind ", "There is no role ", "There is no unit ", "There is no type of file "),
    *("“min-length” is ", "“decimal-places” is ", "“max-size” is "),
)
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
KEYS = sorted({key for level in LEVELS.values() for key in level.keys} | {"lable", "colour", ""})
START = Place(1, 1)


class Quoted(str):
    """A text in quotation marks."""


def tree_of(node: Node) -> object:
    if isinstance(node, Mapping):
        return {entry.key.text: tree_of(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [tree_of(each) for each in node.nodes]
    return node.text if node.plain else Quoted(node.text)


def node_of(tree: object) -> Node:
    if isinstance(tree, dict):
        return Mapping(tuple(Entry(Text(key, 1, 1), node_of(value)) for key, value in tree.items()), START)
    if isinstance(tree, list):
        return Listing(tuple(map(node_of, tree)), START)
    return Text("" if tree is None else str(tree), 1, 1, plain=not isinstance(tree, Quoted))


def as_editors_read(tree: object) -> object:
    """Return the JSON that an editor makes of YAML: plain numbers, true, false and nothing are no texts to it."""
    if isinstance(tree, dict):
        return {key: as_editors_read(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return list(map(as_editors_read, tree))
    if isinstance(tree, Quoted):
        return str(tree)
    if tree in ("true", "false"):
        return tree == "true"
    if NUMBER.fullmatch(str(tree)):
        return float(str(tree)) if "." in str(tree) else int(str(tree))
    return tree or None


def refused_by_loader(tree: object) -> tuple[list[str], list[str]]:
    """Return every error that the loader finds, and those of them that the schema must find as well."""
    root = node_of(tree)
    found = [each.message for each in shape(root)]
    if not isinstance(root, Mapping):
        return found, found
    written = build(root, "")
    problems = [problem for rule in RULES for problem in rule.check(written) if problem.level is Level.ERROR]
    told = [each.message for each in problems if each.rule in HERE_TOO or each.message.startswith(HERE_IN_PART)]
    return found + [each.message for each in problems], found + told


def agreed(tree: object) -> bool:
    """Say whether both accept, after having asserted that they are of one mind."""
    accepted = VALIDATOR.is_valid(as_editors_read(tree))
    refused, here_too = refused_by_loader(tree)
    reasons = (tree, refused, [each.message for each in VALIDATOR.iter_errors(as_editors_read(tree))])
    assert not (accepted and here_too), reasons
    assert accepted or refused, reasons
    return accepted


WORDS = "true false yes True 1 0 -1 01 1.5 1000001 16001 99999999999 first-aid 1st First a.b.c a..b tex rule"
WORDS += " 7 100 101 error advice days fortnights pdf doc upn upm sections today good staff.count staff.people teaching"
VALUES = (
    *(
        *WORDS.split(),
        *KINDS,
        *ROLES,
        "First Aid",
        "a" * 61,
        None,
        Quoted(""),
        Quoted("  "),
        Quoted("true"),
        Quoted("1"),
    ),
    *([], {}, ["a"], [None], [[]], [{}], {"a": "b"}, {"required": "x"}, {"required": None}, {"a": []}),
)


def places(tree: object) -> list[tuple[object, object]]:
    """Return every place in a tree as what holds it and its key or number."""
    below = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree)) if isinstance(tree, list) else []
    return [(tree, key) for key, _ in below] + [place for _, value in below for place in places(value)]


def change(tree: object, chance: random.Random) -> None:
    holder, key = chance.choice(places(tree))
    match chance.randrange(5):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[chance.choice(KEYS)] = holder.pop(key)
        case 2 if isinstance(holder, dict):
            holder[chance.choice(KEYS)] = plain(chance.choice(VALUES))
        case 3:
            held = [holder[key] for holder, key in places(tree)]
            holder[key] = copy.deepcopy(chance.choice(held))
        case _:
            holder[key] = plain(chance.choice(VALUES))


def plain(value: object) -> object:
    return "" if value is None else [plain(each) for each in value] if isinstance(value, list) else copy.deepcopy(value)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.parent.name)
def test_both_accept_a_good_spec(path):
    assert agreed(tree_of(read(path.read_bytes()).root))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_both_refuse_a_spec_with_a_fault_of_shape(case):
    assert not agreed(tree_of(read(case.read_bytes()).root))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.parent.name)
def test_both_are_of_one_mind_when_any_key_is_left_out(path):
    whole = tree_of(read(path.read_bytes()).root)
    verdicts = set()
    for number in range(SEED % STRIDE, len(places(whole)), STRIDE):
        tree = copy.deepcopy(whole)
        holder, key = places(tree)[number]
        del holder[key]
        verdicts.add(agreed(tree))
    assert verdicts == {True, False}


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.parent.name)
def test_both_are_of_one_mind_on_specs_changed_by_chance(path):
    print(f"FORMSPEC_SEED={SEED}")
    chance = random.Random(SEED)
    whole = tree_of(read(path.read_bytes()).root)
    verdicts = []
    for _ in range(ROUNDS if path is SPECS[0] else ROUNDS // 4):
        tree = copy.deepcopy(whole)
        for _ in range(chance.randint(1, 3)):
            change(tree, chance)
        verdicts.append(agreed(tree))
    assert verdicts.count(True) > len(verdicts) // 50
    assert verdicts.count(False) > len(verdicts) // 5


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(metaschema())


def test_every_key_has_its_meaning_in_it():
    definitions = metaschema()["$defs"]
    for level in LEVELS.values():
        described = {key: each["description"] for key, each in definitions[level.name]["properties"].items()}
        assert described == {key.name: key.meaning for key in level.keys.values()}
