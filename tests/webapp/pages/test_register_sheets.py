"""A register as CSV in the browser: downloaded, looked at row by row, and imported as it was looked at."""

import pytest

from engine.register.details import Details
from tests.webapp.pages.inspected import publish
from tests.webapp.pages.visitor import Page, Visitor
from webapp.storage.repository import Repository

HALL = Details(name="=The Old Hall", note="Ask for Ann")
SHOW = "Show what it would do"


@pytest.fixture
def specs(specs):
    publish(specs)
    return specs


@pytest.fixture
def hall(repository: Repository) -> str:
    return repository.add_entry("halls", HALL).id


def shown(visitor: Visitor, data: bytes) -> Page:
    return visitor.get("/registers/halls/import").press(SHOW, {"file": [("halls.csv", data)]})


def test_a_register_is_downloaded_and_its_own_download_changes_nothing(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    sent = visitor.get("/registers/halls.csv").response
    assert sent.headers["Content-Disposition"] == "attachment; filename=halls.csv"
    assert f"{hall},'=The Old Hall," in sent.get_data(as_text=True)
    page = shown(visitor, sent.data)
    assert "There is nothing to import" in page.text
    assert len(repository.entry_changes(hall)) == 1


def test_nothing_is_written_before_it_is_confirmed(visitor: Visitor, repository: Repository, hall: str) -> None:
    data = b"name,note\r\nBarn,Two doors\r\n=the old hall ltd,Ask for Bob\r\nMill,\r\nMill Ltd,\r\n"
    page = shown(visitor, data)
    assert page.status == 200
    assert len(repository.register_entries("halls")) == 1
    for words in ("Line 4 has the same name.", "Ask for Bob", "Doubtful, left out", "Note Now: Two doors"):
        assert words in page.text
    done = page.press("Import 3 entries, and leave 1 out")
    assert "The import is done: 2 new, 1 changed, 0 the same, 1 left out." in done.text
    assert {each.name: each.details.note for each in repository.register_entries("halls")} == {
        "=The Old Hall": "Ask for Bob",
        "Barn": "Two doors",
        "Mill": "",
    }


def test_what_has_changed_meanwhile_is_shown_again(visitor: Visitor, repository: Repository, hall: str) -> None:
    page = shown(visitor, b"name,note\nBarn,Two doors\n")
    repository.add_entry("halls", Details(name="Barn"))
    again = page.press("Import 1 entry")
    assert again.status == 409
    assert "Two doors" in again.text
    assert "The import is done" in again.press("Import 1 entry").text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"name\nCaf\xe9\n", "Line 2 holds a letter that is not saved as UTF-8"),
        (b"name\n", "There is no entry in this file"),
        (b"note\nx\n", "one of them has to be “name”"),
        (b"name\n" + b"x" * 3_000_000, "larger than 2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(visitor: Visitor, data: bytes, sentence: str) -> None:
    page = shown(visitor, data)
    assert (page.status, sentence in page.text) == (422, True)


def test_a_file_has_to_be_chosen(visitor: Visitor) -> None:
    page = visitor.get("/registers/halls/import").press(SHOW)
    assert (page.status, "Choose a CSV file" in page.text) == (422, True)


def test_what_was_looked_at_is_what_is_confirmed(visitor: Visitor, repository: Repository) -> None:
    page = shown(visitor, b"name\nBarn\n")
    assert page.press("Import 1 entry", {"text": "name\nAnother\n"}).status == 409
    assert page.press("Import 1 entry", {"text": "nonsense"}).status == 422
    assert repository.register_entries("halls") == ()


def test_a_page_that_was_open_too_long_asks_for_the_file_again(visitor: Visitor) -> None:
    assert shown(visitor, b"name\nBarn\n").press("Import 1 entry", {"csrf": "old"}).status == 403
