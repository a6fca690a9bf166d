"""Which version a draft or a record has is told where they are listed, and what became of it since."""

import pytest

from tests.webapp.pages.conftest import THIRD_ANSWERS, THIRD_SPEC
from tests.webapp.pages.revised import SECOND, publish


def test_a_draft_on_the_start_page_has_its_version_and_the_one_in_force(visitor, specs):
    visitor.start("Trip check")
    assert "Version 1." in visitor.get("/#drafts").text.partition("My drafts")[2]
    publish(specs)
    assert "Version 1; version 2 is in force now." in visitor.get("/").text


@pytest.mark.parametrize("page", ["", "/check"])
def test_a_review_is_not_overdue_of_a_version_that_another_one_has_followed(visitor, specs, page):
    due = THIRD_SPEC.replace("intro:", "policy: {title: Trips, review: October 2025}\nintro:")
    publish(specs, due, 1)
    tasks = visitor.start("Trip check")
    assert "Review overdue" in visitor.get(tasks.path + page).text
    publish(specs)
    assert "Review overdue" not in visitor.get(tasks.path + page).text


def test_two_records_about_one_visit_are_told_apart(visitor, specs):
    record = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    assert "Version 1 " in visitor.get("/records").text
    publish(specs, SECOND)
    new = visitor.get(f"{record.path}/reissue").press("Re-issue it")
    listed = visitor.get("/records").text
    assert "Version 1, re-issued as version 2" in listed
    assert "Version 2, re-issues version 1" in listed
    assert "Version 2 " in visitor.get("/").text.partition("Submitted")[2]
    assert "Re-issues The record of" in new.text
    assert "Re-issued on version 2" in visitor.get(record.path).text
