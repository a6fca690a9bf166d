"""The reference leaves nothing out: each word of the language is shown at work, and what it promises is so."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.check import check
from engine.compile import compile_form
from engine.document import submission
from engine.example import SUBMITTED, example_entries
from engine.stored_file import TYPES
from engine.taking import entries_of
from engine.validate import validate
from formspec.check_characters import CHECK_CHARACTERS
from formspec.grammar import LEVELS
from formspec.keys import Key
from formspec.kinds import KINDS
from formspec.loader import load
from formspec.nodes import Listing, Mapping, Node, Text
from formspec.source import read

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^```yaml step\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
SNIPPETS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
RECORDS = re.findall(r"^```json\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
FIRST_WHOLE = 4
QUESTIONS = LEVELS["section"].keys["questions"]
Shown = tuple[str, str]


def keys_in(node: Node, level: str) -> Iterator[Shown]:
    """Yield each key that stands in a node of a level, with its level, and each kind as a key of `kinds`."""
    for entry in node.entries if isinstance(node, Mapping) else ():
        key = LEVELS[level].keys[entry.key.text]
        yield level, key.name
        if key.name == "kind" and isinstance(entry.value, Text):
            yield "kinds", entry.value.text
        yield from below(entry.value, key)


def below(value: Node, key: Key) -> Iterator[Shown]:
    if key.of and isinstance(value, Listing):
        for each in value.nodes:
            yield from keys_in(each, key.of)
    elif key.of:
        yield from keys_in(value, key.of)


def shown() -> set[Shown]:
    found: set[Shown] = set()
    for snippet in [*SNIPPETS, "".join(STEPS)]:
        root = read(snippet.encode()).root
        assert root is not None
        found |= set(below(root, QUESTIONS) if isinstance(root, Listing) else keys_in(root, "spec"))
    return found


def at_an_answer(level: str, key: str) -> Shown:
    """Return a key of a column as that of a question, which means the same there."""
    return ("question", key) if level == "column" and key in LEVELS["question"].keys else (level, key)


def test_every_key_and_kind_is_shown_by_a_snippet():
    every = {at_an_answer(level.name, key) for level in LEVELS.values() for key in level.keys}
    found = {at_an_answer(*each) for each in shown()}
    assert (every | {("kinds", kind) for kind in KINDS}) - found == set()


@pytest.mark.parametrize("count", range(FIRST_WHOLE, len(STEPS)))
def test_the_walkthrough_lacks_only_what_comes_later_after_each_step(count):
    loaded = load("".join(STEPS[:count]).encode())
    assert {problem.rule for problem in loaded.problems} <= {"unused-part", "unused-columns"}


def test_the_walkthrough_ends_with_a_form_that_has_a_valid_example():
    loaded = load("".join(STEPS).encode())
    assert loaded.problems == ()
    assert loaded.spec is not None
    form = compile_form(loaded.spec)
    assert check(form, example_entries(form), complete=True, today=SUBMITTED.date()) == ()


def test_the_table_says_how_to_write_each_need():
    table = PAGE.partition("## How do I say …")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", table, re.MULTILINE)[1:]
    assert len(rows) >= 40
    known = {key for level in LEVELS.values() for key in level.keys}
    for need, says in rows:
        keys = re.findall(r"([a-z]+(?:-[a-z]+)*):", " ".join(re.findall("`(.+?)`", says)))
        assert set(keys) <= known, need


def test_the_page_shows_what_a_record_keeps_of_every_sort_of_answer():
    snippet = next(each for each in SNIPPETS if "id: dear, level: warning, when: {question: visit.cost" in each)
    loaded = load(f"formspec: 1\nform: sorts\nversion: 1\ntitle: Sorts\n{snippet}".encode())
    assert loaded.spec is not None
    form = compile_form(loaded.spec)
    answers, around = json.loads(RECORDS[2]), json.loads(RECORDS[3])
    entries, refused = entries_of(form, answers)
    assert refused == ()
    reasons = {warning["check"]: warning["reason"] for warning in around["warnings"]}
    document = submission(form, {**entries, **reasons}, id="page", submitted=datetime(2026, 11, 23, tzinfo=UTC))
    assert document["answers"] == answers
    assert {name: document[name] for name in around} == around
    assert validate(form, document) == ()


def test_the_tables_of_check_characters_and_types_are_complete():
    table = PAGE.partition("| check | for |")[2].partition("\n\n")[0]
    assert dict(re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \|$", table, re.MULTILINE)) == CHECK_CHARACTERS
    types = PAGE.partition("The types are ")[2].partition(";")[0]
    assert re.findall("`([a-z]+)`", types) == list(TYPES)


def test_every_link_within_the_page_leads_to_a_heading():
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.+)$", PAGE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= headings
