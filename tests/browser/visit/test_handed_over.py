"""Who does which section is seen without a connection, as the device last heard it."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.visit.place import School, begin, sign_in, take_along
from tests.browser.walk import open_link, save

SAFEGUARDING, DETAILS = 'li[data-section="safeguarding"] .state', 'li[data-section="details"] .state'


def give(page: Page, tasks: str, whose: dict[str, str]) -> None:
    """Give sections to people by their names, as the list of sections does."""
    page.goto(tasks)
    page.get_by_text("Share out the sections").click()
    for section, name in whose.items():
        page.locator(f'[name="does-{section}"]').select_option(label=name)
    save(page, "Save who does what")


def test_the_list_on_a_device_says_who_does_which_section_and_since_when(
    device: BrowserContext, ann: Page, place: School, chromium: Browser
) -> None:
    tasks = begin(ann, place.address)
    ann.goto(tasks)
    open_link(ann, "Work on this together")
    ann.get_by_label("Who").select_option(label="Bob")
    save(ann, "Let them in")
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(tasks)
    expect(ann.locator("#shell")).to_be_visible()
    assert not ann.locator("#heard").is_visible()
    device.set_offline(False)
    give(ann, tasks, {"safeguarding": "Bob", "details": "Ann (you)"})
    ann.wait_for_load_state("networkidle")
    device.set_offline(True)
    ann.goto(tasks)
    expect(ann.locator(SAFEGUARDING)).to_contain_text("Bob does this one")
    expect(ann.locator(DETAILS)).to_contain_text("You do this one")
    expect(ann.locator("#heard")).to_have_text(
        re.compile(r"as this device last heard it, on \d+ \w+ at \d+:\d\d.?[ap]m\.$")
    )
    with chromium.new_context() as other:
        bob = other.new_page()
        sign_in(bob, place.address, "bob")
        give(bob, tasks, {"safeguarding": "Ann"})
    ann.reload()
    expect(ann.locator(SAFEGUARDING)).to_contain_text("Bob does this one")
