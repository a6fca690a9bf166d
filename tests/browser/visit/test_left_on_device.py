"""What is left on a device is read by nobody: not in its files, not by another account, not after signing out."""

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.answers import AUDIT
from tests.browser.barriers import Barriers
from tests.browser.visit.faults import NEWER, beside_device
from tests.browser.visit.place import School, begin, go_away, phone, sign_in, take_along, unlock
from tests.browser.visit.test_without_connection import kill
from tests.browser.walk import answer, save

LEAST_MARKS = 40
PLACES = {"answer", "concerns", "action", "could-not-find-out", "provider", "month", "reasons"}
"""The last parts of the names of inputs of every sort that the form has."""
ENCODINGS = ("utf-8", "utf-16-le")
SEED = int(os.environ.get("FORMSPEC_SEED", "0")) or random.randrange(2**32)
TURNS = int(os.environ.get("FORMSPEC_SOAK", "1"))

ENDED = "navigator.serviceWorker.controller.postMessage({ sort: 'keep', who: '', ends: 1, isAnew: true })"
PLANTED = """async (word) => {
  const asked = indexedDB.open("formspec-visit");
  await new Promise((resolve) => { asked.onsuccess = resolve; });
  const kept = asked.result.transaction("blobs", "readwrite", { durability: "strict" });
  kept.objectStore("blobs").put({ word, kept: Date.now() }, ["nobody", word]);
  await new Promise((resolve) => { kept.oncomplete = resolve; });
  asked.result.close();
}"""
OWNERS = """async () => {
  const asked = indexedDB.open("formspec-visit");
  await new Promise((resolve) => { asked.onsuccess = resolve; });
  const owners = new Set();
  for (const name of asked.result.objectStoreNames) {
    const keys = asked.result.transaction(name).objectStore(name).getAllKeys();
    await new Promise((resolve) => { keys.onsuccess = resolve; });
    keys.result.forEach(([who]) => owners.add(who));
  }
  asked.result.close();
  return [...owners];
}"""
"""The accounts that have anything in the database of the device."""
PAGES = "async () => (await (await caches.open('formspec-shells')).keys()).map(({ url }) => url)"
ASK = """const { port1, port2 } = new MessageChannel();
  const held = await new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    navigator.serviceWorker.controller.postMessage({ sort: "ask" }, [port2]);
  });"""
ENDS_SOON = f"""async (milliseconds) => {{
  {ASK}
  navigator.serviceWorker.controller.postMessage({{ sort: "keep", ...held, ends: Date.now() + milliseconds }});
}}"""
TAKES_KEY = f"async () => {{ {ASK} window.held = held; }}"
GIVES_KEY = f"""async () => {{
  navigator.serviceWorker.controller.postMessage({{ sort: "keep", ...window.held }});
  {ASK}
  return held?.who ?? "";
}}"""
"""What a page does that has a key and was not told that somebody else is signed in."""
SLEEPS = "const later = setTimeout; window.setTimeout = (act, wait) => (wait > 2000 ? 0 : later(act, wait))"
"""No timer goes off that was to wait for long, as on a device that sleeps."""


UNANSWERED = "Object.defineProperty(ServiceWorkerContainer.prototype, 'controller', { get: () => null });"
"""A page is as one that was loaded anew by force, which no worker answers for."""
HOLDS = f"async () => {{ {ASK} return held !== null; }}"


@pytest.fixture
def ann(device: BrowserContext, place: School) -> Page:
    """A page on which Ann has just signed in, in a session that ends with the test."""
    device.clear_cookies()
    page = device.new_page()
    sign_in(page, place.address)
    return page


def found(profile: Path, marks: list[str]) -> list[str]:
    """The marked words that stand in a file of the profile, each with the file."""
    wanted = [(mark, mark.encode(encoding)) for mark in marks for encoding in ENCODINGS]
    return [f"{mark} in {file.name}" for file, content in contents(profile) for mark, code in wanted if code in content]


def contents(profile: Path) -> Iterator[tuple[Path, bytes]]:
    for file in profile.rglob("*"):
        try:
            if file.is_file():
                yield file, file.read_bytes()
        except OSError:
            continue


def mark(chance: random.Random) -> str:
    return f"marked{chance.randrange(10**9):09}word"


def mark_all(page: Page, tasks: str, chance: random.Random) -> dict[str, str]:
    """Type a marked word into each box of the form without a connection, and a note; return the words by input."""
    marks: dict[str, str] = {}
    for section in AUDIT:
        page.goto(f"{tasks}/sections/{section}")
        boxes = page.locator("textarea:visible, input:is([type=text], :not([type])):visible")
        expect(boxes.first).to_be_visible()
        page.locator("details").evaluate_all("found => found.forEach((each) => { each.open = true; })")
        for box in boxes.all():
            word = mark(chance)
            marks[f"{section} {box.get_attribute('name')}"] = word
            box.fill(word)
        save(page, "Save and back to list")
    return marks


def read_copy_back(page: Page, tasks: str, folder: Path, word: str) -> None:
    """Save a copy of the draft, put a word into it, and read it back."""
    page.goto(tasks)
    with page.expect_download() as loading:
        page.get_by_role("button", name="Save a copy to a file").click()
    copy = json.loads(loading.value.path().read_bytes())
    copy["entries"]["decision.reasons"] = word
    (folder / "copy.json").write_text(json.dumps(copy), encoding="utf-8")
    page.get_by_label("Read a copy back").set_input_files(folder / "copy.json")
    page.get_by_role("button", name="Read it into this form").click()
    expect(page.locator("#copies-told")).to_contain_text("The copy was read.")


def test_the_search_finds_a_word_that_is_not_encrypted(chromium: Browser, tmp_path: Path, place: School) -> None:
    word = mark(random.Random(SEED))
    with phone(chromium, tmp_path / "profile") as device:
        page = device.new_page()
        sign_in(page, place.address)
        take_along(page, begin(page, place.address))
        page.evaluate(PLANTED, word)
        assert found(tmp_path / "profile", [word])


def test_no_marked_word_is_in_a_file_while_it_is_kept_nor_after_signing_out(
    chromium: Browser, tmp_path: Path, place: School
) -> None:
    print(f"seed {SEED}")
    for turn in range(TURNS):
        chance, profile = random.Random(SEED + turn), tmp_path / f"profile-{turn}"
        provider = f"marked{chance.randrange(10**9):09}provider"
        with phone(chromium, profile) as device:
            page = device.new_page()
            sign_in(page, place.address)
            tasks = begin(page, place.address, provider)
            page.goto(tasks)
            expect(page.get_by_label("Offline passphrase")).to_be_visible()
        with phone(chromium, profile) as device:
            page = device.new_page()
            sign_in(page, place.address)
            take_along(page, tasks)
            device.set_offline(True)
            typed = mark_all(page, tasks, chance)
            read = mark(chance)
            read_copy_back(page, tasks, tmp_path, read)
            marks = [provider, read, *typed.values()]
            assert len(typed) >= LEAST_MARKS
            assert {each.rpartition(".")[2] for each in typed} >= PLACES
            assert found(profile, marks) == []
            page.evaluate(ENDED)
            page.goto(tasks)
            expect(page.get_by_label("Offline passphrase")).to_be_visible()
            assert found(profile, marks) == []
            kill(profile)
        assert found(profile, marks) == []
        with phone(chromium, profile) as device:
            page = device.new_page()
            sign_in(page, place.address)
            page.goto(f"{place.address}/visit")
            expect(page.get_by_text("All of it is sent.")).to_be_visible(timeout=60_000)
            page.get_by_role("button", name="Sign out", exact=True).click()
            page.get_by_role("heading", name="Sign in").wait_for()
            assert left_over(page) == [[], []]
        assert found(profile, marks) == []


def left_over(page: Page) -> list[list[str]]:
    """The names of the databases and the caches that the browser still has."""
    return page.evaluate(
        "async () => [(await indexedDB.databases()).map(({ name }) => name), await caches.keys()]",
    )


def test_another_account_on_the_same_device_sees_nothing_of_it(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.clear_cookies(name=next(each["name"] for each in device.cookies() if each["name"].endswith("-in")))
    sign_in(ann, place.address, "bob")
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("Nothing is on this device.")).to_be_visible()
    device.set_offline(True)
    ann.goto(tasks)
    expect(ann.get_by_label("Offline passphrase")).to_be_visible()
    assert ann.get_by_text("questions left to answer").count() == 0


def test_a_page_whose_words_are_on_the_device_is_gone_when_somebody_else_signs_in(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    ann.goto(f"{tasks}/sections/safeguarding")
    ann.wait_for_load_state("networkidle")
    device.route("**/saves", lambda route: route.abort())
    ann.locator("textarea[name$='.answer']").first.fill("Hers alone")
    expect(ann.locator("#saving")).to_contain_text("Saved on this device, not yet sent")
    (held,) = [each["name"] for each in device.cookies() if each["name"].endswith("-in")]
    device.clear_cookies(name=held)
    bob = device.new_page()
    sign_in(bob, place.address, "bob")
    ann.wait_for_url("**/sign-in**")
    assert ann.get_by_text("Hers alone").count() == 0


def test_whoever_comes_back_finds_what_was_not_sent(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    answer(ann, {"details.provider": "Not sent yet"})
    save(ann, "Save and back to list")
    device.route("**/saves", lambda route: route.abort())
    device.set_offline(False)
    for name in ("bob", "ann"):
        device.clear_cookies(name=next(each["name"] for each in device.cookies() if each["name"].endswith("-in")))
        sign_in(ann, place.address, name)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("1 change not sent yet.")).to_be_visible()
    device.unroute("**/saves")
    ann.reload()
    expect(ann.get_by_text("All of it is sent.")).to_be_visible()
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_have_value("Not sent yet")


def leave_unsent(device: BrowserContext, page: Page, tasks: str) -> None:
    """Let one change of a form that was taken along wait on the device, and the session of its person run out."""
    device.set_offline(True)
    page.goto(f"{tasks}/sections/details")
    answer(page, {"details.provider": "Not sent yet"})
    save(page, "Save and back to list")
    device.route(f"{tasks}/saves", lambda route: route.abort())
    device.set_offline(False)
    run_out(device)


def run_out(device: BrowserContext) -> None:
    device.clear_cookies(name=next(each["name"] for each in device.cookies() if each["name"].endswith("-in")))


def test_signing_out_keeps_what_somebody_else_has_on_the_device(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    (anns,) = ann.evaluate(OWNERS)
    leave_unsent(device, ann, tasks)
    sign_in(ann, place.address, "bob")
    bobs = begin(ann, place.address, "Of Bob")
    take_along(ann, bobs)
    assert len(ann.evaluate(OWNERS)) == 2
    ann.get_by_role("button", name="Sign out", exact=True).click()
    ann.get_by_role("heading", name="Sign in").wait_for()
    assert ann.evaluate(OWNERS) == [anns]
    pages = ann.evaluate(PAGES)
    assert f"{tasks}/sections/details" in pages
    assert not [each for each in pages if each.startswith(bobs)]
    device.unroute(f"{tasks}/saves")
    sign_in(ann, place.address)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("All of it is sent.")).to_be_visible()
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_have_value("Not sent yet")


def test_signing_out_asks_first_where_it_cannot_be_looked_at_what_is_on_the_device(
    device: BrowserContext, ann: Page, place: School
) -> None:
    take_along(ann, begin(ann, place.address))
    beside_device(device, place, NEWER, None)
    device.set_offline(False)
    ann.get_by_role("button", name="Sign out", exact=True).click()
    expect(ann.get_by_role("alert")).to_contain_text("It could not be looked at")
    assert left_over(ann)[0] == ["formspec-visit"]
    ann.get_by_role("button", name="Sign out and delete all of it").click()
    ann.get_by_role("heading", name="Sign in").wait_for()
    assert left_over(ann) == [[], []]


def test_a_browser_without_caches_signs_out(ann: Page, place: School) -> None:
    ann.add_init_script("delete window.caches")
    ann.goto(place.address)
    ann.get_by_role("button", name="Sign out", exact=True).click()
    ann.get_by_role("heading", name="Sign in").wait_for()


def test_signing_out_says_what_was_not_sent_first(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    answer(ann, {"details.provider": "Not sent yet"})
    save(ann, "Save and back to list")
    device.route("**/saves", lambda route: route.abort())
    device.set_offline(False)
    ann.goto(tasks)
    ann.get_by_role("button", name="Sign out", exact=True).click()
    expect(ann.get_by_role("heading", name="1 change on this device was not sent")).to_be_visible()
    expect(ann.get_by_role("button", name="Sign out and delete it")).to_be_visible()
    barriers = Barriers()
    barriers.look("what was not sent, before signing out", ann)
    assert barriers.found == []
    ann.get_by_role("button", name="Stay signed in").click()
    expect(ann.get_by_role("alert").filter(has_text="was not sent")).to_have_count(0)
    expect(ann.get_by_role("button", name="Sign out", exact=True)).to_be_focused()
    ann.get_by_role("button", name="Sign out", exact=True).click()
    expect(ann.get_by_role("button", name="Sign out and delete it")).to_be_visible()
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("1 change not sent yet.")).to_be_visible()


def test_without_anything_unsent_signing_out_asks_nothing(ann: Page, place: School) -> None:
    take_along(ann, begin(ann, place.address))
    ann.get_by_role("button", name="Sign out", exact=True).click()
    ann.get_by_role("heading", name="Sign in").wait_for()
    assert left_over(ann) == [[], []]


def test_the_key_is_forgotten_when_its_session_has_ended(device: BrowserContext, ann: Page, place: School) -> None:
    ann.clock.install()
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_be_visible()
    kept = "(ends) => navigator.serviceWorker.controller.postMessage({ sort: 'keep', who: 'x', ends, isAnew: true })"
    ann.evaluate(kept, 1)
    ann.goto(tasks)
    unlock(ann)
    expect(ann.get_by_text("Everything that was entered here is sent.")).to_be_visible()


def test_a_wrong_passphrase_is_told_at_once_and_its_box_is_ready_for_another(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.evaluate(ENDED)
    ann.goto(tasks)
    unlock(ann, "some other passphrase")
    expect(ann.get_by_role("alert")).to_contain_text("This passphrase opens nothing on this device.")
    expect(ann.get_by_label("Offline passphrase")).to_be_focused()
    unlock(ann)
    expect(ann.get_by_text("Everything that was entered here is sent.")).to_be_visible()


def test_a_page_that_is_left_open_is_locked_when_the_key_ends(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    ann.goto(f"{place.address}/static/icon.svg")
    device.set_offline(True)
    ann.evaluate(ENDS_SOON, 2500)
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_be_visible()
    expect(ann.get_by_label("Offline passphrase")).to_be_visible()
    expect(ann.locator("[name='details.provider']")).to_be_hidden()


def test_a_page_that_was_open_while_the_device_slept_is_locked_when_it_is_seen_again(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    ann.goto(f"{place.address}/static/icon.svg")
    device.set_offline(True)
    device.add_init_script(SLEEPS)
    ann.evaluate(ENDS_SOON, 8000)
    ends = time.monotonic() + 8
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_be_visible()
    ann.wait_for_timeout(max(ends - time.monotonic(), 0) * 1000)
    expect(ann.locator("[name='details.provider']")).to_be_visible()
    ann.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(ann.get_by_label("Offline passphrase")).to_be_visible()


def test_a_page_of_the_device_is_gone_when_somebody_else_signs_in(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_be_visible()
    other = device.new_page()
    device.set_offline(False)
    other.goto(f"{place.address}/static/icon.svg")
    other.evaluate(TAKES_KEY)
    run_out(device)
    bob = device.new_page()
    sign_in(bob, place.address, "bob")
    expect(ann.locator("[name='details.provider']")).to_have_count(0)
    bob.goto(f"{place.address}/account")
    assert other.evaluate(GIVES_KEY) == ""
    sign_in(bob, place.address)
    bob.goto(tasks)
    expect(bob.locator("#take-along-state")).to_contain_text("This form is on this device")
    assert other.evaluate(GIVES_KEY) != ""


def test_the_worker_lets_go_of_a_key_by_the_word_of_a_page_that_it_does_not_answer_for(
    device: BrowserContext, ann: Page, place: School
) -> None:
    take_along(ann, begin(ann, place.address))
    ann.goto(f"{place.address}/static/icon.svg")
    assert ann.evaluate(HOLDS) is True
    with device.browser.new_context() as elsewhere:
        sign_in(elsewhere.new_page(), place.address, "bob")
        bobs = elsewhere.cookies()
    device.clear_cookies()
    device.add_cookies(bobs)
    page = device.new_page()
    page.add_init_script(UNANSWERED)
    page.goto(place.address)
    expect(page.get_by_text("Bob").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert ann.evaluate(HOLDS) is False
