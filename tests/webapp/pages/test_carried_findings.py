"""A concern whose question is retired stays among the findings, marked with the version that asked for it."""

import json

import pytest

from engine.compile import compile_form
from engine.validate import unfounded, validate
from formspec.loader import load
from tests.webapp.pages.revised import publish

FIRST = """formspec: 1
form: trip-check
version: 1
title: Club audit
about: {register: clubs, question: club.name}
sections:
  - id: club
    title: The club
    columns:
      - {id: concern, label: Concern, kind: text, role: concern}
    questions:
      - {id: taster, label: Taster day}
      - {id: hall, label: The hall}
      - {id: name, label: Name, columns: [], kind: text, required: true}
"""
SECOND = FIRST.replace("version: 1", "version: 2\nretired: [club.taster]").replace(
    "      - {id: taster, label: Taster day}\n", ""
)
ANSWERS = {
    "club": {
        "club.name": "Chess",
        "club.taster.concern": "It has no risk assessment",
        "club.hall.concern": "It is cold",
    }
}
FOUND = "Taster day (Concern) It has no risk assessment Asked under version 1"


@pytest.fixture
def audits(specs):
    """Version 1 of the audit is in force."""
    publish(specs, FIRST, 1)


def _record(page):
    return page.follow("Open the record")


def test_a_concern_without_a_question_stays_on_the_check_page_the_receipt_the_record_and_in_the_counts(
    visitor, specs, audits
):
    tasks = visitor.start("Club audit")
    visitor.fill(tasks, ANSWERS)
    publish(specs, SECOND)
    visitor.get(f"{tasks.path}/carry").press("Carry it forward")
    check = visitor.get(f"{tasks.path}/check")
    assert "Concern (2)" in check.text
    assert FOUND in check.text
    receipt = check.press("Submit")
    assert "Concern 2" in receipt.text
    record = _record(receipt)
    assert FOUND in record.text
    assert "Concern: 2" in visitor.get("/records").text
    made = json.loads(visitor.client.get(f"{record.path}.json").get_data(as_text=True))
    new = compile_form(load(SECOND.encode()).spec)
    assert validate(new, made) == () == unfounded(new, made)
    assert [each.get("version") for each in made["findings"]["concerns"]] == [None, 1]


def test_it_stays_when_a_record_is_made_anew_twice(visitor, specs, audits):
    record = _record(visitor.submit("Club audit", ANSWERS))
    publish(specs, SECOND)
    second = visitor.get(f"{record.path}/reissue").press("Re-issue it")
    assert FOUND in second.text
    publish(specs, SECOND.replace("version: 2", "version: 3"), 3)
    third = visitor.get(f"{second.path}/reissue").press("Re-issue it")
    assert FOUND in third.text
    assert "Concern: 2" in visitor.get("/records").text


def test_it_stays_when_another_form_is_begun_from_the_record(visitor, specs, audits):
    visitor.submit("Club audit", ANSWERS)
    publish(specs, SECOND)
    tasks = visitor.get("/forms/trip-check").press("Start from this one")
    draft = tasks.path.removesuffix("/carried")
    assert FOUND in visitor.get(f"{draft}/check").text


def test_its_words_are_shown_as_words(visitor, specs, audits):
    tasks = visitor.start("Club audit")
    visitor.fill(tasks, {"club": {"club.taster.concern": "<b>Bold</b>"}})
    publish(specs, SECOND)
    visitor.get(f"{tasks.path}/carry").press("Carry it forward")
    assert "<b>Bold" not in visitor.get(f"{tasks.path}/check").html
