"""What pages say of what waits on a device is true of it, agrees, and leads on: with a connection and without one."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.answers import AUDIT, AUDIT_TITLE
from tests.browser.visit.place import School, begin, take_along
from tests.browser.visit.test_kept_until_sent import letter, submit_without_connection
from tests.browser.visit.test_photos import choose, waiting
from tests.browser.walk import fill, start

STAFF = "safeguarding.staff-training.answer"
REFUSED = {"name": "page.heic", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic, and no photo"}
AGAIN = "window.dispatchEvent(new Event('online'))"


def wait_on_device(page: Page, tasks: str) -> None:
    """Let a change of a section wait on the device, though there is a connection."""
    page.route("**/saves", lambda route: route.abort())
    page.goto(f"{tasks}/sections/safeguarding")
    page.locator(f'[id="{STAFF}"]').fill("Level 2")
    expect(page.locator("#saving")).to_contain_text("Saved on this device, not yet sent (1).")


def send(page: Page) -> None:
    page.unroute("**/saves")
    page.evaluate(AGAIN)


def test_the_list_of_sections_says_what_it_is_without_and_then_that_it_is_out_of_date(ann: Page, place: School) -> None:
    tasks = start(ann, place.address, AUDIT_TITLE)
    expect(ann.get_by_text("nothing is entered yet")).to_be_visible()
    take_along(ann, tasks)
    wait_on_device(ann, tasks)
    ann.goto(tasks)
    since = ann.locator("#sent-since")
    expect(since).to_have_text("This page is without 1 change that waits on this device.")
    expect(ann.locator("#unsent")).to_contain_text("1 change of yours on this device is not sent yet.")
    expect(ann.get_by_text("nothing is entered yet")).to_be_hidden()
    expect(ann.locator(".save-bar")).to_contain_text("0 of 31 answered, 0 concerns (sent so far)")
    expect(ann.locator("#take-along-state")).to_contain_text("This form is on this device until")
    expect(ann.locator("#take-along-state")).not_to_contain_text("not sent")
    send(ann)
    expect(since).to_contain_text("so it is out of date")
    expect(ann.get_by_text("nothing is entered yet")).to_be_hidden()
    expect(ann.get_by_text("(sent so far)")).to_be_hidden()
    since.get_by_role("link", name="Load it again").click()
    expect(ann.locator(".save-bar")).to_contain_text("1 of 31 answered")
    expect(since).to_be_empty()


@pytest.mark.parametrize("path", ["/findings", "/notes", "start"])
def test_other_pages_that_show_a_draft_say_that_they_are_out_of_date(ann: Page, place: School, path: str) -> None:
    tasks = begin(ann, place.address)
    wait_on_device(ann, tasks)
    there = f"{place.address}/" if path == "start" else tasks + path
    ann.goto(there)
    since = ann.locator("#sent-since")
    expect(ann.locator("#unsent")).to_contain_text("1 change of yours on this device is not sent yet.")
    expect(since).to_have_text("" if path == "start" else "This page is without 1 change that waits on this device.")
    send(ann)
    expect(since).to_contain_text("so it is out of date")
    since.get_by_role("link", name="Load it again").click()
    expect(since).to_be_empty()
    assert ann.url == there


def test_what_was_refused_is_not_taken_wherever_it_is_counted(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, REFUSED)
    expect(ann.locator("#photos-unsent")).to_have_text("1 photo not taken: see On this device")
    ann.goto(tasks)
    expect(ann.locator("#unsent")).to_contain_text("1 photo of yours on this device was not taken.")
    expect(ann.locator("#sent-since")).to_be_empty()
    ann.goto(f"{place.address}/visit")
    expect(ann.locator("#drafts .card", has_text="1 photo not taken.")).not_to_contain_text("not sent yet")
    device.set_offline(True)
    for path in ("", "/check"):
        ann.goto(f"{tasks}{path}")
        expect(ann.locator("#saved-line")).to_contain_text("1 photo not taken.")
        expect(ann.locator("#saved-line").get_by_role("link", name="On this device")).to_be_visible()


def test_a_submission_that_waits_is_not_counted_as_words(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = letter(ann, place)
    submit_without_connection(device, ann, tasks)
    ann.close()
    page = device.new_page()
    page.goto(f"{tasks}/sections/confirmation")
    expect(page.locator("#saving")).to_have_text("The form waits to be submitted.")
    page.locator('[name="confirmation.position"]').fill("Head of the forge")
    expect(page.locator("#saving")).to_have_text(
        "Saved on this device, not yet sent (1). The form waits to be submitted."
    )


def test_what_holds_a_submission_up_is_said_before_and_after_and_it_goes_once_that_is_removed(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = start(ann, place.address, AUDIT_TITLE)
    fill(ann, tasks, AUDIT)
    take_along(ann, tasks)
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, REFUSED)
    expect(waiting(ann).and_(ann.locator(".wrong"))).to_be_visible()
    device.set_offline(True)
    ann.goto(f"{tasks}/check")
    held = ann.locator("#submit-held")
    said = "1 photo was not taken. The form is submitted only once that is put right or removed: see On this device"
    expect(held).to_have_text(said)
    ann.get_by_role("button", name="Submit when there is a connection").click()
    expect(ann.locator("#submit-told")).to_have_text("Waiting to be submitted.")
    expect(held).to_have_text(said)
    until = "Waiting to be submitted once 1 photo that was not taken is put right or removed."
    expect(ann.locator("#saved-line")).to_contain_text(until)
    ann.goto(f"{place.address}/visit")
    card = ann.locator("#drafts .card", has=ann.get_by_role("button", name="Remove page.heic"))
    expect(card).to_contain_text(until)
    device.set_offline(False)
    ann.goto(f"{place.address}/visit")
    expect(card).to_contain_text(until)
    card.get_by_role("button", name="Remove page.heic").click()
    gone = ann.locator("#drafts .card", has_text="It was submitted")
    expect(gone).to_be_visible(timeout=3_000)
    gone.get_by_role("link", name="See what was submitted").click()
    expect(ann.get_by_role("heading", level=1)).to_contain_text("ubmitted")


def test_a_section_of_the_device_shows_at_once_what_is_wrong_with_what_was_entered(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/safeguarding")
    ann.locator(f'[id="{STAFF}"]').fill("x" * 5_001)
    ann.get_by_role("button", name="Save and back to list").click()
    expect(ann.get_by_text("1 needs correcting")).to_be_visible()
    ann.goto(f"{tasks}/sections/safeguarding#{STAFF}")
    expect(ann.locator(f'[id="{STAFF}--error"]')).to_contain_text("must be 5,000 characters or less")
    expect(ann.locator(f'[id="{STAFF}"]')).to_have_attribute("aria-invalid", "true")
    expect(ann.locator(".error:not(:empty)")).to_have_count(1)
    ann.locator(f'[id="{STAFF}"]').fill("Level 2")
    expect(ann.locator(".error:not(:empty)")).to_have_count(0)


def test_a_button_that_leads_nowhere_while_nothing_answers_says_so(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    there = f"{tasks}/sections/safeguarding"
    ann.goto(there)
    ann.wait_for_load_state("networkidle")
    device.set_offline(True)
    ann.locator(f'[id="{STAFF}"]').fill("Level 2")
    line = ann.locator("#saving")
    expect(line).to_have_text("Saved on this device, not yet sent (1).")
    ann.get_by_role("button", name="Save and continue").click()
    expect(line).to_have_text(re.compile(r"\(1\)\. Formspec does not answer, so this page stays: press the button"))
    expect(ann.locator("#saving-told")).to_contain_text("Formspec does not answer")
    device.set_offline(False)
    expect(line).to_contain_text("Saved at ")
    assert ann.url == there


def test_the_bar_takes_little_of_a_screen_that_is_low(ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    height = "[bar.offsetHeight, getComputedStyle(bar).position]"
    for is_refused in (False, True):
        ann.goto(f"{tasks}/sections/safeguarding")
        if is_refused:
            choose(ann, REFUSED)
            expect(ann.locator("#photos-unsent")).to_contain_text("1 photo not taken")
        for wide, high in ((640, 360), (740, 360), (844, 390), (915, 412)):
            ann.set_viewport_size({"width": wide, "height": high})
            taken, position = ann.locator(".save-bar").evaluate(f"bar => {height}")
            assert position == "fixed"
            assert taken <= high * 0.21, f"{taken} of {high}, {wide} wide"
        ann.set_viewport_size({"width": 360, "height": 400})
        assert ann.locator(".save-bar").evaluate(f"bar => {height}")[1] == "static"
