"""A scan of the paper that a record was keyed in from: added, opened and removed on its page, and told in its PDF."""

import json
import re

import pytest

from engine.pdf.report import written
from tests.pictures import photo
from tests.webapp.pages.visitor import Page, Visitor
from webapp.deeds import Deed
from webapp.storage.repository import Repository

CONTENT = b"%PDF-1.4 signed by hand\n%%EOF\n"
LETTER = "Letter to confirm safeguarding protocols"


@pytest.fixture
def record(visitor: Visitor, letter_answers: dict[str, dict[str, str]]) -> Page:
    receipt = visitor.submit(LETTER, letter_answers)
    return visitor.get(receipt.path.removesuffix("/receipt"))


def added(record: Page, name: str = "Pat Jones.pdf", content: bytes = CONTENT) -> Page:
    return record.follow(" scan of ").press("Add the scan", {"scan": [(name, content)]})


def test_a_scan_is_added_opened_and_removed(visitor: Visitor, repository: Repository, record: Page) -> None:
    assert "Keyed in from paper? Add a scan of it" in record.text
    page = added(record)
    assert page.path == record.path
    assert re.search(r"Scan 1 \(30 bytes\) *, added on", page.text), page.text
    assert "Pat Jones" not in page.text
    sent = page.follow("Scan 1").response
    assert (sent.data, sent.headers["Content-Disposition"]) == (CONTENT, 'attachment; filename="scan 1.pdf"')
    assert repository.acts(thing=record.path.rpartition("/")[2])[0].act == Deed.FILE_READ.value
    asked = page.follow("Remove Scan 1")
    assert "Remove Scan 1" in asked.text
    gone = asked.press("Remove it")
    assert gone.path == record.path
    assert "Scan 1" not in gone.text
    assert visitor.get(asked.path).status == 404


def test_a_photo_of_the_paper_is_a_scan_too(record: Page) -> None:
    assert "Scan 1" in added(record, "IMG.jpg", photo()).text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("run.exe", b"MZ\x90\x00", "it must be a PDF"),
        ("notes.txt", b"words", "“notes.txt” was not added: it must be a PDF or a photo"),
        ("", b"", "Choose the file of the scan"),
    ],
)
def test_what_is_no_scan_is_said(
    visitor: Visitor, repository: Repository, record: Page, name: str, content: bytes, sentence: str
) -> None:
    page = added(record, name, content)
    assert (page.status, sentence in page.text) == (422, True)
    assert "scan-error" in page.ids
    assert "On paper" not in visitor.get(record.path).text


def test_the_pdf_says_that_a_scan_is_there_with_its_digest(
    monkeypatch: pytest.MonkeyPatch, visitor: Visitor, repository: Repository, record: Page
) -> None:
    monkeypatch.setattr("webapp.pages.pdf.make", lambda report, _: json.dumps(written(report).content).encode())
    assert "On paper" not in visitor.client.get(f"{record.path}.pdf").get_data(as_text=True)
    added(record)
    found = repository.record(record.path.rpartition("/")[2])
    assert found is not None
    (scan,) = repository.scans(found)
    text = visitor.client.get(f"{record.path}.pdf").get_data(as_text=True)
    assert "On paper" in text
    assert f"SHA-256 {scan.sha256}" in text


def test_any_record_takes_a_scan(visitor: Visitor, third_answers: dict[str, dict[str, str]]) -> None:
    receipt = visitor.submit("Trip check", third_answers)
    page = added(visitor.get(receipt.path.removesuffix("/receipt")))
    assert "Scan 1" in page.text
    assert "Add another scan of the paper" in page.text
