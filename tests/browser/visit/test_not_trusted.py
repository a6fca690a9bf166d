"""Where a device cannot be trusted with a form, or lets go of it, a sentence says so that is true."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.visit.place import School, begin, choose, go_away
from tests.browser.walk import answer


@pytest.mark.parametrize(("first", "second", "sentence"), [
    ("short", "short", "Choose 10 characters or more"),
    ("a long enough one", "another long one", "The two are not the same"),
])  # fmt: skip
def test_a_passphrase_that_is_short_or_mistyped_takes_nothing_along(
    ann: Page, place: School, first: str, second: str, sentence: str
) -> None:
    choose(ann, begin(ann, place.address), first, second)
    expect(ann.locator("#take-along-wrong")).to_contain_text(sentence)
    assert ann.evaluate("caches.keys()") == []


def test_a_connection_that_breaks_off_leaves_nothing_half_taken(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    device.route("**/shell/sections/decision", lambda route: route.abort())
    choose(ann, tasks)
    expect(ann.get_by_text("The connection broke off, so the form is not on this device yet.")).to_be_visible()
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("Nothing is on this device.")).to_be_visible()


LOST = {
    "the device is full": (
        "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }",
        "This device is full, so this was not kept on it.",
    ),
    "another tab deletes it": (
        "new Promise((resolve) => { indexedDB.deleteDatabase('formspec-visit').onsuccess = resolve; })",
        "This browser has let go of what it kept for Formspec",
    ),
}


@pytest.mark.parametrize("how", LOST)
def test_what_could_not_be_kept_is_said_and_stays_on_the_page(
    device: BrowserContext, ann: Page, place: School, how: str
) -> None:
    script, sentence = LOST[how]
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_be_visible()
    answer(ann, {"details.provider": "Still here"})
    ann.evaluate(f"async () => {{ await {script}; }}" if "Promise" in script else f"() => {{ {script} }}")
    ann.get_by_role("button", name="Save and continue").click()
    expect(ann.locator("#saving")).to_contain_text(sentence)
    expect(ann.locator("[name='details.provider']")).to_have_value("Still here")


def test_a_second_tab_has_what_the_first_one_saved(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    answer(ann, {"details.provider": "From the first tab"})
    ann.get_by_role("button", name="Save and back to list").click()
    expect(ann.get_by_text("1 change on this device, not sent yet.")).to_be_visible()
    other = device.new_page()
    other.goto(f"{tasks}/sections/details")
    expect(other.locator("[name='details.provider']")).to_have_value("From the first tab")
