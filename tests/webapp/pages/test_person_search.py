"""Finding a person, as whoever decides does it, and that what they looked for stays with them."""

import json
import logging

import pytest

from engine.register.details import Details
from tests.webapp.pages.conftest import THIRD_ANSWERS
from tests.webapp.pages.visitor import Visitor
from webapp.storage.repository import Repository

TITLE = "Trip check"


def test_a_person_is_found_in_records_and_drafts_and_downloaded(visitor: Visitor) -> None:
    record_id = visitor.submit(TITLE, THIRD_ANSWERS).path.split("/")[2]
    tasks = visitor.start(TITLE)
    visitor.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.why": "With Zoë’s aunt, Pat JONES"})
    page = visitor.get("/retention").follow("Find a person").press("Find", {"words": "jones pat"})
    assert "2 records and drafts found" in page.text
    assert "With Zoë’s aunt, Pat JONES" in page.text
    assert page.link("Trip check: Ironbridge") == f"/records/{record_id}"
    download = page.press("Download")
    given = [json.loads(line) for line in download.html.splitlines()]
    assert [(each["kind"], each["id"]) for each in given] == [
        ("record", record_id),
        ("draft", tasks.path.rpartition("/")[2]),
    ]
    assert given[0]["document"]["answers"]["trip"]["signed"]["name"] == "Pat Jones"
    assert download.response.headers["Content-Disposition"] == "attachment; filename=records-that-name-a-person.jsonl"


def test_what_was_looked_for_stands_in_no_address_and_no_log(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        page = visitor.get("/retention/person").press("Find", {"words": "Ermintrude"})
    assert (page.path, page.response.request.query_string) == ("/retention/person", b"")
    assert "Nothing was found" in page.text
    assert "ermintrude" not in caplog.text.casefold()


@pytest.mark.parametrize("words", ["", " - ", "x" * 201])
def test_what_nobody_can_look_for_is_said(visitor: Visitor, words: str) -> None:
    page = visitor.get("/retention/person").press("Find", {"words": words})
    assert (page.status, "There is a problem" in page.text) == (422, True)


def test_the_words_come_back_when_the_page_was_open_for_too_long(visitor: Visitor) -> None:
    page = visitor.get("/retention/person")
    visitor.client.delete_cookie(visitor.client.application.config["SESSION_COOKIE_NAME"])
    again = page.press("Find", {"words": "Pat Jones"})
    assert (again.status, "Pat Jones" in again.html) == (403, True)


def test_whom_an_entry_of_a_register_names_is_found_too(visitor: Visitor, repository: Repository) -> None:
    made = repository.add_entry("trips", Details(name="Ironbridge", contact_name="Ermintrude Archer"))
    page = visitor.get("/retention/person").press("Find", {"words": "archer ermintrude"})
    assert "1 entry of registers found" in page.text
    assert page.follow("Ironbridge").path == f"/registers/trips/{made.id}"
    (line,) = page.press("Download").html.splitlines()
    assert json.loads(line)["said"][0]["contact_name"] == "Ermintrude Archer"
