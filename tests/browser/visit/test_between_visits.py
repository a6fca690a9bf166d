"""Whatever becomes of a device between two visits, the next page says it, and what can still be sent is sent.

Those faults that are like another in this run are tried by `make soak` alone, which sets FORMSPEC_SOAK.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.visit.faults import (
    DAMAGED,
    DAY,
    DELETED,
    NEWER,
    SCRIPT_FOUND,
    WITHOUT_PAGE,
    WITHOUT_SHELLS,
    beside_device,
    some,
)
from tests.browser.visit.place import School, go_away, unlock
from tests.browser.visit.test_kept_until_sent import STAFF, field, says, values
from tests.browser.walk import answer


@pytest.fixture
def visited(device: BrowserContext, ann: Page, place: School) -> str:
    """The list of sections of a form that was taken along, and in which two changes wait on the device."""
    tasks = go_away(device, ann, place.address)
    for path, name in (
        (f"{tasks}/sections/details", "details.completed-by"),
        (f"{tasks}/sections/safeguarding", STAFF),
    ):
        ann.goto(path)
        answer(ann, {name: f"{name} at {tasks}"})
        says(ann, "Saved on this device, not yet sent")
    ann.goto("about:blank")
    return tasks


def has_arrived(place: School, tasks: str, *names: str) -> bool:
    return all(values(place, name, f"%{tasks}") == [f"{name} at {tasks}"] for name in names)


UNREADABLE = "Unexpected end of input"
"""What a browser may say of the script that is damaged here."""
BETWEEN_VISITS: dict[str, tuple[str, str, object, str]] = {
    "the pages are let go of": ("/sections/details", WITHOUT_SHELLS, None, "has let go of the pages"),
    "one page is let go of": ("/sections/details", WITHOUT_PAGE, "page", "is not on this device"),
    "a script is damaged": ("/sections/details", SCRIPT_FOUND, ["x(", "/vault.js"], "a part of this page is missing"),
    "a script is gone": (
        "/sections/details",
        SCRIPT_FOUND,
        ["", "/shell-section.js"],
        "a part of this page is missing",
    ),
    "a rule is gone": (
        "/sections/details",
        SCRIPT_FOUND,
        ["", "page-filling"],
        "What was saved on this device is still",
    ),
    "what is known is damaged": ("", DAMAGED, "drafts", "Something that this device kept is damaged"),
}
"""What becomes of a device between two visits: the page that is opened then, and what it says."""


@pytest.mark.parametrize("fault", some(BETWEEN_VISITS, "one page is let go of", "a rule is gone", "a script is gone"))
def test_what_waits_is_sent_and_the_form_is_whole_again_once_there_is_a_connection(
    device: BrowserContext, ann: Page, place: School, visited: str, fault: str, script_faults: list[str]
) -> None:
    path, script, given, sentence = BETWEEN_VISITS[fault]
    beside_device(device, place, script, f"{visited}{path}" if given == "page" else given)
    device.new_cdp_session(ann).send("Network.clearBrowserCache")
    ann.goto(f"{visited}{path}")
    expect(ann.get_by_text(sentence)).to_be_visible(timeout=10_000)
    device.set_offline(False)
    ann.goto(visited)
    expect(ann.locator("#take-along-state")).to_contain_text("This form is on this device")
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("All of it is sent.")).to_be_visible()
    assert has_arrived(place, visited, "details.completed-by", STAFF)
    if fault == "a script is damaged":
        script_faults[:] = [each for each in script_faults if each != UNREADABLE]


def test_one_damaged_change_keeps_no_other_from_being_read_and_sent(
    device: BrowserContext, ann: Page, place: School, visited: str
) -> None:
    damaged = beside_device(device, place, DAMAGED, "operations")
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("1 change of yours on this device is damaged and cannot be opened or sent")).to_be_visible()
    device.set_offline(False)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("All of it is sent.")).to_be_visible()
    assert has_arrived(place, visited, {1: STAFF, 2: "details.completed-by"}[damaged])


def test_what_was_kept_for_longer_than_its_days_is_sent_where_there_is_a_connection(
    device: BrowserContext, place: School, visited: str
) -> None:
    later = device.new_page()
    later.add_init_script(f"const now = Date.now; Date.now = () => now() + 15 * {DAY // timedelta(milliseconds=1)};")
    device.set_offline(False)
    later.goto(f"{place.address}/visit")
    expect(later.get_by_text("All of it is sent.")).to_be_visible()
    assert has_arrived(place, visited, "details.completed-by", STAFF)


def test_a_browser_that_let_go_of_everything_says_so(
    device: BrowserContext, ann: Page, place: School, visited: str
) -> None:
    beside_device(device, place, f"new Promise((resolve) => {{ {DELETED}.onsuccess = resolve; }})", None)
    ann.goto(visited)
    unlock(ann)
    expect(ann.get_by_text("This passphrase opens nothing on this device.")).to_be_visible()


def test_pages_that_meet_what_a_newer_version_keeps_say_so(
    device: BrowserContext, ann: Page, place: School, visited: str
) -> None:
    beside_device(device, place, NEWER, None)
    ann.goto(visited)
    expect(ann.locator("#standing")).to_contain_text("A newer version of these pages keeps what is on this device.")


def test_a_worker_that_does_not_answer_leaves_the_passphrase(device: BrowserContext, ann: Page, visited: str) -> None:
    device.add_init_script("ServiceWorker.prototype.postMessage = () => {}")
    ann.goto(visited)
    unlock(ann)
    expect(ann.get_by_text("2 changes on this device, not sent yet.")).to_be_visible()


BEGINS_ANEW = """async (worker) => {
  const changed = new Promise((resolve) => { navigator.serviceWorker.oncontrollerchange = resolve; });
  const policy = trustedTypes.createPolicy("formspec-worker", { createScriptURL: (each) => each });
  await navigator.serviceWorker.register(policy.createScriptURL(worker), { scope: "/" });
  await changed;
}"""
"""The worker of another version of the pages takes the place of the one that is there."""
HOLDS_KEY = """() => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => resolve(data !== null);
  navigator.serviceWorker.controller.postMessage({ sort: "ask" }, [port2]);
})"""


@pytest.mark.parametrize("path", some(["/sections/safeguarding", ""], "/sections/safeguarding"))
def test_a_newer_worker_takes_over_an_open_draft_with_its_words_and_its_key(
    device: BrowserContext, ann: Page, place: School, visited: str, path: str
) -> None:
    ann.goto(f"{visited}{path}")
    expect(ann.locator("#shell")).to_be_visible()
    device.set_offline(False)
    other = device.new_page()
    other.goto(f"{place.address}/visit")
    other.route("**/saves", lambda route: route.abort())
    other.evaluate(BEGINS_ANEW, "/worker.js?of=a-newer-version")
    other.wait_for_function(HOLDS_KEY)
    device.set_offline(True)
    other.close()
    ann.goto(f"{visited}/sections/safeguarding")
    expect(field(ann)).to_have_value(f"{STAFF} at {visited}")
