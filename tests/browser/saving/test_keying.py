"""A row that is keyed in from paper saves itself while it is typed, as a section does, and says what is true of it."""

import pytest
from playwright.sync_api import BrowserContext, Page, StorageState, expect

from tests.browser.answers import AUDIT_TITLE
from tests.browser.keyboard import FOCUSED
from tests.browser.visit.place import School, begin, school, sign_in
from tests.browser.walk import start

ROW, ANSWER, CONCERNS = "2.1", "safeguarding.ofsted-safeguarding.answer", "safeguarding.ofsted-safeguarding.concerns"
OTHER_ROW, ANOTHER = "2.2", "safeguarding.policies-in-place.answer"


def field(page: Page, name: str = ANSWER):
    return page.locator(f'[name="{name}"]')


def says(page: Page, words: str) -> None:
    expect(page.locator("#saving")).to_contain_text(words)


def keying(page: Page, tasks: str, reference: str = ROW) -> Page:
    page.goto(f"{tasks}/key-in?ref={reference}")
    return page


@pytest.fixture
def tasks(address: str, browse) -> str:
    """The list of sections of an audit that nobody has written in."""
    return start(browse(), address, AUDIT_TITLE)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory):
    with school(tmp_path_factory.mktemp("kept") / "data") as made:
        yield made


@pytest.fixture(scope="module")
def ticket(chromium, place: School) -> StorageState:
    with chromium.new_context() as context:
        sign_in(context.new_page(), place.address)
        return context.storage_state()


@pytest.fixture
def device(chromium, ticket: StorageState):
    with chromium.new_context(storage_state=ticket) as context:
        yield context


def test_what_is_typed_is_there_after_a_reload_and_in_another_tab(tasks, browse) -> None:
    page = keying(browse(), tasks)
    says(page, "Nothing is entered yet.")
    field(page).press_sequentially("Good")
    says(page, "Saved at ")
    page.reload()
    assert field(page).input_value() == "Good"
    field(page).press("End")
    field(page).press_sequentially(", so far")
    page.keyboard.press("Tab")
    says(page, "Saved at ")
    page.close()
    assert field(keying(browse(), tasks)).input_value() == "Good, so far"


def test_another_reference_is_gone_to_with_what_was_typed_and_nothing_is_asked(tasks, browse) -> None:
    page = keying(browse(), tasks)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    field(page).press_sequentially("Good")
    page.locator("#ref").fill(OTHER_ROW)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED)["name"] != "ref"
    assert asked == []
    assert field(keying(browse(), tasks)).input_value() == "Good"


def test_without_a_connection_it_says_so_and_stays_until_there_is_one(tasks, browse) -> None:
    page = keying(browse(), tasks)
    page.context.set_offline(True)
    field(page).fill("Good")
    says(page, "Not saved yet: no connection. Keep this page open.")
    page.keyboard.press("Control+Enter")
    says(page, "Not saved yet: no connection. Keep this page open.")
    assert field(page).input_value() == "Good"
    page.context.set_offline(False)
    says(page, "Saved at ")
    assert field(keying(browse(), tasks)).input_value() == "Good"


def test_two_who_key_in_one_row_see_both_texts_at_the_answer(tasks, browse) -> None:
    page, other = keying(browse(), tasks), keying(browse(), tasks)
    page.context.set_offline(True)
    field(page).press_sequentially("Mine")
    field(other).fill("Theirs")
    field(other, CONCERNS).fill("None")
    says(other, "Saved at ")
    page.context.set_offline(False)
    says(page, "somebody else changed an answer that you changed too")
    page.get_by_role("button", name="Take theirs").click()
    says(page, "Saved at ")
    assert field(page).input_value() == "Theirs"
    assert field(page, CONCERNS).input_value() == "None"


def test_what_others_key_into_another_row_disturbs_nobody(tasks, browse) -> None:
    page, other = keying(browse(), tasks), keying(browse(), tasks, OTHER_ROW)
    field(other, ANOTHER).fill("Theirs")
    says(other, "Saved at ")
    field(page).fill("Mine")
    says(page, "Saved at ")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.get_by_role("status").filter(has_text=f"{ROW} saved").is_visible()
    last = browse()
    last.goto(f"{tasks}/sections/safeguarding")
    assert (field(last).input_value(), field(last, ANOTHER).input_value()) == ("Mine", "Theirs")


def test_a_killed_tab_leaves_on_the_device_what_was_not_sent(device: BrowserContext, place: School, browse) -> None:
    page = device.new_page()
    tasks = begin(page, place.address)
    keying(page, tasks)
    says(page, "Saved ")
    device.set_offline(True)
    field(page).fill("Good")
    says(page, "Saved on this device, not yet sent (1).")
    page.close()
    device.set_offline(False)
    again = keying(device.new_page(), tasks, OTHER_ROW)
    says(again, "Saved at ")
    assert field(keying(device.new_page(), tasks)).input_value() == "Good"


def test_another_row_of_the_section_that_waits_is_not_chosen_here(
    device: BrowserContext, place: School, browse
) -> None:
    page, other = device.new_page(), browse()
    tasks = begin(page, place.address)
    sign_in(other, place.address)
    keying(page, tasks)
    keying(other, tasks)
    device.set_offline(True)
    field(page).fill("Mine")
    says(page, "Saved on this device, not yet sent (1).")
    page.close()
    field(other).fill("Theirs")
    says(other, "Saved at ")
    device.set_offline(False)
    elsewhere = keying(device.new_page(), tasks, OTHER_ROW)
    says(elsewhere, "1 earlier change of yours was not saved: see On this device.")
    assert elsewhere.locator(".clash").count() == 0
