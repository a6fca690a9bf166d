"""On a device without a connection: a blank form is started, one is checked, and a submission is taken back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, StorageState, expect

from tests.browser.answers import LETTER, LETTER_TITLE
from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.visit.place import School, begin, take_along
from tests.browser.visit.test_kept_until_sent import letter, submit_without_connection, submitted_later
from tests.browser.walk import answer, fill, save, start

ENTERED = {
    "safeguarding.ofsted-safeguarding.answer": "Good, in\nthe last report",
    "safeguarding.ofsted-safeguarding.concerns": "The report is old",
    "safeguarding.ofsted-safeguarding.action": "Ask for a newer one",
}


def test_it_shows_every_answer_and_what_they_brought_to_light(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/safeguarding")
    answer(ann, ENTERED)
    answer(ann, {"safeguarding.policies-in-place.evidence.policies": "seen"})
    ann.get_by_text("Write a note", exact=True).first.click()
    ann.get_by_label("Note").fill("The gate was open")
    save(ann)
    ann.goto(f"{tasks}/check")
    found = ann.locator("#found")
    expect(found.get_by_role("heading", name="Concerns (1)")).to_be_visible()
    expect(found).to_contain_text("The report is old")
    expect(found.get_by_role("heading", name="Further action (1)")).to_be_visible()
    answers = ann.locator("#answers")
    expect(answers).to_contain_text("The Forge, a place of straw")
    expect(answers).to_contain_text("Concerns: The report is old")
    expect(answers.locator("dd", has_text="Good, in")).to_have_text("Good, in\nthe last report")
    expect(answers).to_contain_text("Not answered")
    expect(answers.locator("dd", has_text="Not ticked as seen:").first.locator("li")).to_have_text(
        ["Talk to the AP to make sure it's implementing the policies"]
    )
    expect(answers).to_contain_text("The gate was open")
    answers.get_by_role("link", name="Change Safeguarding").click()
    expect(ann.get_by_role("heading", level=1)).to_contain_text("Safeguarding")


def counts(page: Page, tasks: str) -> list[object]:
    """What the list of sections says of how far each has come and what is left, and what the page of checking does."""
    page.goto(tasks)
    glance = page.locator("[data-glance], #glance")
    expect(glance).not_to_be_empty()
    states = page.locator(".tasks .state").all_inner_texts()
    looks = page.locator(".tasks .state").evaluate_all("found => found.map((each) => each.className)")
    listed = [page.locator(".count").inner_text(), glance.inner_text(), states, looks[:-1]]
    page.goto(f"{tasks}/check")
    missing = page.locator(".notice.missing h2")
    expect(missing).to_be_visible()
    return [*listed, missing.inner_text()]


def test_a_device_counts_as_the_server_does_and_leads_on_from_the_list(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    ann.goto(f"{tasks}/sections/safeguarding")
    answer(ann, {**ENTERED, "safeguarding.staff-training.answer": "Level 2"})
    save(ann, "Save and back to list")
    with_connection = counts(ann, tasks)
    take_along(ann, tasks)
    device.set_offline(True)
    assert counts(ann, tasks) == with_connection
    ann.goto(tasks)
    ann.get_by_role("link", name="Next unanswered question").click()
    ann.wait_for_function("() => document.activeElement?.matches('input, textarea, select')")
    expect(ann.locator("form[data-shell]")).to_be_visible()
    ann.goto(tasks)
    ann.get_by_role("link", name="Write a note").click()
    expect(ann.get_by_label("Note")).to_be_focused()


def test_a_link_to_what_is_missing_brings_it_into_sight_with_the_focus(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/check")
    links = ann.locator("#missing a")
    for at in (0, 8, links.count() - 1):
        ann.goto(f"{tasks}/check")
        name = str(links.nth(at).get_attribute("href")).partition("#")[2]
        links.nth(at).click()
        expect(ann.locator("form[data-shell]")).to_be_visible()
        ann.wait_for_function("() => document.activeElement?.matches('input, textarea, select')")
        focused = ann.evaluate("document.activeElement.name || document.activeElement.id")
        assert focused == name or focused.startswith(f"{name}."), f"{name}: {focused} has the focus"
        expect(ann.locator("*:focus")).to_be_in_viewport()


def test_a_submission_that_waits_is_taken_back_and_made_again(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = letter(ann, place)
    submit_without_connection(device, ann, tasks)
    beside = device.new_page()
    beside.goto(f"{tasks}/check")
    expect(beside.locator("#submit-told")).to_contain_text("Waiting to be submitted")
    ann.get_by_role("button", name="Do not submit yet").click()
    expect(ann.locator("#submit-told")).to_contain_text("It is not submitted from here any more.")
    expect(ann.locator("#saved-line")).not_to_contain_text("Waiting to be submitted")
    submitting = ann.get_by_role("button", name="Submit when there is a connection")
    expect(submitting).to_be_focused()
    expect(ann.locator("#standing")).to_be_empty()
    beside.evaluate("window.dispatchEvent(new Event('online'))")
    expect(beside.get_by_role("button", name="Submit when there is a connection")).to_be_visible()
    expect(beside.locator("#submit-told")).to_be_empty()
    beside.close()
    ann.reload()
    expect(submitting).to_be_visible()
    device.set_offline(False)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("All of it is sent.").first).to_be_visible()
    ann.goto(tasks)
    expect(ann.get_by_role("link", name="Check your answers and submit")).to_be_visible()
    submit_without_connection(device, ann, tasks)
    device.set_offline(False)
    expect(ann.locator("#submit-told")).to_contain_text("It was submitted.")


def test_before_the_button_it_says_what_becomes_of_a_note_that_is_not_filed(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = letter(ann, place)
    device.set_offline(True)
    ann.goto(f"{tasks}/check")
    expect(ann.get_by_role("button", name="Submit when there is a connection")).to_be_visible()
    expect(ann.locator("#notes-left")).to_be_hidden()
    ann.goto(f"{tasks}/sections/confirmation")
    ann.get_by_text("Write a note", exact=True).click()
    ann.get_by_label("Note").fill("The gate was open")
    save(ann)
    ann.goto(f"{tasks}/check")
    left = ann.locator("#notes-left")
    expect(left).to_contain_text("1 note is not filed with a question: it is left out of the record")
    ann.get_by_role("button", name="Submit when there is a connection").click()
    expect(ann.locator("#submit-told")).to_contain_text("Waiting to be submitted")
    expect(left).to_be_visible()
    ann.get_by_role("button", name="Do not submit yet").click()
    device.set_offline(False)
    expect(ann.locator("#saved-line")).to_contain_text("Everything that was entered here is sent.")
    left.get_by_role("link", name="Notes of this form").click()
    expect(ann.get_by_text("The gate was open", exact=True)).to_be_visible()


def test_a_form_that_was_submitted_on_the_server_goes_from_the_device(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = letter(ann, place)
    ann.goto(f"{tasks}/check")
    ann.wait_for_load_state("networkidle")
    save(ann, "Submit", exact=True)
    ann.wait_for_load_state("networkidle")
    device.set_offline(True)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("no form is on this device: none is taken along any more")).to_be_visible()


def test_a_form_that_was_submitted_from_the_device_is_shown_as_submitted(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = submitted_later(device, ann, place)
    device.set_offline(True)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("It was submitted, and goes from this device with the next connection.")).to_be_visible()
    ann.goto(f"{tasks}/sections/confirmation")
    expect(ann.locator("#standing")).to_contain_text("This form was submitted")
    expect(ann.locator("#shell")).to_be_hidden()


@pytest.mark.long
def test_a_submission_that_another_page_holds_is_taken_back_once_that_is_closed(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = letter(ann, place)
    submit_without_connection(device, ann, tasks)
    beside = device.new_page()
    beside.goto(f"{tasks}/sections/confirmation")
    expect(beside.locator("#saving")).to_be_visible()
    takes_back = ann.get_by_role("button", name="Do not submit yet")
    takes_back.click()
    expect(ann.locator("#submit-told")).to_contain_text("another page of this form holds it")
    expect(ann.locator("#submit-told")).to_be_focused()
    beside.close()
    takes_back.click()
    expect(ann.locator("#submit-told")).to_contain_text("It is not submitted from here any more.")


@pytest.fixture
def page(chromium: Browser, ticket: StorageState) -> Iterator[Page]:
    """A page whose scripts come over the line, each time."""
    with chromium.new_context(storage_state=ticket, service_workers="block") as context:
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        yield context.new_page()


def complete(page: Page, place: School) -> str:
    tasks = start(page, place.address, LETTER_TITLE)
    fill(page, tasks, LETTER)
    return tasks


def test_a_button_pressed_before_its_script_is_there_waits_for_it(page: Page, place: School) -> None:
    tasks = complete(page, place)
    page.route("**/saves", lambda route: route.abort())
    page.goto(f"{tasks}/sections/confirmation")
    answer(page, {"confirmation.position": "Deputy head of the forge"})
    expect(page.locator("#saving")).to_contain_text("Saved on this device, not yet sent")
    late: list[Route] = []
    page.route("**/sending-page.js*", lambda route: late.append(route))  # noqa: PLW0108 (it wants a function)
    page.goto(f"{tasks}/check", wait_until="commit")
    page.get_by_role("button", name="Submit", exact=True).click()
    page.wait_for_timeout(300)
    assert page.url == f"{tasks}/check"
    late[0].continue_()
    expect(page.get_by_text("You can submit once what is on this device is sent")).to_be_visible()
    assert page.url == f"{tasks}/check"


def test_a_script_that_does_not_come_is_said_before_the_form_is_submitted(page: Page, place: School) -> None:
    tasks = complete(page, place)
    page.route("**/sending-page.js*", lambda route: route.abort())
    page.goto(f"{tasks}/check")
    expect(page.get_by_text("A part of this page did not load")).to_be_visible()
    save(page, "Submit", exact=True)
    expect(page.get_by_role("heading", name="Submitted")).to_be_visible()


def test_a_blank_one_that_was_taken_along_is_started_without_a_connection(
    device: BrowserContext, ann: Page, place: School
) -> None:
    take_along(ann, begin(ann, place.address))
    ann.get_by_role("button", name="Take a blank one along too").click()
    expect(ann.get_by_text("A blank one is on this device too")).to_be_visible()
    device.set_offline(True)
    ann.goto(f"{place.address}/")
    ann.get_by_role("link", name="Start Alternative Provision Audit").click()
    expect(ann.locator("#saved-line")).to_contain_text("Nothing is entered yet.")
    ann.get_by_role("link", name="Alternative provision: audit").click()
    expect(ann.locator("#saving")).to_have_text("Nothing is entered yet.")
    answer(ann, {"details.provider": "The second forge"})
    save(ann)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_role("link", name="Start Alternative Provision Audit")).to_have_count(0)
    expect(ann.get_by_text("1 change not sent yet.")).to_be_visible()
    ann.get_by_role("link", name="Alternative Provision Audit: The second forge").click()
    expect(ann.locator("#about")).to_have_text("The second forge")
    ann.get_by_role("link", name="Safeguarding").click()
    expect(ann.locator("#about")).to_have_text("Alternative Provision Audit: The second forge")
    device.set_offline(False)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_role("link", name="Alternative Provision Audit: The second forge")).to_be_visible()
    expect(ann.get_by_text("All of it is sent.")).to_have_count(2)
    ann.goto(f"{place.address}/")
    card = ann.locator("li.card", has_text="The second forge")
    expect(card.get_by_text("It is on this device")).to_be_visible()


@pytest.mark.long
def test_a_blank_one_is_not_started_where_nothing_answers(device: BrowserContext, ann: Page, place: School) -> None:
    take_along(ann, begin(ann, place.address))
    device.set_offline(True)
    ann.get_by_role("button", name="Take a blank one along too").click()
    expect(ann.get_by_text("No blank form was started")).to_be_visible()


def test_a_page_of_checking_says_once_what_waited_is_sent_that_it_is_out_of_date(ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    ann.goto(f"{tasks}/check")
    missing, since = ann.locator(".notice.missing h2"), ann.locator("#sent-since")
    before = missing.inner_text()
    ann.route("**/saves", lambda route: route.abort())
    ann.goto(f"{tasks}/sections/safeguarding")
    ann.locator('[id="safeguarding.staff-training.answer"]').fill("Level 2")
    expect(ann.locator("#saving")).to_contain_text("Saved on this device, not yet sent")
    ann.goto(f"{tasks}/check")
    expect(ann.locator("#unsent")).to_contain_text("1 change of yours on this device is not sent yet.")
    expect(since).to_have_text("This page is without 1 change that waits on this device.")
    ann.unroute("**/saves")
    ann.evaluate("window.dispatchEvent(new Event('online'))")
    expect(since).to_contain_text("answers that waited on this device were sent or removed")
    assert missing.inner_text() == before
    since.get_by_role("link", name="Load it again").click()
    expect(since).to_be_empty()
    assert missing.inner_text() != before


def test_a_page_of_checking_is_not_said_to_be_out_of_date_by_what_was_not_taken(ann: Page, place: School) -> None:
    tasks = begin(ann, place.address)
    ann.route("**/saves", lambda route: route.abort())
    ann.goto(f"{tasks}/sections/safeguarding")
    ann.locator('[id="safeguarding.staff-training.answer"]').fill("Level 2")
    expect(ann.locator("#saving")).to_contain_text("Saved on this device, not yet sent")
    ann.goto(f"{tasks}/check")
    expect(ann.locator("#unsent")).to_contain_text("1 change of yours on this device is not sent yet.")
    ann.unroute("**/saves")
    ann.route("**/saves", lambda route: route.fulfill(status=400, json={"refused": "Not saved: too long."}))
    ann.evaluate("window.dispatchEvent(new Event('online'))")
    expect(ann.locator("#unsent")).to_contain_text("Not saved: too long.")
    ann.wait_for_timeout(500)
    expect(ann.locator("#sent-since")).to_be_empty()
