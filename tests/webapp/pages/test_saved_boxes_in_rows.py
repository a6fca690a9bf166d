"""What is said of files in rows is saved with the row that it is in, or goes with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.stored_file import SAYS, box_of, read_files
from tests.webapp.pages.test_saves import change
from tests.webapp.pages.test_uploads import Sender
from tests.webapp.pages.visitor import Page, Visitor
from webapp.storage.repository import Repository

ROW, SPARE = "one.rooms.0aaaaaaaaabb", "one.rooms.1"
AT = f"{ROW}.paint.attachments"
GONE = {ROW: "", f"{ROW}.name": "", f"{ROW}.paint": ""}
SPEC = """\
formspec: 1
form: house
version: 1
title: The house
sections:
  - id: one
    title: One
    questions:
      - id: rooms
        label: Rooms
        rows: {least: 1, most: 5}
        row-label: Room
        questions:
          - {id: name, label: Its name, kind: text}
          - {id: paint, label: Its paint, kind: text, attachments: true}
"""

Entries = Callable[[], dict[str, str]]


@pytest.fixture
def page(visitor: Visitor, specs: Path) -> Page:
    (specs / "house").mkdir()
    (specs / "house" / "1.yaml").write_text(SPEC, encoding="utf-8")
    return visitor.get(f"{visitor.start('The house').path}/sections/one")


@pytest.fixture
def entries(repository: Repository, page: Page) -> Entries:
    """What gives what stands, as it is by then."""

    def now() -> dict[str, str]:
        draft = repository.draft(page.path.split("/")[2])
        assert draft is not None
        return dict(draft.entries)

    return now


def send(page: Page, number: int, base: int, sent: dict[str, str]):
    return change(page, f"{number:032x}", base=base, **{name.replace(".", "__"): text for name, text in sent.items()})


@pytest.fixture
def room(page: Page, entries: Entries) -> tuple[Page, int, str]:
    """The page with a row that has a file, the revision that it was made from, and the box of the file's caption."""
    send(page, 1, 0, {ROW: "row", f"{ROW}.name": "The hall"})
    page.visitor.get(page.path).press("Save", {AT: [("hall.pdf", b"%PDF-hall")]})
    (hall,) = read_files(entries()[AT]) or ()
    box = box_of(AT, SAYS, hall.sha256)
    told = send(page, 2, 2, {box: "Red"})[1]
    return page.visitor.get(page.path), told["revision"], box


def test_a_row_that_nobody_added_stays_once_something_is_written_in_it(page: Page, entries: Entries) -> None:
    told = send(page, 1, 0, {f"{SPARE}.name": "The hall"})[1]
    send(page, 2, told["revision"], {ROW: "row", f"{ROW}.name": "The yard"})
    assert entries() == {SPARE: "row", f"{SPARE}.name": "The hall", ROW: "row", f"{ROW}.name": "The yard"}


def test_a_row_that_goes_and_comes_back_has_the_caption_of_its_file_again(room, entries: Entries) -> None:
    page, base, box = room
    gone = send(page, 3, base, {**GONE, box: ""})[1]
    assert ROW not in entries()
    back = {ROW: "row", f"{ROW}.name": "The hall", f"{ROW}.paint": "", box: "Red again"}
    status, told = send(page, 4, gone["revision"], back)
    assert (status, told["conflicts"]) == (200, [])
    assert [each.caption for each in read_files(entries()[AT]) or ()] == ["Red again"]


@pytest.mark.parametrize("boxes", [False, True], ids=["alone", "with what was said of its file"])
def test_a_row_does_not_go_with_a_file_that_somebody_added_meanwhile(
    room, colleague: Visitor, entries: Entries, boxes: bool
) -> None:
    page, base, box = room
    colleague.get(page.path).press("Save", {AT: [("yard.pdf", b"%PDF-yard")]})
    told = send(page, 3, base, {**GONE, **({box: ""} if boxes else {})})[1]
    assert ROW in {each["name"] for each in told["conflicts"]}
    assert ROW in entries()


def test_a_caption_in_a_row_that_somebody_took_away_brings_it_back_where_it_is_kept(
    room, colleague: Visitor, entries: Entries
) -> None:
    page, base, box = room
    send(colleague.get(page.path), 3, base, GONE)
    status, told = send(page, 4, base, {box: "Blue"})
    assert (status, told["saved"]) == (200, [])
    assert {each["name"]: (each["theirs"], "gone" in each) for each in told["conflicts"]}[box] == ("Red", False)
    assert ROW not in entries()
    status, told = send(page, 5, told["revision"], {box: "Blue"})
    assert (status, told["saved"], told["conflicts"]) == (200, [box], [])
    assert entries()[ROW] == "row"
    assert [each.caption for each in read_files(entries()[AT]) or ()] == ["Blue"]


def test_a_file_in_a_row_that_nobody_added_stays_when_another_is_added(page: Page, entries: Entries) -> None:
    at = f"{SPARE}.paint.attachments"
    sender = Sender(page.visitor, page.path.partition("/sections")[0], "one")
    assert sender.whole(b"%PDF-hall", "hall.pdf", address=at)[0] == 200
    assert SPARE not in entries()
    told = send(page, 1, 1, {ROW: "row", f"{ROW}.name": "The yard"})[1]
    (hall,) = read_files(entries()[at]) or ()
    assert entries()[SPARE] == "row"
    box = box_of(at, SAYS, hall.sha256)
    assert send(page, 2, told["revision"], {box: "Red"})[1]["saved"] == [box]
    assert box in page.visitor.get(page.path).fields()


def test_a_caption_in_a_row_that_nobody_added_says_that_it_is_there(page: Page, entries: Entries) -> None:
    at = f"{SPARE}.paint.attachments"
    Sender(page.visitor, page.path.partition("/sections")[0], "one").whole(b"%PDF-hall", "hall.pdf", address=at)
    (hall,) = read_files(entries()[at]) or ()
    box = box_of(at, SAYS, hall.sha256)
    told = send(page, 1, 1, {box: "Red"})[1]
    assert (told["saved"], told["conflicts"], told["changed"][SPARE]) == ([box], [], "row")
