"""A device whose clock is wrong keeps and sends what is typed all the same."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.visit.hearing import EAR
from tests.browser.visit.place import School
from tests.browser.visit.test_kept_until_sent import KEPT, SENT, STAFF, field, says, section, values

DAY_MILLISECONDS = 24 * 60 * 60 * 1000


def test_what_was_typed_last_stays_when_the_clock_was_put_back_between(
    device: BrowserContext, ann: Page, place: School
) -> None:
    device.add_init_script(path=EAR)
    there = section(ann, place)
    device.set_offline(True)
    field(ann).fill("Before the clock was put back")
    says(ann, KEPT)
    ann.evaluate(f"turnClock({-DAY_MILLISECONDS})")
    field(ann).fill("After it")
    says(ann, "Saved on this device, not yet sent (2).")
    ann.close()
    device.set_offline(False)
    page = device.new_page()
    page.goto(there)
    says(page, SENT)
    expect(field(page)).to_have_value("After it")
    page.goto(f"{place.address}/visit")
    expect(page.get_by_text("Nothing is on this device.")).to_be_visible()
    assert values(place, STAFF, "%t%")[-2:] == ["Before the clock was put back", "After it"]
