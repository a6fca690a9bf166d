"""The reference of the language is true: its snippets load, its tables are the code's, its record is what is kept."""

import json
import re
from pathlib import Path

import pytest

from engine.compile import compile_form
from engine.schema import draft_schema
from engine.validate import validate
from formspec.grammar import LEVELS, ROLES
from formspec.kinds import KINDS
from formspec.loader import load
from formspec.model import Spec
from formspec.rules import RULES

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
PAGE = (DOCS / "language.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
HEAD = {"formspec": "1", "form": "school-visit", "version": "1", "title": "A visit"}
SECTION = "sections:\n  - id: visit\n    title: The visit\n    questions:\n"


def whole(snippet: str) -> str:
    """Return a spec around a snippet: what the page leaves out is what every spec needs."""
    if snippet.startswith("- "):
        snippet = SECTION + "".join(f"      {line}\n" for line in snippet.splitlines())
    elif "\nsections:" not in f"\n{snippet}":
        snippet += SECTION + "      - {id: who, label: Who?, kind: text}\n"
    return "".join(f"{key}: {value}\n" for key, value in HEAD.items() if not snippet.startswith("formspec:")) + snippet


def spec_of(snippet: str) -> Spec:
    loaded = load(whole(snippet).encode())
    assert loaded.problems == ()
    assert loaded.spec is not None
    return loaded.spec


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.split("\n")[0])
def test_a_snippet_of_the_page_loads_without_a_problem(snippet):
    spec_of(snippet)


def test_the_page_has_its_snippets():
    assert len(SNIPPETS) == 45


def test_the_tables_are_what_the_code_says():
    name = "write_language_tables.py"
    written: dict = {"__name__": "write_language_tables", "__file__": str(HERE / name)}
    exec(compile((HERE / name).read_text(encoding="utf-8"), name, "exec"), written)
    assert written["page"](PAGE) == PAGE
    for level in LEVELS.values():
        section = PAGE.partition(written["heading"](level) + "\n")[2].partition("\n#")[0]
        assert re.findall(r"^\| `([a-z-]+)`", section, re.MULTILINE) == list(level.keys)


def test_the_tables_of_roles_and_codes_are_complete():
    roles = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \|$", PAGE.partition("## Roles")[2].partition("\n## ")[0], re.M)
    assert dict(roles) == ROLES
    codes = re.findall(
        r"^\| `([a-z-]+)` \| [^|]+ \| (.+) \|$", PAGE.partition("| code |")[2].partition("\n## ")[0], re.M
    )
    named = {code: set(re.findall("`(.+?)`", able)) for code, able in codes}
    assert {code: set(KINDS) - named[code] if able.startswith("all") else named[code] for code, able in codes} == {
        code: {name for name, kind in KINDS.items() if code in kind.error_codes}
        for code in {code for kind in KINDS.values() for code in kind.error_codes}
    }


def test_the_page_shows_what_a_record_keeps():
    form = compile_form(spec_of(SNIPPETS[0]))
    answers = json.loads(re.search(r"^```json\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)[1])
    shown = draft_schema(form)["properties"]["answers"]["properties"]
    assert set(answers) <= set(shown)
    document = {"answers": answers}
    assert [error for error in validate(form, document, draft=True) if error.address.partition(".")[0] in answers] == []
    broken = {"answers": {**answers, "walk": {"walked-by": "", "day": "2026-02-30"}}}
    assert [
        error.address for error in validate(form, broken, draft=True) if error.address.partition(".")[0] in answers
    ] == ["walk.walked-by", "walk.day"]


def test_every_fault_has_its_words_on_the_page_of_rules():
    page = (DOCS / "rules.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z-]+)`", page, re.MULTILINE) + re.findall(r"^## (.+)$", page, re.MULTILINE)
    shape = {"unknown-key", "missing-key", "wrong-type", "empty-value", "too-many-answers", "too-many-problems"}
    files = {"form-matches-file", "version-matches-file", "published-twice", "published-text", "release-file"}
    assert {rule.id for rule in RULES} | shape | files | {"unreadable-file"} <= set(told)
