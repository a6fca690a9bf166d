"""A PDF is kept under a name that says what it is, that any system takes, and that a browser reads right."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from tests.webapp.pages.visitor import Visitor
from webapp.pages.file_names import file_name, of_blank, of_record, of_several
from webapp.storage.stored import Record

RECORD = Record(
    id="4t7z", form="ap-audit", version=1, sha256="", submitted=datetime(2026, 11, 28, 0, 30, tzinfo=UTC), digest="",
    about="Riverside Farm", outcome="", concerns=0, actions=0, document="{}",
)  # fmt: skip
TITLE = "Alternative Provision Audit"
NAMES = {
    "what it is, about what, and when": (RECORD, TITLE, "Alternative Provision Audit - Riverside Farm - 2026-11-28"),
    "about nothing": (replace(RECORD, about=""), TITLE, "Alternative Provision Audit - 2026-11-28"),
    "the day in London": (
        replace(RECORD, submitted=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)),
        TITLE,
        "Alternative Provision Audit - Riverside Farm - 2026-07-01",
    ),
    "a trial": (
        replace(RECORD, trial=True),
        TITLE,
        "Alternative Provision Audit - Riverside Farm - 2026-11-28 - trial",
    ),
    "a title that is a sentence": (RECORD, "Letter to confirm.", "Letter to confirm - Riverside Farm - 2026-11-28"),
    "what no system takes": (
        replace(RECORD, about='A/B: "The <Barn>"\\..\\x | y?*'),
        TITLE,
        "Alternative Provision Audit - A B The Barn .. x y - 2026-11-28",
    ),
    "other letters": (
        replace(RECORD, about="Tŷ Gwyn, Łódź"),
        TITLE,
        "Alternative Provision Audit - Tŷ Gwyn, Łódź - 2026-11-28",
    ),
    "text that runs the other way, and a line break": (
        replace(RECORD, about="Farm\u202egpj.exe\r\nX\x00"),
        TITLE,
        "Alternative Provision Audit - Farmgpj.exe X - 2026-11-28",
    ),
    "nothing but signs": (replace(RECORD, about="?/:"), "...", "2026-11-28"),
    "a device of Windows": (RECORD, "Con.x", "_Con.x - Riverside Farm - 2026-11-28"),
    "a long title": (RECORD, "A " * 100, f"{'A ' * 34}A - Riverside Farm - 2026-11-28"),
}


@pytest.mark.parametrize(("record", "title", "name"), NAMES.values(), ids=NAMES)
def test_a_record_is_named_after_what_it_is(record: Record, title: str, name: str) -> None:
    assert of_record(title, record) == name


def test_several_records_and_a_blank_form_are_named_after_what_they_are() -> None:
    day = date(2026, 11, 28)
    assert of_several({TITLE}, 12, day) == "Alternative Provision Audit - 12 records - 2026-11-28"
    assert of_several({TITLE, "Letter"}, 2, day) == "Submitted forms - 2 records - 2026-11-28"
    assert of_several({TITLE}, 1, day) == "Alternative Provision Audit - 1 record - 2026-11-28"
    assert of_blank("Letter to confirm.", 3) == "Letter to confirm - blank, version 3"


@given(st.text(), st.text(), st.booleans())
def test_whatever_people_wrote_makes_a_name_that_every_system_takes(title: str, about: str, trial: bool) -> None:
    name = of_record(title, replace(RECORD, about=about, trial=trial)) + ".pdf"
    assert len(name.encode()) <= 180
    assert "2026-11-28" in name
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]', name)
    assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d) *[.]", name, re.IGNORECASE)
    assert name == name.strip()
    assert not name.startswith(".")


@given(st.text())
@example("1\uff0f2 \u2100")
def test_what_is_said_of_a_name_in_ascii_alone_can_be_kept_too(text: str) -> None:
    plain = unicodedata.normalize("NFKD", file_name(text, "2026-11-28")).encode("ascii", "ignore").decode("ascii")
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', plain)


@pytest.mark.parametrize("place", ["Riverside Farm", "Tŷ Gwyn"])
def test_a_record_comes_under_its_name(
    monkeypatch: pytest.MonkeyPatch, visitor: Visitor, third_answers: dict[str, dict[str, str]], place: str
) -> None:
    monkeypatch.setattr("webapp.pages.pdf.make", lambda *_: b"%PDF-")
    answers = {**third_answers, "trip": third_answers["trip"] | {"trip.place": place}}
    receipt = visitor.submit("Trip check", answers)
    record = receipt.path.removesuffix("/receipt")
    one = visitor.client.get(f"{record}.pdf")
    assert re.fullmatch(f"Trip check - {place} - 20[0-9-]{{8}}[.]pdf", named(one.headers["Content-Disposition"]))
    chosen = {f"record-{record.rpartition('/')[2]}": "yes"}
    several = visitor.get("/records").press("Download those chosen", chosen).response
    assert re.fullmatch("Trip check - 1 record - 20[0-9-]{8}[.]pdf", named(several.headers["Content-Disposition"]))


def test_a_blank_form_comes_under_its_name(monkeypatch: pytest.MonkeyPatch, visitor: Visitor) -> None:
    monkeypatch.setattr("webapp.pages.pdf.make", lambda *_: b"%PDF-")
    said = visitor.client.get("/forms/provider-letter/1/blank.pdf").headers["Content-Disposition"]
    assert named(said) == "Letter to confirm safeguarding protocols in place - blank, version 1.pdf"


def named(said: str) -> str:
    """Return the name of a file as a browser reads it."""
    sort, options = parse_options_header(said)
    assert sort == "attachment"
    return options["filename"]
