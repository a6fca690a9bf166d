"""What is wrong with the answers of a document is told in the words of the form, one sentence for each fault."""

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.compile import compile_form
from engine.document import draft, submission
from engine.form import Form
from engine.validate import validate
from formspec.loader import load

MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def form_of(text: str) -> Form:
    loaded = load(f"formspec: 1\nform: told\nversion: 1\ntitle: Told\n{text}".encode())
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def lines(form: Form, answers: Any, *, of_draft: bool = False) -> list[str]:
    """Return what is wrong with a document of these answers, as the command prints it."""
    made = draft(form, {}, id="a", saved=MOMENT) if of_draft else submission(form, {}, id="a", submitted=MOMENT)
    found = validate(form, {**made, "answers": answers}, draft=of_draft)
    return [f"{each.address}: {each.message}" for each in found]


ROWS = form_of("""
sections:
  - id: a
    title: Home
    questions:
      - {id: who, label: Who?, kind: text}
      - {id: size, label: How many?, kind: whole-number}
      - id: few
        label: "People with ((a.who)):"
        rows: {least: 2, most: 3}
        questions: [{id: name, label: Name, kind: text, required: true}]
      - id: pets
        label: Pets
        rows: {least: 0, most: 1}
        questions: [{id: name, label: Name, kind: text}]
      - id: doors
        label: Doors
        rows: {exactly: 1}
        questions: [{id: colour, label: Colour, kind: text, required: true}]
      - id: many
        label: Rooms
        rows: {as-many-as: a.size}
        questions: [{id: use, label: Use, kind: text, required: true}]
      - id: later
        label: Later
        when: {question: a.size, at-least: 5}
        rows: {least: 0, most: 4}
        questions: [{id: name, label: Name, kind: text}]
""")
TWO = [{"name": "A"}, {"name": "B"}]
SOUND = {"who": "Ann", "few": TWO, "doors": [{"colour": "red"}]}


def without(name: str) -> dict[str, Any]:
    return {each: value for each, value in SOUND.items() if each != name}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (SOUND, []),
        ({**SOUND, "few": TWO[:1]}, ["a.few: “People with Ann” must have at least 2 rows"]),
        (without("few"), ["a.few: “People with Ann” must have at least 2 rows"]),
        ({**SOUND, "few": []}, ["a.few: “People with Ann” must have at least 2 rows"]),
        ({**SOUND, "few": TWO * 2}, ["a.few: “People with Ann” may have 3 rows at the most: remove some"]),
        ({**SOUND, "few": TWO * 20}, ["a.few: “People with Ann” may have 3 rows at the most: remove some"]),
        ({**SOUND, "pets": [{}, {}]}, ["a.pets: “Pets” may have 1 row at the most: remove some"]),
        ({**SOUND, "pets": []}, ["a.pets: “Pets” holds nothing: leave it out when there is none"]),
        (without("doors"), ["a.doors: “Doors” must have 1 row"]),
        ({**SOUND, "doors": []}, ["a.doors: “Doors” must have 1 row"]),
        ({**SOUND, "doors": [{"colour": "red"}] * 2}, ["a.doors: “Doors” must have 1 row"]),
        ({**SOUND, "size": 2}, ["a.many: “Rooms” must have 2 rows"]),
        ({**SOUND, "size": 2, "many": [{"use": "x"}]}, ["a.many: “Rooms” must have 2 rows"]),
        ({**SOUND, "size": 0, "many": [{}]}, ["a.many: “Rooms” must have no rows here: leave it out"]),
        ({**SOUND, "size": 0, "many": []}, ["a.many: “Rooms” holds nothing: leave it out when there is none"]),
        ({**SOUND, "later": [{}]}, ["a.later: “Later” is not asked, because of other answers: leave it out"]),
        ({**SOUND, "doors": [None]}, ["a.doors.1: Row 1 of “Doors” must be an object with what belongs to it"]),
        ({**SOUND, "doors": 1}, ["a.doors: “Doors” must be a list with an object for each row"]),
    ],
)
def test_rows_are_told_by_how_many_there_must_or_may_be(answers: Any, told: list[str]) -> None:
    assert lines(ROWS, {"a": answers}) == told


ANSWERS = form_of("""
columns:
  - {id: answer, role: answer, label: Answer, kind: long-text, required: true}
  - {id: action, role: action, label: Action, kind: text, when: {column: answer, is: Bad}}
sections:
  - id: a
    title: Money
    questions:
      - {id: balance, label: Balance, evidence: [{id: book, text: Ask for the book}]}
      - {id: name, label: Name, columns: [], kind: text}
      - {id: nick, label: Nick name, columns: [], kind: text, when: {question: a.name, is: Ann}, name: the nick name}
      - {id: other, label: "Other of ((a.name))?", columns: [], kind: text, when: {question: a.name, is: Ann}}
      - id: seen
        label: Seen
        when: {question: a.name, is: Ann}
        evidence: [{id: bill, text: Ask for it}]
  - id: b
    title: Bills
    columns: []
    questions:
      - {id: cost, label: Cost, kind: decimal}
""")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"a": {"balance": {"answer": "Good"}}}, []),
        (
            {"a": {"balance": {"answer": "Good", "action": "Pay"}}},
            ["a.balance.action: Action for “Balance” is not asked, because of other answers: leave it out"],
        ),
        (
            {"a": {"balance": {"answer": "x"}, "name": "Bob", "nick": "B", "other": "C"}},
            [
                "a.nick: The nick name is not asked, because of other answers: leave it out",
                "a.other: The answer to “Other of Bob?” is not asked, because of other answers: leave it out",
            ],
        ),
        (
            {"a": {"balance": {"answer": "x"}, "seen": {"evidence": {"bill": {"seen": True}}}}},
            [
                "a.seen.evidence.bill: “Ask for it” for “Seen” is not asked, because of other answers: leave it out",
            ],
        ),
        ({"a": {"balance": {}}}, ["a.balance.answer: Enter an answer to “Balance”"]),
        ({"a": {"balance": {"answer": "x"}}, "b": {}}, ["b: “Bills” holds nothing: leave it out when there is none"]),
        (
            {"a": {"balance": {"answer": "x", "evidence": {}}}},
            ["a.balance.evidence: The evidence for “Balance” holds nothing: leave it out when there is none"],
        ),
        (
            {"a": {"balance": "x"}},
            [
                "a.balance: “Balance” must be an object with what belongs to it",
            ],
        ),
        (
            {"b": 3, "a": {"balance": {"answer": "x"}, "name": 7, "nick": {}}},
            [
                "a.name: The answer to “Name” must be text, with no space at either end",
                "a.nick: The nick name must be text, with no space at either end",
                "b: “Bills” must be an object with what belongs to it",
            ],
        ),
    ],
)
def test_what_is_not_asked_or_has_no_shape_is_told_by_its_own_noun(answers: Any, told: list[str]) -> None:
    assert lines(ANSWERS, answers) == told


WORKED = form_of(
    """
sections:
  - id: a
    title: A
    questions:
      - {id: one, label: One, kind: whole-number, required: true}
      - {id: total, label: Total, name: the total, kind: calculated, unit: £, calculate: {sum: [a.one, 20]}}
      - id: level
        label: Level
        kind: calculated
        calculate: {look-up: a.one, bands: [{below: 3, is: low, label: Low}, {least: 3, is: high}]}
      - {id: half, label: Half, kind: calculated, calculate: {quotient: [10, a.one]}}
      - id: grade
        label: Grade of ((a.one))
        kind: choice
        options: [{value: low, label: Low}, {value: high, label: High}]
        suggest: {look-up: a.one, bands: [{least: 1, below: 3, is: low}, {least: 3, is: high}]}
      - {id: true, label: True, kind: declaration, declaration: I declare ((a.one)).}
      - {id: sign, label: Sign, kind: signature, declaration: "I sign ((a.one))."}
      - {id: plain, label: Plain, kind: declaration, declaration: I declare.}
      - {id: signed, label: Signed, kind: signature, declaration: I sign.}
      - {id: last, label: Last, kind: text, required: true}
""".replace("id: true", "id: 'true'")
)
LOW = {"value": "low", "suggested": "low"}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, []),
        ({"total": 24}, []),
        ({"total": 4}, ["a.total: The total must be 24, as the other answers come to"]),
        ({"level": "low"}, ["a.level: The answer to “Level” must be “high”, as the other answers come to"]),
        (
            {"one": 0, "half": 4},
            ["a.half: The answer to “Half” cannot be worked out from the other answers: leave it out"],
        ),
        ({"grade": LOW}, ["a.grade: What is suggested for “Grade of 4” must be “high”, as the other answers come to"]),
        ({"one": 0, "grade": LOW}, ["a.grade: Nothing is suggested for “Grade of 0”: leave “suggested” out"]),
        (
            {"grade": "high"},
            [
                "a.grade: The answer to “Grade of 4” must be an object with “value”, beside what is suggested",
            ],
        ),
        ({"grade": {"value": "none"}}, ["a.grade: The answer to “Grade of 4” must be one of the options"]),
        ({"true": {"declaration": "I declare 4."}}, []),
        (
            {"true": {"declaration": "I declare 5."}},
            ["a.true: The answer to “True” must be in the words that were shown: “I declare 4.”"],
        ),
        (
            {"sign": {"name": "A", "declaration": "I sign 5."}},
            ["a.sign: The answer to “Sign” must be in the words that were shown: “I sign 4.”"],
        ),
        (
            {"plain": {"declaration": "I do."}, "signed": {"name": "A", "declaration": "I do."}},
            [
                "a.plain: The answer to “Plain” must be in the words that were shown: “I declare.”",
                "a.signed: The answer to “Signed” must be in the words that were shown: “I sign.”",
            ],
        ),
        ({"plain": {}}, ["a.plain: The answer to “Plain” must be the declaration as it was shown"]),
    ],
)
def test_what_only_the_form_can_say_is_told_as_it_must_be(answers: Any, told: list[str]) -> None:
    assert lines(WORKED, {"a": {"one": 4, "last": "x", **answers}}) == told


KEPT = form_of(
    """
sections:
  - id: a
    title: A
    questions:
      - {id: c, label: Which?, kind: choice, options: &o}
      - {id: m, label: Which ones?, kind: choices, options: &o}
      - {id: f, label: The files, kind: file, types: [pdf], most: 5}
""".replace("&o", "[{value: x, label: X}, {value: other, label: Other, please-say: Which other}]")
)
ALIKE = "must be a list of files, each with its name, size, type and sha256, none twice"


def files(*numbers: int) -> list[dict[str, Any]]:
    said = {"size": 10, "type": "application/pdf"}
    return [{"name": f"{number}.pdf", "sha256": f"{number:064x}", **said} for number in numbers]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"c": "other"}, ["a.c: Enter which other"]),
        ({"c": {"option": "other"}}, ["a.c: Enter which other"]),
        ({"c": {"option": "other", "text": " "}}, ["a.c: Enter which other"]),
        ({"c": {"option": "x"}}, ["a.c: The answer to “Which?” must be one of the options"]),
        ({"c": {"option": "other", "text": 3}}, ["a.c: The answer to “Which?” must be one of the options"]),
        ({"m": ["x", {"option": "other"}]}, ["a.m: Enter which other"]),
        (
            {"m": ["x", "x"]},
            ["a.m: The answer to “Which ones?” must be a list of the options, each at most once"],
        ),
        ({"f": files(1, 2, 3, 4, 5, 5)}, ["a.f: Add no more than 5 files for “The files”"]),
        ({"f": files(5, 5)}, [f"a.f: The answer to “The files” {ALIKE}"]),
    ],
)
def test_an_empty_box_is_asked_for_and_too_many_files_are_said_to_be_too_many(answers: Any, told: list[str]) -> None:
    assert lines(KEPT, {"a": answers}) == told


def test_faults_are_told_in_the_order_of_the_form() -> None:
    answers = {"nothing": 1, "half": 1, "plain": {}, "grade": {"value": "none"}, "level": "low", "total": 1, "one": 4}
    told = [line.partition(":")[0] for line in lines(WORKED, {"b": {}, "a": answers})]
    assert told == ["a.total", "a.level", "a.half", "a.grade", "a.plain", "a.last", "b", "a.nothing"]


def test_what_is_malformed_in_a_draft_is_told_in_the_words_of_the_answers_too() -> None:
    told = lines(WORKED, {"a": {"one": 4, "grade": {"value": 7}}}, of_draft=True)
    assert told == ["a.grade: The answer to “Grade of 4” must be one of the options"]


LISTED = form_of("""
sections:
  - id: a
    title: A
    questions:
      - {id: who, label: Who?, kind: text}
      - id: pets
        label: Pets
        rows: {exactly: 2}
        questions:
          - {id: name, label: Name, kind: text}
          - id: fit
            label: How fit is ((a.pets.name))?
            kind: choice
            role: concern
            options:
              - {value: well, label: Well}
              - {value: ill, label: Ill, worded: [{when: {question: a.who, is: Ann}, label: "Ill, says ((a.who))"}]}
      - {id: why, label: "Why, ((a.who))?", kind: text, could-not-find-out: true}
outcomes: [{id: gaps, label: Gaps, gaps: {in: [a], one-of: [ill]}}]
""")


def test_what_a_document_lists_is_asked_in_the_words_of_the_answers() -> None:
    entries = {
        "a.who": "Ann",
        "a.pets.1.name": "Rex",
        "a.pets.1.fit": "ill",
        "a.pets.2.name": "((a.who))",
        "a.pets.2.fit": "well",
        "a.why.could-not-find-out": "Away",
    }
    made: Any = submission(LISTED, entries, id="a", submitted=MOMENT)
    assert made["findings"]["concerns"] == [
        {"address": "a.pets.1.fit", "question": "How fit is Rex?", "text": "Ill, says Ann"},
        {"address": "a.pets.2.fit", "question": "How fit is ((a.who))?", "text": "Well"},
    ]
    assert made["findings"]["could-not-find-out"][0]["question"] == "Why, Ann?"
    assert [gap["question"] for gap in made["outcomes"]["gaps"]] == ["How fit is Rex?"]
