"""Everything that was found so far stands on one page, worst first, and equals what checking and the record show."""

import json
import os
import re
from pathlib import Path
from random import Random

import pytest

from engine.compile import compile_form
from engine.document import findings
from formspec.loader import load
from tests.webapp.pages.visitor import Page, Visitor

SEED = int(os.environ.get("FORMSPEC_SEED", "20261127"))
TRIES = 4 * int(os.environ.get("FORMSPEC_SOAK", "1"))
WALK = """\
formspec: 1
form: walk
version: 1
title: A walk round the site
columns:
  - {id: answer, role: answer, label: Answer, kind: text, required: true, could-not-find-out: true}
  - {id: concern, role: concern, label: Concern, kind: text}
  - id: bad
    role: severity
    label: How bad
    kind: scale
    options: [{value: high, label: High, score: 3}, {value: low, label: Low, score: 1}]
  - {id: action, role: action, label: Further action, kind: text}
  - {id: who, role: who, label: Who, kind: text}
  - {id: due, role: by-when, label: By when, kind: date}
sections:
  - id: inside
    title: Inside
    questions:
      - {id: stairs, label: Are the stairs lit?}
      - {id: doors, label: Do the doors close?}
  - id: outside
    title: Outside
    questions:
      - {id: gate, label: Does the gate close?}
      - id: sheds
        label: Which sheds are there?
        row-label: Shed
        rows: {exactly: 2}
        questions:
          - {id: lock, label: Is it locked?}
  - id: decision
    title: Is it safe?
    columns: []
    questions:
      - {id: safe, label: Is it safe?, kind: yes-no, role: outcome, required: true}
"""
TITLE = "A walk round the site"
QUESTIONS = ("inside.stairs", "inside.doors", "outside.gate", "outside.sheds.1.lock", "outside.sheds.2.lock")


@pytest.fixture
def tasks(specs: Path, visitor: Visitor) -> Page:
    (specs / "walk").mkdir()
    (specs / "walk" / "1.yaml").write_text(WALK, encoding="utf-8")
    return visitor.start(TITLE)


def save(visitor: Visitor, tasks: Page, entries: dict[str, str]) -> None:
    for section in ("inside", "outside", "decision"):
        own = {name: text for name, text in entries.items() if name.startswith(f"{section}.")}
        if own:
            page = visitor.get(f"{tasks.path}/sections/{section}").press("Save and continue", own)
            assert page.status == 200


def due(question: str, year: int) -> dict[str, str]:
    parts = {"day": "1", "month": "2", "year": str(year)}
    return {f"{question}.due.{part}": text for part, text in parts.items()}


def test_a_page_without_findings_says_what_will_stand_there(visitor, tasks):
    assert "Nothing was found so far." in visitor.get(f"{tasks.path}/findings").text


def test_the_worst_concern_comes_first_and_its_section_with_it(visitor, tasks):
    mild, bad = {"inside.stairs.concern": "Dim", "inside.stairs.bad": "low"}, {"outside.gate.concern": "Open"}
    save(visitor, tasks, mild | bad | {"outside.gate.bad": "high", "inside.doors.concern": "Sticks"})
    text = visitor.get(f"{tasks.path}/findings").text
    assert "3 concerns" in text
    assert re.findall("Open|Dim|Sticks|Inside|Outside", text.partition("Concern (3)")[2]) == [
        "Outside", "Open", "Inside", "Dim", "Sticks",
    ]  # fmt: skip
    assert "High" in text


def test_an_action_says_who_and_by_when_and_the_overdue_come_first(visitor, tasks):
    later = {"inside.stairs.action": "Paint", "inside.doors.action": "Plane"} | due("inside.stairs", 2190)
    past = {"outside.gate.action": "Mend", "outside.gate.who": "Ann"} | due("outside.gate", 2020)
    save(visitor, tasks, later | past)
    text = visitor.get(f"{tasks.path}/findings").text
    assert re.findall("Mend|Paint|Plane", text) == ["Mend", "Paint", "Plane"]
    assert re.search("Overdue. +Who: +Ann. +By when: +1 February 2020", text)
    assert text.count("Overdue") == 1


def test_each_finding_leads_to_its_answer_in_a_row_too(visitor, tasks):
    save(visitor, tasks, {"outside.sheds.2.lock.concern": "No lock"})
    page = visitor.get(f"{tasks.path}/findings")
    path, _, name = page.link("Shed 2: Is it locked?").partition("#")
    assert name in visitor.get(path).ids


def test_before_a_decision_the_page_says_how_much_was_found(visitor, tasks):
    path = f"{tasks.path}/sections/decision"
    assert "See them all" not in visitor.get(path).text
    save(visitor, tasks, {"inside.stairs.concern": "Dim", "inside.doors.answer.could-not-find-out": "Locked"})
    page = visitor.get(path)
    assert "Found so far: 1 concern, 1 that could not be found out." in page.text
    assert page.link("See them all before you decide") == f"{tasks.path}/findings"
    assert "See them all" not in visitor.get(f"{tasks.path}/sections/inside").text


def chance(random: Random) -> dict[str, str]:
    """Return entries made by chance that are complete, with findings among them."""
    entries = {"decision.safe": random.choice(["yes", "no"])}
    for question in QUESTIONS:
        known = random.random() < 0.6
        entries[f"{question}.answer" if known else f"{question}.answer.could-not-find-out"] = f"A{random.random()}"
        for name, text in (("concern", "C"), ("action", "D"), ("who", "E")):
            if random.random() < 0.5:
                entries[f"{question}.{name}"] = f"{text}{random.random()}"
        if random.random() < 0.5:
            entries[f"{question}.bad"] = random.choice(["high", "low"])
        if random.random() < 0.5:
            entries |= due(question, random.choice([2020, 2190]))
    return entries


def test_the_page_equals_what_checking_and_the_record_show(visitor, tasks):
    print(f"FORMSPEC_SEED={SEED}")
    random = Random(SEED)
    form = compile_form(load(WALK.encode()).spec)
    for _ in range(TRIES):
        entries, draft = chance(random), visitor.start(TITLE)
        save(visitor, draft, entries)
        found = findings(form, entries)
        texts = {each["text"] for sort in ("concerns", "actions", "could-not-find-out") for each in found[sort]}
        people = {each["who"] for each in found["actions"] if "who" in each}
        pages = [visitor.get(f"{draft.path}/findings"), visitor.get(f"{draft.path}/check")]
        pages.append(visitor.get(f"{draft.path}/check").press("Submit").follow("Open the record"))
        for page in pages:
            shown = page.text.partition("Your answers")[0].partition("Questions Answer")[0]
            assert set(re.findall(r"[CD]0\.\d+(?:e-\d+)?", shown)) == {each for each in texts if each[0] != "A"}
            assert set(re.findall(r"E0\.\d+(?:e-\d+)?", shown)) == people, page.path
            assert shown.count("By when:") == sum("by-when" in each for each in found["actions"]), page.path
            severities = [each["severity"] for each in found["concerns"] if "severity" in each]
            assert [shown.count("High"), shown.count("Low")] == [severities.count("high"), severities.count("low")]


NONE = {"inside.stairs.concern": "None", "inside.doors.concern": "n/a.", "outside.gate.concern": "No  concerns"}


def test_what_says_that_there_is_none_is_kept_and_found_nowhere(visitor, tasks):
    answers = {f"{question}.answer": "Yes" for question in QUESTIONS}
    save(visitor, tasks, answers | NONE | {"inside.stairs.action": "-", "inside.stairs.bad": "high"})
    page = visitor.get(f"{tasks.path}/findings")
    assert "Nothing was found so far." in page.text
    assert "4 answers say that there is no concern or further action" in page.text
    assert "Found so far" not in visitor.get(f"{tasks.path}/sections/decision").text
    assert "No  concerns" in visitor.get(f"{tasks.path}/sections/outside").html
    save(visitor, tasks, {"decision.safe": "yes"})
    receipt = visitor.get(f"{tasks.path}/check").press("Submit")
    record = visitor.get(receipt.path.removesuffix("/receipt"))
    assert "n/a." in record.text
    decision = visitor.get(f"{record.path}/decision")
    assert "None were raised." in decision.text
    assert "Say why you decide all the same" not in decision.press("Decide", {"option": "yes", "reasons": "It is"}).text
    found = json.loads(visitor.client.get(f"{record.path}.json").data)["findings"]
    assert found["concerns"] == found["actions"] == []


def test_a_concern_that_begins_with_none_is_one(visitor, tasks):
    save(visitor, tasks, {"inside.stairs.concern": "None of the lamps work", "inside.doors.concern": "Nil"})
    text = visitor.get(f"{tasks.path}/findings").text
    assert "1 concern" in text
    assert "1 answer says that there is no concern" in text
