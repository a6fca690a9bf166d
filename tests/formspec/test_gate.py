"""What stands in the way of publishing is said at its line, and nothing else does."""

import os
import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from formspec.gate import gate
from formspec.loader import load, reopen
from formspec.problem import Level
from formspec.published import Library
from tests.agreement.generate import chance_source
from tests.revisions import acts, revise

REVISIONS = 40 * int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261126"))
TAKING = (
    acts.rename_question,
    acts.retire_question,
    acts.rename_option,
    acts.retire_option,
)
"""What takes a name away, and declares it. A move may leave columns behind, which it does not declare."""
WORD = re.compile(r"(?m)^ *was: .*\n|^retired: .*\n|, was: [^,}\[]+(?=[,}])")
GIVING = (acts.split_question, acts.reword, acts.add_question, acts.reorder, acts.tighten)
TODAY = date(2026, 11, 26)
FIRST = """\
formspec: 1
form: visit
version: 1
title: Visit
policy: {title: Visits, review: May 2027}
lists:
  - {id: fit, options: [{value: good, label: Good}, {value: bad, label: Bad}]}
columns:
  - {id: answer, role: answer, label: Answer, kind: long-text}
  - {id: note, label: Note, kind: text}
sections:
  - id: building
    title: Building
    questions:
      - id: exits
        label: Are the exits clear?
        evidence:
          - {id: plan, text: Look at the plan}
          - {id: signs, text: Look at the signs}
      - {id: alarm, label: When was the alarm tested?, kind: date}
      - {id: floor, label: How fit is the floor?, kind: choice, options: fit}
  - id: people
    title: People
    columns: []
    questions:
      - {id: head, label: Who leads?, kind: text}
      - id: way
        label: How did you come?
        kind: choice
        options: [{value: bus, label: By bus}, {value: foot, label: On foot}]
"""
SECOND = FIRST.replace("version: 1", "version: 2")


@pytest.fixture
def library(tmp_path):
    return published(tmp_path, FIRST)


def published(folder: Path, *texts: str) -> Library:
    spec = reopen(texts[0].encode())
    place = folder / (spec.form if spec else "visit")
    place.mkdir(parents=True)
    for number, text in enumerate(texts, start=1):
        (place / f"{number}.yaml").write_text(text, encoding="utf-8")
    return Library(folder)


def put(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def found(text: str, library: Library, form: str = "") -> list[str]:
    verdict = gate(text.encode(), library, TODAY, form=form)
    wrong = [f"{each.line} {each.message}" for each in verdict.problems if each.level is Level.ERROR]
    assert verdict.opens is (not wrong)
    return wrong


OTHER_WORDS = (
    "3 Version 1 is published already with other words, and a published version never changes: write “version: 2”."
)
SIGNS = "building.exits.evidence.signs"
GONE = "was there in version 1 and is gone. If it is no longer asked, write"
THERE = "If it has another name or place now, write"
HEAD = "      - {id: head, label: Who leads?, kind: text}\n"


def test_the_next_version_with_other_words_may_be_published(library):
    text = put(SECOND, ("Who leads?", "Who is the head?"))
    assert found(text, library) == []
    verdict = gate(text.encode(), library, TODAY)
    assert (verdict.before, [each.address for each in verdict.changes]) == (1, ["people.head"])


def test_the_first_version_may_be_published(tmp_path):
    assert found(FIRST, Library(tmp_path)) == []
    assert found(SECOND, Library(tmp_path)) == [
        "3 No version of this form is published yet, so this is the first: write “version: 1”."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FIRST, "3 Version 1 is published already, word for word."),
        (
            put(FIRST, ("Who leads?", "Who is it?")),
            OTHER_WORDS,
        ),
        (
            put(FIRST, ("version: 1", "version: 4")),
            "3 The last version is 1, so the next one is 2: write “version: 2”.",
        ),
        (
            put(SECOND, ("May 2027", "May 2026")),
            "5 The next review, May 2026, is past: write when the policy is reviewed next.",
        ),
        (
            put(SECOND, (", review: May 2027", "")),
            "5 The policy does not say when it is reviewed next: write “review:” under “policy:”.",
        ),
        (
            put(SECOND, (HEAD, "")),
            f"1 “Who leads?” {GONE} “people.head” under “retired:”. {THERE} “was: people.head” there.",
        ),
        (
            put(SECOND, ("          - {id: signs, text: Look at the signs}\n", "")),
            f"1 “Look at the signs” {GONE} “{SIGNS}” under “retired:”. {THERE} “was: signs” there.",
        ),
        (
            put(SECOND, ("{value: bus, label: By bus}", "{value: car, label: By car}")),
            f"1 “By bus” {GONE} “people.way.bus” under “retired:”. {THERE} “was: bus” there.",
        ),
        (
            put(SECOND, ("{value: bad, label: Bad}", "{value: poor, label: Poor}")),
            f"1 “Bad” {GONE} “lists.fit.bad” under “retired:”. {THERE} “was: bad” there.",
        ),
        (
            put(SECOND, ("  - {id: note, label: Note, kind: text}\n", "")),
            f"1 “Note” {GONE} “columns.note” under “retired:”. {THERE} “was: note” there.",
        ),
        (
            put(SECOND, ("id: head, label", "id: leader, was: people.heat, label")),
            "26 No earlier version has a question “people.heat”. Did you mean “people.head”?",
        ),
        (
            put(SECOND, ("{value: bus, label", "{value: car, was: buss, label")),
            "30 No earlier version has an option “buss”. Did you mean “bus”?",
        ),
        (
            put(SECOND, ("{id: signs, text", "{id: arrows, was: sings, text")),
            "19 No earlier version has an evidence prompt “sings”. Did you mean “signs”?",
        ),
        (
            put(SECOND, ("  - id: people\n", "  - id: persons\n    was: people-we-met\n")),
            "23 No earlier version has a section “people-we-met”. Write the id that it had in the version before.",
        ),
        (put(SECOND, ("kind: date", "kind: dat")), "20 There is no kind “dat”. Did you mean “date”?"),
    ],
)
def test_what_stands_in_the_way_is_said_at_its_line(library, text, expected):
    assert expected in found(text, library)


@pytest.mark.parametrize(
    "text",
    [
        put(SECOND, (HEAD, "")) + "retired: [people.head]\n",
        put(SECOND, ("id: head, label", "id: leader, was: people.head, label")),
        put(
            SECOND,
            (HEAD, ""),
            (
                "  - id: people",
                "      - {id: head, was: people.head, label: Who leads?, columns: [], kind: text}\n  - id: people",
            ),
        ),
        put(SECOND, ("{value: bus, label: By bus}", "{value: public, was: bus, label: By bus or tram}")),
        put(SECOND, ("{value: bus, label: By bus}, ", ""), ("value: foot,", "value: foot, was: bus,")).replace(
            "options: [{value: foot", "options: [{value: other, label: Another}, {value: foot"
        ),
        put(SECOND, ("{value: bad, label: Bad}", "{value: poor, label: Poor}"))
        + "retired: [building.floor.answer.bad]\n",
        put(SECOND, ("  - {id: note, label: Note, kind: text}\n", "")) + "retired: [columns.note]\n",
        put(
            SECOND,
            (
                "kind: choice\n        options: [{value: bus, label: By bus}, {value: foot, label: On foot}]",
                "kind: text",
            ),
        ),
        put(SECOND, ("kind: date", "kind: yes-no")),
        SECOND[: SECOND.index("  - id: people")] + "retired: [people]\n",
        SECOND[: SECOND.index("  - id: people")] + "retired: [people.head, people.way]\n",
    ],
)
def test_what_is_declared_does_not_stand_in_the_way(library, text):
    assert found(text, library) == []


def test_a_section_that_is_gone_is_told_once_for_all_that_was_in_it(library):
    text = SECOND[: SECOND.index("  - id: people")]
    assert [each.partition(" ")[2].partition("”")[0] for each in found(text, library)] == ["“People"]


def test_what_was_retired_stays_so(tmp_path):
    gone = put(SECOND, (HEAD, "")) + "retired: [people.head]\n"
    library = published(tmp_path, FIRST, gone)
    third = put(gone, ("version: 2", "version: 3"), ("retired: [people.head]\n", ""))
    assert found(third, library) == [
        "1 What was retired stays so, for its name is never used again: put people.head back under “retired:”."
    ]


def test_a_name_of_an_earlier_version_is_never_used_again(tmp_path):
    renamed = put(SECOND, ("id: head, label", "id: leader, was: people.head, label"))
    library = published(tmp_path, FIRST, renamed)
    third = put(renamed, ("version: 2", "version: 3"))
    new = put(
        third,
        ("      - id: way\n", "      - {id: head, label: How many heads?, kind: whole-number}\n      - id: way\n"),
    )
    assert found(new, library) == [
        "27 “people.head” meant something else in version 1, and a name is never used again: choose another id."
    ]
    assert found(put(third, ("id: leader, was: people.head,", "id: head, was: people.leader,")), library) == []


def test_the_form_has_to_be_the_one_that_is_revised(library):
    text = put(FIRST, ("form: visit", "form: trip"))
    assert (
        found(text, library, form="visit")[0]
        == "2 This is a version of “visit”, and says “form: trip”: write “form: visit”."
    )


@pytest.mark.parametrize("version", [2, 7])
def test_of_a_version_of_another_form_nothing_else_is_said_that_is_about_its_number(library, version):
    text = put(FIRST, ("form: visit", "form: trip"), ("version: 1", f"version: {version}"))
    assert found(text, library, form="visit") == [
        "2 This is a version of “visit”, and says “form: trip”: write “form: visit”."
    ]


def test_a_translation_with_errors_stands_in_the_way(library):
    verdict = gate(SECOND.encode(), library, TODAY, words={"cy": b"formspec: 1\nform: other\n"})
    assert not verdict.opens
    assert verdict.problems == ()
    assert {each.rule for each in verdict.words["cy"]} >= {"form-matches-spec", "missing-key"}


LOOK = "Look yourself whether anything that"
BROKEN = "formspec: 1\nsections: [\n"
THIRD = FIRST.replace("version: 1", "version: 3")


@pytest.mark.parametrize(
    ("texts", "before", "told"),
    [
        (
            (FIRST, BROKEN),
            1,
            f"Version 2 cannot be read, so this text was not compared with it but with version 1. {LOOK} it had",
        ),
        (
            (BROKEN, BROKEN),
            0,
            f"Versions 1 and 2 cannot be read, so this text was not compared with them. {LOOK} they had",
        ),
        ((FIRST, FIRST), 1, "Version 2 cannot be read, so this text was not compared with it but with version 1."),
        ((BROKEN, SECOND), 2, ""),
    ],
)
def test_a_version_that_cannot_be_read_is_counted_and_said_and_not_compared_with(tmp_path, texts, before, told):
    library = published(tmp_path, *texts)
    verdict = gate(THIRD.encode(), library, TODAY)
    assert verdict.opens
    assert (verdict.before, verdict.last) == (before, 2)
    warnings = [each for each in verdict.problems if each.rule == "publishing"]
    assert [each.message[: len(told)] for each in warnings] == ([told] if told else [])
    assert found(SECOND.replace("Who leads?", "Who?"), library)[0].endswith("write “version: 3”.")


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"- a", b"formspec: 1\n", b"sections: [" * 100])
def test_whatever_the_bytes_it_is_said_and_never_raised(library, text):
    verdict = gate(text, library, TODAY)
    assert (verdict.spec, verdict.opens) == (None, False)
    assert verdict.problems


def test_a_revision_that_declares_what_it_does_passes_and_one_that_hides_it_does_not(tmp_path):
    """Revisions by chance: FORMSPEC_SOAK tries more of them, FORMSPEC_SEED others."""
    print(f"seed {SEED}, {REVISIONS} revisions")
    for number in range(REVISIONS):
        random = Random(SEED + number)
        text = chance_source(random)
        library = published(tmp_path / str(number), text)
        act = (*TAKING, *GIVING)[number % (len(TAKING) + len(GIVING))]
        revised = revise(text, random, acts=(act,), most=1)
        assert found(revised, library) == [], revised
        hidden = WORD.sub("", revised)
        if act in TAKING and hidden != revised and "was:" not in hidden and load(hidden.encode()).spec is not None:
            assert found(hidden, library) != [], hidden


FRUIT = "      - {{id: {}, label: {}, kind: text}}\n"
OPTIONS = (
    "      - {{id: q, label: Q, kind: choice, options: [{{value: {}, label: Food}}, {{value: {}, label: Water}}]}}\n"
)
SWAPPED = "This goes on under its own name and says that it was “{}”, which goes on as well."
REUSED = "“s.a” asks something else now, and another part has its words."


def asking(version: int, *questions: str) -> str:
    """Return a small form that asks questions, each written on a line."""
    return (
        f"formspec: 1\nform: f\nversion: {version}\ntitle: T\nsections:\n  - id: s\n    title: S\n    questions:\n"
        + ("".join(questions))
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            (FRUIT.format("a", "Apple"), FRUIT.format("b", "Bear")),
            (FRUIT.format("b, was: s.a", "Apple"), FRUIT.format("a, was: s.b", "Bear")),
            [SWAPPED.format("s.a"), SWAPPED.format("s.b")],
        ),
        (
            (FRUIT.format("a", "Apple"),),
            (FRUIT.format("b, was: s.a", "Apple"), FRUIT.format("a", "Something new")),
            [REUSED],
        ),
        (
            (OPTIONS.format("x", "y"),),
            (OPTIONS.format("y, was: x", "x, was: y"),),
            [SWAPPED.format("x"), SWAPPED.format("y")],
        ),
        (
            (FRUIT.format("a", "Apple and pear"),),
            (FRUIT.format("b, was: s.a", "Pear"), FRUIT.format("a", "Apple")),
            [],
        ),
        ((FRUIT.format("a", "Apple"), FRUIT.format("b", "Bear")), (FRUIT.format("a, was: s.b", "Apple"),), []),
    ],
)
def test_a_name_never_changes_hands(tmp_path, first, second, expected):
    told = found(asking(2, *second), published(tmp_path, asking(1, *first)))
    assert [each.partition(" ")[2].partition(". ")[0] + "." for each in told] == expected


def test_what_was_split_before_stays_so_in_later_versions(tmp_path):
    split = asking(2, FRUIT.format("b, was: s.a", "Pear"), FRUIT.format("a", "Apple"))
    library = published(tmp_path, asking(1, FRUIT.format("a", "Apple and pear")), split)
    assert found(split.replace("version: 2", "version: 3"), library) == []


def test_what_went_from_a_question_that_moved_is_retired_under_the_address_that_it_had(library):
    moved = put(
        SECOND,
        ("      - id: exits\n        label: Are the exits clear?\n", ""),
        ("        evidence:\n          - {id: plan, text: Look at the plan}\n", ""),
        ("          - {id: signs, text: Look at the signs}\n", ""),
        ("    columns: []\n", ""),
        (HEAD, "      - {id: head, label: Who leads?, kind: text, columns: []}\n"),
        ("        kind: choice\n", "        columns: []\n        kind: choice\n"),
    )
    moved += (
        "      - id: exits\n        was: building.exits\n        label: Are the exits clear?\n"
        "        evidence: [{id: signs, text: Look at the signs}]\n"
    )
    retired = "building.exits.evidence.plan"
    assert [f"“{retired}” under “retired:”" in each for each in found(moved, library)] == [True]
    assert found(f"{moved}retired: [{retired}]\n", library) == []
