"""Whatever may stand at the cursor is offered, in a text that may be broken just there, and nothing else is."""

import re

import pytest

from formspec.completion import completions
from formspec.grammar import LEVELS
from formspec.kinds import KINDS

SPEC = """\
formspec: 1
form: visit
version: 1
title: Visit
standards: [{id: dfe-1.5, title: Safe premises}]
access: ¦access¦
retention:
  from: ¦start¦
  ¦retention¦
lists:
  - id: grades
    options: [{value: good, label: Good}]
columns:
  - id: answer
    label: Answer
    kind: text
    role: answer
sections:
  - id: first
    title: First
    intro: |
      Some words: and more
      kind: of them
    questions:
      - id: place
        label: Where?
        meets:
          - dfe-1.5
          - ¦listed¦
        columns: []
        kind: ¦kind¦
      - {id: day, label: When?, kind: date, when: {question: ¦address¦}}
      - id: grade
        label: How good?
        columns: []
        kind: choice
        options: ¦options¦
        required: ¦truth¦
        errors:
          ¦code¦
        evidence:
          - id: seen
            ¦prompt¦
        ¦question¦
  - id: second
    ¦section¦
    questions:
    - id: less
      label: Indented less
      ¦less¦
checks:
  - id: both
    must: {all: [{question: first.place, ¦inner¦}]}
    message: Say both
¦top¦
"""
KEYS = {
    "question": ("question", {"id", "label", "columns", "kind", "options", "required", "errors", "evidence"}),
    "section": ("section", {"id", "questions"}),
    "prompt": ("prompt", {"id"}),
    "less": ("question", {"id", "label"}),
    "inner": ("condition", {"question"}),
    "top": (
        "spec",
        {"formspec", "form", "version", "title", "standards", "lists", "columns", "sections", "checks"}
        | {"access", "retention"},
    ),
    "retention": ("retention", {"from"}),
}
WORDS = {
    "kind": set(KINDS),
    "access": {"ordinary", "sensitive"},
    "start": {"submitted", "first.day", "first.day.answer"},
    "truth": {"true", "false"},
    "options": {"grades"},
    "listed": {"dfe-1.5"},
    "address": {
        "first",
        "first.place",
        "first.day",
        "first.grade",
        "first.grade.evidence.seen",
        "second",
        "second.less",
    }
    | {"first.day.answer", "second.less.answer"},
    "code": {code for kind in KINDS.values() for code in kind.error_codes},
}


def _offered(mark: str, typed: str = "") -> list[str]:
    """Return what is offered where one mark stands, all others taken out."""
    lines = re.sub(r"¦(\w+)¦", lambda found: f"{typed}¦" if found[1] == mark else "", SPEC).split("\n")
    at = next(number for number, line in enumerate(lines) if "¦" in line)
    column = lines[at].index("¦")
    text = "\n".join(lines).replace("¦", "")
    return [each.word for each in completions(text, at + 1, column + 1)]


@pytest.mark.parametrize("mark", sorted(KEYS))
def test_the_keys_of_the_level_are_offered_that_are_not_there_yet(mark: str) -> None:
    level, written = KEYS[mark]
    assert set(_offered(mark)) == set(LEVELS[level].keys) - written


@pytest.mark.parametrize("mark", sorted(WORDS))
def test_the_words_that_may_stand_behind_a_key_are_offered(mark: str) -> None:
    assert set(_offered(mark)) == WORDS[mark]


@pytest.mark.parametrize("mark", sorted({**KEYS, **WORDS}))
def test_a_word_that_is_begun_changes_nothing(mark: str) -> None:
    assert set(_offered(mark, "q")) == set(_offered(mark))


def test_a_day_that_is_asked_in_each_row_starts_no_clock() -> None:
    rows = "      - {id: people, label: Who?, columns: [], questions: [{id: left, label: Until when?, kind: date}]}\n"
    text = SPEC.replace("¦start¦", "").replace("  - id: second\n", f"{rows}  - id: second\n", 1)
    line = text.split("\n").index("  from: ") + 1
    offered = {each.word for each in completions(re.sub("¦\\w*¦", "", text), line, 9)}
    assert offered == WORDS["start"]


def test_what_must_be_there_comes_first() -> None:
    assert _offered("section")[0] == "title"


def test_nothing_is_offered_within_a_text_of_several_lines() -> None:
    line = SPEC.split("\n").index("      Some words: and more") + 1
    assert completions(SPEC.replace("¦", ""), line, 7) == ()


def test_nothing_is_offered_under_a_key_that_is_not_known() -> None:
    assert completions("sectoins:\n  - ", 2, 5) == ()


@pytest.mark.parametrize(("line", "column"), [(0, 1), (99, 1), (1, 999)])
def test_a_place_outside_the_text_is_no_fault(line: int, column: int) -> None:
    assert completions("formspec: 1", line, column) == ()
