"""What was refused stands in the log: to whom, where, and never with which words."""

import logging

import pytest
from flask import Flask

from tests.webapp.access.school import School

WORD = "markedword"


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.WARNING)
    return lambda: [each.getMessage() for each in caplog.records if each.name.startswith("webapp.")]


def test_a_page_that_is_not_for_somebody_is_noted_with_who_asked(school: School, logged) -> None:
    staff = school.people["staff"]
    assert staff.client.get("/people").status_code == 404
    assert logged() == [f"Refused 404, GET people.listing, {staff.account.id}"]


def test_so_is_something_of_somebody_elses(school: School, logged) -> None:
    staff, theirs = school.people["staff"], school.draft("colleague", "plain")
    assert staff.client.get(f"/drafts/{theirs.id}").status_code == 404
    assert logged() == [f"Refused 404, GET drafts.tasks, {staff.account.id}"]


def test_so_is_a_request_that_gets_past_no_check_of_the_guard(school: School, logged) -> None:
    stranger, staff = school.client("nobody"), school.people["staff"]
    stranger.post("/sign-in", data={"email": WORD}, headers={"Origin": f"https://{WORD}.example"})
    staff.client.get("/", headers={"Host": f"{WORD}.example"})
    staff.client.post("/account/password", data={"now": WORD}, headers={"Sec-Fetch-Site": "cross-site"})
    assert logged() == [
        "Refused 403, POST signing.sign_in, nobody",
        "Refused 400, GET start.page, nobody",
        "Refused 403, POST account.password, nobody",
    ]
    assert WORD not in "".join(logged())


def test_a_page_that_was_mistyped_by_a_stranger_is_not(application: Flask, logged) -> None:
    application.test_client().get("/nothing")
    assert logged() == []
