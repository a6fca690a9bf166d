"""A spec as mappings and lists, to be revised: reading one from its text, and finding and renaming what is in it.

Here lives nothing that decides what is revised. A tree is written again by `tests.agreement.writing`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from formspec.nodes import Listing, Mapping, Text
from formspec.nodes import Node as Read
from formspec.source import read
from tests.agreement.writing import Node

Tree = dict[str, Node]
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_UNTOUCHED = frozenset({"was", "retired", "label", "title", "hint", "text"})


def tree_of(text: str) -> Tree:
    """Return a spec as mappings and lists."""
    root = read(text.encode()).root
    assert root is not None
    found = _node(root)
    assert isinstance(found, dict)
    return found


def _node(node: Read) -> Node:
    match node:
        case Text():
            return _scalar(node)
        case Listing():
            return [_node(each) for each in node.nodes]
        case Mapping():
            return {entry.key.text: _node(entry.value) for entry in node.entries}


def _scalar(text: Text) -> Node:
    if text.plain and _NUMBER.fullmatch(text.text) and str(float(text.text)).removesuffix(".0") == text.text:
        return float(text.text) if "." in text.text else int(text.text)
    return text.text


@dataclass
class Found:
    """A question (or group) where it stands: its address, the list that it stands in, its section and its groups."""

    address: str
    question: Tree
    among: list[Node]
    section: Tree
    groups: tuple[str, ...]

    @property
    def within(self) -> str:
        return self.address.rpartition(".")[0]


def listed(tree: Tree, key: str) -> list[Node]:
    """The list under a key, which is made where there is none."""
    found = tree.setdefault(key, [])
    assert isinstance(found, list)
    return found


def trees(tree: Tree, key: str) -> list[Tree]:
    """The mappings in the list under a key."""
    found = tree.get(key, [])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def questions(tree: Tree) -> list[Found]:
    """Every question and group of a spec, in order."""
    return [
        found
        for section in trees(tree, "sections")
        for found in _questions(section, listed(section, "questions"), str(section["id"]), ())
    ]


def _questions(section: Tree, among: list[Node], within: str, groups: tuple[str, ...]) -> Iterator[Found]:
    for question in among:
        if isinstance(question, dict):
            address = f"{within}.{question['id']}"
            yield Found(address, question, among, section, groups)
            if "questions" in question:
                yield from _questions(section, listed(question, "questions"), address, (*groups, address))


def ids(tree: Node) -> set[str]:
    """Every id and value that is used anywhere."""
    if isinstance(tree, list):
        return {each for node in tree for each in ids(node)}
    if not isinstance(tree, dict):
        return set()
    own = {str(tree[key]) for key in ("id", "value") if isinstance(tree.get(key), str)}
    return own | {each for node in tree.values() for each in ids(node)}


def renamed(node: Node, old: str, new: str) -> Node:
    """A tree in which every reference to an address names another one."""
    if isinstance(node, list):
        return [renamed(each, old, new) for each in node]
    if isinstance(node, dict):
        return {key: value if key in _UNTOUCHED else renamed(value, old, new) for key, value in node.items()}
    if isinstance(node, str) and (node == old or node.startswith(f"{old}.")):
        return new + node.removeprefix(old)
    return node
