"""The start page: what there is, and what to do when there is nothing."""

import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from formspec.published import Library
from webapp.pages.shelf import Shelf
from webapp.pages.words import day, today

AUDIT = "Alternative Provision Audit"


def test_every_published_form_is_offered_with_its_policy_version_and_review_date(visitor):
    page = visitor.get("/")
    assert page.status == 200
    for words in (AUDIT, "Alternate Provision Policy, Appendix 2", "Trip check", "Review date: October 2025"):
        assert words in page.text


def test_a_review_date_that_is_past_is_said_plainly(visitor):
    text = visitor.get("/").text
    assert len(re.findall(r"Review overdue since 31 October 2025 \(.+?\)\. The form may be out of date", text)) == 2


def test_a_review_that_is_due_soon_is_said_and_leads_to_the_desk(visitor, specs):
    trip_due(specs, 30)
    page = visitor.get("/")
    assert re.search(r"Review due by \d+ \w+ \d{4}, in 4 weeks\.", page.text)
    assert page.follow("Begin the review at the desk").path == "/desk/trip-check"


def test_a_review_that_is_due_in_years_is_only_a_date(visitor, specs):
    trip_due(specs, 1000)
    assert "Review due by" not in visitor.get("/").text


def trip_due(specs, days):
    path = specs / "trip-check" / "1.yaml"
    due = (today() + timedelta(days=days)).isoformat()
    path.write_text(
        path.read_text("utf-8").replace("intro:", f"policy: {{title: Trips, review: {due}}}\nintro:"), "utf-8"
    )


def test_empty_lists_say_what_to_do(visitor):
    text = visitor.get("/").text
    assert "You have no drafts. Start a form above" in text
    assert "Nothing has been submitted yet. When you submit a draft" in text


def test_a_draft_is_listed_with_what_it_is_about_and_how_much_is_left(visitor):
    tasks = visitor.start(AUDIT)
    assert f"{AUDIT} Nothing entered yet." in visitor.get("/").text
    visitor.fill(tasks, {"details": {"details.provider": "The Forge"}})
    page = visitor.get("/")
    assert f"{AUDIT}: The Forge 30 questions left to answer. Last changed today at" in page.text
    assert page.follow("Continue").path == tasks.path


def test_what_was_submitted_last_is_listed_with_its_downloads(visitor, third_answers):
    receipt = visitor.submit("Trip check", third_answers)
    page = visitor.get("/")
    assert "You have no drafts" in page.text
    assert f"Trip check Ironbridge {day(datetime.now(UTC))} at" in page.text
    assert page.follow("JSON of Trip check").response.json["id"] in receipt.path
    assert page.follow("All submitted forms").path == "/records"


def test_a_spec_with_problems_is_told_line_by_line_and_the_other_forms_go_on(visitor, specs):
    broken = specs / "broken" / "1.yaml"
    broken.parent.mkdir()
    broken.write_text("formspec: 1\nform: broken\nversion: 1\ntitel: Broken\nsections: []\n", encoding="utf-8")
    page = visitor.get("/")
    assert page.status == 200
    assert f"{broken}:4" in page.text
    assert "The other forms are not affected" in page.text
    assert visitor.start("Trip check").status == 200


def test_a_spec_that_is_edited_shows_at_once(visitor, specs):
    path = specs / "trip-check" / "1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Trip check", "title: Outing check"), "utf-8")
    assert "Outing check" in visitor.get("/").text


def broken_second_version(specs):
    path = specs / "trip-check" / "2.yaml"
    path.write_text(path.with_name("1.yaml").read_text("utf-8").replace("title: Trip", "titel: Trip", 1), "utf-8")
    return path


def test_a_newest_version_with_problems_leaves_the_one_before_on_offer(visitor, specs):
    path = broken_second_version(specs)
    told = "Version 2 cannot be used yet: its spec has 2 problems; version 1 is offered instead."
    for page in (visitor.get("/"), visitor.get("/forms/trip-check")):
        assert page.status == 200
        assert told in page.text
        assert f"{path}:4" in page.text
        assert "A form cannot be used" not in page.text
    assert "Version 1, in use now" in page.text
    assert "/forms/trip-check/2/blank" not in page.html
    assert visitor.start("Trip check").status == 200


def test_a_form_of_which_no_version_can_be_used_is_told_and_not_offered(visitor, specs):
    (broken_second_version(specs).with_name("1.yaml")).write_text("formspec: 1\n", "utf-8")
    page = visitor.get("/")
    assert page.text.count("A form cannot be used") == 2
    assert "Start Trip check" not in page.text
    assert visitor.get("/forms/trip-check").status == 404


def test_a_file_that_goes_while_the_page_is_made_is_no_failure(visitor, specs, monkeypatch):
    monkeypatch.setattr(Library, "forms", lambda _: ("gone", "trip-check"))
    monkeypatch.setattr(Library, "available", lambda _, form, day: (2, 1) if form == "trip-check" else ())
    page = visitor.get("/")
    assert page.status == 200
    assert "Start Trip check" in page.text
    assert visitor.get("/forms/gone").status == 404


def test_what_is_offered_is_the_text_that_was_judged(visitor, specs, monkeypatch):
    path = specs / "trip-check" / "1.yaml"
    good, read = path.read_bytes(), Path.open

    def edited_meanwhile(file: Path, mode: str) -> object:
        if file != path:
            return read(file, mode)
        with read(file, mode) as opened:
            text = opened.read()
        with read(file, "wb") as opened:
            opened.write(b"formspec: 1\n" if text == good else good)
        return io.BytesIO(text)

    shelf = Shelf(Library(specs))
    monkeypatch.setattr(Path, "open", edited_meanwhile)
    for expected in (good, None, good, None):
        offered = shelf.offer("trip-check").edition
        assert (offered.text if offered else None) == expected


PLAIN = """\
formspec: 1
form: plain
version: 1
title: {title}
sections:
  - id: only
    title: {title}
    questions:
      - {{id: one, label: One?, kind: text}}
"""


@pytest.mark.parametrize("title", ["Plain", "Very long " * 30, "Unbroken" * 37, "<b>&amp;</b> “quoted”"])
def test_a_form_without_policy_or_subject_and_with_any_title_has_its_pages(visitor, specs, title):
    (specs / "plain").mkdir()
    (specs / "plain" / "1.yaml").write_text(PLAIN.format(title=json.dumps(title.strip())), "utf-8")
    page = visitor.get("/")
    assert (page.status, page.text.count("Review overdue")) == (200, 2)
    assert title.strip() in page.text
    tasks = visitor.get("/forms/plain").press("Start now")
    assert (tasks.status, "Policy" in visitor.get("/forms/plain").text) == (200, False)
    record = visitor.fill(tasks, {"only": {"only.one": "x"}}).press("Submit").follow("Open the record")
    for path in ("/", "/records", "/forms/plain/1/blank", record.path, f"{record.path}/receipt"):
        assert visitor.get(path).status == 200
    assert "Not named" in visitor.get("/records").text


def test_a_file_that_changed_after_it_was_used_is_said_and_its_blank_form_keeps_the_old_words(visitor, specs):
    visitor.start("Trip check")
    file = specs / "trip-check" / "1.yaml"
    file.write_text(file.read_text().replace("Where are you going?", "Whither?"))
    page = visitor.get("/")
    assert "Changed after it was used. The file of version 1 has other words now" in page.text
    assert "save the file as 2.yaml with “version: 2”" in page.text
    blank = visitor.get("/forms/trip-check/1/blank").text
    assert "Where are you going?" in blank
    assert "Whither?" not in blank


def test_a_file_that_changed_before_it_was_used_is_simply_new(visitor, specs):
    file = specs / "trip-check" / "1.yaml"
    file.write_text(file.read_text().replace("Where are you going?", "Whither?"))
    assert "Changed after it was used" not in visitor.get("/").text
    assert "Whither?" in visitor.get("/forms/trip-check/1/blank").text
