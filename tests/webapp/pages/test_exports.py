"""Exports in the browser: what is chosen, what is given, and that it is noted."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from engine.archive.reading import opened_archive
from tests.webapp.pages.conftest import THIRD_ANSWERS
from tests.webapp.pages.visitor import Visitor
from webapp.exports.formats import FORMATS
from webapp.pages.exports import views
from webapp.storage.repository import Repository

TITLE = "Trip check"


@pytest.fixture
def submitted(visitor: Visitor) -> str:
    return visitor.submit(TITLE, THIRD_ANSWERS).path.split("/")[2]


def test_the_page_says_what_there_is_and_leads_to_it(visitor: Visitor, submitted: str) -> None:
    page = visitor.get("/records").follow("Export as a table, a workbook or a ZIP")
    assert "1 submission in all" in page.text
    assert "Trip check (1)" in page.text
    given = page.press("Download", {"form": "trip-check", "format": "csv"})
    headers = given.response.headers
    assert headers["Content-Disposition"] == "attachment; filename=trip-check.csv"
    assert headers["Cache-Control"] == "no-store"
    (row,) = csv.DictReader(io.StringIO(given.html.removeprefix("\ufeff"), newline=""))
    assert (row["submission"], row["about"], row["trip.first-aid"]) == (submitted, "Ironbridge", "Yes")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_given_and_noted(visitor: Visitor, submitted: str, repository: Repository, name: str) -> None:
    given = visitor.client.get("/exports/file", query_string={"form": "trip-check", "format": name}, buffered=True)
    assert (given.status_code, given.mimetype) == (200, FORMATS[name].media_type)
    assert given.headers["Content-Disposition"] == f"attachment; filename=trip-check.{FORMATS[name].suffix}"
    if name == "xlsx":
        assert load_workbook(io.BytesIO(given.data))["Submissions"]["A2"].value == submitted
    elif name == "zip":
        with opened_archive(io.BytesIO(given.data)) as archive:
            assert [(each.id, each.faults) for each in archive.submissions()] == [(submitted, ())]
    else:
        has_findings = name != "csv-findings"  # the form asks for none
        assert (submitted in given.get_data(as_text=True)) is has_findings
    act = repository.acts(limit=1)[0]
    assert (act.act, act.thing, json.loads(act.detail)) == ("records.exported", "trip-check", {"what": name})


UNCLEAR = {
    "no format": ({}, "Choose a format.", "format"),
    "another format": ({"format": "pdf"}, "Choose a format.", "format"),
    "no form": (
        {"format": "xlsx"},
        "Choose one form: the columns of “Excel workbook” are its questions.",
        "form",
    ),
    "no such form": ({"format": "csv", "form": "x"}, "Nothing was submitted that this asks for.", "form"),
    "nothing then": ({"format": "zip", "until": "2001-01-01"}, "Nothing was submitted that this asks for.", "form"),
    "no day": ({"format": "zip", "since": "soon"}, "“soon” is not a day: write it like 2026-11-23.", "since"),
    "a period of nothing": (
        {"format": "zip", "since": "2026-02-01", "until": "2026-01-01"},
        "The last day, 2026-01-01, is before the first, 2026-02-01.",
        "until",
    ),
}


@pytest.mark.parametrize(("asked", "sentence", "about"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_cannot_be_given_is_said_where_it_was_asked(
    visitor: Visitor, submitted: str, repository: Repository, asked: dict[str, str], sentence: str, about: str
) -> None:
    before = repository.verify_trail().acts
    given = visitor.client.get("/exports/file", query_string=asked)
    text = given.get_data(as_text=True)
    assert given.status_code == 422
    assert text.count(sentence) == 2
    assert f'id="{about}-error"' in text
    assert repository.verify_trail().acts == before


def test_what_was_chosen_stays_chosen_where_something_is_wrong(visitor: Visitor, submitted: str) -> None:
    page = visitor.get("/exports").press("Download", {"since": "2026-12-31", "until": "2026-01-01", "format": "zip"})
    form = max(page.forms, key=lambda each: len(each.inputs))
    assert {name: form.fields[name] for name in ("since", "until", "format")} == {
        "since": "2026-12-31",
        "until": "2026-01-01",
        "format": "zip",
    }


def test_a_workbook_is_made_only_of_so_many(visitor: Visitor, submitted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_AT_ONCE", 0)
    asked = {"format": "xlsx", "form": "trip-check"}
    refused = visitor.client.get("/exports/file", query_string=asked)
    assert (refused.status_code, "takes at most 0 here" in refused.get_data(as_text=True)) == (422, True)
    assert visitor.client.get("/exports/file", query_string=asked | {"format": "csv"}).status_code == 200


def test_where_nothing_was_submitted_the_page_says_so(visitor: Visitor) -> None:
    assert "Nothing has been submitted yet that you may read." in visitor.get("/exports").text
