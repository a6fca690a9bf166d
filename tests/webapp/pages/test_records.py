"""What was submitted: the record, the list, and downloads of one and of many."""

import json
from datetime import UTC, datetime

from formspec.problem import Problem
from formspec.rules import Rule
from webapp.pages.shelf import edition
from webapp.pages.words import day

AUDIT = "Alternative Provision Audit"


def test_a_record_is_the_policy_s_table_with_the_answers_and_nothing_to_type_in(visitor, audit_answers):
    page = visitor.submit(AUDIT, audit_answers).follow("Open the record")
    assert page.status == 200
    assert not [tag for tag, _ in page.tags if tag in {"input", "textarea"}]
    for words in ("Alternate Provision Policy, Appendix 2", "ap-audit@1", "Concerns", "Further action", "Review date"):
        assert words in page.text


def test_a_record_tells_who_when_and_under_which_reference(visitor, third_answers):
    page = visitor.submit("Trip check", third_answers).follow("Open the record")
    reference = page.path.split("/")[2]
    for words in (
        "About Ironbridge",
        "Completed by Pat Jones",
        f"Submitted {day(datetime.now(UTC))} at",
        f"Reference {reference}",
    ):
        assert words in page.text


def test_a_record_opens_under_the_words_it_was_asked_with(visitor, specs, third_answers):
    record = visitor.submit("Trip check", third_answers).follow("Open the record")
    path = specs / "trip-check" / "1.yaml"
    path.with_name("2.yaml").write_text(
        path.read_text("utf-8").replace("version: 1\n", "version: 2\n").replace("Seat belts", "Belts"), "utf-8"
    )
    assert "Seat belts" in visitor.get(record.path).text
    assert "Version 2, in use now" in visitor.get("/forms/trip-check").text


def test_one_record_is_downloaded_as_it_was_kept(visitor, third_answers):
    sent = visitor.submit("Trip check", third_answers).follow("Download JSON").response
    assert sent.mimetype == "application/json"
    assert sent.headers["Content-Disposition"] == f"attachment; filename=trip-check-{sent.json['id']}.json"
    assert sent.json["digest"].startswith("sha256:")


def test_many_records_are_downloaded_one_a_line(visitor, third_answers, letter_answers):
    visitor.submit("Trip check", third_answers)
    visitor.submit("Letter to confirm safeguarding protocols", letter_answers)
    visitor.submit("Trip check", third_answers)
    sent = visitor.get("/records").follow("Download them all").response
    assert [json.loads(line)["form"] for line in sent.get_data(as_text=True).splitlines()].count("trip-check") == 2
    assert sent.headers["Content-Disposition"] == "attachment; filename=records.jsonl"
    only = visitor.client.get("/records.jsonl?form=provider-letter").get_data(as_text=True)
    assert [json.loads(line)["form"] for line in only.splitlines()] == ["provider-letter"]


def test_records_since_a_day_are_downloaded(visitor, third_answers):
    visitor.submit("Trip check", third_answers)
    assert visitor.client.get("/records.jsonl?since=2020-01-01").get_data().count(b"\n") == 1
    assert visitor.client.get("/records.jsonl?since=2999-01-01").get_data() == b""
    for wrong in ("yesterday", "2026-13-01", "0001-01-01T00:00%2B14:00", "%00"):
        assert visitor.client.get(f"/records.jsonl?since={wrong}").status_code == 400


def test_the_list_can_be_narrowed_to_one_form(visitor, third_answers, letter_answers):
    visitor.submit("Trip check", third_answers)
    visitor.submit("Letter to confirm safeguarding protocols", letter_answers)
    page = visitor.get("/records").press("Show", {"form": "trip-check"})
    table = page.html.partition("<tbody>")[2]
    assert "Trip check" in table
    assert "Letter" not in table
    assert "No form of this kind" in visitor.get("/records?form=ap-audit").text


def test_a_long_list_goes_on_to_older_ones(visitor, third_answers, monkeypatch):
    monkeypatch.setattr("webapp.pages.records.views._PAGE", 2)
    references = [visitor.submit("Trip check", third_answers).path.split("/")[2] for _ in range(5)]
    seen, page = [], visitor.get("/records")
    for _ in range(len(references)):
        seen += [href.split("/")[2] for href, text in page.links if text == "Trip check" and "/records/" in href]
        if not [text for _, text in page.links if text == "Older"]:
            break
        page = page.follow("Older")
    assert seen == references[::-1]
    assert "Back to the latest" in page.text


def test_an_empty_list_says_what_to_do(visitor):
    text = visitor.get("/records").text
    assert "Nothing has been submitted yet." in text
    assert "Go to the start page" in text


def test_records_that_do_not_exist_are_not_found(visitor):
    for path in ("/records/nothing", "/records/nothing.json", "/records/nothing/receipt"):
        assert visitor.get(path).status == 404


def test_a_record_opens_for_ever_whatever_rules_come_later(visitor, third_answers, monkeypatch):
    page = visitor.submit("Trip check", third_answers)
    shown = visitor.get(f"/records/{page.path.split('/')[2]}")
    later = Rule("later", "", lambda written: iter([Problem(1, 1, "later", "No title may be as short as this one.")]))
    monkeypatch.setattr("formspec.loader.RULES", (later,))
    edition.cache_clear()
    again = visitor.get(shown.path)
    assert (again.status, again.text) == (200, shown.text)
