"""Rows stand on the page of a device, and on one from the server, and are kept as they are added and taken away."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.browser.gallery import answer_rows, specs_in, start
from tests.browser.visit.place import School, school, take_along
from tests.browser.visit.tabs import crash
from tests.browser.walk import save

JOBS = "people.members.1.jobs"
HOME = {"home.day.day": "20", "home.day.month": "11", "home.day.year": "2026", "home.size": "1"}
ANN = {
    "people.members.1.name": "Ann",
    "people.members.1.born.day": "1",
    "people.members.1.born.month": "3",
    "people.members.1.born.year": "1988",
    "people.members.1.works": "yes",
    f"{JOBS}.1.employer": "The mill",
}
SAVES = "**/saves"
EMPLOYERS = f"[data-rowof='{JOBS}'] input[name$='.employer']"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[School]:
    specs = specs_in(tmp_path_factory.mktemp("specs"), "household-survey")
    with school(tmp_path_factory.mktemp("kept") / "data", specs) as made:
        yield made


def saved(page: Page) -> None:
    """Wait until all that was done on a page is saved; the line says that it is on its way as soon as it is done."""
    expect(page.locator("#saving")).to_contain_text("Saved at")


def gone_away(device: BrowserContext, page: Page, place: School) -> str:
    """Take a form with two jobs along to where there is no connection, and open them; return its list of sections."""
    tasks = start(page, place.address, "household-survey")
    for section, entries in {
        "home": HOME,
        "people": {**ANN, f"{JOBS}.2": "row", f"{JOBS}.2.employer": "The shop"},
    }.items():
        page.goto(f"{tasks}/sections/{section}")
        answer_rows(page, entries)
        save(page, "Save and back to list")
    take_along(page, tasks)
    device.set_offline(True)
    page.goto(f"{tasks}/sections/people")
    expect(page.locator(EMPLOYERS)).to_have_count(2)
    assert employers(page) == ["The mill", "The shop"]
    return tasks


def test_rows_within_rows_are_there_and_more_are_kept(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = gone_away(device, ann, place)
    ann.locator(f"button[data-add='{JOBS}']").click()
    ann.locator(EMPLOYERS).nth(2).fill("The farm")
    ann.locator(f"button[data-remove='{JOBS}.1']").click()
    ann.get_by_role("button", name="Save and back to list").click()
    ann.wait_for_url(tasks)
    ann.goto(f"{tasks}/sections/people")
    expect(ann.locator(EMPLOYERS)).to_have_count(2)
    assert employers(ann) == ["The shop", "The farm"]


def test_a_row_that_is_taken_away_while_a_colleague_writes_in_it_is_asked_about(
    device: BrowserContext, ann: Page, place: School, chromium: Browser, ticket: StorageState
) -> None:
    tasks = gone_away(device, ann, place)
    with chromium.new_context(storage_state=ticket) as elsewhere:
        colleague = elsewhere.new_page()
        colleague.goto(f"{tasks}/sections/people")
        colleague.locator(EMPLOYERS).first.fill("The big mill")
        save(colleague, "Save and back to list")
    ann.locator(f"button[data-remove='{JOBS}.1']").click()
    expect(ann.locator("#saving")).to_contain_text("not yet sent")
    device.set_offline(False)
    asked = ann.locator(".clash").first
    expect(asked).to_contain_text("Somebody else wrote in this while you took it away.")
    expect(asked).to_contain_text("The big mill")
    while ann.locator(".clash").count():
        ann.locator(".clash").first.get_by_role("button", name="Keep it").click()
    ann.goto(f"{tasks}/sections/people")
    expect(ann.locator(EMPLOYERS)).to_have_count(2)
    assert employers(ann) == ["The big mill", "The shop"]


def at_jobs(page: Page, place: School) -> str:
    """Open a page of the server on which a person has one job; return its address."""
    tasks = start(page, place.address, "household-survey")
    for section, entries in {"home": HOME, "people": ANN}.items():
        page.goto(f"{tasks}/sections/{section}")
        answer_rows(page, entries)
        save(page, "Save and back to list")
    page.goto(f"{tasks}/sections/people")
    expect(page.locator(EMPLOYERS)).to_have_count(1)
    return f"{tasks}/sections/people"


def test_rows_save_themselves_as_they_are_added_and_taken_away(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = at_jobs(ann, place)
    ann.locator(f"button[data-add='{JOBS}']").click()
    ann.locator(EMPLOYERS).nth(1).fill("The shop")
    saved(ann)
    other = device.new_page()
    other.goto(there)
    assert employers(other) == ["The mill", "The shop"]
    other.locator(f"button[data-remove='{JOBS}.1']").click()
    saved(other)
    crash(other)
    ann.reload()
    assert employers(ann) == ["The shop"]
    save(ann, "Save and back to list")
    ann.goto(there)
    assert employers(ann) == ["The shop"]


def test_rows_that_nobody_added_stay_beside_those_that_somebody_adds(ann: Page, place: School) -> None:
    tasks = start(ann, place.address, "household-survey")
    ann.goto(f"{tasks}/sections/home")
    answer_rows(ann, HOME)
    save(ann, "Save and back to list")
    ann.goto(f"{tasks}/sections/people")
    answer_rows(ann, {name: text for name, text in ANN.items() if not name.startswith(JOBS)})
    ann.locator(EMPLOYERS).first.fill("The mill")
    saved(ann)
    ann.locator("button[data-add$='.jobs']").click()
    ann.locator(EMPLOYERS).nth(1).fill("The shop")
    saved(ann)
    ann.reload()
    expect(ann.locator(EMPLOYERS)).to_have_count(2)
    expect(ann.locator(EMPLOYERS).nth(1)).to_have_value("The shop")
    assert employers(ann) == ["The mill", "The shop"]
    ann.locator("button[data-remove$='.jobs.1']").click()
    saved(ann)
    ann.locator("button[data-undo]").click()
    saved(ann)
    ann.reload()
    expect(ann.locator(EMPLOYERS)).to_have_count(2)
    expect(ann.locator(EMPLOYERS).nth(1)).to_have_value("The shop")
    assert employers(ann) == ["The mill", "The shop"]


def test_a_row_that_is_not_sent_when_its_tab_is_killed_stands_on_the_page_again(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = at_jobs(ann, place)
    device.route("**/saves", lambda route: route.abort())
    ann.locator(f"button[data-add='{JOBS}']").click()
    ann.locator(EMPLOYERS).nth(1).fill("The shop")
    expect(ann.locator("#saving")).to_contain_text("Saved on this device, not yet sent")
    crash(ann)
    page = device.new_page()
    page.goto(there)
    expect(page.locator(EMPLOYERS)).to_have_count(2)
    assert employers(page) == ["The mill", "The shop"]
    device.unroute("**/saves")
    page.locator(EMPLOYERS).nth(1).fill("The big shop")
    expect(page.locator("#saving")).to_contain_text("Saved at")
    page.reload()
    assert employers(page) == ["The mill", "The big shop"]


def with_the_row_of_a_colleague(page: Page, place: School, chromium: Browser, ticket: StorageState) -> str:
    """Let a row come to a page that a colleague added; return the page's address."""
    there = at_jobs(page, place)
    with chromium.new_context(storage_state=ticket) as elsewhere:
        colleague = elsewhere.new_page()
        colleague.goto(there)
        colleague.locator(f"button[data-add='{JOBS}']").click()
        colleague.locator(EMPLOYERS).nth(1).fill("The farm")
        expect(colleague.locator("#saving")).to_contain_text("Saved at")
    page.locator(EMPLOYERS).first.fill("The old mill")
    expect(page.locator(EMPLOYERS)).to_have_count(2)
    return there


def test_a_row_that_a_colleague_added_comes_to_the_page(
    ann: Page, place: School, chromium: Browser, ticket: StorageState
) -> None:
    there = with_the_row_of_a_colleague(ann, place, chromium, ticket)
    saved(ann)
    assert employers(ann) == ["The old mill", "The farm"]
    save(ann, "Save and back to list")
    ann.goto(there)
    assert employers(ann) == ["The old mill", "The farm"]


def test_a_row_that_a_colleague_added_can_be_taken_away_at_once(
    ann: Page, place: School, chromium: Browser, ticket: StorageState
) -> None:
    with_the_row_of_a_colleague(ann, place, chromium, ticket)
    with ann.expect_response(SAVES):
        ann.locator(f"button[data-remove^='{JOBS}.']").nth(1).click()
    saved(ann)
    ann.reload()
    assert employers(ann) == ["The old mill"]


def employers(page: Page) -> list[str]:
    return [each.input_value() for each in page.locator(EMPLOYERS).all()]
