"""The engine, its check, its documents and the published schema say what the judge says, of forms made by chance.

Whatever differs is shown as small as it can be made; FORMSPEC_SOAK tries more of it, FORMSPEC_SEED others.
"""

import json
from collections import Counter
from random import Random

import pytest

from formspec.loader import load
from tests.agreement.answers_by_chance import chance_answers
from tests.agreement.differences import Pair, differences
from tests.agreement.failing import told
from tests.agreement.generate import chance_source, chance_tree
from tests.agreement.kinds_by_chance import KINDS_ANSWERED
from tests.agreement.scope import Tree
from tests.agreement.writing import Node, written
from tests.engine.conftest import SEED, SOAK

BATCHES = 12
SPECS = 5
ANSWERS = 10
OFTEN_ENOUGH = 10
RULES = (
    *("all", "any", "not", "exactly-one", "at-least-one", "at-most-one", "all-different"),
    *("is", "is-not", "one-of", "none-of", "contains", "answered", "at-least", "at-most", "more-than", "less-than"),
    *("before", "after", "on-or-before", "on-or-after", "column", "value"),
    *("sum", "mean", "smallest", "largest", "product", "difference", "quotient", "percentage", "count", "where"),
    *("most-possible", "findings", "between", "look-up", "and", "bands", "choose", "blank-as", "of-column", "rounded"),
    *("plus", "minus", "when", "required", "suggest", "worded", "exclusive", "please-say", "could-not-find-out"),
    *("exactly", "as-many-as", "checks", "level", "outcomes", "gaps", "lists", "columns", "evidence", "pattern"),
    *("min-length", "max-length", "earliest", "latest", "least", "most", "decimal-places"),
)


def _spec(tree: Tree) -> Pair:
    loaded = load(written(tree).encode())
    assert loaded.spec is not None
    return Pair(loaded.spec)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_engine_and_the_schema_say_what_the_judge_says(batch: int) -> None:
    print(f"FORMSPEC_SEED={SEED}")
    random = Random(f"{SEED} {batch}")
    for _ in range(SPECS * SOAK):
        tree = chance_tree(random)
        pair = _spec(tree)
        for _ in range(ANSWERS):
            made = chance_answers(pair.spec, random)
            if pair.differences(made):
                pytest.fail(told(tree, made, differences))


def test_the_answers_are_mixed_so_that_agreement_means_something() -> None:
    random, found = Random(SEED), Counter[str]()
    for _ in range(200):
        pair = _spec(chance_tree(random))
        for _ in range(4):
            verdict = chance_answers(pair.spec, random).verdict(pair.spec)
            found.update({"clean": not verdict.faults, "warned": bool(verdict.warnings)})
            found.update(code for _, code in verdict.faults)
            found.update("asked" if is_asked else "not asked" for is_asked in verdict.asked.values())
            found.update(f"suggested {bool(verdict.suggested)}" for _ in verdict.suggested)
    wanted = {"clean": 60, "warned": 20, "not asked": 300, "suggested True": 30, "check": 30, "required": 20}
    wanted |= dict.fromkeys(("not-offered", "too-many-rows", "too-large", "too-late", "too-many", "not-an-option"), 2)
    wanted |= dict.fromkeys(("excluded", "say-why", "too-small", "too-early", "too-few", "not-a-number", "pattern"), 1)
    assert {name: least for name, least in wanted.items() if found[name] < least} == {}


def test_forms_by_chance_say_everything_that_a_form_can_say() -> None:
    random, said = Random(SEED), Counter[str]()
    for _ in range(400):
        said.update(_words(chance_tree(random)))
    assert {word: said[word] for word in (*RULES, *KINDS_ANSWERED) if said[word] < OFTEN_ENOUGH} == {}


def _words(node: Node) -> list[str]:
    """Every key in a spec, and every kind."""
    if isinstance(node, dict):
        kind = [str(node["kind"])] if "kind" in node else []
        return [*node, *kind, *(word for value in node.values() for word in _words(value))]
    return [word for value in node for word in _words(value)] if isinstance(node, list) else []


def test_chance_repeats() -> None:
    assert chance_source(Random(SEED)) == chance_source(Random(SEED))
    one, other = (_answers(Random(SEED)) for _ in range(2))
    assert one == other


def _answers(random: Random) -> str:
    pair = _spec(chance_tree(random))
    return json.dumps([repr(chance_answers(pair.spec, random)) for _ in range(3)])
