"""Documents of an entry: added, opened and removed, by whoever may."""

import pytest

from engine.register.details import Details
from tests.webapp.pages.visitor import Page, Visitor
from webapp.deeds import Deed
from webapp.storage.repository import Repository

CONTENT = b"%PDF-1.4 insured\n%%EOF\n"


@pytest.fixture
def trip(repository: Repository) -> str:
    return repository.add_entry("trips", Details(name="Ironbridge")).id


def added(visitor: Visitor, trip: str, name: str = "insurance.pdf", content: bytes = CONTENT) -> Page:
    page = visitor.get(f"/registers/trips/{trip}")
    return page.press("Add the document", {"document": [(name, content)]})


def test_a_document_is_added_opened_and_removed(visitor: Visitor, repository: Repository, trip: str) -> None:
    page = added(visitor, trip)
    assert "The document is added" in page.text
    sent = page.follow("insurance.pdf").response
    assert (sent.data, sent.headers["Content-Disposition"]) == (CONTENT, "attachment; filename=insurance.pdf")
    assert repository.acts(thing=trip)[0].act == Deed.FILE_READ.value
    gone = page.follow("Remove insurance.pdf").press("Remove it")
    assert "The document is removed" in gone.text
    assert "insurance.pdf" not in gone.text
    assert "Removed a document : insurance.pdf" in gone.follow("History").text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("run.exe", b"MZ\x90\x00", "“run.exe” was not added: it must be a PDF"),
        ("empty.pdf", b"", "Choose a document"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_box(
    visitor: Visitor, repository: Repository, trip: str, name: str, content: bytes, sentence: str
) -> None:
    page = added(visitor, trip, name if content else "", content)
    assert (page.status, sentence in page.text) == (422, True)
    assert "document-error" in page.ids
    assert repository.entry_documents(trip) == ()


def test_a_document_opens_under_its_own_entry_alone(visitor: Visitor, repository: Repository, trip: str) -> None:
    path = added(visitor, trip).link("insurance.pdf")
    other = repository.add_entry("trips", Details(name="Severn")).id
    for wrong in (path.replace(trip, other), path.replace("trips", "providers"), path.replace(trip, "x" * 26)):
        assert visitor.get(wrong).status == 404
    assert visitor.get(f"{path}/remove").status == 200
    assert visitor.get(f"{path.replace(trip, other)}/remove").status == 404


def test_a_document_of_an_entry_that_was_merged_is_found_at_the_one_that_stays(
    visitor: Visitor, repository: Repository, trip: str
) -> None:
    added(visitor, trip)
    severn = repository.add_entry("trips", Details(name="Severn")).id
    repository.merge_entries(trip, severn, base=2)
    page = visitor.get(f"/registers/trips/{severn}")
    assert page.follow("insurance.pdf").response.data == CONTENT
    assert not [words for _, words in page.links if words.startswith("Remove")]


def test_a_page_that_was_open_too_long_asks_for_the_document_again(visitor: Visitor, trip: str) -> None:
    page = visitor.get(f"/registers/trips/{trip}")
    again = page.press("Add the document", {"document": [("a.pdf", CONTENT)], "csrf": "old"})
    assert (again.status, "Choose the document again" in again.text) == (403, True)
