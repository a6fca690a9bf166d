"""A form is begun with the answers of the last one about the same place, where there is one."""

import json

import pytest

from tests.webapp.pages.conftest import THIRD_ANSWERS
from tests.webapp.pages.revised import SECOND, publish
from tests.webapp.pages.test_in_force import LONG_AGO, release
from webapp.pages.desk import EXTENSION
from webapp.storage.repository import Repository

ELSEWHERE = {**THIRD_ANSWERS, "trip": {**THIRD_ANSWERS["trip"], "trip.place": "Blists Hill"}}

DONE_ANEW = ("trip.day.", "trip.leave.", "trip.signed.")


@pytest.fixture
def repository(application) -> Repository:
    return application.extensions[EXTENSION].repository


def document(visitor, page) -> dict:
    return json.loads(visitor.client.get(f"{page.path}.json").get_data(as_text=True))


def test_where_nothing_was_submitted_nothing_is_offered(visitor):
    assert "Start from the last one" not in visitor.get("/forms/trip-check").text


def test_the_last_one_about_each_place_is_offered(visitor):
    first = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    other = visitor.submit("Trip check", ELSEWHERE).follow("Open the record")
    last = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    page = visitor.get("/forms/trip-check")
    offered = [given["value"] for tag, given in page.tags if tag == "option"]
    assert offered == [other.path.rpartition("/")[2], last.path.rpartition("/")[2]]
    assert first.path.rpartition("/")[2] not in page.html


def test_a_form_begins_with_the_answers_of_an_earlier_one_and_is_not_signed(visitor):
    record = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    before = document(visitor, record)
    report = visitor.get("/forms/trip-check").press("Start from this one")
    assert "From an earlier form of version 1" in report.text
    assert "Sign here Pat Jones I have checked all of this. This has to be declared anew." in report.text
    tasks = report.follow("Go on with this draft")
    assert "This began with the answers of the record of" in tasks.text
    answers = document(visitor, tasks)["answers"]
    gone = {"signed", "day", "leave"}
    assert answers["trip"] == {name: value for name, value in before["answers"]["trip"].items() if name not in gone}
    assert "evidence" not in answers["coach"]["belts"]
    assert "Which day? 3 December 2026 This has another day or time now." in report.text
    assert "Complete" not in tasks.text.partition("Anything else")[0].partition("The trip")[2].partition("The coach")[0]
    assert document(visitor, record) == before


def test_it_is_carried_where_another_version_is_in_force(visitor, specs):
    visitor.submit("Trip check", THIRD_ANSWERS)
    publish(specs)
    report = visitor.get("/forms/trip-check").press("Start from this one")
    assert "From version 1 to version 2" in report.text
    made = document(visitor, report.follow("Go on with this draft"))
    assert (made["version"], made["answers"]["trip"]["aim"]) == (2, "To see the bridge")
    assert "reissues" not in made


def test_one_of_a_version_that_was_withdrawn_since_goes_back_to_the_version_in_force(visitor, repository):
    visitor.submit("Trip check", THIRD_ANSWERS)
    repository.publish(release(SECOND.encode(), 2), SECOND.encode(), {}, last=1)
    began = visitor.get("/forms/trip-check").press("Start from this one").follow("Go on with this draft")
    trip = {name: text for name, text in THIRD_ANSWERS["trip"].items() if name.startswith(DONE_ANEW)}
    visitor.fill(began, {"trip": trip, "coach": {"coach.belts.evidence.looked": "seen"}, "more": {}}).press("Submit")
    repository.withdraw("trip-check", 2, LONG_AGO, "Wrong")
    report = visitor.get("/forms/trip-check").press("Start from this one")
    assert "From version 2 to version 1" in report.text
    made = document(visitor, report.follow("Go on with this draft"))
    assert (made["version"], made["answers"]["trip"]["why"]) == (1, "To see the bridge")
    assert (made["answers"]["trip"]["bring"], made["answers"]["trip"]["first-aid"]) == (["food", "kit"], "yes")


def test_what_is_no_record_of_this_form_begins_nothing(visitor):
    record = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record").path.rpartition("/")[2]
    page = visitor.get("/forms/trip-check")
    assert page.press("Start from this one", {"from": "no-such-record"}).status == 404
    assert visitor.get("/forms/ap-audit").press("Start now", {"from": record}).status == 404
