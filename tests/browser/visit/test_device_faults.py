"""Whatever fails on a device, the page says what is true of it, and what was said to be saved is not lost.

Here live the faults, as data: before a page is opened, while somebody types, while a form is taken along, and between
two visits. Where a fault needs a browser's own hand (a full disk, cleared data), the browser does it. Those that are
like another in this run are tried by `make soak` alone, which sets FORMSPEC_SOAK.
"""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.visit.place import School, begin, choose, sign_in, take_along, unlock
from tests.browser.visit.test_kept_until_sent import AUDITED, KEPT, SENT, STAFF, field, says, section, values
from tests.browser.walk import answer

LET_GO = "This browser has let go of what it kept for Formspec, here or in another tab."
ALONE = "Not saved yet: no connection. Keep this page open."
REFUSED = "throw new DOMException('', 'InvalidStateError');"
NEVER = "() => new EventTarget()"
NO_REQUEST = f"IDBFactory.prototype.open = {NEVER};"
DELETED = "indexedDB.deleteDatabase('formspec-visit')"
EVICTED = f"""async () => {{
  await Promise.all((await caches.keys()).map((each) => caches.delete(each)));
  await new Promise((resolve) => {{ {DELETED}.onsuccess = resolve; }});
}}"""
NEWER = """async () => {
  const asked = indexedDB.open("formspec-visit", 99);
  await new Promise((resolve) => { asked.onsuccess = resolve; });
  asked.result.close();
}"""
DAMAGED = """async (name) => {
  const asked = indexedDB.open("formspec-visit");
  await new Promise((resolve) => { asked.onsuccess = resolve; });
  const store = asked.result.transaction(name, "readwrite").objectStore(name);
  const walk = store.openCursor();
  await new Promise((resolve) => { walk.onsuccess = resolve; });
  const { value } = walk.result;
  new Uint8Array(value.sealed)[0] ^= 1;
  const put = walk.result.update(value);
  await new Promise((resolve) => { put.onsuccess = resolve; });
  asked.result.close();
}"""
WITHOUT_SHELLS = "caches.delete('formspec-shells')"
WITHOUT_PAGE = "async (page) => (await caches.open('formspec-shells')).delete(page)"
SCRIPT_FOUND = """async ([content, name]) => {
  const kept = await caches.open("formspec-assets");
  for (const { url } of (await kept.keys()).filter((each) => each.url.includes(name))) {
    const damaged = new Response(content, { headers: { "Content-Type": "text/javascript" } });
    await (content ? kept.put(url, damaged) : kept.delete(url));
  }
}"""
SHELLS = "async () => (await (await caches.open('formspec-shells')).keys()).length"
FULL = "throw new DOMException('', 'QuotaExceededError');"
NO_ROOM = f"IDBObjectStore.prototype.put = () => {{ {FULL} }}"
NO_ROOM_FOR_DRAFTS = f"""const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {{
  if (this.name === "drafts") {{ {FULL} }}
  return put.apply(this, given);
}};"""
DAY = timedelta(days=1)
ALL = os.environ.get("FORMSPEC_SOAK", "1") != "1"


def some(faults: Iterable[str], *left: str) -> list[str]:
    """Return the faults that this run tries: all of them, or all but those that are left to a longer run."""
    return [each for each in faults if ALL or each not in left]


def beside(device: BrowserContext, page: Page, script: str, *given: object) -> None:
    """Let another page of Formspec that is open in the browser do something."""
    other = device.new_page()
    other.goto(f"{page.url.split('/drafts')[0]}/static/icon.svg")
    other.evaluate(script, *given)
    other.close()


def fill_up(device: BrowserContext, page: Page) -> None:
    """Let the browser find that the device has no room for more."""
    origin = page.url.split("/drafts")[0]
    device.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})


def clear(device: BrowserContext, page: Page) -> None:
    """Let the browser clear what it keeps, and close what is open of it."""
    asked = {"origin": page.url.split("/drafts")[0], "storageTypes": "indexeddb,cache_storage"}
    device.new_cdp_session(page).send("Storage.clearDataForOrigin", asked)


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
    for _ in range(3):
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


@pytest.fixture
def visited(device: BrowserContext, ann: Page, place: School) -> str:
    """The list of sections of a form that was taken along, and in which two changes wait on the device."""
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
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
    device: BrowserContext, ann: Page, place: School, visited: str, fault: str
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


def beside_device(device: BrowserContext, place: School, script: str, given: object) -> None:
    other = device.new_page()
    device.set_offline(False)
    other.goto(f"{place.address}/static/icon.svg")
    device.set_offline(True)
    other.evaluate(script, given)
    other.close()


def test_one_damaged_change_keeps_no_other_from_being_read_and_sent(
    device: BrowserContext, ann: Page, place: School, visited: str
) -> None:
    beside_device(device, place, DAMAGED, "operations")
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("1 change of yours on this device is damaged and cannot be opened or sent")).to_be_visible()
    device.set_offline(False)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("All of it is sent.")).to_be_visible()
    sent = [has_arrived(place, visited, name) for name in ("details.completed-by", STAFF)]
    assert sorted(sent) == [False, True], [values(place, name) for name in ("details.completed-by", STAFF)]


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


@pytest.mark.parametrize("path", ["/sections/safeguarding", ""])
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
    device.set_offline(True)
    other.close()
    ann.goto(f"{visited}/sections/safeguarding")
    expect(field(ann)).to_have_value(f"{STAFF} at {visited}")
