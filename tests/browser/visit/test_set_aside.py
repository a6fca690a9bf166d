"""On a page from the device, one person with two windows is told so, and what gives way waits for a connection."""

import sqlite3
from contextlib import closing

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.browser.visit.place import School, go_away
from tests.browser.visit.test_kept_until_sent import KEPT, STAFF, field, says, values


def set_aside(place: School, tasks: str) -> list[str]:
    asked = "select value from texts_set_aside where draft = ? and name = ? order by saved"
    with closing(sqlite3.connect(place.data / "formspec.sqlite3")) as kept:
        return [value for (value,) in kept.execute(asked, (tasks.rpartition("/")[2], STAFF))]


def two_texts(chromium: Browser, ticket: StorageState, device: BrowserContext, page: Page, place: School) -> str:
    """Let one person change an answer on a device without a connection and in another window; return their list."""
    tasks = go_away(device, page, place.address)
    there = f"{tasks}/sections/safeguarding"
    page.goto(there)
    field(page).fill("From the device")
    says(page, KEPT)
    with chromium.new_context(storage_state=ticket) as beside:
        other = beside.new_page()
        other.goto(there)
        field(other).fill("From the office")
        says(other, "Saved at ")
    device.set_offline(False)
    says(page, "you changed an answer in another window too")
    return tasks


def test_the_other_text_is_taken_without_a_connection_and_mine_is_put_back(
    chromium: Browser, ticket: StorageState, device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = two_texts(chromium, ticket, device, ann, place)
    assert set_aside(place, tasks) == ["From the device"]
    device.set_offline(True)
    field(ann).press_sequentially(", and more")
    ann.get_by_role("button", name="Take the other text").click()
    expect(field(ann)).to_have_value("From the office")
    says(ann, KEPT)
    assert set_aside(place, tasks) == ["From the device"]
    device.set_offline(False)
    says(ann, "Saved at ")
    assert set_aside(place, tasks) == ["From the device", "From the device, and more"]
    ann.get_by_role("button", name="Put mine back").click()
    expect(field(ann)).to_have_value("From the device, and more")
    says(ann, "Saved at ")
    expect(ann.locator("#saving")).not_to_contain_text("Saving")
    assert values(place, STAFF, "From%")[-2:] == ["From the office", "From the device, and more"]


def test_the_page_of_the_device_names_the_answer_and_leads_to_it(
    chromium: Browser, ticket: StorageState, device: BrowserContext, ann: Page, place: School
) -> None:
    two_texts(chromium, ticket, device, ann, place)
    ann.goto(f"{place.address}/visit")
    line = ann.locator(".reasons li", has_text="where you wrote too")
    expect(line).to_contain_text("You wrote on ")
    expect(line).to_contain_text("in “")
    line.get_by_role("link", name="Open the section").click()
    expect(ann.locator(".clash")).to_be_visible()
    assert ann.url.endswith(f"#{STAFF}")
