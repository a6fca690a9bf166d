"""What is due and what is held, as whoever decides sees it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.london import LONDON
from tests.webapp.pages.conftest import THIRD_ANSWERS, THIRD_SPEC
from tests.webapp.pages.visitor import Page, Visitor
from webapp.storage.repository import Repository
from webapp.storage.tables import drafts, records

TITLE = "Trip check"
KEPT = "retention: {{keep: {keep}, from: {start}, decided-by: The Head, reason: The school’s schedule}}\ncolumns:\n"
Rows = list[tuple[str, str]]


def publish(specs: Path, keep: str, start: str = "submitted", version: int = 1) -> None:
    """Put a version of the trip check into the folder that declares how long its records are kept."""
    text = THIRD_SPEC.replace("columns:\n", KEPT.format(keep=keep, start=start), 1)
    text = text.replace("version: 1\n", f"version: {version}\n", 1)
    (specs / "trip-check" / f"{version}.yaml").write_text(text, encoding="utf-8")


def trip(visitor: Visitor, place: str, **changes: str) -> str:
    """Submit a trip to somewhere; return the id of its record."""
    answers = {**THIRD_ANSWERS, "trip": {**THIRD_ANSWERS["trip"], "trip.place": place, **changes}}
    return visitor.submit(TITLE, answers).path.split("/")[2]


def dated(repository: Repository, record_id: str, moment: datetime) -> None:
    """Let a record have been submitted at another moment."""
    with repository._database.writing("A test") as connection:
        connection.execute(sa.update(records).where(records.c.id == record_id).values(submitted=moment))


def rows(page: Page) -> Rows:
    """Return what each row of a list is about, with the words that follow it."""
    body = page.html.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [row.split('data-label="') for row in body.split("<tr>")[1:]]
    return [(_words(each[1]), " | ".join(map(_words, each[3:]))) for each in cells]


def _words(cell: str) -> str:
    text = cell.partition(">")[2].partition("</td>")[0]
    return text.replace("<strong>", "").replace("</strong>", "")


def test_records_are_listed_in_the_order_in_which_they_may_go(
    specs: Path, visitor: Visitor, repository: Repository
) -> None:
    publish(specs, "6 years")
    made = {place: trip(visitor, place) for place in ("Ludlow", "Ironbridge", "Bewdley")}
    dated(repository, made["Ironbridge"], datetime(2001, 3, 31, 23, 30, tzinfo=LONDON))
    dated(repository, made["Bewdley"], datetime(2000, 2, 29, 12, 0, tzinfo=LONDON))
    shown = visitor.get("/retention")
    now = datetime.now(LONDON)
    assert rows(shown)[:2] == [("Bewdley", "28 February 2006 | Due"), ("Ironbridge", "31 March 2007 | Due")]
    assert [place for place, _ in rows(shown)] == ["Bewdley", "Ironbridge", "Ludlow"]
    assert str(now.year + 6) in rows(shown)[2][1]
    assert "2 records are due now." in shown.text
    assert rows(visitor.get("/retention/open")) == []


def test_the_version_in_force_says_how_long_records_of_earlier_ones_are_kept(
    specs: Path, visitor: Visitor, repository: Repository
) -> None:
    publish(specs, "6 years")
    dated(repository, trip(visitor, "Ludlow"), datetime(2020, 5, 1, tzinfo=UTC))
    publish(specs, "10 years", version=2)
    assert rows(visitor.get("/retention")) == [("Ludlow", "1 May 2030 | Kept")]
    (specs / "trip-check" / "2.yaml").write_text(THIRD_SPEC.replace("version: 1", "version: 2"), encoding="utf-8")
    assert rows(visitor.get("/retention")) == [("Ludlow", "1 May 2026 | Due")]


def test_the_clock_starts_where_the_form_says(specs: Path, visitor: Visitor) -> None:
    publish(specs, "1 month", "trip.leave")
    trip(visitor, "Ludlow")
    trip(visitor, "Bewdley", **{f"trip.leave.{part}": "" for part in ("day", "month", "year", "time")})
    period = "Not known: 1 month from the answer to “When do you leave?”, and that is not answered"
    assert [(place, words.rpartition(" | ")[0]) for place, words in rows(visitor.get("/retention"))] == [
        ("Ludlow", "3 January 2027"),
        ("Bewdley", period),
    ]


def test_records_of_forms_without_a_period_are_listed_apart(visitor: Visitor) -> None:
    trip(visitor, "Ludlow")
    assert rows(visitor.get("/retention")) == []
    assert rows(visitor.get("/retention/open")) == [("Ludlow", "Kept")]
    assert rows(visitor.get("/retention/open?form=ap-audit")) == []
    assert rows(visitor.get("/retention/open?form=trip-check")) == [("Ludlow", "Kept")]


def test_a_long_list_is_shown_a_page_at_a_time(specs: Path, visitor: Visitor, repository: Repository) -> None:
    publish(specs, "6 years")
    first = trip(visitor, "Ludlow")
    with repository._database.writing("A test") as connection:
        row = connection.execute(sa.select(records).where(records.c.id == first)).one()._asdict()
        more = [row | {"id": f"{number:026}", "about": f"Place {number}"} for number in range(120)]
        connection.execute(sa.insert(records), [each | {"submitted": row["submitted"] + timedelta(1)} for each in more])
    seen = [place for number in (1, 2, 3) for place, _ in rows(visitor.get(f"/retention?page={number}"))]
    assert len(seen) == len(set(seen)) == 121
    for odd in ("0", "-1", "99999999999999999999", "two", "²"):
        assert visitor.get(f"/retention?page={odd}").status == 200


def test_a_hold_is_placed_with_a_reason_and_released(visitor: Visitor) -> None:
    record_id = trip(visitor, "Ludlow")
    page = visitor.get(f"/records/{record_id}").follow("How long this record is kept")
    empty = page.press("Place the hold", {"reason": " ", "by": ""})
    assert (empty.status, "Enter why this record must be kept" in empty.text, "Enter your name" in empty.text) == (
        422,
        True,
        True,
    )
    held = page.press("Place the hold", {"reason": "A complaint is <open>.", "by": "Pat Jones"})
    assert "The hold is placed." in held.text
    assert "A complaint is <open>." in held.text
    assert rows(visitor.get("/retention/open")) == [("Ludlow", "On hold")]
    refused = visitor.get(f"/retention/records/{record_id}/erase")
    assert "This record is on hold" in refused.text
    assert [words for form in refused.forms for _, _, words in form.buttons] == []
    released = held.press("Release this hold")
    assert "The hold is released." in released.text
    assert rows(visitor.get("/retention/open")) == [("Ludlow", "Kept")]


def test_a_reason_comes_back_when_the_page_was_open_for_too_long(visitor: Visitor) -> None:
    record_id = trip(visitor, "Ludlow")
    for path, button in (("", "Place the hold"), ("/erase", "Erase it for good")):
        page = visitor.get(f"/retention/records/{record_id}{path}")
        visitor.client.delete_cookie(visitor.client.application.config["SESSION_COOKIE_NAME"])
        again = page.press(button, {"reason": "Typed with care.", "by": "Pat Jones"})
        assert (again.status, "Typed with care." in again.html, "Pat Jones" in again.html) == (403, True, True)
    assert visitor.get(f"/records/{record_id}").status == 200


def test_drafts_that_nobody_goes_on_with_are_listed(visitor: Visitor, repository: Repository) -> None:
    left, fresh, gone = (visitor.start(TITLE).path.rpartition("/")[2] for _ in range(3))
    visitor.get(f"/drafts/{gone}/discard").press("Discard this draft")
    with repository._database.writing("A test") as connection:
        long_ago = datetime.now(UTC) - timedelta(days=181)
        connection.execute(sa.update(drafts).where(drafts.c.id == left).values(changed=long_ago))
    page = visitor.get("/retention/drafts")
    assert [href.split("/")[3] for href, _ in page.links if href.endswith("/erase")] == [left, gone]
    assert fresh not in page.html


@pytest.mark.parametrize(
    "path", ["records/{}", "records/{}/erase", "drafts/{}/erase", "requests/{}"], ids=lambda path: path[:-3]
)
def test_what_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    for thing in ("a" * 26, "nothing"):
        assert visitor.get(f"/retention/{path.format(thing)}").status == 404
