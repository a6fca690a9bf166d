"""A draft that was taken along is filled in without a connection, also after the browser was killed."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.visit.place import PASSPHRASE, WORDS, School, begin, go_away, phone, sign_in, take_along, unlock
from tests.browser.walk import answer, save

PROVIDER = "[name='details.provider']"


def test_it_opens_with_its_words_and_keeps_more(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator(PROVIDER)).to_have_value(WORDS)
    answer(ann, {"details.provider": f"{WORDS} and clay"})
    save(ann)
    expect(ann.get_by_role("heading", level=1)).to_contain_text("Safeguarding")
    ann.reload()
    ann.goto(tasks)
    expect(ann.get_by_text("1 change on this device, not sent yet.")).to_be_visible()
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator(PROVIDER)).to_have_value(f"{WORDS} and clay")


def test_boxes_options_dates_and_words_stand_as_they_were_saved(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    entries = {
        "details.visited.day": "31",
        "details.visited.month": "Febtember",
        "safeguarding.ofsted-safeguarding.evidence.report": "seen",
        "safeguarding.ofsted-safeguarding.answer.could-not-find-out": "Nobody was there.",
        "decision.suitable": "yes",
    }
    ann.goto(f"{tasks}/sections/safeguarding")
    ticks = ann.locator("[name^='safeguarding.'][name*='.evidence.']")
    ticks.first.check()
    name = ticks.first.get_attribute("name")
    save(ann)
    ann.goto(f"{tasks}/sections/details")
    answer(ann, {key: text for key, text in entries.items() if key.startswith("details.visited")})
    save(ann)
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.visited.month']")).to_have_value("Febtember")
    ann.goto(f"{tasks}/sections/safeguarding")
    expect(ann.locator(f"[name='{name}']")).to_be_checked()


def test_after_the_browser_was_killed_the_passphrase_opens_it(chromium: Browser, tmp_path: Path, place: School) -> None:
    profile = tmp_path / "profile"
    with phone(chromium, profile) as device:
        page = device.new_page()
        sign_in(page, place.address)
        tasks = begin(page, place.address)
        take_along(page, tasks)
        device.set_offline(True)
        page.goto(f"{tasks}/sections/details")
        answer(page, {"details.provider": f"{WORDS} and clay"})
        save(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Safeguarding")
        kill(profile)
    with phone(chromium, profile) as device:
        device.set_offline(True)
        page = device.new_page()
        page.goto(f"{tasks}/sections/details")
        expect(page.locator(PROVIDER)).to_be_hidden()
        unlock(page, "some other passphrase")
        expect(page.get_by_text("This passphrase opens nothing on this device.")).to_be_visible()
        unlock(page, "")
        expect(page.get_by_text("Type the offline passphrase.")).to_be_visible()
        unlock(page, f"{PASSPHRASE} ")
        expect(page.locator(PROVIDER)).to_have_value(f"{WORDS} and clay")


def kill(profile: Path) -> None:
    """End every process of the browser that has this profile, as when a battery runs out."""
    for each in Path("/proc").iterdir():
        try:
            words = (each / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if each.name.isdigit() and f"--user-data-dir={profile}".encode() in words:
            os.kill(int(each.name), signal.SIGKILL)


def test_the_check_page_says_what_is_missing_and_leads_there(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/check")
    ann.get_by_role("link", name="Enter the name of the person who completed this audit").click()
    expect(ann.locator("[name='details.completed-by']")).to_be_visible()


def test_the_start_page_leads_to_what_is_on_the_device(device: BrowserContext, ann: Page, place: School) -> None:
    take_along(ann, begin(ann, place.address))
    device.set_offline(True)
    ann.goto(place.address)
    expect(ann.get_by_role("link", name=f"Alternative Provision Audit: {WORDS}")).to_be_visible()


@pytest.mark.parametrize("path", ["/drafts/0123456789abcdefghjkmnpqrs", "/forms/ap-audit", "/submissions"])
def test_a_page_that_is_not_on_the_device_says_so_and_shows_what_is(
    device: BrowserContext, ann: Page, place: School, path: str
) -> None:
    go_away(device, ann, place.address)
    ann.goto(f"{place.address}{path}")
    expect(ann.get_by_text("the page that you asked for is not on this device")).to_be_visible()
    expect(ann.get_by_role("link", name=f"Alternative Provision Audit: {WORDS}").first).to_be_visible()


def test_with_a_connection_the_pages_come_from_the_server(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(tasks)
    expect(ann.get_by_text("This page comes from this device.")).to_be_visible()
    device.set_offline(False)
    ann.goto(tasks)
    expect(ann.get_by_text("Last saved")).to_be_visible()
    assert ann.get_by_text("This page comes from this device.").count() == 0


def test_who_is_signed_out_is_led_to_sign_in(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    held = [each for each in device.cookies() if each["name"].endswith("-in")]
    device.clear_cookies(name=held[0]["name"])
    ann.goto(tasks)
    expect(ann.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_link_from_elsewhere_still_leads_here(ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    link = f'<a href="{tasks}">The audit</a>'
    ann.route("http://elsewhere.example/", lambda route: route.fulfill(body=link, content_type="text/html"))
    ann.goto("http://elsewhere.example/")
    ann.get_by_role("link", name="The audit").click()
    expect(ann.get_by_role("heading", name="Alternative Provision Audit")).to_be_visible()


def test_a_page_of_which_all_is_kept_is_left_without_a_question(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/safeguarding")
    answer(ann, {"safeguarding.staff-training.answer": "Level 3"})
    expect(ann.locator("#saving")).to_contain_text("Saved on this device")
    ann.reload()
    expect(ann.locator("#saving")).to_contain_text("Saved on this device")
    asked: list[str] = []
    ann.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    ann.locator("nav a").last.click()
    ann.wait_for_url(tasks)
    assert asked == []


SLOW = """() => {
  const { encrypt } = crypto.subtle;
  crypto.subtle.encrypt = async (...given) => {
    await new Promise((go) => { setTimeout(go, 500); });
    return encrypt.apply(crypto.subtle, given);
  };
}"""


def test_what_was_typed_just_before_a_page_was_closed_stands_on_one_that_is_opened_meanwhile(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    there = f"{tasks}/sections/safeguarding"
    ann.goto(there)
    box = '[id="safeguarding.staff-training.answer"]'
    ann.locator(box).wait_for()
    ann.evaluate(SLOW)
    after = device.new_page()
    ann.locator(box).fill("Level 2")
    after.goto(there)
    expect(after.locator(box)).to_be_visible()
    ann.close(run_before_unload=True)
    expect(after.locator(box)).to_have_value("Level 2")
    expect(after.locator("#saving")).to_contain_text("Saved on this device, not yet sent (1).")
