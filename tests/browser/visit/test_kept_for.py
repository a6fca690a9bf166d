"""How long a device keeps a draft: until it was received, for 14 days, and beside those of other versions."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.answers import LETTER, LETTER_TITLE
from tests.browser.visit.place import PASSWORD, School, begin, go_away, sign_in, take_along, unlock
from tests.browser.visit.test_kept_until_sent import KEPT, field, says, section, values
from tests.browser.walk import fill, save, start, submit

LATER = "const now = Date.now; Date.now = () => now() + 15 * 24 * 60 * 60 * 1000;"
ENDED = "navigator.serviceWorker.controller.postMessage({ sort: 'keep', who: '', ends: 1, isAnew: true })"
ANOTHER = "seven quiet herons at dusk"
SHUT = "What is on this device cannot be opened just now."

STORES = """async (name) => {
  const asked = indexedDB.open("formspec-visit");
  await new Promise((resolve) => { asked.onsuccess = resolve; });
  const store = asked.result.transaction(name).objectStore(name);
  const counted = store.count();
  await new Promise((resolve) => { counted.onsuccess = resolve; });
  asked.result.close();
  return counted.result;
}"""


def test_what_was_submitted_is_on_the_device_no_more(ann: Page, place: School) -> None:
    tasks = start(ann, place.address, LETTER_TITLE)
    take_along(ann, tasks)
    fill(ann, tasks, LETTER)
    submit(ann, tasks)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("Nothing is on this device.")).to_be_visible()
    assert ann.evaluate(STORES, "drafts") == 0


def test_what_cannot_be_opened_is_not_said_to_be_gone(device: BrowserContext, ann: Page, place: School) -> None:
    take_along(ann, begin(ann, place.address))
    device.route("**/visit/key", lambda route: route.abort())
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text(SHUT)).to_be_visible()


def test_what_nobody_opened_for_14_days_is_deleted(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = go_away(device, ann, place.address)
    later = device.new_page()
    later.add_init_script(LATER)
    later.goto(tasks)
    expect(later.get_by_label("Offline passphrase")).to_be_visible()
    assert later.evaluate(STORES, "drafts") == 0


def test_a_submission_waits_for_a_connection_as_the_last_of_its_draft(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = start(ann, place.address, LETTER_TITLE)
    fill(ann, tasks, LETTER)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/check")
    ann.get_by_role("button", name="Submit when there is a connection").click()
    expect(ann.locator("#submit-told")).to_contain_text("it is sent, and checked once more")
    ann.goto(tasks)
    expect(ann.locator("#saved-line")).to_contain_text("Waiting to be submitted")


def submittable(device: BrowserContext, page: Page, place: School) -> tuple[str, Page]:
    """Fill in a letter, and open its section in another tab, which sends nothing; return its address and the tab."""
    tasks = start(page, place.address, LETTER_TITLE)
    fill(page, tasks, LETTER)
    other = device.new_page()
    other.route("**/saves", lambda route: route.abort())
    other.goto(f"{tasks}/sections/confirmation")
    return tasks, other


def type_unsent(page: Page) -> None:
    page.locator("[name='confirmation.position']").fill("Head of the farm")
    expect(page.locator("#saving")).to_contain_text("Saved on this device, not yet sent (1).")


def test_submitting_is_held_back_by_what_came_to_the_device_since_the_page_was_opened(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks, other = submittable(device, ann, place)
    ann.goto(f"{tasks}/check")
    expect(ann.get_by_role("button", name="Submit")).to_be_visible()
    type_unsent(other)
    ann.get_by_role("button", name="Submit").click()
    expect(ann.get_by_text("You can submit once what is on this device is sent")).to_be_visible()
    expect(ann.get_by_role("button", name="Submit")).to_be_hidden()
    assert ann.url == f"{tasks}/check"


def test_submitting_asks_first_where_what_waits_cannot_be_opened(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks, other = submittable(device, ann, place)
    type_unsent(other)
    ann.route("**/visit/key", lambda route: route.abort())
    ann.goto(f"{tasks}/check")
    ann.get_by_role("button", name="Submit").click()
    expect(ann.get_by_role("alert")).to_contain_text("1 change of this form on this device cannot be opened just now")
    assert ann.url == f"{tasks}/check"
    save(ann, "Go on without it")
    expect(ann.get_by_role("heading", name="Submitted")).to_be_visible()


def test_a_draft_is_removed_only_with_what_the_button_said(device: BrowserContext, ann: Page, place: School) -> None:
    tasks, other = submittable(device, ann, place)
    take_along(ann, tasks)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_role("button", name="Remove it from this device")).to_be_visible()
    type_unsent(other)
    ann.get_by_role("button", name="Remove it").click()
    expect(ann.get_by_role("button", name="Remove it, with 1 change not sent")).to_be_focused()
    assert ann.evaluate(STORES, "operations") == 1
    ann.get_by_role("button", name="Remove it, with 1 change not sent").click()
    expect(ann.get_by_role("heading", name="1 change not sent will be lost")).to_be_visible()
    ann.get_by_role("button", name="Keep it").click()
    expect(ann.get_by_role("button", name="Remove it, with 1 change not sent")).to_be_focused()
    assert ann.evaluate(STORES, "operations") == 1
    ann.get_by_role("button", name="Remove it, with 1 change not sent").click()
    ann.get_by_role("button", name="Remove it for good").click()
    expect(ann.locator("#drafts .card")).to_have_count(0)
    assert ann.evaluate(STORES, "operations") == 0


def test_what_is_on_the_device_is_shown_before_it_is_sent(device: BrowserContext, ann: Page, place: School) -> None:
    _, other = submittable(device, ann, place)
    type_unsent(other)
    other.close()
    ann.route("**/saves", lambda route: None)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("1 change not sent yet.")).to_be_visible()


def test_looking_again_takes_no_focus_away_and_says_nothing_twice(
    device: BrowserContext, ann: Page, place: School
) -> None:
    _, other = submittable(device, ann, place)
    type_unsent(other)
    other.close()
    device.route("**/saves", lambda route: route.abort())
    ann.goto(f"{place.address}/visit")
    ann.get_by_role("button", name="Remove it").focus()
    looks_again(ann)
    expect(ann.get_by_role("button", name="Remove it")).to_be_focused()
    ann.goto(place.address)
    ann.get_by_role("link", name="See what is on this device").focus()
    ann.evaluate(HEARS)
    looks_again(ann)
    expect(ann.get_by_role("link", name="See what is on this device")).to_be_focused()
    assert ann.evaluate("window.heard") == 0


HEARS = """() => {
  window.heard = 0;
  const look = new MutationObserver((found) => { window.heard += found.length; });
  const all = { childList: true, subtree: true, characterData: true, attributes: true };
  look.observe(document.getElementById("unsent"), all);
}"""


def looks_again(page: Page) -> None:
    """Let a page try again to send what waits, and see what became of it."""
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith("/saves")):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(1500)


def test_a_form_is_taken_along_again_on_the_page_on_which_it_was_removed(ann: Page, place: School) -> None:
    take_along(ann, begin(ann, place.address))
    ann.get_by_role("button", name="Remove it from this device").click()
    ann.get_by_text("This form is not on this device any more.").wait_for()
    ann.get_by_role("button", name="Take this form along").click()
    expect(ann.get_by_text("This form is on this device now")).to_be_visible()


def test_a_new_version_of_the_pages_leaves_those_of_another_draft_whole(
    device: BrowserContext, ann: Page, place: School
) -> None:
    old = begin(ann, place.address, "Under the older pages")
    take_along(ann, old)
    before = set(
        ann.evaluate("async () => (await (await caches.open('formspec-assets')).keys()).map(({ url }) => url)")
    )
    new = begin(ann, place.address, "Under the newer pages")

    def newer(route) -> None:
        kit = route.fetch().json()
        kit["assets"] = [each.replace("?v=", "?v=0").replace("/module/", "/module/0") for each in kit["assets"]]
        kit["assets"] = [each for each in kit["assets"] if "/module/" not in each]
        route.fulfill(json=kit)

    device.route("**/kit*", newer)
    ann.goto(new)
    save_again = ann.get_by_role("button", name="Take this form along")
    save_again.click()
    expect(ann.get_by_text("This form is on this device now")).to_be_visible()
    after = set(ann.evaluate("async () => (await (await caches.open('formspec-assets')).keys()).map(({ url }) => url)"))
    assert before < after
    device.set_offline(True)
    ann.goto(f"{old}/sections/details")
    expect(ann.locator("[name='details.provider']")).to_have_value("Under the older pages")


@pytest.fixture
def lone(device: BrowserContext, place: School) -> Page:
    """A page of a device on which Bob is signed in, with a session of its own."""
    device.clear_cookies()
    page = device.new_page()
    sign_in(page, place.address, "bob")
    return page


def keep_words(device: BrowserContext, page: Page, place: School, words: str) -> str:
    """Type words without a connection, close their page, and connect again; return the address of their section."""
    there = section(page, place)
    device.set_offline(True)
    field(page).fill(words)
    says(page, KEPT)
    page.close()
    device.set_offline(False)
    return there


def come_back(device: BrowserContext, place: School, at: str) -> Page:
    """Lose the cookies of a device, sign in again on the way to an address, and return the page."""
    device.clear_cookies()
    page = device.new_page()
    page.goto(at)
    page.get_by_label("E-mail address").fill("bob@school.example")
    page.get_by_label("Password").fill(PASSWORD)
    save(page, "Sign in", exact=True)
    return page


def test_a_form_that_is_taken_along_once_cookies_are_lost_is_opened_with_those_from_before(
    device: BrowserContext, lone: Page, place: School
) -> None:
    first, second = begin(lone, place.address, "Before"), begin(lone, place.address, "After")
    take_along(lone, first)
    lone.close()
    page = come_back(device, place, second)
    page.get_by_role("button", name="Take this form along").click()
    page.get_by_text("This form is on this device now").wait_for()
    for _ in range(2):
        page.goto(f"{place.address}/visit")
        expect(page.locator("#drafts > li")).to_have_count(2)


def test_what_a_key_that_was_ended_has_sealed_keeps_no_other_from_being_taken_up(
    device: BrowserContext, lone: Page, place: School
) -> None:
    keep_words(device, lone, place, "Locked for ever")
    with device.browser.new_context() as elsewhere:
        page = elsewhere.new_page()
        sign_in(page, place.address, "bob")
        page.goto(f"{place.address}/account")
        save(page, "Sign out everywhere else")
    page = come_back(device, place, place.address)
    keep_words(device, page, place, "Kept under the next key")
    page = come_back(device, place, f"{place.address}/visit")
    expect(page.get_by_text("1 change of yours cannot be opened with this sign-in any more")).to_be_visible()
    expect(page.locator("#drafts")).not_to_contain_text("not sent yet")
    assert len(values(place, "%", "Kept under the next key")) == 1
    assert values(place, "%", "Locked for ever") == []


def test_nothing_is_sealed_with_another_key_while_it_is_not_known_whether_the_old_one_holds(
    device: BrowserContext, lone: Page, place: School
) -> None:
    there = keep_words(device, lone, place, "Kept on a weak signal")
    device.route("**/visit/key", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page = come_back(device, place, f"{place.address}/visit")
    expect(page.get_by_text(SHUT)).to_be_visible()
    page.goto(there)
    field(page).fill("Typed meanwhile")
    says(page, "Saved at ")
    device.unroute("**/visit/key")
    page.goto(f"{place.address}/visit")
    expect(page.locator("#drafts .clash, #drafts .reasons li").first).to_be_visible()


def test_what_is_too_old_is_tried_before_it_is_deleted(device: BrowserContext, lone: Page, place: School) -> None:
    there = keep_words(device, lone, place, "Typed weeks ago")
    slow = device.new_page()
    slow.add_init_script(LATER)
    slow.route("**/visit/key", lambda route: None)
    slow.goto(f"{place.address}/visit")
    expect(slow.get_by_text(SHUT)).to_be_visible(timeout=8000)
    assert slow.evaluate(STORES, "operations") == 1
    slow.close()
    page = device.new_page()
    page.add_init_script(LATER)
    page.goto(there.partition("/sections")[0])
    page.wait_for_load_state("networkidle")
    page.goto(f"{place.address}/visit")
    expect(page.get_by_text("Nothing is on this device.")).to_be_visible()
    assert len(values(place, "%", "Typed weeks ago")) == 1


def on_day(device: BrowserContext, day: int, at: str) -> Page:
    """Open a page so many days later, on which the passphrase is asked for."""
    with_key = device.pages[0]
    with_key.evaluate(ENDED)
    page = device.new_page()
    page.add_init_script(f"const now = Date.now; Date.now = () => now() + {day} * 24 * 60 * 60 * 1000;")
    page.goto(at)
    unlock(page)
    return page


def until(day: int) -> str:
    """The day until which a form is kept that was last opened so many days from now, as a page says it."""
    then = datetime.now().astimezone() + timedelta(days=day + 14)
    return f"Kept until {then.day} {then:%B}."


def test_a_form_in_use_is_kept_with_its_words_until_the_day_that_its_pages_say(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    field(ann, "details.completed-by").fill("Typed on the first day")
    says(ann, KEPT)
    ann.goto(f"{place.address}/visit")
    expect(ann.locator("#drafts .card")).to_contain_text(until(0))
    opened = on_day(device, 13, f"{tasks}/sections/details")
    expect(field(opened, "details.completed-by")).to_have_value("Typed on the first day")
    opened.close()
    listed = on_day(device, 20, f"{place.address}/visit")
    expect(listed.locator("#drafts .card")).to_contain_text(f"1 change not sent yet. {until(13)}")
    listed.close()
    again = on_day(device, 26, tasks)
    expect(again.locator("#saved-line")).to_have_text(f"1 change on this device, not sent yet. {until(26)}")
    again.close()
    gone = on_day(device, 41, f"{place.address}/visit")
    expect(gone.get_by_text("This passphrase opens nothing on this device.")).to_be_visible()
    assert [gone.evaluate(STORES, name) for name in ("drafts", "operations", "keys")] == [0, 0, 0]
    assert gone.evaluate("caches.keys()") == []


def test_another_passphrase_is_chosen_and_the_one_from_before_opens_nothing(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    expect(ann.get_by_label("Offline passphrase")).to_be_hidden()
    ann.get_by_role("button", name="Choose another passphrase").click()
    expect(ann.get_by_label("Offline passphrase")).to_be_focused()
    ann.get_by_label("Offline passphrase").fill(ANOTHER)
    ann.get_by_role("button", name="Set the passphrase").click()
    expect(ann.get_by_text("The two are not the same")).to_be_visible()
    ann.get_by_label("The same once more").fill(ANOTHER)
    ann.get_by_role("button", name="Set the passphrase").click()
    expect(ann.get_by_text("The passphrase is set.")).to_be_visible()
    expect(ann.get_by_label("Offline passphrase")).to_be_hidden()
    device.set_offline(True)
    ann.evaluate(ENDED)
    ann.goto(tasks)
    unlock(ann)
    expect(ann.get_by_text("This passphrase opens nothing on this device.")).to_be_visible()
    unlock(ann, ANOTHER)
    expect(ann.get_by_text("Everything that was entered here is sent.")).to_be_visible()


def test_whoever_forgot_the_passphrase_takes_another_form_along_under_a_new_one(
    device: BrowserContext, ann: Page, place: School
) -> None:
    take_along(ann, begin(ann, place.address))
    second = begin(ann, place.address, "Another one")
    ann.goto(second)
    ann.get_by_role("button", name="Choose another passphrase").click()
    ann.get_by_label("Offline passphrase").fill(ANOTHER)
    ann.get_by_label("The same once more").fill(ANOTHER)
    ann.get_by_role("button", name="Take this form along").click()
    expect(ann.get_by_text("This form is on this device now")).to_be_visible()
    device.set_offline(True)
    ann.evaluate(ENDED)
    ann.goto(second)
    unlock(ann, ANOTHER)
    expect(ann.get_by_text("Everything that was entered here is sent.")).to_be_visible()
