"""Saving in a real browser: mistakes, two tabs, and leaving a page with words that are not saved."""

from playwright.sync_api import expect

from tests.browser.answers import AUDIT_TITLE, LETTER_TITLE
from tests.browser.walk import answer, open_link, save, start

STAFF = "safeguarding.staff-training.answer"


def test_what_needs_correcting_has_the_focus_and_leads_to_the_input(address, browse):
    page = browse()
    tasks = start(page, address, AUDIT_TITLE)
    page.goto(f"{tasks}/sections/details")
    date = {"day": "41", "month": "13", "year": "2026", "time": "10:15"}
    answer(page, {f"details.visited.{part}": text for part, text in date.items()})
    save(page)
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary li a").first.click()
    assert page.evaluate("document.activeElement.name") == "details.visited.day"
    assert page.locator('[name="details.visited.day"]').input_value() == "41"


def test_two_tabs_on_one_draft_never_lose_words(address, browse):
    one, two = browse(), browse()
    tasks = start(one, address, AUDIT_TITLE)
    for page in (one, two):
        page.goto(f"{tasks}/sections/safeguarding")
    answer(two, {STAFF: "Level 2"})
    save(two)
    answer(one, {STAFF: "Level 3", "safeguarding.safeguarding-audit.answer": "Two actions"})
    told = one.locator(".clash").inner_text()
    assert "Level 2" in told
    assert "Level 3" in told
    assert one.locator(f'[name="{STAFF}"]').input_value() == "Level 3"
    one.get_by_role("button", name="Save and continue").click()
    expect(one.get_by_role("button", name="Keep mine")).to_be_focused()
    one.keyboard.press("Enter")
    save(one)
    two.goto(f"{tasks}/sections/safeguarding")
    assert two.locator(f'[name="{STAFF}"]').input_value() == "Level 3"
    assert two.locator('[name="safeguarding.safeguarding-audit.answer"]').input_value() == "Two actions"


def test_leaving_with_unsaved_words_is_asked_about_and_saving_is_not(address, browse):
    page = browse()
    tasks = start(page, address, AUDIT_TITLE)
    page.goto(f"{tasks}/sections/safeguarding")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.context.set_offline(True)
    page.locator(f'[name="{STAFF}"]').press_sequentially("Level 2")
    page.get_by_role("link", name="Previous").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.locator(f'[name="{STAFF}"]').input_value() == "Level 2"
    page.context.set_offline(False)
    save(page)
    page.wait_for_url("**/quality-of-education*")
    assert asked == ["beforeunload"]


def test_nothing_is_asked_when_nothing_was_typed(address, browse):
    page = browse()
    tasks = start(page, address, LETTER_TITLE)
    page.goto(f"{tasks}/sections/confirmation")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_link(page, "Next")
    page.wait_for_url("**/check")
    assert not asked


SENT_TWICE = """form => {
  let sent = 0;
  form.addEventListener("submit", event => { sent += event.defaultPrevented ? 0 : 1; event.preventDefault(); });
  form.requestSubmit();
  form.requestSubmit();
  return sent;
}"""


def test_a_form_that_is_sent_twice_from_one_page_is_sent_once(address, browse):
    page = browse()
    page.goto(address)
    card = page.locator("li.card", has_text=LETTER_TITLE).first
    assert card.locator("form").evaluate(SENT_TWICE) == 1
