"""A draft spec is begun from a form, from an example or from a file, and is kept as it is."""

from pathlib import Path

import pytest

from formspec.loader import load
from tests.webapp.pages.test_editor_text import beginning, begun, text_of
from tests.webapp.pages.visitor import Entered, Visitor
from webapp.pages.review.editor.sources import examples


def test_a_new_form_has_an_id_of_its_own_and_the_words_of_another(visitor: Visitor) -> None:
    page = beginning(visitor)
    made = page.press("Write a new form", {"like": "form:trip-check", "title": "Day out"})
    assert "form: day-out\nversion: 1\ntitle: Day out\n" in text_of(made)
    assert "Seat belts" in text_of(made)
    assert "A new form." in made.text
    assert "No problems." in made.text


def test_a_new_form_cannot_have_the_id_of_a_form_in_use(visitor: Visitor) -> None:
    page = beginning(visitor)
    again = page.press("Write a new form", {"like": "form:trip-check", "title": "Trip", "id": "trip-check"})
    assert again.status == 422
    assert "There is a form with this id already." in again.text
    assert "Trip" in [form.fields.get("title") for form in again.forms]


@pytest.mark.parametrize(
    ("button", "entered", "refusal"),
    [
        ("Write a new form", {"like": "form:trip-check", "title": " "}, "Enter the title of the new form."),
        ("Write a new form", {"like": "form:none", "title": "X"}, "Choose what the new form begins from."),
        ("Write the next version", {"form": "none"}, "Choose the form whose next version you want to write."),
        ("Begin with this file", {}, "Choose a file."),
        ("Begin with this file", {"file": [("a.yaml", b"\xff\xfea")]}, "This file is not a text in UTF-8"),
    ],
)
def test_what_cannot_be_begun_with_is_said(
    visitor: Visitor, button: str, entered: dict[str, Entered], refusal: str
) -> None:
    page = beginning(visitor).press(button, entered)
    assert page.status == 422
    assert refusal in page.text


def test_every_example_is_a_form_without_problems(visitor: Visitor) -> None:
    assert len(examples()) == 3
    for each in examples():
        assert load(each.text.encode()).problems == ()
        assert each.shows
        made = beginning(visitor).press("Write a new form", {"like": f"example:{each.id}", "title": f"My {each.title}"})
        assert f"title: My {each.title}" in text_of(made)
        assert "# " in text_of(made) or "#" not in each.text


def test_a_file_is_kept_as_it_is_even_with_errors(visitor: Visitor) -> None:
    data = "form: trip-check\nversion: 2\n\ttitle: “broken\n".encode()
    page = beginning(visitor).press("Begin with this file", {"file": [("mine.yaml", data)]})
    assert "begun from version 1" in page.text
    assert "problem" in page.text
    download = visitor.client.get(f"{page.path}.yaml")
    assert download.data == data
    assert "trip-check-draft.yaml" in download.headers["Content-Disposition"]


def test_a_file_takes_the_place_of_the_text_and_that_can_be_undone(visitor: Visitor) -> None:
    page = begun(visitor)
    before = text_of(page)
    after = page.follow("Put in the text of a file").press("Put it in", {"file": [("a.yaml", b"title: Short")]})
    assert text_of(after) == "title: Short"
    assert text_of(after.press("Undo")) == before


def test_a_file_merges_with_what_somebody_saved_meanwhile(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    asked = page.follow("Put in the text of a file")
    colleague.get(page.path).press("Save", {"text": text_of(page).replace("title: The coach", "title: The bus")})
    mine = text_of(page).replace("title: Trip check", "title: Trips").encode()
    after = asked.press("Put it in", {"file": [("a.yaml", mine)]})
    assert "title: The bus" in text_of(after)
    assert "title: Trips" in text_of(after)


def test_a_page_that_is_too_old_keeps_what_was_chosen(visitor: Visitor) -> None:
    page = beginning(visitor)
    visitor.client.delete_cookie(next(iter(visitor.client._cookies.values())).key)
    late = page.press("Write a new form", {"like": "form:trip-check", "title": "Typed late"})
    assert late.status == 403
    assert "title: Typed late" in text_of(late.press("Write a new form"))


def test_who_is_writing_is_asked_before_anything_else_and_once(visitor: Visitor) -> None:
    page = visitor.get("/desk/spec_drafts/new")
    assert page.title == "Who is writing? - Formspec"
    nobody = page.press("Continue", {"writer": "  "})
    assert nobody.title == "Who is writing? - Formspec"
    asked = nobody.press("Continue", {"writer": " Ann   Lead "})
    assert asked.title == "Write a form - Formspec"
    draft = asked.press("Write the next version", {"form": "provider-letter"})
    assert "form: provider-letter" in text_of(draft)
    assert "Ann Lead" in draft.follow("History").text
    assert visitor.get("/desk/spec_drafts/new").title == "Write a form - Formspec"


def test_every_page_of_a_draft_leads_to_publishing_it(visitor: Visitor) -> None:
    page = begun(visitor)
    for path in ("", "/outline", "/preview", "/messages", "/changes", "/history", "/trials"):
        assert visitor.get(page.path + path).follow("Publish").path == f"{page.path}/publish"


def test_a_file_that_changes_the_same_lines_as_somebody_else_takes_nothing_from_them(
    visitor: Visitor, colleague: Visitor
) -> None:
    page = begun(visitor)
    asked = page.follow("Put in the text of a file")
    theirs = text_of(page).replace("title: The coach", "title: The bus")
    colleague.get(page.path).press("Save", {"text": theirs, "writer": "Bob Other"})
    mine = text_of(page).replace("title: The coach", "title: The van").replace("title: Trip check", "title: Trips")
    both = asked.press("Put it in", {"file": [("a.yaml", mine.encode())]})
    assert both.status == 409
    assert "Bob Other changed the same lines as you" in both.text
    assert "title: The bus" in both.text
    assert text_of(both) == mine
    assert text_of(visitor.get(page.path)) == theirs
    assert text_of(both.press("Save")) == mine


@pytest.mark.parametrize("written", ["日本", "../../etc/passwd", "a" * 100_000, "Trip Check"])
def test_what_a_file_says_as_its_form_is_in_the_name_of_the_download_only_where_it_is_an_id(
    visitor: Visitor, written: str
) -> None:
    data = f"form: {written}\nversion: 1\n".encode()
    page = beginning(visitor).press("Begin with this file", {"file": [("mine.yaml", data)]})
    download = visitor.client.get(f"{page.path}.yaml")
    assert (download.status_code, download.data) == (200, data)
    assert download.headers["Content-Disposition"] == "attachment; filename=form-draft.yaml"


@pytest.mark.parametrize(
    ("button", "entered"),
    [
        ("Write the next version", {"form": "trip-check"}),
        ("Write a new form", {"like": "form:trip-check", "title": "Day out"}),
    ],
)
def test_a_version_whose_file_is_not_a_text_is_not_begun_from(
    visitor: Visitor, specs: Path, button: str, entered: dict[str, Entered]
) -> None:
    page = beginning(visitor)
    (specs / "trip-check" / "2.yaml").write_bytes(b"form: trip-check\nversion: 2\ntitle: \xff\n")
    refused = page.press(button, entered)
    assert refused.status == 422
    assert "The file of version 2 of this form is not a text in UTF-8" in refused.text


@pytest.mark.parametrize("id_", ["drafts", "spec-drafts", "new"])
def test_no_id_of_a_form_stands_in_the_way_of_the_desks_own_pages(visitor: Visitor, specs: Path, id_: str) -> None:
    text = (specs / "trip-check" / "1.yaml").read_text("utf-8").replace("form: trip-check", f"form: {id_}")
    (specs / id_).mkdir()
    (specs / id_ / "1.yaml").write_text(text, "utf-8")
    (specs / id_ / "2.yaml").write_text(text.replace("version: 1", "version: 2"), "utf-8")
    assert "Version 2" in visitor.get(f"/desk/{id_}").text
    assert visitor.get(f"/desk/{id_}/compare?old=1&new=2").status == 200
    assert visitor.get(f"/desk/{id_}/compare?old=1&new=3").status == 404
    draft = visitor.get(f"/desk/{id_}").press("Begin the next version").press("Continue", {"writer": "Ann"})
    assert f"form: {id_}\nversion: 3\n" in text_of(draft)


def test_a_chosen_form_is_begun_at_once_by_whoever_has_said_their_name(visitor: Visitor) -> None:
    asked = visitor.get("/desk/trip-check").press("Begin the next version")
    assert asked.title == "Who is writing? - Formspec"
    nobody = asked.press("Continue", {"writer": "  "})
    assert nobody.title == "Who is writing? - Formspec"
    first = nobody.press("Continue", {"writer": " Ann   Lead "})
    assert "form: trip-check\nversion: 2\n" in text_of(first)
    assert "Ann Lead" in first.follow("History").text
    second = visitor.get("/desk/trip-check").press("Begin the next version")
    assert "is being written already: Ann Lead began it" in second.text
    assert second.path == first.path


def test_a_chosen_form_that_there_is_not_is_said_to_be_chosen_again(visitor: Visitor) -> None:
    page = visitor.get("/desk/spec_drafts/new?form=none").press("Continue", {"writer": "Ann Lead"})
    assert page.status == 422
    assert "Choose the form whose next version you want to write." in page.text
