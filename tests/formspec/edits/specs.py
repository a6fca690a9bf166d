"""The specs that the properties of edits are tried on, as they are and in styles of other authors."""

import os
from pathlib import Path
from random import Random

from formspec.nodes import Json, Mapping, Node, Text, as_json
from formspec.source import read
from tests.formspec.edits.styles import Style

SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261126"))
TESTS = Path(__file__).parents[2]
EVERY_KEY = TESTS / "formspec" / "every-key.yaml"
FILES = (
    *sorted((TESTS.parent / "formspec" / "specs").glob("*/1.yaml")),
    *sorted(path for path in (TESTS / "gallery").glob("*.yaml") if path.stem.count(".") == 0),
    EVERY_KEY,
)
HOSTILE = (
    "x: y # z", "- a", '"q" b', "it's", "{a}", "[b], c", "*a", "&a", "!t", "%T", "@x", "`b`", "? x", "a\\b", "é 😀",
    "# x", "true", "12", "a:", "> b", "| c", " 'x' \"y\" \\", "a\tb", "~", "null", "---", "...", "<<", "“so”", "a,b",
    ":", "No", "1.10", "word # rest",
    "word #rest", "a: b", "word " * 60, "end \\", "ends with “", "x" * 200, "=", "-", "{{x}}", "%d", "a  b",
    "\xa0a\xa0b",
)  # fmt: skip
PARAGRAPHS = ("two\nlines", "one\n\n  further in # x\n\nthree", "- a\n- b", "a: b\n# c\n---\nd", "x\n \ny", "tab\n\tin")


def chance_of(name: str, number: int) -> Random:
    """Return the chance of one round, which the seed repeats."""
    return Random(f"{SEED}/{name}/{number}")


def written(chance: Random) -> str:
    """Return the text of a spec: as it is in one case of five, else in a style of its own."""
    path = chance.choice(FILES)
    text = path.read_text(encoding="utf-8")
    return text if chance.random() < 0.2 else Style(chance).written(as_json(root_of(text)))


def root_of(text: str) -> Mapping:
    """Return what was read from the text of a spec."""
    root = read(text.encode()).root
    assert isinstance(root, Mapping)
    return root


def leaves(tree: Json, way: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
    """Return every text of what was read, without blanks around it, by the keys and numbers that lead to it."""
    if isinstance(tree, dict):
        return {key: text for name, each in tree.items() for key, text in leaves(each, (*way, name)).items()}
    if isinstance(tree, list):
        return {key: text for number, each in enumerate(tree) for key, text in leaves(each, (*way, number)).items()}
    return {way: (tree or "").strip()}


def texts_of(node: Node) -> list[Text]:
    """Return every text with its place, keys included, in the order of the file."""
    found: list[Text] = []
    if isinstance(node, Text):
        found = [node]
    elif isinstance(node, Mapping):
        found = [text for entry in node.entries for each in entry for text in texts_of(each)]
    else:
        found = [text for each in node.nodes for text in texts_of(each)]
    return found
