"""Files that are an answer are kept and sent as photos beside one are, and the rules count them meanwhile."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from engine.stored_file import read_files
from tests.browser.gallery import specs_in, start
from tests.browser.visit.place import School, take_along
from tests.browser.visit.place import school as school_with
from tests.browser.visit.tabs import crash
from tests.browser.visit.test_photos import draft_of, paper
from tests.browser.walk import answer
from tests.pictures import photo

PHOTOS, PAPERS = "defect.photos", "defect.papers"
BADLY = {"defect.what": "The handle came off when it was lifted.", "defect.harm": "major"}
HALL = {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": photo((3000, 2000))}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[School]:
    specs = specs_in(tmp_path_factory.mktemp("specs"), "defect-report")
    with school_with(tmp_path_factory.mktemp("kept") / "data", specs) as made:
        yield made


def section(page: Page, place: School, *, along: bool = False) -> str:
    """Begin a report and open the section that asks for files; return its address."""
    tasks = start(page, place.address, "defect-report")
    if along:
        take_along(page, tasks)
    page.goto(f"{tasks}/sections/defect")
    page.wait_for_load_state("networkidle")
    return f"{tasks}/sections/defect"


def choose(page: Page, name: str, *files: dict[str, object]) -> None:
    page.locator(f'input[type=file][name="{name}"]').wait_for()
    page.locator(f'input[type=file][name="{name}"]').focus()
    page.locator(f'input[type=file][name="{name}"]').set_input_files(list(files))


def place_of(page: Page, name: str) -> Locator:
    return page.locator(f'[data-attachments="{name}"]')


def waiting(page: Page, name: str) -> Locator:
    return place_of(page, name).locator("ul.waiting li")


def listed(page: Page, name: str) -> Locator:
    return place_of(page, name).locator("[data-file]")


def error(page: Page, name: str) -> Locator:
    return page.locator(f'[id="{name}--error"]')


def arrived(place: School, there: str, name: str) -> list[str]:
    stands = "select value from draft_entries where draft = ? and name = ? order by revision desc limit 1"
    with closing(sqlite3.connect(place.data / "formspec.sqlite3")) as database:
        return [
            each.name
            for (text,) in database.execute(stands, (draft_of(there), name))
            for each in read_files(text) or ()
        ]


def test_it_is_on_the_server_without_a_button_and_outlasts_a_tab_that_is_killed(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    choose(ann, PAPERS, paper("receipt.pdf"))
    expect(listed(ann, PAPERS)).to_have_count(1)
    expect(place_of(ann, PAPERS)).to_contain_text("receipt.pdf is added and saved.")
    expect(ann.locator("#saving")).not_to_contain_text("Not saved yet")
    assert arrived(place, there, PAPERS) == ["receipt.pdf"]
    crash(ann)
    page = device.new_page()
    page.goto(there)
    expect(listed(page, PAPERS)).to_contain_text("receipt.pdf")
    expect(place_of(page, PAPERS).locator("input[type=text]")).to_have_count(0)


def chosen_offline(device: BrowserContext, page: Page, place: School) -> str:
    """Choose a photo where one is required, on a page of a device without a connection; return the page's address."""
    there = section(page, place, along=True)
    device.set_offline(True)
    page.goto(there)
    answer(page, BADLY)
    choose(page, PHOTOS, HALL)
    expect(waiting(page, PHOTOS)).to_contain_text("kept on this device, not sent yet")
    return there


def test_the_rules_count_what_waits_and_what_is_removed_and_put_back(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = chosen_offline(device, ann, place)
    ann.locator('[name="defect.what"]').focus()
    expect(error(ann, PHOTOS)).to_be_empty()
    waiting(ann, PHOTOS).get_by_role("button", name="Remove").click()
    expect(waiting(ann, PHOTOS)).to_contain_text("is removed, and is not sent")
    ann.goto(f"{there.partition('/sections/')[0]}/check")
    expect(ann.locator("#missing")).to_contain_text("Add a photo for “Photos of the defect”")
    ann.goto(there)
    choose(ann, PHOTOS, HALL)
    expect(waiting(ann, PHOTOS)).to_contain_text("kept on this device, not sent yet")
    ann.goto(f"{there.partition('/sections/')[0]}/check")
    expect(ann.locator("#answers")).to_contain_text("hall.jpg")
    expect(ann.locator("#missing")).not_to_contain_text("Add a photo")
    device.set_offline(False)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("All of it is sent.")).to_be_visible()
    assert arrived(place, there, PHOTOS) == ["hall.jpg"]


def test_what_was_sent_counts_and_is_named_on_a_page_of_the_device(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = chosen_offline(device, ann, place)
    device.set_offline(False)
    ann.evaluate("window.dispatchEvent(new Event('online'))")
    named = place_of(ann, PHOTOS).locator("ul.files:not(.waiting) li")
    expect(named).to_contain_text("hall.jpg")
    expect(waiting(ann, PHOTOS)).to_have_count(0)
    expect(error(ann, PHOTOS)).to_be_empty()
    device.set_offline(True)
    ann.goto(there)
    expect(named).to_have_count(1)
    expect(named).to_contain_text("hall.jpg")
    ann.goto(f"{there.partition('/sections/')[0]}/check")
    expect(ann.locator("#missing")).not_to_contain_text("Add a photo")
    assert arrived(place, there, PHOTOS) == ["hall.jpg"]


def test_one_that_the_answer_does_not_take_is_refused_at_once_and_counts_for_nothing(ann: Page, place: School) -> None:
    there = section(ann, place)
    answer(ann, BADLY)
    choose(ann, PHOTOS, paper("plan.pdf"))
    expect(waiting(ann, PHOTOS)).to_contain_text("“plan.pdf” was not added: it must be a JPEG, PNG or HEIC file.")
    assert arrived(place, there, PHOTOS) == []


def test_more_than_an_answer_may_have_are_listed_and_told(ann: Page, place: School) -> None:
    there = section(ann, place)
    choose(ann, PAPERS, *(paper(f"{number}.pdf", 2000 + number) for number in range(3)))
    expect(listed(ann, PAPERS)).to_have_count(3)
    ann.keyboard.press("Tab")
    expect(error(ann, PAPERS)).to_contain_text("Add no more than 2 files")
    listed(ann, PAPERS).first.get_by_role("button", name="Remove").click()
    expect(error(ann, PAPERS)).to_be_empty()
    assert len(arrived(place, there, PAPERS)) == 3
