"""Checking the answers and submitting them, once."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import formspec
from engine.compile import compile_form
from engine.schema import submission_schema
from formspec.loader import load
from webapp.pages.desk import open_draft
from webapp.pages.words import day

AUDIT = "Alternative Provision Audit"
OWN_SPECS = Path(formspec.__file__).parent / "specs"


@pytest.fixture
def ready(visitor, third_answers):
    """The check page of a complete draft of the third form."""
    return visitor.fill(visitor.start("Trip check"), third_answers)


def test_checking_lists_what_is_missing_and_links_to_each_input(visitor):
    tasks = visitor.start("Trip check")
    page = visitor.fill(tasks, {"trip": {"trip.place": "Ironbridge", "trip.first-aid": "no"}, "more": {}})
    assert "Before you can submit: 5 questions left to answer" in page.text
    targets = [href for href, _ in page.links if "#" in href and "/sections/" in href]
    assert targets
    for target in targets:
        path, _, name = target.partition("#")
        assert name in visitor.get(path).ids
    assert not [text for form in page.forms for _, _, text in form.buttons]


def test_checking_shows_every_answer_with_a_way_to_change_it(visitor, ready):
    for words in ("Ironbridge", "3 December 2026", "Coach", "First aid kit", "TF8 7NH", "Pat Jones", "Two are worn"):
        assert words in ready.text
    assert ready.follow("Change The coach").path.endswith("/sections/coach")


def test_checking_shows_the_findings_so_far(visitor):
    tasks = visitor.start(AUDIT)
    row = "safeguarding.staff-training"
    typed = {
        f"{row}.answer.could-not-find-out": "The log was locked away",
        f"{row}.concerns": "No log seen",
        f"{row}.action": "Ask again",
    }
    visitor.fill(tasks, {"safeguarding": typed})
    text = visitor.get(f"{tasks.path}/check").text
    assert "Concerns (1)" in text
    assert "Further action (1)" in text
    assert "Could not find out (1)" in text
    assert text.index("No log seen") < text.index("Your answers")


def test_findings_are_spoken_of_only_where_a_form_can_have_any(visitor, ready):
    assert "Findings so far None so far." in ready.text
    letter = visitor.start("Letter to confirm safeguarding protocols")
    assert "Findings" not in visitor.get(f"{letter.path}/check").text


def test_submitting_gives_a_receipt_with_its_reference_and_what_to_do_next(ready):
    receipt = ready.press("Submit")
    assert receipt.path.endswith("/receipt")
    assert f"Trip check: Ironbridge was submitted on {day(datetime.now(UTC))} at" in receipt.text
    reference = receipt.path.split("/")[2]
    assert reference in receipt.text
    assert "Concerns" not in receipt.text
    document = receipt.follow("Download JSON").response.json
    assert document["id"] == reference
    assert document["answers"]["trip"]["bring"] == ["food", "kit"]


def test_submitting_twice_makes_one_record(visitor, ready):
    first, second = ready.press("Submit"), ready.press("Submit")
    assert second.path == first.path
    assert visitor.get("/records").text.count("Trip check Ironbridge") == 1


def test_a_draft_that_moved_is_checked_again_before_it_is_submitted(visitor, colleague, ready):
    draft = ready.path.removesuffix("/check")
    colleague.get(f"{draft}/sections/more").press("Save and continue", {"more.else": "Bring coats"})
    page = ready.press("Submit")
    assert page.status == 409
    assert "the answers changed while you were checking them" in page.text
    assert "Somebody changed “" in page.text
    assert page.link("Open the section") == f"{draft}/sections/more#more.else"
    assert "Bring coats" in page.text
    assert page.press("Submit").path.endswith("/receipt")


def test_an_incomplete_draft_is_not_submitted_and_says_why(visitor, colleague, ready):
    draft = ready.path.removesuffix("/check")
    colleague.get(f"{draft}/sections/trip").press("Save and continue", {"trip.place": ""})
    page = ready.press("Submit")
    form = ready.forms[-1]
    again = visitor.client.post(form.action, data={**form.fields, "base": _revision(visitor, draft)})
    assert page.status == 409
    assert again.status_code == 422
    assert "Enter the place" in again.get_data(as_text=True)
    assert visitor.get("/records").text.count("Ironbridge") == 0


def _revision(visitor, draft):
    return visitor.get(f"{draft}/sections/trip").forms[-1].fields["base"]


def test_a_submitted_draft_leads_to_its_receipt(visitor, ready):
    receipt = ready.press("Submit")
    draft = ready.path.removesuffix("/check")
    for path in (draft, f"{draft}/check", f"{draft}/sections/trip", f"{draft}/discard"):
        assert visitor.get(path).path == receipt.path


@pytest.mark.parametrize("mine", ["Submit", "Discard this draft"])
def test_a_draft_that_is_closed_at_the_same_moment_is_told_plainly(ready, colleague, monkeypatch, caplog, mine):
    pages = {"Submit": ready.path, "Discard this draft": ready.path.replace("/check", "/discard")}
    closed = {"Submit": "discarded", "Discard this draft": "submitted"}
    [theirs] = pages.keys() - {mine}
    page, other = ready.visitor.get(pages[mine]), colleague.get(pages[theirs])

    def opened_just_before(draft_id):
        found = open_draft(draft_id)
        monkeypatch.undo()
        with ThreadPoolExecutor() as elsewhere:
            assert elsewhere.submit(other.press, theirs).result().status == 200
        return found

    monkeypatch.setattr("webapp.pages.drafts.views.open_draft", opened_just_before)
    with caplog.at_level(logging.ERROR):
        answer = page.press(mine)
    assert answer.status == 409
    assert f"This draft was {closed[mine]}, so it can no longer be changed." in answer.text
    assert answer.follow("Go to the start page").status == 200
    assert caplog.text == ""


@pytest.mark.parametrize("form", ["audit", "letter", "third"])
def test_each_form_is_answered_submitted_and_exported_by_the_same_pages(form, visitor, request, specs):
    titles = {"audit": AUDIT, "letter": "Letter to confirm safeguarding protocols", "third": "Trip check"}
    receipt = visitor.submit(titles[form], request.getfixturevalue(f"{form}_answers"))
    document = receipt.follow("Download JSON").response.json
    pinned = visitor.get(f"/forms/{document['form']}")
    assert pinned.status == 200
    folder = {"third": specs}.get(form)
    text = (folder or OWN_SPECS) / document["form"] / "1.yaml"
    schema = submission_schema(compile_form(load(text.read_bytes()).spec))
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
