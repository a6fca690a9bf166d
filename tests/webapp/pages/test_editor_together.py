"""Several who write one form: they meet in one draft, give their names, and take over what was published meanwhile."""

import pytest

from tests.webapp.pages.revision import ENTERED
from tests.webapp.pages.test_editor_edits import labels, part
from tests.webapp.pages.test_editor_text import TRIP, beginning, begun, saved, text_of
from tests.webapp.pages.visitor import Page, Visitor


def second_draft(visitor: Visitor) -> Page:
    return beginning(visitor).press("Begin a second draft", {"form": TRIP})


def published(page: Page, version: int) -> Page:
    return page.visitor.get(f"{page.path}/publish").press(f"Publish version {version}", ENTERED)


def overtaken(visitor: Visitor, colleague: Visitor, old: str, new: str) -> Page:
    """Return a draft of version 2 while another draft of it was published, with other words in one place."""
    page = begun(visitor)
    assert "version 1" in page.text
    theirs = saved(second_draft(colleague), old, new)
    assert published(theirs, 2).status == 200
    return visitor.get(page.path)


def test_the_next_version_of_a_form_is_begun_once_and_then_led_to(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    beginning(colleague)
    asked = colleague.get(f"/desk/spec_drafts/new?form={TRIP}")
    assert "Ann Lead is writing the next version of this form already." in asked.text
    assert asked.link("Go to that draft") == page.path
    joined = asked.press("Write the next version")
    assert joined.path == page.path
    assert "is being written already: Ann Lead began it" in joined.text
    apart = second_draft(colleague)
    assert apart.path != page.path


def test_a_second_draft_is_not_offered_where_nothing_is_being_written(visitor: Visitor) -> None:
    assert "Begin a second draft" not in beginning(visitor).html


def test_what_a_later_version_changed_is_taken_over_before_a_draft_is_published(
    visitor: Visitor, colleague: Visitor
) -> None:
    page = overtaken(visitor, colleague, "label: Tyres", "label: Every tyre")
    page = saved(page, "label: Seat belts", "label: Belts")
    assert "Version 2 was published after this draft was begun from version 1." in page.text
    assert "Version 2 was published after" in visitor.get(f"{page.path}/publish").text
    taken = page.press("Take over what version 2 changed")
    assert "What version 2 changed is in the text now." in taken.text
    assert "begun from version 2" in taken.text
    assert "version: 3\n" in text_of(taken)
    assert "was published after" not in taken.text
    assert labels(taken, 1) == ["Belts", "Every tyre"]
    assert published(taken, 3).status == 200


def test_a_draft_with_the_next_number_is_refused_until_it_has_what_the_last_version_changed(
    visitor: Visitor, colleague: Visitor
) -> None:
    page = saved(overtaken(visitor, colleague, "label: Tyres", "label: Every tyre"), "version: 2", "version: 3")
    refused = published(page, 3)
    assert refused.status == 409
    assert "Take over what it changed first." in refused.text


@pytest.mark.parametrize("how", ["Save", "autosave"])
def test_lines_that_both_changed_are_shown_and_the_draft_is_behind_until_it_is_saved(
    visitor: Visitor, colleague: Visitor, how: str
) -> None:
    page = saved(
        overtaken(visitor, colleague, "label: Tyres", "label: Every tyre"), "label: Tyres", "label: The four tyres"
    )
    asked = page.press("Take over what version 2 changed")
    assert asked.status == 409
    assert "Version 2 changed the same lines as you" in asked.text
    assert "Every tyre" in asked.text
    assert "label: The four tyres" in text_of(asked)
    assert "was published after" in visitor.get(page.path).text
    if how == "Save":
        asked = asked.press("Save")
        assert "Saved, with what version 2 changed." in asked.text
    else:
        form = next(each for each in asked.forms if "taken" in each.fields)
        visitor.client.post(f"{page.path}/autosave", data=form.fields)
    now = visitor.get(page.path)
    assert "was published after" not in now.text
    assert labels(now, 1) == ["Seat belts", "The four tyres"]


@pytest.mark.parametrize("at", ["", "coach.belts"])
def test_whoever_joins_is_asked_for_a_name_which_is_kept_with_what_they_change(
    visitor: Visitor, colleague: Visitor, at: str
) -> None:
    page = begun(visitor)
    place = f"{page.path}/part?at={at}" if at else f"{page.path}/outline"
    asked = colleague.get(place)
    named = asked.press("Keep my name", {"writer": "Cem Second"})
    assert named.path == asked.path
    assert "Your name" not in named.text
    part(Page(colleague, colleague.get(page.path).response), "coach.belts").press(
        "Change the words", {"words.label": "Belts"}
    )
    assert "Cem Second" in colleague.get(f"{page.path}/history").text


def test_a_name_is_kept_with_nothing_else_changed(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    asked = colleague.get(page.path)
    assert "Your name" in asked.text
    assert "Your name" not in asked.press("Save", {"writer": "Cem Second"}).text


def test_the_words_of_the_letter_are_changed_in_a_form_that_has_one(visitor: Visitor) -> None:
    page = begun(visitor)
    assert "Change the letter’s words" not in page.follow("Common edits").text
    page = saved(page, "questions-label:", "letter: {salutation: Dear all, body: Please answer.}\nquestions-label:")
    shown = page.follow("Common edits").follow("Change the letter’s words")
    assert "Change “The letter”" in shown.text
    done = shown.press("Change the words", {"words.body": "Please answer soon.", "words.signatory": "Ann Lead"})
    assert "Reworded “The letter”." in done.html.partition("<h1>")[0]
    text = text_of(visitor.get(page.path))
    assert "body: Please answer soon." in text
    assert "signatory: Ann Lead" in text
