"""What is typed on any section's page is on the device until the server has it, and comes there once."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.answers import AUDIT_TITLE, LETTER, LETTER_TITLE
from tests.browser.test_session_end import let_it_rest
from tests.browser.visit.place import School, begin, go_away, phone, sign_in, take_along
from tests.browser.visit.test_copies import saved
from tests.browser.visit.test_without_connection import kill
from tests.browser.walk import fill, open_link, save, start

STAFF, AUDITED = "safeguarding.staff-training.answer", "safeguarding.safeguarding-audit.answer"
KEPT = "Saved on this device, not yet sent (1)."
SENT = re.compile("^Saved (today )?at ")
"""By this page, or by the one on which its person signed in."""


def field(page: Page, name: str = STAFF):
    return page.locator(f'[name="{name}"]')


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("#saving")).to_contain_text(words)


def values(place: School, name: str, like: str = "%") -> list[str]:
    """Everything that was ever saved under a name, as the database has it."""
    asked = "select value from draft_entries where name like ? and value like ? order by revision"
    with closing(sqlite3.connect(place.data / "formspec.sqlite3")) as kept:
        return [value for (value,) in kept.execute(asked, (name, like))]


def section(page: Page, place: School) -> str:
    """Begin an audit, and open a section of it; return its address."""
    there = f"{start(page, place.address, AUDIT_TITLE)}/sections/safeguarding"
    page.goto(there)
    expect(page.locator("#saving")).to_contain_text("Nothing is entered yet.")
    return there


@pytest.mark.long
def test_a_battery_that_runs_out_while_one_types_costs_a_second_of_it(
    chromium: Browser, tmp_path: Path, place: School
) -> None:
    profile = tmp_path / "profile"
    with phone(chromium, profile) as device:
        page = device.new_page()
        sign_in(page, place.address)
        there = section(page, place)
    with phone(chromium, profile) as device:
        page = device.new_page()
        sign_in(page, place.address)
        page.goto(there)
        says(page, "Nothing is entered yet.")
        device.set_offline(True)
        field(page).press_sequentially("battery " * 5, delay=80)
        kill(profile)
    with phone(chromium, profile) as device:
        page = device.new_page()
        sign_in(page, place.address)
        page.goto(there)
        expect(field(page)).to_have_value(re.compile("^(battery ?){3,5}"))
        says(page, SENT)
        assert values(place, STAFF, "battery%") == [field(page).input_value()]


def test_a_page_that_is_closed_without_a_connection_has_its_words_again(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    device.set_offline(True)
    field(ann).fill("Typed at the gate")
    says(ann, KEPT)
    ann.close()
    device.set_offline(False)
    page = device.new_page()
    page.goto(there)
    expect(field(page)).to_have_value("Typed at the gate")
    says(page, SENT)
    assert values(place, STAFF, "Typed at the gate") == ["Typed at the gate"]


def test_the_start_page_sends_what_another_page_left(device: BrowserContext, ann: Page, place: School) -> None:
    section(ann, place)
    ann.route("**/saves", lambda route: (route.fetch(), route.abort()))
    field(ann).fill("Left for the start page")
    says(ann, KEPT)
    ann.close()
    page = device.new_page()
    page.goto(f"{place.address}/visit")
    expect(page.get_by_text("Nothing is on this device.")).to_be_visible()
    assert values(place, STAFF, "Left for%") == ["Left for the start page"]


def test_two_tabs_of_one_draft_keep_and_send_what_is_typed_in_each(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    other = device.new_page()
    other.goto(there)
    says(other, "Nothing is entered yet.")
    device.set_offline(True)
    field(ann).fill("From the first tab")
    field(other, AUDITED).fill("From the second tab")
    says(ann, KEPT)
    says(other, KEPT)
    device.set_offline(False)
    says(ann, "Saved at ")
    says(other, "Saved at ")
    assert values(place, STAFF, "From the first%") == ["From the first tab"]
    assert values(place, AUDITED, "From the second%") == ["From the second tab"]


def test_a_page_of_the_device_sends_by_itself_once_there_is_a_connection(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/safeguarding")
    field(ann).fill("From a page of the device")
    says(ann, KEPT)
    device.set_offline(False)
    says(ann, "Saved at ")
    expect(ann.locator("#standing")).to_contain_text("There is a connection again, and what you entered is sent.")
    assert values(place, STAFF, "From a page%") == ["From a page of the device"]
    device.set_offline(True)
    ann.reload()
    expect(field(ann)).to_have_value("From a page of the device")


def test_a_note_is_kept_and_sent_as_one_however_it_is_saved(device: BrowserContext, ann: Page, place: School) -> None:
    section(ann, place)
    device.set_offline(True)
    ann.get_by_text("Write a note", exact=True).first.click()
    ann.get_by_label("Note").fill("The gate was open")
    says(ann, KEPT)
    device.set_offline(False)
    says(ann, "Saved at ")
    with ann.expect_navigation():
        ann.get_by_role("button", name="Save and continue").click()
    assert values(place, "--note.%", "The gate%") == ["The gate was open"]


def letter(page: Page, place: School) -> str:
    """Take a letter along that is complete; return its address."""
    tasks = start(page, place.address, LETTER_TITLE)
    fill(page, tasks, LETTER)
    take_along(page, tasks)
    return tasks


def submit_without_connection(device: BrowserContext, page: Page, tasks: str) -> None:
    device.set_offline(True)
    page.goto(f"{tasks}/check")
    page.get_by_role("button", name="Submit when there is a connection").click()
    expect(page.locator("#submit-told")).to_contain_text("Waiting to be submitted")


def submitted_later(device: BrowserContext, page: Page, place: School) -> str:
    """Submit a letter without a connection, and wait until it was submitted with one; return its address."""
    tasks = letter(page, place)
    submit_without_connection(device, page, tasks)
    device.set_offline(False)
    expect(page.locator("#submit-told")).to_contain_text("It was submitted.")
    return tasks


def test_a_submission_that_waited_is_done_once_there_is_a_connection(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = submitted_later(device, ann, place)
    ann.goto(f"{place.address}/records/{tasks.rpartition('/')[2]}/receipt")
    expect(ann.get_by_role("heading", level=1)).to_contain_text("ubmitted")


def test_a_submission_that_is_refused_says_why_on_the_page_of_the_device(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = letter(ann, place)
    ann.goto(tasks)
    open_link(ann, "Work on this together")
    ann.get_by_label("Who").select_option(label="Bob")
    save(ann, "Let them in")
    other = device.browser.new_context().new_page()
    sign_in(other, place.address, "bob")
    submit_without_connection(device, ann, tasks)
    other.goto(tasks)
    other.get_by_role("link", name="Write a note").click()
    other.get_by_label("Note").fill("Changed meanwhile")
    other.get_by_role("button", name="Keep").first.click()
    device.set_offline(False)
    expect(ann.locator("#submit-told")).to_contain_text("somebody changed this form meanwhile")
    check = ann.locator("#standing").get_by_role("link", name="Check your answers")
    expect(check).to_have_attribute("href", f"/drafts/{tasks.rpartition('/')[2]}/check")
    other.context.close()
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("somebody changed this form meanwhile")).to_be_visible()
    expect(ann.locator("#drafts")).to_contain_text("All that you entered is sent.")
    expect(ann.locator("#drafts")).not_to_contain_text("not sent")
    ann.get_by_role("link", name="Check your answers").click()
    expect(ann.get_by_role("heading", level=1)).to_contain_text("Check your answers")
    save(ann, "Submit", exact=True)
    expect(ann.get_by_role("heading", name="Submitted")).to_be_visible()
    ann.goto(f"{place.address}/visit")
    expect(ann.locator("#told")).not_to_contain_text("Sending")
    expect(ann.locator("#drafts")).not_to_contain_text("not sent yet")


@pytest.mark.long
@pytest.mark.parametrize(
    ("button", "leads", "words"),
    [
        ("Save and continue", "/sections/quality-of-education", "Saved on this device, not yet sent (1)"),
        ("Save and back to list", "", "1 change on this device, not sent yet"),
    ],
)
def test_a_button_leads_on_to_what_is_on_the_device_when_the_connection_goes(
    device: BrowserContext, ann: Page, place: School, button: str, leads: str, words: str
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    ann.goto(f"{tasks}/sections/safeguarding")
    says(ann, "Saved ")
    device.set_offline(True)
    field(ann).fill("Said without a connection")
    ann.get_by_role("button", name=button).click()
    ann.wait_for_url(f"{tasks}{leads}")
    expect(ann.get_by_text("This page comes from this device.")).to_be_visible()
    expect(ann.locator("main")).to_contain_text(words)


def test_a_page_whose_words_are_on_the_device_is_left_without_a_question(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    asked: list[str] = []
    ann.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    device.set_offline(True)
    field(ann).press_sequentially("Kept here")
    says(ann, KEPT)
    ann.goto("about:blank")
    device.set_offline(False)
    ann.goto(there)
    says(ann, SENT)
    assert asked == []
    assert field(ann).input_value() == "Kept here"


def test_what_is_typed_before_kept_words_are_shown_replaces_none_of_them_unasked(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    device.set_offline(True)
    field(ann).fill("Kept before")
    says(ann, KEPT)
    ann.close()
    device.set_offline(False)
    page = device.new_page()
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    page.route("**/visit/key", hold, times=1)
    page.goto(there)
    field(page).fill("Typed into an empty box")
    asked[0].continue_()
    clash = page.locator(".clash")
    expect(clash).to_contain_text("Kept before")
    expect(clash).to_contain_text("Typed into an empty box")
    clash.get_by_role("button", name="Keep what is here").click()
    says(page, SENT)
    for text in ("Kept before", "Typed into an empty box"):
        assert values(place, STAFF, text) == [text]


def test_a_browser_that_lost_its_cookies_sends_what_it_kept_after_the_next_sign_in(
    device: BrowserContext, place: School
) -> None:
    device.clear_cookies()
    page = device.new_page()
    sign_in(page, place.address)
    section(page, place)
    device.set_offline(True)
    field(page).fill("Kept when the power went")
    says(page, KEPT)
    page.close()
    device.set_offline(False)
    device.clear_cookies()
    again = device.new_page()
    sign_in(again, place.address)
    again.goto(f"{place.address}/visit")
    expect(again.get_by_text("Nothing is on this device.")).to_be_visible()
    assert values(place, STAFF, "Kept when%") == ["Kept when the power went"]


def test_a_submission_says_at_once_that_it_is_kept_while_nothing_answers(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = letter(ann, place)
    device.set_offline(True)
    ann.goto(f"{tasks}/check")
    submits = ann.get_by_role("button", name="Submit when there is a connection")
    expect(submits).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    device.set_offline(False)
    ann.route("**/submissions", hold)
    with ann.expect_request("**/submissions"):
        submits.click()
    expect(ann.locator("#submit-told")).to_contain_text("Waiting to be submitted")
    expect(submits).to_be_hidden()
    held[0].abort()
    ann.unroute("**/submissions")
    ann.evaluate("window.dispatchEvent(new Event('online'))")
    expect(ann.locator("#submit-told")).to_contain_text("It was submitted.")


def test_a_page_opened_after_two_tabs_were_closed_shows_and_copies_the_words_of_both(
    device: BrowserContext, ann: Page, place: School, tmp_path: Path
) -> None:
    tasks = go_away(device, ann, place.address)
    other = device.new_page()
    for page, name in ((ann, STAFF), (other, AUDITED)):
        page.goto(f"{tasks}/sections/safeguarding")
        field(page, name).fill(f"Typed into {name}")
        says(page, KEPT)
    ann.close()
    other.close()
    page = device.new_page()
    page.goto(f"{tasks}/sections/safeguarding")
    for name in (STAFF, AUDITED):
        expect(field(page, name)).to_have_value(f"Typed into {name}")
    entries = json.loads(saved(page, tmp_path).read_text("utf-8"))["entries"]
    assert {name: entries.get(name) for name in (STAFF, AUDITED)} == {
        name: f"Typed into {name}" for name in (STAFF, AUDITED)
    }


def test_after_a_session_has_ended_the_next_sign_in_sends_what_was_typed(device: BrowserContext, place: School) -> None:
    device.clear_cookies()
    page = device.new_page()
    sign_in(page, place.address)
    section(page, place)
    field(page).fill("Typed in time")
    says(page, "Saved at ")
    let_it_rest(place.data / "formspec.sqlite3")
    field(page).fill("Typed too late")
    says(page, "Saved on this device, not yet sent (1): You are signed out.")
    page.close()
    again = device.new_page()
    sign_in(again, place.address)
    again.goto(f"{place.address}/visit")
    expect(again.get_by_text("Nothing is on this device.")).to_be_visible()
    assert values(place, STAFF, "Typed too late") == ["Typed too late"]
