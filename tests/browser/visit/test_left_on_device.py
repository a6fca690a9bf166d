"""What is left on a device is read by nobody: not in its files, not by another account, not after signing out."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.answers import AUDIT
from tests.browser.visit.place import School, begin, phone, sign_in, take_along, unlock
from tests.browser.walk import answer, save

LEAST_MARKS = 40
ENCODINGS = ("utf-8", "utf-16-le")
SEED = int(os.environ.get("FORMSPEC_SEED", "0")) or random.randrange(2**32)
TURNS = int(os.environ.get("FORMSPEC_SOAK", "1"))

ENDS_SOON = """async () => {
  const { port1, port2 } = new MessageChannel();
  const held = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
  navigator.serviceWorker.controller.postMessage({ sort: "ask" }, [port2]);
  navigator.serviceWorker.controller.postMessage({ sort: "keep", ...(await held), ends: Date.now() + 2500 });
}"""


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


def mark_all(page: Page, tasks: str, chance: random.Random) -> list[str]:
    """Type a marked word into each long text of the form without a connection; return the words."""
    marks: list[str] = []
    for section in list(AUDIT)[1:]:
        page.goto(f"{tasks}/sections/{section}")
        boxes = page.locator("textarea:visible")
        expect(boxes.first).to_be_visible()
        page.locator("details").evaluate_all("found => found.forEach((each) => { each.open = true; })")
        for box in boxes.all():
            marks.append(f"marked{chance.randrange(10**9):09}word")
            box.fill(marks[-1])
        save(page, "Save and back to list")
    return marks


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
            take_along(page, tasks)
            device.set_offline(True)
            marks = [provider, *mark_all(page, tasks, chance)]
            assert len(marks) >= LEAST_MARKS
            assert found(profile, marks) == []
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
    assert ann.get_by_text("Answers left to give").count() == 0


def test_whoever_comes_back_finds_what_was_not_sent(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
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


def test_signing_out_says_what_was_not_sent_first(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/details")
    answer(ann, {"details.provider": "Not sent yet"})
    save(ann, "Save and back to list")
    device.route("**/saves", lambda route: route.abort())
    device.set_offline(False)
    ann.goto(tasks)
    ann.get_by_role("button", name="Sign out", exact=True).click()
    expect(ann.get_by_role("heading", name="1 change on this device was not sent")).to_be_visible()
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("1 change not sent yet.")).to_be_visible()


def test_without_anything_unsent_signing_out_asks_nothing(ann: Page, place: School) -> None:
    take_along(ann, begin(ann, place.address))
    ann.get_by_role("button", name="Sign out", exact=True).click()
    ann.get_by_role("heading", name="Sign in").wait_for()
    assert left_over(ann) == [[], []]


def test_the_key_is_forgotten_when_its_session_has_ended(device: BrowserContext, ann: Page, place: School) -> None:
    ann.clock.install()
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_be_visible()
    kept = "(ends) => navigator.serviceWorker.controller.postMessage({ sort: 'keep', who: 'x', ends })"
    ann.evaluate(kept, 1)
    ann.goto(tasks)
    unlock(ann)
    expect(ann.get_by_text("Nothing is entered here that was not sent.")).to_be_visible()


def test_a_page_that_is_left_open_is_locked_when_the_key_ends(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    ann.goto(f"{place.address}/static/icon.svg")
    device.set_offline(True)
    ann.evaluate(ENDS_SOON)
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_be_visible()
    expect(ann.get_by_label("Offline passphrase")).to_be_visible()
    expect(ann.locator("[name='details.provider']")).to_be_hidden()
