"""Words in other languages at the desk: they come along with the next version, and can be downloaded."""

import pytest

from formspec.diff.kept import read
from tests.webapp.pages.revision import ENTERED, FIRST, SECOND, publishing

WELSH = """\
# By Siân
formspec: 1
form: trip-check
version: 1
language: cy
texts:
  form: {title: Gwirio taith}
  trip.place: {label: I ble?, name: y lle}   # a town
  coach.tyres: {label: Teiars}
"""
MOVED = SECOND.replace("{id: place, label", "{id: town, was: trip.place, label").replace("trip.place}", "trip.town}")


@pytest.fixture(autouse=True)
def first(specs):
    (specs / "trip-check" / "1.yaml").write_text(FIRST, "utf-8")
    (specs / "trip-check" / "1.cy.yaml").write_text(WELSH, "utf-8")


@pytest.fixture
def draft(repository):
    return repository.start_spec_draft("trip-check", 1, MOVED, "Sam Lee")


def test_the_page_says_what_comes_along_and_what_to_look_at_again(visitor, draft):
    page = visitor.get(publishing(draft))
    assert "Welsh comes along from the version before: 4 texts, and" in page.text
    assert (
        "1 text was reworded in the form and should be looked at again: "
        "Where are you going to? I ble? (trip.town, label)"
    ) in page.text
    assert "can no longer be read in Welsh" not in page.text
    assert "Warnings" not in page.text


def test_the_words_are_published_with_the_version_and_shown(visitor, draft, repository):
    visitor.get(publishing(draft)).press("Publish version 2", ENTERED)
    words = repository.publication("trip-check", 2).translations["cy"].decode()
    assert words == WELSH.replace("version: 1", "version: 2").replace("trip.place", "trip.town")
    assert not [each for each in read(repository.release("trip-check", 2).report) if each.noun == "language"]


def test_the_words_of_each_version_are_downloaded_as_they_are(visitor, draft):
    visitor.get(publishing(draft)).press("Publish version 2", ENTERED)
    page = visitor.get("/desk/trip-check")
    assert page.text.count("Download the Welsh words (YAML)") == 2
    assert visitor.get("/desk/trip-check/1.cy.yaml").response.data.decode() == WELSH
    made = visitor.get("/desk/trip-check/2.cy.yaml").response
    assert b"trip.town" in made.data
    assert made.headers["Content-Disposition"] == "attachment; filename=trip-check-2.cy.yaml"


@pytest.mark.parametrize("file", ["trip-check/1.de.yaml", "trip-check/9.cy.yaml", "none/1.cy.yaml"])
def test_words_that_are_not_there_are_not_found(visitor, file):
    assert visitor.get(f"/desk/{file}").status == 404


def test_words_with_errors_are_left_out_and_the_page_says_so(visitor, draft, repository, specs):
    (specs / "trip-check" / "1.cy.yaml").write_text(WELSH.replace("coach.tyres", "coach.wheels"), "utf-8")
    page = visitor.get(publishing(draft))
    assert "Welsh does not come along. It had errors already, and was not shown." in page.text
    assert "Version 2 is published" in page.press("Publish version 2", ENTERED).text
    assert repository.publication("trip-check", 2).translations == {}


def test_a_draft_with_errors_says_nothing_of_other_languages(visitor, repository):
    draft = repository.start_spec_draft("trip-check", 1, "formspec: 1\n", "Sam Lee")
    assert "Other languages" not in visitor.get(publishing(draft)).text
