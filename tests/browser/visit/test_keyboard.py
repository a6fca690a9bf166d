"""The keyboard alone completes a whole audit on the narrowest phone, with the connection cut in the middle."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.answers import AUDIT, AUDIT_TITLE
from tests.browser.barriers import WIDER_THAN_THE_SCREEN
from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.keyboard import answer_section, follow, tab_to
from tests.browser.visit.place import PASSPHRASE, PASSWORD, School

WITHOUT = ("quality-of-education", "transition")
"""The sections that are filled in without a connection."""


@pytest.fixture
def narrow(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser 320 pixels wide in which nobody is signed in."""
    with chromium.new_context(viewport={"width": 320, "height": 640}) as context:
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        yield context


def enter(page: Page, words: dict[str, str], button: str) -> None:
    """Type into the boxes of these names on the way to a button, and press it."""
    left = dict(words)

    def comes(at: dict) -> bool:
        if at["name"] in left:
            page.keyboard.insert_text(left.pop(at["name"]))
        return at["tag"] == "button" and at["words"] == button

    tab_to(page, comes)
    assert not left
    page.keyboard.press("Enter")


def test_a_whole_audit_by_keyboard_through_a_cut_connection(narrow: BrowserContext, place: School) -> None:
    page = narrow.new_page()
    page.goto(f"{place.address}/sign-in")
    enter(page, {"email": "ann@school.example", "password": PASSWORD}, "Sign in")
    page.get_by_role("link", name="Your account: Ann").wait_for()
    follow(page, f"Start {AUDIT_TITLE}")
    tasks = page.url
    take_along(page)
    follow(page, "Alternative provision: audit")
    for section, entries in AUDIT.items():
        narrow.set_offline(section in WITHOUT)
        if section == WITHOUT[0]:
            page.goto(f"{tasks}/sections/{section}")
        if page.locator("#shell").count() and section not in WITHOUT:
            expect(page.locator("#saving")).to_contain_text("Saved ")
            page.goto(f"{tasks}/sections/{section}")
        assert not page.evaluate(WIDER_THAN_THE_SCREEN)
        answer_section(page, entries)
    follow(page, "Submit")
    assert page.get_by_role("heading", name="Submitted", exact=True).is_visible()


def take_along(page: Page) -> None:
    """Come to the boxes of the passphrase, choose one, and take the form along."""
    expect(page.get_by_label("Offline passphrase")).to_be_visible()
    first, again = (
        page.get_by_label(each).get_attribute("id") for each in ("Offline passphrase", "The same once more")
    )
    for wanted in (first, again):
        tab_to(page, lambda _, wanted=wanted: page.evaluate("document.activeElement.id") == wanted)
        page.keyboard.insert_text(PASSPHRASE)
    tab_to(page, lambda at: at["words"] == "Take this form along")
    page.keyboard.press("Enter")
    page.get_by_text("This form is on this device now").wait_for()
