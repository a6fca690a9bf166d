"""The page of a decision, as somebody without an account uses it: what they read first, deciding, and minds changed."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from engine.json_value import as_list, as_object
from engine.pdf.report import written
from engine.register.details import Details
from engine.stored_file import StoredFile, write_files
from tests.webapp.pages.submitted import submitted
from tests.webapp.pages.visitor import Page, Visitor
from webapp.action_state import Standing, State
from webapp.application import close, create_app
from webapp.pages.shelf import edition
from webapp.pages.words import today
from webapp.settings import Settings
from webapp.storage.action_statements import Action
from webapp.storage.repository import Repository
from webapp.storage.stored import Record

SPEC = """\
formspec: 1
form: hall
version: 1
title: Hall inspection
about: {register: halls, question: hall.name}
columns:
  - {id: answer, role: answer, label: Answer, kind: text, could-not-find-out: true}
  - {id: concern, role: concern, label: Concern, kind: long-text}
  - {id: action, role: action, label: Further action, kind: long-text}
sections:
  - id: hall
    title: The hall
    questions:
      - {id: name, label: Which hall?, name: the hall, kind: text, required: true, columns: []}
      - id: door
        label: Is the door sound?
        attachments: true
        evidence: [{id: hinge, text: Look at the hinge}, {id: lock, text: Try the lock}]
      - {id: roof, label: Is the roof dry?}
  - id: yard
    title: The yard
    questions:
      - {id: wall, label: Does the wall stand?}
      - {id: lamp, label: Is there a lamp?, kind: yes-no, columns: []}
  - id: end
    title: The end
    columns: []
    questions:
      - id: use
        label: How may the hall be used?
        name: how it may be used
        kind: choice
        role: outcome
        required: true
        options: [{value: all, label: By everybody}, {value: day, label: By day}, {value: shut, label: Not at all}]
      - {id: why, label: Why?, kind: long-text, role: reasons}
checks:
  - id: dark
    level: warning
    when: {all: [{question: yard.lamp, is: no}, {question: end.use, is: all}]}
    message: There is no lamp. Say how people find the way
    at: end.use
"""
FILLED = {
    "hall.name": "Mill Hall",
    "hall.door.concern": "It does not shut",
    "hall.door.action": "Mend the door",
    "hall.roof.answer.could-not-find-out": "The ladder was locked away",
    "yard.wall.concern": "It <leans>",
    "yard.lamp": "no",
    "end.use": "day",
    "end.why": "It is safe in the light",
}
SHARP = {"decision.option": "shut", "decision.reasons": "Nobody is to be hurt.", "by": "Pat Head"}
Submit = Callable[..., Record]


@pytest.fixture
def application(settings: Settings, specs: Path) -> object:
    (specs / "hall").mkdir()
    (specs / "hall" / "1.yaml").write_text(SPEC, encoding="utf-8")
    made = create_app(settings)
    yield made
    close(made)


@pytest.fixture
def submit(application: Flask, specs: Path, repository: Repository) -> Submit:
    """Submit an inspection with these answers; None leaves one out."""

    def make(**changes: str | None) -> Record:
        entries = FILLED | {name.replace("_", "."): text or "" for name, text in changes.items()}
        return submitted(repository, edition((specs / "hall" / "1.yaml").read_bytes()), entries)

    return make


@pytest.fixture
def sound(submit: Submit) -> Record:
    """A record against which nothing stands."""
    return submit(hall_door_concern=None, hall_door_action=None, yard_wall_concern=None)


def page_of(visitor: Visitor, record: Record) -> Page:
    return visitor.get(f"/records/{record.id}/decision")


def decided(visitor: Visitor, record: Record, **changes: str) -> Page:
    """Decide; where something stands against it, say why to each."""
    page = page_of(visitor, record).press("Decide", SHARP | {f"decision.{n}": t for n, t in changes.items()})
    whys = {name: "We know." for form in page.forms for name in form.inputs if name.startswith("why.")}
    return page.press("Decide", whys) if whys else page


def closed(repository: Repository, action: Action, state: State = State.DONE) -> Action:
    standing = Standing(state, "", "", action.standing.due)
    return repository.change_action(action.id, base=action.revision, standing=standing, note="So it is.")


def only(repository: Repository, record: Record) -> Action:
    (found,) = repository.actions_of(record)
    return found


def test_all_that_was_found_is_on_the_page_before_anything_is_decided(visitor: Visitor, submit: Submit) -> None:
    page = page_of(visitor, submit(yard_wall_action=""))
    for words in (
        "How may the hall be used? By day",
        "It is safe in the light",
        "2 of 2 concerns are open",
        "The hall Is the door sound? It does not shut",
        "Mend the door Open. Nobody yet",
        "The yard Does the wall stand? It <leans> Open: no action yet",
        "Could not find out (1) Is the roof dry? The ladder was locked away",
    ):
        assert words in page.text
    assert page.status == 200
    assert "This stands against what you have chosen" not in page.text
    assert "By day" not in [text for form in page.forms for text in form.fields.values()]
    assert page.follow("Read the whole record").status == 200


def test_what_other_records_about_the_same_say_stands_first(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    first = submit(hall_name="MILL HALL")
    assert "Before you decide" not in page_of(visitor, first).text
    decided(visitor, first)
    entry = repository.add_entry("halls", Details(name="Mill Hall"))
    submit(hall_name="Barn")
    record = submit()
    page = page_of(visitor, record)
    known = page.text.partition("Before you decide")[2].partition("What the form says")[0]
    assert "The last decision about the same, on another record: Not at all" in known
    assert "Pat Head" in known
    assert "1 action from other records about the same is not finished." in known
    assert page.link("Not at all") == f"/records/{first.id}/decision"
    assert page.link("All that is known of Mill Hall") == f"/registers/halls/{entry.id}"
    assert page.follow("All that is not finished about").text.count("Mend the door") == 2
    assert page.follow("What changed").status == 200
    closed(repository, only(repository, first))
    closed(repository, only(repository, record))
    assert "from other records about the same" not in page_of(visitor, record).text


def test_a_later_record_about_the_same_is_told_before_an_earlier_one_is_decided_on(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    earlier = submit()
    assert "later record" not in page_of(visitor, earlier).text
    later = submit(end_use="shut")
    assert "A later record about the same was submitted on" in page_of(visitor, earlier).text
    assert "Nobody has decided on it yet." in page_of(visitor, earlier).text
    decided(visitor, later)
    page = page_of(visitor, earlier)
    assert re.search(r"Decided there: Not at all, .* Pat Head\. The last decision counts", page.text)
    assert page.follow("Go to the decision on the later record").path == f"/records/{later.id}/decision"
    assert "later record" not in page_of(visitor, later).text


def test_a_re_issue_says_what_was_decided_on_the_record_that_counts_no_more(
    visitor: Visitor, repository: Repository, specs: Path, submit: Submit
) -> None:
    first = submit()
    decided(visitor, first)
    again = submitted(repository, edition((specs / "hall" / "1.yaml").read_bytes()), FILLED, reissues=first.id)
    known = page_of(visitor, again).text.partition("Before you decide")[2].partition("What the form says")[0]
    assert "Not at all" in known
    assert "That record was re-issued, so it does not count any more" in known
    assert "not finished" not in known
    assert "later record" not in page_of(visitor, first).text


def test_an_action_beside_no_concern_is_told_and_files_stand_beside_their_concern(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    sha256 = repository.keep_file(b"%PDF-1.4 a door\n%%EOF\n", "application/pdf")
    photo = repository.keep_file(b"\xff\xd8\xff a photo", "image/jpeg", preview=b"small")
    files = write_files(
        [
            StoredFile(sha256, 22, "application/pdf", "door.pdf"),
            StoredFile(photo, 11, "image/jpeg", "hinge.jpg", caption="The hinge"),
        ]
    )
    record = submit(hall_door_attachments=files, hall_roof_action="Look from outside")
    page = page_of(visitor, record)
    assert "Further actions beside no concern (1) Look from outside" in page.text
    assert page.link("door.pdf") == f"/records/{record.id}/files/{sha256}"
    assert "The hinge" in page.text
    previews = [given["src"] for tag, given in page.tags if tag == "img"]
    assert [each for each in previews if photo in each]
    assert visitor.get(page.link("door.pdf")).status == 200


def test_what_was_answered_and_seen_stands_beside_its_concern(visitor: Visitor, submit: Submit) -> None:
    page = page_of(visitor, submit(hall_door_answer="It sticks <a lot>", hall_door_evidence_lock="seen"))
    assert "It does not shut Answer: It sticks <a lot> Seen: Try the lock Open" in page.text
    assert "Look at the hinge" not in page.text
    assert page_of(visitor, submit(hall_door_answer="", hall_door_evidence_lock="")).text.count("Seen:") == 0


def test_a_decision_is_kept_and_stands_on_the_record(visitor: Visitor, sound: Record) -> None:
    page = decided(visitor, sound)
    assert page.path == f"/records/{sound.id}"
    for words in ("The decision is kept", "Decision Not at all Decided on", "Pat Head", "Nobody is to be hurt."):
        assert words in page.text
    assert "How may the hall be used? By day" in page.text
    assert "Decided: Not at all" in visitor.get("/records").text


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"decision.option": ""}, "Choose what you decide"),
        ({"decision.option": "night"}, "Choose what you decide"),
        ({"decision.reasons": " \n "}, "Enter your reasons"),
        ({"decision.reasons": "x" * 4_001}, "Your reasons must be 4,000 characters or fewer"),
        ({"by": ""}, "Enter your name"),
        ({"by": "x" * 201}, "Your name must be 200 characters or fewer"),
    ],
)
def test_what_is_wrong_is_told_at_its_place_and_the_words_are_kept(
    visitor: Visitor, repository: Repository, sound: Record, changes: dict[str, str], fault: str
) -> None:
    page = page_of(visitor, sound).press("Decide", SHARP | changes)
    assert page.status == 422
    assert page.text.count(fault) == 2
    (name,) = changes
    assert page.link(fault) == f"#{name}"
    assert name in page.ids
    form = next(each for each in page.forms if "decision.reasons" in each.inputs)
    kept = {**SHARP, **{name: text.strip() for name, text in changes.items()}}
    assert form.fields.get("decision.reasons", "") == kept["decision.reasons"]
    assert form.fields["by"] == kept["by"]
    assert repository.decisions_of(sound) == ()


def test_concerns_that_are_open_and_the_forms_own_warnings_are_to_be_answered_one_by_one(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record = submit()
    first = page_of(visitor, record).press("Decide", SHARP | {"decision.option": "all"})
    assert first.status == 422
    assert "Answer: 2 concerns are open. Say why you decide all the same" in first.text
    assert "Answer: There is no lamp. Say how people find the way" in first.text
    second = first.press("Decide", {"why.concerns-open": "They are\nmended tonight."})
    assert second.status == 422
    assert "Answer: 2 concerns" not in second.text
    assert "Answer: There is no lamp" in second.text
    last = second.press("Decide", {"why.checks.dark": "We bring torches."})
    assert last.path == f"/records/{record.id}"
    (kept,) = repository.decisions_of(record)
    assert [(each.check, each.reason) for each in kept.warnings] == [
        ("concerns-open", "They are\nmended tonight."),
        ("checks.dark", "We bring torches."),
    ]
    assert (kept.counts.concerns, kept.counts.concerns_open, kept.counts.actions, kept.counts.actions_open) == (
        2,
        2,
        1,
        1,
    )
    for words in ("2 concerns were open They are mended tonight.", "We bring torches."):
        assert words in last.text
    assert "Say why you decide all the same" not in last.text


YES_NO = "kind: choice\n        role: outcome\n        required: true\n        options: "


def test_a_no_is_not_asked_why_concerns_are_open_and_a_yes_is(
    visitor: Visitor, repository: Repository, specs: Path
) -> None:
    before, _, after = SPEC.partition(YES_NO)
    rest = "kind: yes-no\n        role: outcome\n        required: true" + after[after.index("\n") :]
    plain = (before + rest).replace("question: end.use, is: all", "question: end.use, is: no")
    record = submitted(repository, edition(plain.encode()), FILLED | {"end.use": "yes"})
    page = page_of(visitor, record).press("Decide", SHARP | {"decision.option": "yes"})
    assert "Answer: 2 concerns are open. Say why you decide all the same" in page.text
    page = page.press("Decide", {"decision.option": "no"})
    assert page.status == 422
    assert "Answer: There is no lamp. Say how people find the way" in page.text
    assert "Say why you decide all the same" not in page.text
    assert page.press("Decide", {"why.checks.dark": "Nobody goes there."}).path == f"/records/{record.id}"
    assert [each.check for each in repository.decisions_of(record)[0].warnings] == ["checks.dark"]


def test_concerns_that_are_closed_are_said_to_be(visitor: Visitor, repository: Repository, submit: Submit) -> None:
    both, one = submit(yard_wall_action="Prop it up"), submit(yard_wall_concern=None)
    for record in (both, one):
        for each in repository.actions_of(record):
            closed(repository, each)
    assert "All 2 concerns are closed." in page_of(visitor, both).text
    assert "The concern is closed." in page_of(visitor, one).text


def test_another_option_has_other_warnings_and_none_is_answered_before_it_was_read(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record = submit()
    first = page_of(visitor, record).press("Decide", SHARP)
    assert "There is no lamp" not in first.text
    other = first.press("Decide", {"why.concerns-open": "Mended.", "decision.option": "all"})
    assert other.status == 422
    assert "Answer: There is no lamp" in other.text
    closed(repository, only(repository, record))
    changed = other.press("Decide", {"why.checks.dark": "We bring torches."})
    assert changed.status == 422
    assert "1 concern is open" in changed.text
    assert "What stands against this reads otherwise now" in changed.text
    assert changed.press("Decide").path == f"/records/{record.id}"


def test_a_decision_depends_on_actions_until_they_are_closed(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record = submit(hall_roof_action="Look from outside")
    first, second = repository.actions_of(record)
    page = page_of(visitor, record)
    page = page.press("Decide", SHARP | {f"close.{first.id}": "yes", f"close.{second.id}": "yes"})
    shown = page.press("Decide", {"why.concerns-open": "Soon."})
    assert "Not at all, once 2 actions are closed" in shown.text
    assert "0 of 2 conditions are met" in shown.text
    assert "Not at all, once 2 actions are closed" in visitor.get("/records").text
    changed = closed(repository, first, State.NOT_NEEDED)
    shown = visitor.get(f"/records/{record.id}")
    assert "Not at all, once 1 action is closed" in shown.text
    assert "1 of 2 conditions are met" in shown.text
    assert "Not needed: met" in shown.text
    closed(repository, second)
    assert ", once" not in visitor.get("/records").text
    repository.change_action(
        first.id, base=changed.revision, standing=Standing(State.OPEN, "", "", None), note="It broke again."
    )
    assert "Not at all, once 1 action is closed" in visitor.get("/records").text


def test_only_actions_of_the_record_that_are_not_closed_can_be_conditions(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record, other = submit(), submit()
    mine, strange = only(repository, record), only(repository, other)
    page = page_of(visitor, record).press("Decide", SHARP)
    closed(repository, mine)
    sent = next(each.fields for each in page.forms if "decision.reasons" in each.inputs)
    sent |= {"why.concerns-open": "Soon.", f"close.{mine.id}": "yes", f"close.{strange.id}": "yes"}
    assert visitor.client.post(page.path, data=sent).status_code == 422
    page = page_of(visitor, record).press("Decide", SHARP)
    mark = next(each.fields["mark"] for each in page.forms if "mark" in each.fields)
    assert visitor.client.post(page.path, data=sent | {"mark": mark}).status_code == 303
    (kept,) = repository.decisions_of(record)
    assert kept.conditions == ()


def test_a_changed_mind_is_a_new_decision_and_the_old_one_stays_as_it_was(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record = submit()
    decided(visitor, record)
    before = repository.decisions_of(record)
    page = visitor.get(f"/records/{record.id}").follow("Change the decision")
    assert "No decision is ever changed" in page.text
    closed(repository, only(repository, record))
    decided(visitor, record, option="day", reasons="The lamp came.")
    newest, oldest = repository.decisions_of(record)
    assert (oldest,) == before
    assert (newest.number, newest.words, newest.reasons) == (2, "By day", "The lamp came.")
    page = page_of(visitor, record)
    assert page.text.index("The lamp came.") < page.text.index("Nobody is to be hurt.")
    assert "2 concerns, 2 of them open; 1 action, 1 of them not finished" in page.text
    assert "2 concerns, 1 of them open; 1 action, 0 of them not finished" in page.text
    assert "1 earlier decision" in visitor.get(f"/records/{record.id}").text


def test_a_page_that_is_sent_twice_decides_once(visitor: Visitor, repository: Repository, sound: Record) -> None:
    page = page_of(visitor, sound)
    assert page.press("Decide", SHARP).path == page.press("Decide", SHARP).path == f"/records/{sound.id}"
    assert len(repository.decisions_of(sound)) == 1
    back = page.press("Decide", SHARP | {"decision.option": "all"})
    assert back.status in {409, 422}
    assert len(repository.decisions_of(sound)) == 1


def test_the_second_of_two_who_decide_at_once_looks_before_deciding_again(
    visitor: Visitor, colleague: Visitor, repository: Repository, sound: Record
) -> None:
    mine, theirs = page_of(visitor, sound), page_of(colleague, sound)
    mine.press("Decide", SHARP)
    late = theirs.press("Decide", {"decision.option": "day", "decision.reasons": "I say by day.", "by": "Sam Deputy"})
    assert late.status == 409
    assert "Somebody else has decided meanwhile" in late.text
    assert "Pat Head: Not at all" in late.text
    assert late.forms[-1].fields["decision.reasons"] == "I say by day."
    assert len(repository.decisions_of(sound)) == 1
    assert late.press("Decide").path == f"/records/{sound.id}"
    assert [each.who for each in repository.decisions_of(sound)] == ["Sam Deputy", "Pat Head"]


def test_a_page_that_saw_a_decision_which_is_gone_is_looked_at_again(
    visitor: Visitor, repository: Repository, sound: Record
) -> None:
    page = page_of(visitor, sound)
    late = page.press("Decide", SHARP | {"base": "b" * 26})
    assert late.status == 409
    assert "The decision that you saw is not here any more" in late.text
    assert late.press("Decide").path == f"/records/{sound.id}"
    assert len(repository.decisions_of(sound)) == 1


def test_a_record_that_is_re_issued_while_somebody_decides_is_looked_at_again(
    visitor: Visitor, repository: Repository, specs: Path, sound: Record
) -> None:
    page = page_of(visitor, sound)
    again = submitted(repository, edition((specs / "hall" / "1.yaml").read_bytes()), FILLED, reissues=sound.id)
    late = page.press("Decide", SHARP)
    assert (late.status, repository.decisions_of(sound)) == (409, ())
    assert "This record was re-issued meanwhile" in late.text
    assert late.forms[-1].fields["decision.reasons"] == SHARP["decision.reasons"]
    assert late.follow("Decide on the re-issue").path == f"/records/{again.id}/decision"
    assert late.press("Decide").path == f"/records/{sound.id}"
    assert late.press("Decide").path == f"/records/{sound.id}"
    assert len(repository.decisions_of(sound)) == 1


def test_the_id_of_another_decision_is_no_failure(visitor: Visitor, repository: Repository, submit: Submit) -> None:
    first, second = (submit(hall_door_concern=None, yard_wall_concern=None) for _ in range(2))
    decided(visitor, first)
    page = page_of(visitor, second).press("Decide", SHARP | {"id": repository.decisions_of(first)[0].id})
    assert (page.status, repository.decisions_of(second)) == (409, ())
    assert page.forms[-1].fields["decision.reasons"] == SHARP["decision.reasons"]


@pytest.mark.parametrize("strange", ["id", "base", "mark", "seen", "why.x", "close.x"])
def test_what_no_page_sends_is_no_failure(
    visitor: Visitor, repository: Repository, sound: Record, submit: Submit, strange: str
) -> None:
    other = submit(hall_name="Barn")
    decided(visitor, other)
    sent = next(each.fields for each in page_of(visitor, sound).forms if "decision.reasons" in each.inputs)
    for value in ("", "x", "\0", "é" * 300, repository.decisions_of(other)[0].id):
        answer = visitor.client.post(f"/records/{sound.id}/decision", data=sent | SHARP | {strange: value})
        assert answer.status_code in {303, 409, 422}
    assert len(repository.decisions_of(other)) == 1


def test_a_page_that_was_open_for_too_long_gives_back_what_was_typed(visitor: Visitor, sound: Record) -> None:
    page = page_of(visitor, sound)
    answer = visitor.client.post(page.path, data={**SHARP, "csrf": "stale", "id": "x", "base": ""})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert "Nobody is to be hurt." in text
    assert "What you typed is still here" in text


def test_what_waits_is_told_at_the_start_with_a_number_that_leads_to_its_list(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    assert "To decide" not in visitor.get("/").text
    one, other = submit(hall_name="Mill Hall"), submit(hall_name="Barn")
    start = visitor.get("/")
    assert "2 records wait for a decision" in start.text
    listing = start.follow("2 records wait")
    assert listing.title.startswith("Submitted")
    assert {"Mill Hall", "Barn"} <= {each for each in ("Mill Hall", "Barn") if each in listing.text}
    decided(visitor, one)
    assert "1 record waits for a decision" in visitor.get("/").text
    listing = visitor.get("/records?decision=waiting")
    assert "Barn" in listing.text
    assert "Mill Hall" not in listing.text
    assert "Waits for a decision" in visitor.get("/records").text
    decided(visitor, other)
    assert "No record waits for a decision" in visitor.get("/records?decision=waiting").text
    assert "To decide" not in visitor.get("/").text


def test_a_form_that_comes_to_no_decision_has_no_such_page(
    visitor: Visitor, repository: Repository, third_answers: dict[str, dict[str, str]]
) -> None:
    receipt = visitor.submit("Trip check", third_answers)
    (record,) = repository.records()
    assert receipt.status == 200
    assert page_of(visitor, record).status == 404
    page = visitor.get(f"/records/{record.id}")
    assert "/decision" not in page.html
    assert "Waits for a decision" not in visitor.get("/records").text
    assert visitor.get(f"/records/{'0' * 26}/decision").status == 404


def test_the_pdf_of_a_record_says_what_was_decided(
    visitor: Visitor, repository: Repository, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.pages.pdf.make", lambda report, _: json.dumps(written(report).content).encode())
    record = submit()
    assert "Nobody is to be hurt." not in visitor.get(f"/records/{record.id}.pdf").html
    page = page_of(visitor, record).press("Decide", SHARP | {f"close.{only(repository, record).id}": "yes"})
    page.press("Decide", {"why.concerns-open": "We watch it."})
    found = as_object(json.loads(visitor.get(f"/records/{record.id}.pdf").html))
    (printed,) = as_list(found["prints"])
    (decision,) = (each for each in as_list(as_object(printed)["before"]) if as_object(each)["title"] == "Decision")
    text = json.dumps(decision)
    for words in (
        "Not at all, once 1 action is closed",
        "Pat Head",
        "Nobody is to be hurt.",
        "We watch it.",
        "To be closed first: 0 of 1 condition is met",
        "Mend the door (open)",
    ):
        assert words in text


def test_tables_of_submissions_say_what_was_decided(visitor: Visitor, sound: Record, submit: Submit) -> None:
    submit(hall_name="Barn")
    decided(visitor, sound, reasons="=1+1")
    asked = {"form": "hall", "format": "csv"}
    text = visitor.client.get("/exports/file", query_string=asked, buffered=True).get_data(as_text=True)
    rows = {row["about"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))}
    decision = [rows["Mill Hall"][name] for name in ("outcome", "decision", "decided-by", "decision-reasons")]
    assert decision == ["By day", "Not at all", "Pat Head", "'=1+1"]
    assert rows["Mill Hall"]["decided"].endswith("Z")
    assert [rows["Barn"][name] for name in ("decision", "decided", "decided-by", "decision-reasons")] == [""] * 4
    book = visitor.client.get("/exports/file", query_string={**asked, "format": "xlsx"}, buffered=True)
    sheet = load_workbook(io.BytesIO(book.data))["Submissions"]
    assert "Not at all" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_what_is_typed_is_shown_and_never_read_as_html(visitor: Visitor, submit: Submit) -> None:
    record = submit()
    words = "<script>alert(1)</script> & “so”"
    shown = decided(visitor, record, reasons=words)
    assert "<script>alert" not in shown.html
    assert words in shown.text
    assert words in page_of(visitor, record).text


def test_the_audit_that_is_published_can_be_decided(
    visitor: Visitor, repository: Repository, audit_answers: dict[str, dict[str, str]]
) -> None:
    visitor.submit("Alternative Provision Audit", audit_answers)
    (record,) = repository.records()
    page = page_of(visitor, record).press("Decide", SHARP | {"decision.option": "yes"})
    assert page.status == 422
    assert "concerns are open" in page.text
    assert page.press("Decide", {"why.concerns-open": "They are examples."}).path == f"/records/{record.id}"
    assert repository.decisions_of(record)[0].words == "Yes"


def test_days_of_actions_are_told_with_what_is_overdue(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record = submit()
    action = only(repository, record)
    late = Standing(State.IN_PROGRESS, "", "Sam", today() - timedelta(days=2))
    repository.change_action(action.id, base=1, standing=late, note="Begun.")
    page = page_of(visitor, record)
    assert re.search(r"Mend the door In progress, overdue \. Sam, by \d", page.text)
    assert json.loads(repository.record(record.id).document)["findings"]["outcome"] == "day"
