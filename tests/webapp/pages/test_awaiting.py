"""What is to be looked at again after carrying is told beside its question, until its answer is another."""

import pytest

from tests.webapp.pages.revised import publish

FIRST = """formspec: 1
form: trip-check
version: 1
title: Club audit
sections:
  - id: club
    title: The club
    questions:
      - {id: day, label: May people try it?, kind: text}
      - {id: staff, label: Staff and helpers, kind: text}
      - {id: else, label: Anything else?, kind: text}
"""
SECOND = (
    FIRST.replace("version: 1", "version: 2")
    .replace("try it?, kind: text}", "try it?, kind: choice, options: [{value: y, label: Y}, {value: n, label: N}]}")
    .replace("id: else", "id: helpers, was: club.staff, label: Helpers, kind: text}\n      - {id: else")
)
ANSWERS = {"club": {"club.day": "Yes, <any> Tuesday.", "club.staff": "Ann and Bob", "club.else": "No"}}


@pytest.fixture
def tasks(visitor, specs):
    """The list of a draft that was carried: one question is answered by choice now, one became two."""
    publish(specs, FIRST, 1)
    tasks = visitor.start("Club audit")
    visitor.fill(tasks, ANSWERS)
    publish(specs, SECOND)
    visitor.get(f"{tasks.path}/carry").press("Carry it forward")
    return visitor.get(tasks.path)


def test_the_old_words_stand_beside_a_question_that_is_answered_another_way_now(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/club")
    assert "Before, under version 1: “Yes, <any> Tuesday.”." in page.text
    assert "<any>" not in page.html
    assert page.ids.count("club.day--before") == 1
    described = [given.get("aria-describedby", "") for _, given in page.tags]
    assert any("club.day--before" in each.split() for each in described)
    assert not any("club.else--before" in each for each in described)


def test_an_answer_that_stands_at_two_questions_is_told_at_the_second(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/club")
    assert "Before, under version 1: “Ann and Bob”. The same answer stands at more than one question now" in page.text


def test_a_question_without_anything_to_look_at_says_nothing(visitor, tasks):
    assert "club.else--before" not in visitor.get(f"{tasks.path}/sections/club").html


def test_every_line_of_the_report_leads_to_its_question(visitor, tasks):
    report = visitor.get(f"{tasks.path}/carried")
    assert report.link("May people try it?") == f"{tasks.path}/sections/club#club.day"
    assert report.link("Staff and helpers") == f"{tasks.path}/sections/club#club.helpers"


def test_how_many_await_a_look_is_said_until_each_answer_is_another(visitor, tasks):
    assert "2 answers to be given, or looked at, again." in tasks.text
    assert "2 answers still await a look" in visitor.get(f"{tasks.path}/check").text
    visitor.get(f"{tasks.path}/sections/club").press("Save and continue", {"club.day": "y"})
    page = visitor.get(f"{tasks.path}/sections/club")
    assert "club.day--before" not in page.html
    page.press("Save and continue", {"club.helpers": "Bob"})
    assert "looked at, again" not in visitor.get(tasks.path).text
    check = visitor.get(f"{tasks.path}/check")
    assert "a look" not in check.text
    record = check.press("Submit").follow("Open the record")
    assert "looked at, again" not in record.text


def test_a_form_that_was_begun_from_another_one_tells_what_stood_there(visitor, specs):
    text = FIRST.replace("version: 1", "version: 1\nabout: {register: clubs, question: club.else}").replace(
        "else?, kind: text", "else?, kind: text, required: true"
    )
    publish(specs, text.replace("helpers, kind: text", "helpers, kind: date"), 1)
    day = {"club.staff.day": "3", "club.staff.month": "12", "club.staff.year": "2025"}
    visitor.submit("Club audit", {"club": {"club.else": "Chess", **day}})
    begun = visitor.get("/forms/trip-check").press("Start from this one").follow("Go on with this draft")
    assert "1 answer to be given, or looked at, again." in begun.text
    page = visitor.get(f"{begun.path}/sections/club")
    assert "Before, in the earlier form: “3 December 2025”. This has another day or time now." in page.text
