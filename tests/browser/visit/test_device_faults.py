"""Whatever fails on a device in use, the page says what is true of it, and nothing that was said to be saved is lost.

Here live the faults, as data: before a page is opened, while somebody types, and while a form is taken along. Those
that are like another in this run are tried by `make soak` alone, which sets FORMSPEC_SOAK.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.visit.faults import (
    ALONE,
    DAY,
    EVICTED,
    FULL,
    LET_GO,
    NEVER,
    NEWER,
    NO_REQUEST,
    NO_ROOM,
    NO_ROOM_FOR_DRAFTS,
    REFUSED,
    SHELLS,
    beside,
    clear,
    fill_up,
    some,
)
from tests.browser.visit.place import School, begin, choose, sign_in, take_along
from tests.browser.visit.test_kept_until_sent import AUDITED, KEPT, SENT, STAFF, field, says, section, values

WHILE_TYPING: dict[str, tuple[Callable[[BrowserContext, Page], None], str]] = {
    "the device is full": (
        lambda _, page: page.evaluate(f"() => {{ {NO_ROOM} }}"),
        "Not saved yet: no connection. This device is full",
    ),
    "the browser clears what it keeps": (clear, f"Not saved yet: no connection. {LET_GO}"),
    "another tab deletes it": (lambda device, page: beside(device, page, EVICTED), LET_GO),
    "newer pages take it over": (lambda device, page: beside(device, page, NEWER), "A newer version of these pages"),
    "the clock jumps back": (lambda _, page: page.clock.set_system_time(datetime.now(UTC) - 3 * DAY), KEPT[:-3]),
    "the clock jumps on": (lambda _, page: page.clock.set_system_time(datetime.now(UTC) + 3 * DAY), KEPT[:-3]),
}
"""What strikes while a section is open without a connection, and what the line says then."""


@pytest.mark.parametrize(
    "fault", some(WHILE_TYPING, "the device is full", "another tab deletes it", "the clock jumps on")
)
def test_what_strikes_while_one_types_costs_no_word(
    device: BrowserContext, ann: Page, place: School, fault: str
) -> None:
    strike, sentence = WHILE_TYPING[fault]
    if "clock" in fault:
        ann.clock.install()
    section(ann, place)
    beside(device, ann, "() => 0")
    ann.route("**/saves", lambda route: route.abort())
    first, second = f"Typed before {fault}", f"Typed after {fault}"
    field(ann).fill(first)
    says(ann, KEPT)
    strike(device, ann)
    field(ann, AUDITED).fill(second)
    says(ann, sentence)
    ann.unroute("**/saves")
    ann.evaluate("window.dispatchEvent(new Event('online'))")
    says(ann, "Saved at ")
    assert values(place, STAFF, first) == [first]
    assert values(place, AUDITED, second) == [second]


def test_a_device_that_is_full_says_so_and_saving_goes_on(ann: Page, place: School) -> None:
    section(ann, place)
    ann.evaluate(f"() => {{ {NO_ROOM} }}")
    field(ann).fill("No room for this")
    says(ann, "Without a connection, nothing more is kept on this device now.")
    assert values(place, STAFF, "No room%") == ["No room for this"]


def test_what_is_let_go_of_is_said_before_another_word_is_typed(
    device: BrowserContext, ann: Page, place: School
) -> None:
    section(ann, place)
    ann.route("**/saves", lambda route: route.abort())
    field(ann).fill("Kept, it was said")
    says(ann, KEPT)
    beside(device, ann, EVICTED)
    says(ann, f"Not saved yet: no connection. {LET_GO}")


def test_a_change_after_the_clock_was_set_back_stands_before_the_older_one(
    device: BrowserContext, ann: Page, place: School
) -> None:
    ann.clock.install()
    there = section(ann, place)
    ann.route("**/saves", lambda route: route.abort())
    field(ann).fill("The older words")
    says(ann, KEPT)
    ann.clock.set_system_time(datetime.now(UTC) - 3 * DAY)
    field(ann).fill("The newer words")
    says(ann, f"{KEPT[:-3]}2).")
    ann.close()
    again = device.new_page()
    again.route("**/saves", lambda route: route.abort())
    again.goto(there)
    says(again, KEPT[:-3])
    expect(field(again)).to_have_value("The newer words")
    again.unroute("**/saves")
    again.reload()
    says(again, SENT)
    assert values(place, STAFF, "The %er words")[-1] == "The newer words"


FROM_THE_START = {
    "a private window refuses its database": (f"IDBFactory.prototype.open = () => {{ {REFUSED} }}", ALONE),
    "there is no database": (f"Object.defineProperty(window, 'indexedDB', {{ get() {{ {REFUSED} }} }})", ALONE),
    "the database never answers": (NO_REQUEST, ALONE),
    "there is no encryption": ("delete Crypto.prototype.subtle", ALONE),
    "there are no locks": ("delete Navigator.prototype.locks", ALONE),
    "there is no worker": ("delete Navigator.prototype.serviceWorker", KEPT),
    "there is no local storage": (f"Object.defineProperty(window, 'localStorage', {{ get() {{ {REFUSED} }} }})", KEPT),
}
"""What a section's page finds when it is opened, and what the line says without a connection."""


@pytest.mark.parametrize(
    "fault",
    some(
        FROM_THE_START, "there is no database", "there are no locks", "there is no worker", "there is no local storage"
    ),
)
def test_what_a_browser_lacks_keeps_nothing_from_being_saved(
    device: BrowserContext, ann: Page, place: School, fault: str
) -> None:
    lacking, sentence = FROM_THE_START[fault]
    ann.clock.install()
    device.add_init_script(lacking)
    section(ann, place)
    device.set_offline(True)
    field(ann).fill(fault)
    ann.clock.run_for(9_000)
    says(ann, sentence)
    device.set_offline(False)
    says(ann, "Saved at ")
    assert values(place, STAFF, fault) == [fault]


def test_signing_out_waits_for_no_database_that_hangs(device: BrowserContext, place: School) -> None:
    device.clear_cookies()
    page = device.new_page()
    sign_in(page, place.address)
    page.add_init_script(f"IDBFactory.prototype.databases = () => new Promise(() => {{}}); {NO_REQUEST}")
    page.add_init_script(f"IDBFactory.prototype.deleteDatabase = {NEVER}")
    page.clock.install()
    page.goto(f"{place.address}/visit")
    page.clock.run_for(9_000)
    expect(page.locator("#told")).to_contain_text("What this browser keeps does not answer.")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.clock.run_for(9_000)
    page.get_by_role("button", name="Sign out and delete all of it").click()
    page.clock.run_for(9_000)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


REFUSALS = {
    "no worker": ("delete Navigator.prototype.serviceWorker", "opens no page without a connection"),
    "no database": (f"IDBFactory.prototype.open = () => {{ {REFUSED} }}", "keeps nothing on this device"),
    "a database that hangs": (NO_REQUEST, "keeps nothing on this device"),
    "no encryption": ("delete Crypto.prototype.subtle", "only from an https address"),
    "no locks": ("delete Navigator.prototype.locks", "opens no page without a connection"),
    "little room": (
        "StorageManager.prototype.estimate = async () => ({ quota: 10_000_000, usage: 0 })",
        "has too little room left",
    ),
}


@pytest.mark.parametrize("why", some(REFUSALS, "a database that hangs", "no locks"))
def test_a_device_that_cannot_be_trusted_is_refused_in_words(
    device: BrowserContext, ann: Page, place: School, why: str
) -> None:
    script, sentence = REFUSALS[why]
    tasks = begin(ann, place.address)
    device.add_init_script(script)
    ann.clock.install()
    ann.goto(tasks)
    ann.clock.run_for(9_000)
    expect(ann.locator("#take-along-state")).to_contain_text(sentence)
    expect(ann.get_by_role("button", name="Take this form along")).to_be_hidden()


WHILE_TAKING = {
    "no room for pages": (
        f"Cache.prototype.put = async () => {{ {FULL} }}",
        "This device is full, so the form was not",
    ),
    "no room for answers": (
        NO_ROOM_FOR_DRAFTS,
        "This device is full, so the form was not taken along.",
    ),
    "a worker that is refused": (
        "ServiceWorkerContainer.prototype.register = async () => { throw new TypeError('no'); }",
        "This browser did not let Formspec work without a connection",
    ),
    "a worker that never begins": (
        "ServiceWorkerContainer.prototype.register = () => new Promise(() => {})",
        "What works without a connection did not begin.",
    ),
}


@pytest.mark.parametrize("fault", some(WHILE_TAKING, "no room for pages", "a worker that is refused"))
def test_what_strikes_while_a_form_is_taken_along_leaves_nothing_half_taken(
    device: BrowserContext, ann: Page, place: School, fault: str
) -> None:
    script, sentence = WHILE_TAKING[fault]
    tasks = begin(ann, place.address)
    ann.clock.install()
    device.add_init_script(script)
    choose(ann, tasks)
    if fault == "a worker that never begins":
        expect(ann.locator("#take-along-told")).to_contain_text("Taking it along")
        ann.clock.run_for(11_000)
    expect(ann.locator("#take-along-told")).to_contain_text(sentence)
    assert ann.evaluate(SHELLS) == 0
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("Nothing is on this device.")).to_be_visible()


def test_a_device_that_is_really_full_takes_nothing_along(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    ann.goto(tasks)
    expect(ann.get_by_label("Offline passphrase")).to_be_visible()
    ann.get_by_label("Offline passphrase").fill("marmalade under the bridge")
    ann.get_by_label("The same once more").fill("marmalade under the bridge")
    fill_up(device, ann)
    ann.get_by_role("button", name="Take this form along").click()
    expect(ann.locator("#take-along-told")).to_contain_text("This device is full")
    assert ann.evaluate(SHELLS) == 0


@pytest.mark.parametrize(("promise", "count"), [("false", 1), ("true", 0)])
def test_a_browser_that_does_not_promise_to_keep_it_is_named(
    device: BrowserContext, ann: Page, place: School, promise: str, count: int
) -> None:
    device.add_init_script(f"StorageManager.prototype.persist = async () => {promise}")
    take_along(ann, begin(ann, place.address))
    assert ann.get_by_text("may let go of it when room gets short").count() == count
