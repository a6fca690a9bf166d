"""The text of a draft spec at the desk, without scripts: nothing that is typed is ever lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.webapp.pages.visitor import Page, Visitor
from webapp.pages.desk import EXTENSION
from webapp.pages.review.editor.past import sittings
from webapp.storage.repository import Repository
from webapp.storage.stored import SpecSaved, SpecText

TRIP = "trip-check"


def beginning(visitor: Visitor) -> Page:
    """Come to the page that asks what to begin with, past the one that asks who is writing."""
    page = visitor.get("/desk/spec_drafts/new")
    return page.press("Continue", {"writer": "Ann Lead"}) if "Who is writing?" in page.title else page


def begun(visitor: Visitor, form: str = TRIP) -> Page:
    return beginning(visitor).press("Write the next version", {"form": form})


def text_of(page: Page) -> str:
    return next(form.fields["text"] for form in page.forms if "text" in form.fields)


def saved(page: Page, old: str, new: str) -> Page:
    text = text_of(page)
    assert old in text
    return page.press("Save", {"text": text.replace(old, new, 1)})


def test_the_next_version_begins_as_the_last_one_with_its_number_raised(visitor: Visitor) -> None:
    page = begun(visitor)
    assert "form: trip-check\nversion: 2\n" in text_of(page)
    assert "begun from version 1" in page.text


def test_the_page_of_a_text_names_no_file_that_a_browser_does_not_lead_to(visitor: Visitor) -> None:
    page = begun(visitor)
    assert ".md" not in page.text
    assert page.follow("Common edits").status == 200


def test_the_name_of_who_writes_is_asked_once(visitor: Visitor) -> None:
    page = begun(visitor)
    assert "Your name" not in page.text
    assert "Your name" not in visitor.get("/desk/spec_drafts/new").text
    assert "Ann Lead" in page.follow("History").text


def test_a_saved_text_is_there_again(visitor: Visitor) -> None:
    page = saved(begun(visitor), "title: Trip check", "title: Trips checked")
    assert "Saved today at" in page.text
    again = visitor.get(page.path)
    assert "title: Trips checked" in text_of(again)
    assert again.title.startswith("Text of Trips checked")


def test_a_text_with_problems_is_kept_and_each_is_told_with_its_line(visitor: Visitor) -> None:
    page = saved(begun(visitor), "title: Trip check", "titel: Trip check")
    assert page.status == 200
    assert "1 problem: put it right before you publish." in page.text
    assert page.link("Line 4") == "#line-4"
    assert "line-4" in page.ids
    assert "titel: Trip check" in text_of(page)


def test_a_remedy_is_one_button_and_keeps_what_else_was_typed(visitor: Visitor) -> None:
    page = saved(begun(visitor), "title: Trip check", "titel: Trip check")
    typed = text_of(page).replace("The coach", "The minibus")
    mended = page.press("Change “titel” to “title”", {"text": typed})
    assert "Done and saved: Change “titel” to “title”." in mended.text
    assert "No problems." in mended.text
    assert "title: Trip check" in text_of(mended)
    assert "The minibus" in text_of(mended)


def test_a_remedy_of_a_problem_that_is_gone_changes_nothing_but_saves(visitor: Visitor) -> None:
    page = saved(begun(visitor), "title: Trip check", "titel: Trip check")
    mended = page.press("Change “titel”", {"text": text_of(page).replace("titel: Trip check", "title: All well")})
    assert "title: All well" in text_of(mended)


@pytest.mark.parametrize("typed", ["", "\n\n  what", "formspec: 1\n\ttab", "<b>&amp;</b> “quotes” ’", "x" * 200_000])
def test_whatever_is_typed_comes_back_as_it_was(visitor: Visitor, typed: str) -> None:
    page = begun(visitor).press("Save", {"text": typed})
    assert page.status == 200
    assert text_of(page) == typed
    assert visitor.client.get(f"{page.path}.yaml").data == typed.encode()


def test_two_authors_texts_are_merged_where_they_changed_other_lines(visitor: Visitor, colleague: Visitor) -> None:
    mine = begun(visitor)
    theirs = colleague.get(mine.path)
    saved(theirs, "title: The coach", "title: The minibus")
    page = saved(mine, "title: Trip check", "title: Trips")
    assert "the text below has what both of you wrote" in page.text
    assert "title: The minibus" in text_of(page)
    assert "title: Trips" in text_of(page)


def test_two_texts_of_one_line_are_both_shown_and_nothing_is_lost(visitor: Visitor, colleague: Visitor) -> None:
    mine = begun(visitor)
    theirs = colleague.get(mine.path)
    text = text_of(theirs).replace("title: The coach", "title: The minibus").replace("Trip check", "Outings")
    theirs.press("Save", {"text": text, "writer": "Bob Other"})
    page = saved(mine, "title: The coach", "title: The bus")
    assert page.status == 409
    assert "Bob Other changed the same lines as you" in page.text
    assert "title: The minibus" in page.text
    assert "title: The bus" in text_of(page)
    assert "title: Outings" in text_of(page)
    kept = page.press("Save")
    assert kept.status == 200
    assert "title: The bus" in text_of(kept)
    assert "title: Outings" in text_of(kept)


def test_a_page_that_is_too_old_gives_the_text_back(visitor: Visitor) -> None:
    page = begun(visitor)
    visitor.client.delete_cookie(next(iter(visitor.client._cookies.values())).key)
    late = saved(page, "title: Trip check", "title: Typed late")
    assert late.status == 403
    assert "title: Typed late" in text_of(late)
    assert "title: Typed late" in text_of(late.press("Save"))


def test_what_is_typed_into_a_discarded_draft_can_begin_a_new_one(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    colleague.get(f"{page.path}/discard").press("Discard this draft")
    late = saved(page, "title: Trip check", "title: Typed late")
    assert late.status == 409
    assert "This draft was discarded meanwhile" in late.text
    again = late.press("Begin a new draft with this text")
    assert again.path != page.path
    assert "title: Typed late" in text_of(again)


def test_a_draft_that_was_changed_meanwhile_is_not_discarded(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    asked = visitor.get(f"{page.path}/discard")
    saved(colleague.get(page.path), "title: Trip check", "title: Changed")
    assert asked.press("Discard this draft").status == 409
    assert visitor.get(page.path).status == 200
    assert visitor.get(f"{page.path}/discard").press("Discard this draft").status == 200
    assert visitor.get(page.path).status == 404


def test_going_back_to_an_earlier_text_makes_it_the_newest(visitor: Visitor, colleague: Visitor) -> None:
    page = saved(begun(visitor), "title: Trip check", "title: Second")
    colleague.get(page.path).press("Save", {"text": "not a form", "writer": "Bob Other"})
    history = visitor.get(f"{page.path}/history")
    assert "Bob Other, the text now" in history.text
    assert "Ann Lead, the beginning" in history.text
    back = visitor.get(f"{page.path}/history/2").press("Go back to this text")
    assert "title: Second" in text_of(back)
    assert text_of(back.press("Undo")) == "not a form"


def test_only_the_last_text_of_a_sitting_is_listed(visitor: Visitor) -> None:
    page = begun(visitor)
    for title in ("One", "Two", "Three"):
        page = page.press("Save", {"text": f"title: {title}"})
    history = page.follow("History")
    assert [text for href, text in history.links if "/history/" in href] != []
    assert len([href for href, _ in history.links if "/history/" in href]) == 2
    every = history.follow("Show every saved text")
    assert len([href for href, _ in every.links if "/history/" in href]) == 4
    one = next(href for href, _ in every.links if href.endswith("/history/2"))
    assert "title: One" in visitor.get(one).text
    assert len(every.follow("Show the last of each sitting").links) < len(every.links)


def test_going_back_is_not_done_over_a_text_that_was_saved_meanwhile(visitor: Visitor, colleague: Visitor) -> None:
    page = saved(begun(visitor), "title: Trip check", "title: Second")
    asked = visitor.get(f"{page.path}/history/1")
    saved(colleague.get(page.path), "title: Second", "title: Third")
    refused = asked.press("Go back to this text")
    assert "Somebody saved this draft meanwhile, so nothing was done." in refused.text
    assert "title: Third" in text_of(visitor.get(page.path))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Second", "title: Third", "Somebody saved this draft meanwhile, so nothing was done."),
        ("label: Tyres", "label: Wheels", ", with what somebody else saved meanwhile."),
    ],
)
def test_what_is_saved_at_the_moment_of_going_back_is_not_passed_over_in_silence(
    visitor: Visitor, application: Flask, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    page = saved(begun(visitor), "title: Trip check", "title: Second")
    asked, text = visitor.get(f"{page.path}/history/1"), text_of(page)
    repository, draft_id = application.extensions[EXTENSION].repository, page.path.rpartition("/")[2]
    keep = Repository.save_spec_draft

    def slowly(*given: Any, **named: Any) -> SpecSaved:
        monkeypatch.setattr(Repository, "save_spec_draft", keep)
        repository.save_spec_draft(draft_id, base=2, text=text.replace(old, new), author="Bob")
        return keep(*given, **named)

    monkeypatch.setattr(Repository, "save_spec_draft", slowly)
    back = asked.press("Go back to this text")
    assert said in back.text
    assert back.path == page.path
    assert new in text_of(back)


def test_a_sitting_ends_with_a_pause_or_with_another_author() -> None:
    at = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
    minutes = ((1, "Ann", 0), (2, "Ann", 1), (3, "Ann", 10), (4, "Ann", 21), (5, "Bob", 22), (6, "Bob", 23))
    texts = tuple(SpecText(number, "", author, at + timedelta(minutes=later)) for number, author, later in minutes)
    assert [each.revision for each in sittings(texts)] == [1, 3, 4, 6]
    assert [each.revision for each in sittings(texts[:1])] == [1]


def test_a_sitting_ends_ten_minutes_after_it_began_however_often_something_is_saved() -> None:
    at = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
    texts = tuple(SpecText(number, "", "Ann", at + timedelta(minutes=4 * number)) for number in range(1, 11))
    assert [each.revision for each in sittings(texts)] == [1, 4, 7, 10]


@pytest.mark.parametrize(
    "path", ["/desk/spec_drafts/nothing", "/desk/spec_drafts/new-id/outline", "/desk/spec_drafts/x/history/1"]
)
def test_what_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status == 404


def test_a_history_has_no_text_that_was_never_saved(visitor: Visitor) -> None:
    assert visitor.get(f"{begun(visitor).path}/history/7").status == 404


@pytest.mark.parametrize("button", ["Discard this draft", None])
def test_a_page_that_is_too_old_of_a_draft_that_was_closed_gives_the_text_back(
    visitor: Visitor, colleague: Visitor, button: str | None
) -> None:
    page = begun(visitor)
    if button:
        colleague.get(f"{page.path}/discard").press(button)
    else:
        published = {"note": "Why", "approved_by": "Governors", "approved": "November 2026", "by": "Bob"}
        saved(colleague.get(page.path), "title: Trip check", "title: Published")
        colleague.get(f"{page.path}/publish").press("Publish version 2", published)
    visitor.client.delete_cookie(next(iter(visitor.client._cookies.values())).key)
    late = saved(page, "title: Trip check", "title: TYPED TEXT")
    assert late.status == 409
    assert "meanwhile, so it can no longer be changed" in late.text
    again = late.press("Begin a new draft with this text")
    assert "title: TYPED TEXT" in text_of(again)


def test_a_page_that_is_too_old_to_discard_from_says_so(visitor: Visitor) -> None:
    asked = visitor.get(f"{begun(visitor).path}/discard")
    visitor.client.delete_cookie(next(iter(visitor.client._cookies.values())).key)
    late = asked.press("Discard this draft")
    assert late.status == 403
    assert "This request was refused" in late.text


def test_a_text_to_begin_with_is_given_back_by_a_page_that_is_too_old(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    colleague.get(f"{page.path}/discard").press("Discard this draft")
    late = saved(page, "title: Trip check", "title: TYPED TEXT")
    visitor.client.delete_cookie(next(iter(visitor.client._cookies.values())).key)
    old = late.press("Begin a new draft with this text")
    assert old.status == 403
    assert "title: TYPED TEXT" in text_of(old.press("Begin a new draft with this text"))
