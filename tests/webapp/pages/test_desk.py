"""The desk: every form with its version in force, its review and what is going on, and each form's versions."""

import re
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from formspec.release import Release
from tests.webapp.pages.conftest import THIRD_SPEC
from webapp.pages.words import today

AUDIT = "Alternative Provision Audit"
DESK = "/desk/trip-check"


@pytest.fixture
def publish(repository):
    """Publish a version of the trip check in the browser's library, as the publishing page does."""

    def made(version, **said):
        text = THIRD_SPEC.replace("version: 1", f"version: {version}").encode()
        given = {
            "form": "trip-check",
            "version": version,
            "sha256": sha256(text).hexdigest(),
            "note": f"Reviewed for the {version}th time",
            "approved_by": "Governing body",
            "approved": "3 March 2026",
            "published_by": "Pat Jones",
            "published": datetime(2026, 3, 4, 10, 15, tzinfo=UTC),
            "in_force": date(2026, 3, 5),
        }
        return repository.publish(Release(**given | said), text, {}, last=version - 1)

    return made


def test_every_page_leads_to_the_desk_and_the_desk_lists_every_form(visitor):
    page = visitor.get("/").follow("Desk")
    assert (page.status, page.path) == (200, "/desk")
    for title in (AUDIT, "Trip check"):
        assert page.follow(title).status == 200
    assert ("a", {"href": "/desk", "aria-current": "page"}) in page.tags


def test_the_desk_says_in_words_how_each_review_stands(visitor):
    text = visitor.get("/desk").text
    assert len(re.findall(r"Review overdue since 31 October 2025 \(.+?\)\.", text)) == 2
    assert "No review date: the policy of this form names none." in text


def test_a_form_that_stands_in_a_file_is_in_force_and_says_that_nobody_is_named(visitor):
    text = visitor.get("/desk").text
    assert "Trip check No review date" in text
    assert "In force Version 1 Published With a file, which does not say by whom" in text


def test_what_was_published_here_says_by_whom_when_and_why(visitor, publish):
    publish(2)
    text = visitor.get("/desk").text
    assert "In force Version 2, since 5 March 2026 Published By Pat Jones on 4 March 2026 at 10:15am" in text
    assert "Trip check, version 2 4 March 2026 at 10:15am Pat Jones Reviewed for the 2th time" in text


def test_drafts_in_progress_are_counted_by_version_and_lead_to_a_list_of_them(visitor, publish, third_answers):
    assert "Drafts in progress None" in visitor.get("/desk").text
    for place in ("Ironbridge", "Blists Hill"):
        visitor.fill(visitor.start("Trip check"), {"trip": {"trip.place": place}})
    publish(2)
    visitor.start("Trip check")
    text = visitor.get("/desk").text
    assert "Drafts in progress 1 draft on version 2 , 2 drafts on version 1" in text
    page = visitor.get("/desk").follow("2 drafts on version 1")
    assert "Trip check: what uses version 1 Replaced by version 2 on 5 March 2026. 2 drafts and 0 records." in page.text
    tasks = page.follow("Ironbridge")
    assert (tasks.status, "Ironbridge" in tasks.text) == (200, True)
    assert "Nothing was submitted on this version." in page.text


def test_records_are_counted_by_version_and_lead_to_a_list_of_them(visitor, publish, third_answers):
    visitor.submit("Trip check", third_answers)
    publish(2)
    page = visitor.get(DESK).follow("0 drafts and 1 record of version 1")
    assert page.follow("Ironbridge").path.startswith("/records/")
    assert "No draft is in progress on this version." in page.text
    other = visitor.get(DESK).follow("0 drafts and 0 records of version 2")
    assert "Ironbridge" not in other.text


def test_a_long_list_of_records_has_pages(visitor, third_answers, monkeypatch):
    monkeypatch.setattr("webapp.pages.review.using._PAGE", 2)
    for place in ("First", "Second", "Third"):
        visitor.submit("Trip check", {**third_answers, "trip": {**third_answers["trip"], "trip.place": place}})
    page = visitor.get(f"{DESK}/1/use")
    assert [place for place in ("First", "Second", "Third") if place in page.text] == ["Second", "Third"]
    older = page.follow("Older")
    assert [place for place in ("First", "Second", "Third") if place in older.text] == ["First"]
    assert "Older" not in older.text
    assert older.follow("Back to the latest").text == page.text


def test_a_next_version_that_is_being_written_says_who_began_it_and_when(visitor, repository):
    repository.start_spec_draft("trip-check", 1, THIRD_SPEC, "Sam Lee")
    repository.start_spec_draft("", 0, "", "")
    page = visitor.get("/desk")
    assert page.follow("Being written").path.startswith("/desk/spec_drafts/")
    text = page.text
    assert "the next version of Trip check , begun by Sam Lee, last changed today at" in text
    assert "A form without an id , begun by somebody who gave no name, last changed today at" in text
    assert text.count("Next version Not begun") == 2
    assert "begun by Sam Lee" in visitor.get(DESK).text


def test_empty_lists_say_what_to_do(visitor):
    text = visitor.get("/desk").text
    assert "No new form is being written. Start one from an example" in text
    assert "Nothing has been published here yet. Begin the next version of a form above" in text


def test_a_form_lists_its_versions_with_state_reason_approver_and_publisher(visitor, publish):
    publish(2, seconded_by="Ali Khan")
    publish(3, in_force=date(2199, 1, 1))
    text = visitor.get(DESK).text
    assert text.index("Version 3 Comes into force on 1 January 2199.") < text.index("Version 2 In force since")
    assert (
        "Version 2 In force since 5 March 2026. Why Reviewed for the 2th time Approved By Governing body, 3 March 2026 "
        "Published By Pat Jones on 4 March 2026 at 10:15am, seconded by Ali Khan In use 0 drafts and 0 records"
    ) in text
    assert "Version 1 Replaced by version 2 on 5 March 2026. In use" in text


def test_the_next_version_is_begun_from_a_form_and_a_new_one_from_the_desk(visitor):
    page = visitor.get(DESK).press("Begin the next version").press("Continue", {"writer": "Sam Lee"})
    assert page.title == "Text of Trip check - Formspec"
    assert "Write a form" in visitor.get("/desk").follow("Write a form").title


def test_a_version_downloads_byte_for_byte_as_it_was_used(visitor, publish, specs):
    assert visitor.get(DESK).follow("Download the spec (YAML)").response.data == THIRD_SPEC.encode()
    visitor.start("Trip check")
    (specs / "trip-check" / "1.yaml").write_text(THIRD_SPEC.replace("Trip check", "Outing"), "utf-8")
    response = visitor.get(f"{DESK}/1.yaml").response
    assert response.data == THIRD_SPEC.encode()
    assert response.headers["Content-Disposition"] == "attachment; filename=trip-check-1.yaml"


def test_a_version_that_cannot_be_used_says_why_and_offers_only_its_text(visitor, specs):
    (specs / "trip-check" / "2.yaml").write_text(THIRD_SPEC.replace("version: 1", "version: 2\ntitel: X"), "utf-8")
    page = visitor.get(DESK)
    assert "This version cannot be used: its spec has 1 problem." in page.text
    assert "2.yaml:4" in page.text
    assert not [href for href, _ in page.links if href.startswith("/desk/trip-check/2/cov")]
    assert visitor.get(f"{DESK}/2.yaml").status == 200
    assert "In force Version 1" in visitor.get("/desk").text


def test_a_version_is_withdrawn_with_a_reason_and_its_records_open_still(visitor, publish, third_answers):
    publish(2)
    receipt = visitor.submit("Trip check", third_answers)
    draft = visitor.start("Trip check")
    page = visitor.get(DESK).follow("Withdraw version 2")
    assert "Version 1 is offered instead." in page.text
    assert "1 draft in progress can still be finished, and 1 record can still be read" in page.text
    shown = page.press("Withdraw this version", {"why": "A question was\r\nmissing"})
    assert shown.path == DESK
    day = f"{today().day} {today():%B %Y}"
    assert f"Version 2 Withdrawn on {day}, because: A question was missing." in shown.text
    assert "Version 1 In force." in shown.text
    assert "Withdraw version 2" not in shown.text
    assert visitor.get(draft.path).status == visitor.get(receipt.path).status == 200
    assert visitor.get("/forms/trip-check/2/blank").status == 200
    assert "Version 1. " in visitor.get("/").text


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (" \r\n", "Enter why this version is withdrawn"),
        ("x" * 501, "Why this version is withdrawn must be 500 characters or fewer"),
    ],
)
def test_a_version_is_not_withdrawn_without_a_reason_of_one_sentence(visitor, publish, why, told):
    publish(2)
    page = visitor.get(f"{DESK}/2/withdraw").press("Withdraw this version", {"why": why})
    assert page.text.count(told) == 2
    assert page.title.startswith("Error: ")
    assert "Version 2 In force" in visitor.get(DESK).text


def test_a_page_that_was_open_for_too_long_gives_back_the_reason(visitor, publish):
    publish(2)
    page = visitor.get(f"{DESK}/2/withdraw")
    late = page.press("Withdraw this version", {"why": "It asks too much", "csrf": "old"})
    assert late.status == 403
    assert "Nothing was withdrawn This page was open for too long." in late.text
    assert "because: It asks too much." in late.press("Withdraw this version").text


def test_withdrawing_the_only_version_says_that_the_form_is_offered_no_more(visitor, publish, specs):
    publish(2)
    (specs / "trip-check" / "1.yaml").unlink()
    page = visitor.get(f"{DESK}/2/withdraw")
    assert "No other version can be started, so the form is not offered at all" in page.text
    page.press("Withdraw this version", {"why": "It asks too much"})
    assert "In force No version can be started now" in visitor.get("/desk").text


def test_what_stands_in_a_file_or_was_withdrawn_is_not_withdrawn_here(visitor, publish, repository):
    assert visitor.get(f"{DESK}/1/withdraw").status == 404
    publish(2)
    page = visitor.get(f"{DESK}/2/withdraw")
    repository.withdraw("trip-check", 2, today(), "First")
    assert page.press("Withdraw this version", {"why": "First"}).path == DESK
    late = page.press("Withdraw this version", {"why": "Second"})
    assert (late.status, "Why is it withdrawn? Second" in late.text) == (409, True)
    assert "because: First." in visitor.get(DESK).text
    assert visitor.get(f"{DESK}/2/withdraw").path == DESK


@pytest.mark.parametrize(
    "path", ["/none", "/trip-check/7/use", "/trip-check/7.yaml", "/none/1/use", "/none/1/withdraw"]
)
def test_what_is_not_there_is_not_found(visitor, path):
    assert visitor.get(f"/desk{path}").status == 404
