"""Each rule finds what its page says it finds, at the line its page marks, and nothing in what its page lets pass."""

import re
import textwrap
from pathlib import Path

import pytest

from formspec import rules
from formspec.loader import load
from formspec.problem import Level
from formspec.rules import RULES, Rule

HEAD = {"formspec": "1", "form": "school-visit", "version": "1", "title": "A visit"}
DOCS = Path(__file__).parents[2] / "docs" / "rules.md"
MARK = re.compile(r" *# <- ([a-z-]+)$")


def snippet(rule: Rule, name: str) -> list[str]:
    found = re.search(rf"^{name}::\n\n((?:    .*\n|\n)+)", rule.page + "\n", re.MULTILINE)
    return textwrap.dedent(found[1]).rstrip().splitlines() if found else []


def completed(lines: list[str]) -> list[str]:
    """Return a whole spec around the lines of a page: what a page leaves out is what every spec needs."""
    if "sections:" in lines:
        return [f"{key}: {value}" for key, value in HEAD.items()] + lines
    head = [line for line in lines if not line.startswith(("- ", " ", "questions:"))]
    start = next((n for n, line in enumerate(lines) if line.startswith(("- ", "questions:"))), len(lines))
    top, questions = lines[:start], lines[start:]
    written = {line.partition(":")[0] for line in head}
    spec = [f"{key}: {value}" for key, value in HEAD.items() if key not in written] + top
    spec += ["sections:", "  - id: visit", "    title: The visit"]
    if not questions:
        questions = ["- {id: any, label: Anything, kind: text}"]
    if not questions[0].startswith("questions:"):
        spec.append("    questions:")
        return spec + ["      " + line for line in questions]
    return spec + ["    " + line for line in questions]


def found(lines: list[str]) -> list[tuple[int, str]]:
    text = "\n".join(MARK.sub("", line) for line in lines) + "\n"
    return [(problem.line, problem.rule) for problem in load(text.encode()).problems]


def marked(lines: list[str]) -> list[tuple[int, str]]:
    return [(number, mark[1]) for number, line in enumerate(lines, 1) if (mark := MARK.search(line))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_exactly_what_its_page_marks(rule):
    lines = completed(snippet(rule, "Fails") or snippet(rule, "Warns"))
    assert marked(lines)
    assert found(lines) == marked(lines)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_lets_pass_what_its_page_lets_pass(rule):
    assert snippet(rule, "Passes")
    assert found(completed(snippet(rule, "Passes"))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_says_truly_whether_its_rule_fails_or_warns(rule):
    lines = completed(snippet(rule, "Fails") or snippet(rule, "Warns"))
    text = "\n".join(MARK.sub("", line) for line in lines)
    levels = {problem.level for problem in load(text.encode()).problems}
    assert levels == {Level.ERROR if snippet(rule, "Fails") else Level.WARNING}


def test_every_module_of_a_rule_is_in_the_registry_and_in_the_words():
    modules = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__", "walk"}
    registered = [rule.id for rule in RULES]
    headings = re.findall(r"^## (.+)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert {rule.replace("-", "_") for rule in registered} == modules
    assert sorted(headings) == sorted(registered)


def test_the_page_of_rules_is_what_the_rules_say():
    code = Path(__file__).with_name("write_rules_page.py").read_text(encoding="utf-8")
    written: dict = {"__name__": "write_rules_page", "__file__": str(Path(__file__).with_name("write_rules_page.py"))}
    exec(compile(code, "write_rules_page.py", "exec"), written)
    assert DOCS.read_text(encoding="utf-8") == written["page"]()
