"""Making a spec and answers on which two judges differ small enough to read.

Here lives the taking away: of a part of the spec, or of an answer, as long as the rest still loads and differs.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy

from formspec.loader import load
from formspec.model import Column, Spec
from tests.agreement.answers_by_chance import Given
from tests.agreement.malformed import Broken, excused, given
from tests.agreement.places import items, template_of
from tests.agreement.scope import Tree
from tests.agreement.writing import Node, written

Differs = Callable[[Spec, Given], bool]
Step = str | int
RULES = {"question", "column", "value", "look-up", "choose", "percentage", "between", "count", "is", "must", "sum"}
MORE = {"where", "blank-as", "plus", "minus", "label", "when"}


def smallest(tree: Tree, made: Given, differs: Differs, *, most: int = 3000) -> tuple[Tree, Given]:
    """Take away whatever can be taken away; give up after so many trials."""
    trials = 0
    shrunk = True
    while shrunk and trials < most:
        shrunk = False
        for fewer, rest in _smaller(tree, made):
            trials += 1
            if trials > most:
                break
            if _still(fewer, rest, differs):
                tree, made, shrunk = fewer, rest, True
                break
    return tree, made


def _still(tree: Tree, made: Given, differs: Differs) -> bool:
    spec = load(written(tree).encode()).spec
    if spec is None:
        return False
    try:
        return differs(spec, kept(spec, made))
    except (KeyError, AssertionError, IndexError, TypeError):
        return False


def kept(spec: Spec, made: Given) -> Given:
    """The answers to what the spec still asks."""
    known = items(spec)
    answers = {
        address: value
        for address, value in made.values.items()
        if (item := known.get(template_of(spec, address))) and item.column and _is_of(item.column, value)
    }
    groups = {address for address, item in known.items() if item.question and item.question.group}
    return Given(answers, {each: rows for each, rows in made.rows.items() if template_of(spec, each) in groups})


def _is_of(column: Column, value: object) -> bool:
    answer = given(value)
    if column.kind == "calculated" or isinstance(value, Broken) or excused(value):
        return column.kind != "calculated"
    chosen = answer if isinstance(answer, list) else [answer]
    named = [each["option"] if isinstance(each, dict) and "option" in each else each for each in chosen]
    offered = [each.value for each in column.options]
    return not offered or all(each in offered for each in named)


def _smaller(tree: Tree, made: Given) -> Iterator[tuple[Tree, Given]]:
    for path in sorted(_paths(tree), key=len):
        if _can_go(_at(tree, path[:-1]), path[-1]):
            yield _without(tree, path), made
    for path in sorted(_paths(tree), key=len):
        for inner in _inner(_at(tree, path)):
            yield _with(tree, path, inner), made
    for address in made.values:
        yield tree, Given({each: value for each, value in made.values.items() if each != address}, made.rows)
    for group, rows in made.rows.items():
        for row in rows:
            yield tree, Given(made.values, made.rows | {group: [each for each in rows if each != row]})


def _can_go(within: Node, step: Step) -> bool:
    """Whether what is left still says something: a rule needs all of its words but those in which it says more."""
    said = set(within) if isinstance(within, dict) else set()
    return len(within) > 1 and (not said & RULES or step in MORE)  # type: ignore[arg-type]


def _paths(node: Node) -> Iterator[tuple[Step, ...]]:
    inner: list[tuple[Step, Node]] = (
        list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    )
    for step, value in inner:
        yield (step,)
        for path in _paths(value):
            yield (step, *path)


def _at(node: Node, path: tuple[Step, ...]) -> Node:
    for step in path:
        node = node[step]  # type: ignore[index,call-overload]
    return node


def _without(tree: Tree, path: tuple[Step, ...]) -> Tree:
    fewer = deepcopy(tree)
    del _at(fewer, path[:-1])[path[-1]]  # type: ignore[operator,union-attr,arg-type]
    return fewer


def _with(tree: Tree, path: tuple[Step, ...], node: Node) -> Tree:
    other = deepcopy(tree)
    _at(other, path[:-1])[path[-1]] = deepcopy(node)  # type: ignore[index,call-overload]
    return other


def _inner(node: Node) -> list[Node]:
    """What a condition or value could be in its place: one of the parts of all, any, not, and of a working."""
    if not isinstance(node, dict):
        return []
    found: list[Node] = []
    for key in ("all", "any", "not"):
        value = node.get(key)
        found += value if isinstance(value, list) else [value] if value is not None else []
    return found
