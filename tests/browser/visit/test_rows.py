"""Rows that were entered stand on the page of a device, and more are added there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.gallery import specs_in, start
from tests.browser.visit.place import School, school, take_along
from tests.browser.walk import save

ADDED = "[data-rowof='people.members'] input[name$='.name']"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[School]:
    specs = specs_in(tmp_path_factory.mktemp("specs"), "household-survey")
    with school(tmp_path_factory.mktemp("kept") / "data", specs) as made:
        yield made


def test_rows_are_there_and_more_are_kept(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = start(ann, place.address, "household-survey")
    ann.goto(f"{tasks}/sections/people")
    ann.locator(ADDED).first.fill("Ann")
    ann.get_by_role("button", name="Add", exact=False).first.click()
    ann.locator(ADDED).nth(1).fill("Bob")
    save(ann, "Save and back to list")
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/people")
    expect(ann.locator(ADDED)).to_have_count(2)
    assert [each.input_value() for each in ann.locator(ADDED).all()] == ["Ann", "Bob"]
    ann.locator("button[data-add='people.members']").click()
    ann.locator(ADDED).nth(2).fill("Cat")
    ann.get_by_role("button", name="Save and back to list").click()
    ann.goto(f"{tasks}/sections/people")
    expect(ann.locator(ADDED)).to_have_count(3)
    assert [each.input_value() for each in ann.locator(ADDED).all()] == ["Ann", "Bob", "Cat"]
