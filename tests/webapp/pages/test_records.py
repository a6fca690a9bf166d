"""What was submitted: the record, the list, and downloads of one and of many."""

import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from formspec.problem import Problem
from formspec.rules import Rule
from webapp.pages.shelf import edition
from webapp.pages.words import day
from webapp.storage.tables import records

AUDIT = "Alternative Provision Audit"


def test_a_record_is_the_policy_s_table_with_the_answers_and_nothing_to_type_in(visitor, audit_answers):
    page = visitor.submit(AUDIT, audit_answers).follow("Open the record")
    assert page.status == 200
    assert not [tag for tag, _ in page.tags if tag in {"input", "textarea"}]
    for words in ("Alternate Provision Policy, Appendix 2", "Version 1", "Concerns", "Further action", "Review date"):
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


@pytest.mark.parametrize("page", ["", "/receipt", ".json", "/reissue"])
def test_a_damaged_record_is_told_and_nothing_of_it_is_shown(visitor, repository, third_answers, page):
    receipt = visitor.submit("Trip check", third_answers)
    record = receipt.path.removesuffix("/receipt")
    with repository._database.writing("The test") as connection:
        connection.execute(sa.update(records).values(document=sa.func.replace(records.c.document, "Telford", "Ludlow")))
    for path in (f"{record}{page}", "/records.jsonl"):
        told = visitor.get(path)
        assert told.status == 503
        assert f"The submission {record.rpartition('/')[2]} cannot be given out: it is damaged." in told.text
        assert "Ludlow" not in told.html
    assert "Ironbridge" in visitor.get("/records").text


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


@pytest.mark.parametrize(
    ("form", "status"),
    [(each, 404) for each in ("%F0%9F%98%80", "%C3%A9", "%22", "%ED%A0%80", "..", "nothing")]
    + [(each, 400) for each in ("a%0ab", "a%0d%0ab", "%00")],
)
def test_a_form_that_does_not_exist_names_no_download(visitor, form, status):
    assert visitor.client.get(f"/records.jsonl?form={form}").status_code == status
    assert visitor.get(f"/records?form={form}").status == (200 if status == 404 else status)


def test_the_records_of_a_form_that_is_no_longer_published_are_downloaded(visitor, specs, third_answers):
    visitor.submit("Trip check", third_answers)
    (specs / "trip-check" / "1.yaml").unlink()
    sent = visitor.client.get("/records.jsonl?form=trip-check")
    assert sent.headers["Content-Disposition"] == "attachment; filename=trip-check.jsonl"
    assert sent.get_data().count(b"\n") == 1


OTHER_COLUMNS = """\
      - id: tyres
        label: Tyres
        columns:
          - {id: state, role: answer, label: State, kind: text, could-not-find-out: true}
          - {id: worry, role: concern, label: Worries, kind: text}
          - {id: repair, role: action, label: Repairs, kind: text}"""
REPAIRS = """\
formspec: 1
form: repairs
version: 1
title: Repairs
columns:
  - {id: state, role: answer, label: State, kind: text, could-not-find-out: true}
  - {id: defect, role: concern, label: "Defects:", kind: text}
  - {id: repair, role: action, label: Repairs, kind: text}
sections:
  - id: coach
    title: The coach
    questions:
      - {id: belts, label: Seat belts}
      - {id: tyres, label: Tyres}
  - id: end
    title: The end
    columns: []
    questions:
      - id: go
        label: "May it go?"
        kind: choice
        role: outcome
        options: [{value: go, label: It may go}, {value: stay, label: It must stay}]
"""
FOUND = {
    "coach": {
        "coach.belts.defect": "Torn",
        "coach.tyres.state.could-not-find-out": "Dark",
        "coach.tyres.repair": "Look",
    },
    "end": {"end.go": "stay"},
}


@pytest.mark.parametrize(
    ("spec", "concerns", "actions"),
    [
        (REPAIRS, "Defects", "Repairs"),
        (REPAIRS.replace("      - {id: tyres, label: Tyres}", OTHER_COLUMNS), "Concerns", "Repairs"),
    ],
    ids=["one label", "two labels"],
)
def test_findings_are_called_what_the_form_calls_them(visitor, specs, spec, concerns, actions):
    (specs / "repairs").mkdir()
    (specs / "repairs" / "1.yaml").write_text(spec, "utf-8")
    check = visitor.fill(visitor.start("Repairs"), FOUND)
    receipt = check.press("Submit")
    record = receipt.follow("Open the record")
    for page in (check, record):
        assert f"{concerns} (1) Seat belts Torn {actions} (1) Tyres Look Could not find out (1) Tyres Dark" in page.text
    assert f"{concerns} 1 {actions} 1 Could not find out 1 Fingerprint" in receipt.text
    assert f"{concerns}: 1, {actions}: 1 JSON" in visitor.get("/records").text


def test_what_a_record_came_to_is_said_in_the_form_s_words(visitor, specs):
    (specs / "repairs").mkdir()
    (specs / "repairs" / "1.yaml").write_text(REPAIRS, "utf-8")
    receipt = visitor.fill(visitor.start("Repairs"), FOUND).press("Submit")
    assert "May it go? It must stay Defects 1" in receipt.text
    assert "May it go? It must stay, as filled in Submitted" in receipt.follow("Open the record").text
    assert "May it go? It must stay Waits for a decision : Repairs Defects: 1" in visitor.get("/records").text


def test_a_record_that_came_to_nothing_says_so(visitor, specs):
    (specs / "repairs").mkdir()
    (specs / "repairs" / "1.yaml").write_text(REPAIRS, "utf-8")
    tasks = visitor.start("Repairs")
    visitor.fill(tasks, {"coach": {"coach.belts.state": "Good"}})
    receipt = visitor.get(f"{tasks.path}/check").press("Submit")
    assert "May it go?" not in receipt.text
    assert "Defects 0 Repairs 0 Could not find out 0" in receipt.text
    assert "None Waits for a decision : Repairs None JSON" in visitor.get("/records").text


def test_a_form_that_only_asks_for_reasons_counts_them_on_the_receipt(visitor, third_answers):
    receipt = visitor.submit("Trip check", third_answers)
    assert "Could not find out 0 Fingerprint" in receipt.text
    assert "Concerns" not in receipt.text
