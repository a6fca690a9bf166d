"""Keying in from paper, without scripts: a reference, its row, saved, and the next reference."""

import pytest

from tests.webapp.pages.visitor import Page, Visitor

FIRST = "trip.place"


def row(visitor: Visitor, tasks: Page, reference: str) -> Page:
    return visitor.get(f"{tasks.path}/key-in").press("Go to its row", {"ref": reference})


def test_a_whole_form_is_keyed_in_by_reference(visitor: Visitor, third_answers: dict[str, dict[str, str]]) -> None:
    tasks = visitor.start("Trip check")
    answers = {name: text for section in third_answers.values() for name, text in section.items()}
    left = dict(answers)
    for reference in [f"1.{number}" for number in range(1, 10)] + ["2.1", "2.2", "3.1"]:
        page = row(visitor, tasks, reference)
        inputs = {name for form in page.forms for name in form.inputs}
        mine = {name: left.pop(name) for name in list(left) if name in inputs}
        page = page.press("Save and continue", mine)
        assert f"{reference} saved" in page.text
        assert page.path == f"{tasks.path}/key-in"
    assert left == {}
    assert "Submitted" in visitor.get(f"{tasks.path}/check").press("Submit").text


def test_a_row_is_saved_alone(visitor: Visitor) -> None:
    tasks = visitor.start("Trip check")
    visitor.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.why": "To see it"})
    row(visitor, tasks, "1.1").press("Save and continue", {FIRST: "Ironbridge"})
    fields = visitor.get(f"{tasks.path}/sections/trip").fields()
    assert (fields[FIRST], fields["trip.why"]) == ("Ironbridge", "To see it")


@pytest.mark.parametrize("typed", ["9.9", "1", "<b>", "x" * 40])
def test_an_unknown_reference_is_said(visitor: Visitor, typed: str) -> None:
    page = row(visitor, visitor.start("Trip check"), typed)
    assert page.status == 200
    assert f"There is no row {typed[:20]}" in page.text


def test_nothing_typed_asks_again(visitor: Visitor) -> None:
    page = row(visitor, visitor.start("Trip check"), " ")
    assert "There is no row" not in page.text
    assert "Save and continue" not in page.text


def test_what_is_malformed_is_kept_and_shown_at_its_row(visitor: Visitor) -> None:
    tasks = visitor.start("Trip check")
    page = row(visitor, tasks, "1.3").press("Save and continue", {"trip.day.day": "41"})
    assert "1.3 saved" in page.text
    assert "needs correcting" in page.text
    assert page.fields()["trip.day.day"] == "41"


def test_two_who_key_in_one_row_are_shown_both_texts(visitor: Visitor, colleague: Visitor) -> None:
    tasks = visitor.start("Trip check")
    mine, theirs = row(visitor, tasks, "1.1"), row(colleague, tasks, "1.1")
    theirs.press("Save and continue", {FIRST: "Telford"})
    page = mine.press("Save and continue", {FIRST: "Ironbridge"})
    assert page.status == 409
    assert "Saved by somebody else: Telford" in page.text
    assert page.fields()[FIRST] == "Ironbridge"
    page.press("Save and continue")
    assert visitor.get(f"{tasks.path}/sections/trip").fields()[FIRST] == "Ironbridge"


def test_what_was_typed_on_an_old_page_is_given_back(visitor: Visitor) -> None:
    tasks = visitor.start("Trip check")
    page = row(visitor, tasks, "1.1")
    visitor.client.delete_cookie(next(iter(visitor.client._cookies.values())).key)
    given_back = page.press("Save and continue", {FIRST: "Ironbridge"})
    assert given_back.status == 403
    assert given_back.fields()[FIRST] == "Ironbridge"
    assert "1.1 saved" in given_back.press("Save and continue").text


def test_what_comes_too_late_is_given_back_to_be_copied(visitor: Visitor, colleague: Visitor) -> None:
    tasks = visitor.start("Trip check")
    page = row(visitor, tasks, "1.1")
    colleague.get(f"{tasks.path}/discard").press("Discard this draft")
    late = page.press("Save and continue", {FIRST: "Ironbridge"})
    assert late.status == 409
    assert "Ironbridge" in late.text


def test_inputs_of_another_row_are_refused(visitor: Visitor) -> None:
    tasks = visitor.start("Trip check")
    page = row(visitor, tasks, "1.1")
    form = next(each for each in page.forms if FIRST in each.inputs)
    form.inputs.add("trip.why")
    assert visitor.send(page, form, {FIRST: "Ironbridge", "trip.why": "No"}).status == 400


def test_a_draft_is_printed_half_way_with_room_for_the_rest(visitor: Visitor) -> None:
    tasks = visitor.start("Trip check")
    row(visitor, tasks, "1.1").press("Save and continue", {FIRST: "Ironbridge"})
    page = visitor.get(tasks.path).follow("Print it to go on with on paper")
    assert "Not finished. Printed on " in page.text
    assert "1.1 Where are you going? Ironbridge" in page.text
    assert "Nothing entered" not in page.text
    assert "room-long-text" in page.html
