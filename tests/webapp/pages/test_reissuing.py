"""A record stays under its version; made anew on a newer one it is linked with the new one, which can be undone."""

import json

import pytest

from engine.canonical import tampered
from engine.compile import compile_form
from engine.validate import validate
from formspec.loader import load
from tests.webapp.pages.conftest import THIRD_ANSWERS
from tests.webapp.pages.revised import SECOND, WITH_MORE, publish


def text_of(visitor, page) -> str:
    return visitor.client.get(f"{page.path}.json").get_data(as_text=True)


@pytest.fixture
def record(visitor, specs):
    """The page of a record of version 1, version 2 being in force."""
    page = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    publish(specs)
    return visitor.get(page.path)


def reissued(record):
    return record.follow("Re-issue this record on version 2").press("Re-issue it")


def test_a_record_of_the_version_in_force_is_not_offered_another(visitor):
    record = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    assert "Re-issue" not in record.text
    assert visitor.get(f"{record.path}/reissue").path == record.path
    assert visitor.get(f"{record.path}/undo").status == 404
    assert visitor.get(f"{record.path}/carried").status == 404


def test_the_report_stands_before_a_record_is_made_anew(record):
    report = record.follow("Re-issue this record on version 2")
    assert "Re-issue this record on version 2?" in report.text
    assert "Nothing has to be answered again" in report.text
    assert "How do you travel? Coach This is not asked any more." in report.text
    assert report.text.count("Now at “") == 2
    assert "To see the bridge Now at “Why are you going?”, in “The trip”" in report.text
    assert report.follow("Leave it as it is").path == record.path


def test_a_record_to_which_nothing_is_to_be_added_becomes_a_new_record_and_stays_byte_for_byte(visitor, record):
    before = text_of(visitor, record)
    new = reissued(record)
    made = json.loads(text_of(visitor, new))
    assert validate(compile_form(load(SECOND.encode()).spec), made) == ()
    assert not tampered(made)
    old = json.loads(before)
    assert made["reissues"] == {"id": old["id"], "version": 1, "digest": old["digest"]}
    assert "No place any more since version 2" in new.text
    assert text_of(visitor, record) == before
    again = visitor.get(record.path)
    assert "Re-issued on version 2" in again.text
    assert again.follow("Open the record on version 2").path == new.path
    assert new.follow("The record of").path == record.path


def test_one_to_which_something_is_to_be_added_begins_as_a_draft(visitor, specs, record):
    publish(specs, WITH_MORE)
    report = record.follow("Re-issue this record on version 2").press("Begin the re-issue")
    assert "What is the risk? Enter an answer to “What is the risk?”" in report.text
    tasks = report.follow("Go on with this draft")
    assert "This re-issues the record of" in tasks.text
    assert "This was begun already." in visitor.get(f"{record.path}/reissue").text
    new = visitor.fill(tasks, {"more": {"more.risk": "The river"}}).press("Submit").follow("Open the record")
    made = json.loads(text_of(visitor, new))
    assert made["reissues"]["version"] == 1
    assert "Re-issued on version 2" in visitor.get(record.path).text


def test_one_that_somebody_has_to_look_at_begins_as_a_draft_though_nothing_is_missing(visitor, specs, record):
    publish(specs, SECOND + "      - {id: aims, was: trip.why, label: What for?, kind: long-text}\n")
    report = record.follow("Re-issue this record on version 2").press("Begin the re-issue")
    assert "The same answer stands at more than one question now" in report.text
    assert report.follow("Go on with this draft").path.startswith("/drafts/")


def test_a_re_issue_is_undone_after_a_question_and_the_record_before_counts_again(visitor, record):
    before = text_of(visitor, record)
    new = reissued(record)
    question = new.follow("Undo this re-issue")
    assert "Do you want to undo this re-issue?" in question.text
    assert question.follow("Keep it").path == new.path
    back = question.press("Undo the re-issue")
    assert back.path == record.path
    assert "The re-issue is undone. This record counts again, exactly as it was." in back.text
    assert text_of(visitor, record) == before
    assert "Re-issued on version 2" not in back.text
    gone = visitor.get(new.path)
    assert "This re-issue was undone" in gone.text
    assert gone.follow("Open the record that counts").path == record.path
    assert visitor.get(f"{new.path}/undo").status == 404
    assert visitor.get(f"{new.path}/reissue").status == 404
    assert new.path not in visitor.get("/records").html


def test_a_re_issue_that_was_re_issued_itself_is_undone_after_the_later_one(visitor, specs, record):
    second = reissued(record)
    publish(specs, SECOND.replace("version: 2", "version: 3"), 3)
    third = visitor.get(f"{second.path}/reissue").press("Re-issue it")
    question = visitor.get(f"{second.path}/undo")
    assert "Undo the later one first" in question.text
    visitor.get(f"{third.path}/undo").press("Undo the re-issue")
    assert visitor.get(f"{second.path}/undo").press("Undo the re-issue").path == record.path


def test_a_version_that_was_published_since_the_report_is_shown_before_it_is_taken(specs, record):
    report = record.follow("Re-issue this record on version 2")
    publish(specs, SECOND.replace("version: 2", "version: 3"), 3)
    again = report.press("Re-issue it")
    assert (again.status, "on version 3?" in again.text) == (409, True)


def test_re_issuing_a_record_twice_leads_to_the_one_re_issue(visitor, record):
    report = record.follow("Re-issue this record on version 2")
    first, second = report.press("Re-issue it"), report.press("Re-issue it")
    assert (second.path, second.path != record.path) == (first.path, True)
    assert visitor.get("/records").html.count("<tr") == 3


def test_beginning_a_re_issue_twice_leads_to_the_one_draft(visitor, specs, record):
    publish(specs, WITH_MORE)
    report = record.follow("Re-issue this record on version 2")
    first, second = report.press("Begin the re-issue"), report.press("Begin the re-issue")
    assert second.path == first.path


def test_a_re_issue_is_undone_after_the_draft_that_re_issues_it(visitor, specs, record):
    second = reissued(record)
    asked = second.follow("Undo this re-issue")
    publish(specs, WITH_MORE.replace("version: 2", "version: 3"), 3)
    draft = visitor.get(f"{second.path}/reissue").press("Begin the re-issue").follow("Go on with this draft")
    late = asked.press("Undo the re-issue")
    assert late.status == 409
    for page in (late, visitor.get(f"{second.path}/undo")):
        assert "A draft was begun that re-issues this record. Submit or discard that draft first." in page.text
        assert page.follow("Open that draft").path == draft.path
    draft.follow("Discard this draft").press("Discard")
    assert visitor.get(f"{second.path}/undo").press("Undo the re-issue").path == record.path


def test_a_record_is_re_issued_once_and_then_the_one_that_was_made_is(visitor, specs, record):
    second = reissued(record)
    publish(specs, SECOND.replace("version: 2", "version: 3"), 3)
    assert "Re-issue this record" not in visitor.get(record.path).text
    assert visitor.get(f"{record.path}/reissue").path == second.path
    third = visitor.get(second.path).follow("Re-issue this record on version 3").press("Re-issue it")
    assert "Re-issued on version 3" in visitor.get(second.path).text
    assert "Re-issues The record of" in third.text


def test_a_re_issue_that_was_begun_on_a_version_is_gone_on_with_after_the_next_one(visitor, specs, record):
    publish(specs, WITH_MORE)
    draft = record.follow("Re-issue this record on version 2").press("Begin the re-issue").follow("Go on")
    publish(specs, SECOND.replace("version: 2", "version: 3"), 3)
    asked = visitor.get(f"{record.path}/reissue")
    assert "This was begun already. Submit that draft, or discard it to begin anew." in asked.text
    assert asked.follow("Go on with the draft").path == draft.path
    visitor.get(f"{draft.path}/carry").press("Carry it forward")
    made = visitor.get(f"{draft.path}/check").press("Submit").follow("Open the record")
    assert "Re-issued on version 3" in visitor.get(record.path).text
    assert visitor.get(f"{record.path}/reissue").path == made.path
