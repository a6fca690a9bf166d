"""Files that are an answer in a row, and what hangs on whether there are any."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.visit.place import School, take_along
from tests.browser.visit.place import school as school_with
from tests.browser.visit.test_file_answers import HALL, choose, listed, place_of, waiting
from tests.browser.visit.test_photos import paper
from tests.browser.walk import save
from tests.browser.walk import start as started

FORM = Path(__file__).with_name("papers.yaml")
HALL_AT, PLAN = "work.hall", "work.plan"
SLOWLY = """() => {
  const make = window.createImageBitmap;
  window.createImageBitmap = async (...given) => {
    await new Promise((go) => setTimeout(go, 1500));
    return make(...given);
  };
}"""
BROKEN = {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 no photo" * 20}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[School]:
    specs = tmp_path_factory.mktemp("specs")
    (specs / "papers").mkdir()
    (specs / "papers" / "1.yaml").write_bytes(FORM.read_bytes())
    with school_with(tmp_path_factory.mktemp("kept") / "data", specs) as made:
        yield made


@pytest.fixture
def tasks(ann: Page, place: School) -> str:
    return started(ann, place.address, "Papers of a visit")


def opened(page: Page, tasks: str, section: str = "work") -> None:
    page.goto(f"{tasks}/sections/{section}")
    page.wait_for_load_state("networkidle")


def add_job(page: Page, words: str) -> str:
    """Add a row with words in it, and wait until it is saved; return the name of its photos."""
    page.get_by_role("button", name="Add another job").or_(page.locator("button[data-add='work.jobs']")).first.click()
    page.locator("input[name$='.name']").last.fill(words)
    expect(page.locator("#saving")).to_contain_text("Saved at")
    return str(page.locator("input[type=file][name$='.photos']").last.get_attribute("name"))


def test_a_row_goes_with_a_file_of_ones_own_and_nobody_is_asked(ann: Page, place: School, tasks: str) -> None:
    opened(ann, tasks)
    photos = add_job(ann, "The gate")
    choose(ann, photos, HALL)
    expect(listed(ann, photos)).to_have_count(1)
    with ann.expect_response("**/saves") as saved:
        ann.locator("button[data-remove]").first.click()
    assert saved.value.json()["conflicts"] == []
    expect(ann.locator("#saving")).to_contain_text("Saved at")
    opened(ann, tasks)
    expect(ann.locator("input[name$='.name']")).to_have_count(0)


def test_a_file_that_is_refused_in_a_row_that_went_keeps_no_other_from_being_added(ann: Page, tasks: str) -> None:
    opened(ann, tasks)
    photos = add_job(ann, "The gate")
    ann.evaluate(SLOWLY)
    choose(ann, photos, {**paper("bad.jpg"), "mimeType": "image/jpeg"})
    ann.locator("button[data-remove]").first.click()
    choose(ann, PLAN, paper())
    expect(place_of(ann, PLAN)).to_contain_text("plan.pdf is added and saved.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_declaration_is_to_be_made_again_once_a_file_lets_it_read_otherwise(
    chromium: Browser, device: BrowserContext, ann: Page, place: School, tasks: str, scripts: bool
) -> None:
    with chromium.new_context(storage_state=device.storage_state(), java_script_enabled=scripts) as context:
        page = context.new_page()
        opened(page, tasks, "last")
        page.locator("input[name^='last.agreed']").check()
        save(page, "Save and back to list")
        opened(page, tasks)
        choose(page, HALL_AT, HALL)
        if scripts:
            expect(listed(page, HALL_AT)).to_have_count(1)
        save(page, "Save and back to list")
        opened(page, tasks, "last")
        expect(page.get_by_text("I hand this in with a photo.")).to_be_visible()
        expect(page.locator("input[name^='last.agreed']")).not_to_be_checked()


def test_one_that_is_tried_again_counts_once_more_and_not_after_it_was_refused(
    device: BrowserContext, ann: Page, place: School, tasks: str
) -> None:
    take_along(ann, tasks)
    opened(ann, tasks)
    named = place_of(ann, HALL_AT).locator("[data-named]")
    choose(ann, HALL_AT, BROKEN)
    expect(waiting(ann, HALL_AT)).to_contain_text("cannot be opened as a photo")
    expect(named).to_have_count(0)
    device.set_offline(True)
    ann.get_by_role("button", name="Try again").click()
    expect(waiting(ann, HALL_AT)).to_contain_text("kept on this device")
    expect(named).to_have_count(1)
    device.set_offline(False)
    other = device.new_page()
    other.goto(f"{place.address}/visit")
    expect(waiting(ann, HALL_AT)).to_contain_text("cannot be opened as a photo")
    expect(named).to_have_count(0)
