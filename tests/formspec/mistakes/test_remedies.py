"""A remedy takes its problem away and changes nothing else; a word that a message offers can always be taken."""

import os
import random
import re
from pathlib import Path

import pytest

from formspec.loader import load
from formspec.problem import Level, Problem
from formspec.remedies import Remedy, remedy
from formspec.rules import RULES, Rule
from formspec.suggest import offered
from tests.formspec.mistakes.test_mistakes import CASES, FORM, changes
from tests.formspec.source.mutators import spoil
from tests.formspec.test_rules import MARK, completed, snippet

HERE = Path(__file__).parents[1]
WRITTEN = [*sorted((HERE / "shape").glob("*.yaml")), *sorted((HERE / "sense").glob("*.yaml")), *CASES]
ROUNDS = 300 * int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261124"))
FAILING = [rule for rule in RULES if snippet(rule, "Fails") or snippet(rule, "Warns")]


def failing(rule: Rule) -> str:
    lines = completed(snippet(rule, "Fails") or snippet(rule, "Warns"))
    return "\n".join(MARK.sub("", line) for line in lines) + "\n"


def holds(text: str, problem: Problem, found: Remedy) -> None:
    """Hold a remedy to what it promises: the problem is gone, and what was right above and at its line still is.

    A word that is changed for another changes no more than its line; it may then be seen to be wrong there otherwise.
    """
    after = load(found.text.encode()).problems
    assert problem not in after
    if offered(problem.message):
        assert len(changes(text, found.text)) == 2
        return
    before = {(each.line, each.rule) for each in load(text.encode()).problems}
    worse = [each for each in after if each.level is Level.ERROR and each.line <= problem.line]
    assert [each for each in worse if (each.line, each.rule) not in before] == []
    assert found.label
    assert len(found.label) <= 120


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_a_remedy_takes_away_its_problem_and_spoils_nothing(case):
    text = case.read_bytes().decode("utf-8", "replace")
    for problem in load(text.encode()).problems:
        if (found := remedy(text, problem)) is not None:
            holds(text, problem, found)


@pytest.mark.parametrize("rule", FAILING, ids=lambda rule: rule.id)
def test_a_word_that_a_rule_offers_can_be_taken(rule):
    text = failing(rule)
    for problem in load(text.encode()).problems:
        found = remedy(text, problem)
        if word := offered(problem.message):
            assert found is not None
            assert f"“{word}”" in found.label
        if found is not None:
            holds(text, problem, found)


def test_some_rules_offer_a_word():
    offers = [
        rule.id for rule in FAILING if any(offered(each.message) for each in load(failing(rule).encode()).problems)
    ]
    assert {"unknown-kind", "unknown-address", "column-role", "id-form"} <= set(offers)


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("There is no kind “txt”. Did you mean “text”?", "text"),
        ("“A b” cannot be an id: use small letters. Write “a-b”.", "a-b"),
        ("“Yes” cannot be a value: use small letters. Write “yes”, and the words as its label.", "yes"),
        ("“required” takes true or false, not “yes”: write true.", "true"),
        ("“required” takes true or false, not “true”: write true without quotation marks.", "true"),
        ("There is no “b” in this form. Write the whole address: a.b.", "a.b"),
        ("“label” has nothing behind it: write a text.", ""),
        ("“columns” takes a list, not “none”: write [] for none.", ""),
        ("“01/02/2026” is not a date: write it as October 2025 or 31 October 2025.", ""),
    ],
)
def test_what_a_message_offers_is_told_as_a_word(message, word):
    assert offered(message) == word


def test_lines_end_after_a_remedy_as_they_did_before():
    text = FORM.read_text(encoding="utf-8").replace("kind: choice", "knid: choice").replace("\n", "\r\n")
    (problem,) = load(text.encode()).problems
    found = remedy(text, problem)
    assert found is not None
    assert found.text == text.replace("knid", "kind")


def test_a_byte_order_mark_stays_where_it_is():
    text = "\ufeff" + FORM.read_text(encoding="utf-8").replace("kind: choice", "knid: choice")
    (problem,) = load(text.encode()).problems
    found = remedy(text, problem)
    assert found is not None
    assert found.text == text.replace("knid", "kind")


def test_a_problem_of_another_text_has_no_remedy():
    text = FORM.read_text(encoding="utf-8")
    assert remedy(text, Problem(1000, 1, "unknown-key", "A question has no “lable”. Did you mean “label”?")) is None
    assert remedy(text, Problem(3, 1, "unknown-key", "A question has no “lable”. Did you mean “label”?")) is None
    assert remedy("", Problem(1, 1, "tab", "This line begins with a tab.")) is None


def test_no_remedy_raises_whatever_the_text():
    forms = [case.read_bytes() for case in CASES]
    given = 0
    for number in range(ROUNDS):
        chance = random.Random(f"{SEED}/{number}")
        text = spoil(chance, chance.choice(forms))[:6000].decode("utf-8", "replace")
        for problem in load(text.encode()).problems[:3]:
            found = remedy(text, problem)
            if found is not None:
                given += 1
                assert problem not in load(found.text.encode()).problems, (number, problem, re.escape(text))
    assert given > ROUNDS / 10
