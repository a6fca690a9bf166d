"""The states that a page of a visit comes into have no barriers: narrow and wide, light and dark, in forced colours."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.barriers import PHONE, RULES, SCHEMES, WIDE, Barriers
from tests.browser.visit.faults import NO_ROOM
from tests.browser.visit.place import School, begin, take_along
from tests.browser.visit.test_kept_until_sent import AUDITED, STAFF, field, says
from tests.browser.walk import answer


def test_no_state_of_a_visit_has_a_barrier(device: BrowserContext, ann: Page, place: School) -> None:
    barriers = Barriers()

    def look(name: str) -> None:
        barriers.look_at(name, ann, PHONE, {"dark": RULES})
        barriers.look_at(name, ann, WIDE, {"light": RULES})

    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    look("a form that is on the device")
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/safeguarding")
    field(ann).fill("Mine")
    says(ann, "Saved on this device, not yet sent")
    look("a section whose words wait")
    ann.emulate_media(forced_colors="active")
    barriers.look_at("in forced colours", ann, PHONE, {"light": RULES})
    ann.emulate_media(forced_colors="none")
    device.set_offline(False)
    says(ann, "Saved at ")
    clash(device, ann, tasks)
    assert field(ann, STAFF).input_value() == "Mine"
    look("a clash")
    ann.goto(f"{place.address}/visit")
    expect(ann.locator(".reasons")).to_be_visible()
    look("a list with a clash")
    barriers.look_at("a list with a clash", ann, PHONE, SCHEMES)
    ann.goto(f"{tasks}/sections/details")
    ann.evaluate(f"() => {{ {NO_ROOM} }}")
    device.set_offline(True)
    answer(ann, {"details.completed-by": "No room"})
    says(ann, "This device is full")
    look("a device that is full")
    assert barriers.found == []


def test_on_a_small_phone_the_bar_leaves_room_for_what_two_wrote(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    ann.set_viewport_size({"width": 360, "height": 640})
    clash(device, ann, tasks)
    bar = ann.locator(".save-bar")
    says(ann, "Choose there what should stay")
    assert bar.bounding_box()["height"] < 640 / 4
    ann.locator(".clash").get_by_role("button", name="Keep what is here").click()
    says(ann, "Saved at ")
    expect(bar.get_by_text("Sections, notes")).to_be_visible()


def clash(device: BrowserContext, page: Page, tasks: str) -> None:
    """Let an answer be changed elsewhere while it is changed here."""
    page.goto(f"{tasks}/sections/safeguarding")
    page.route("**/saves", lambda route: route.abort())
    field(page, AUDITED).fill("Mine")
    says(page, "Saved on this device, not yet sent")
    with device.browser.new_context(storage_state=device.storage_state()) as context:
        other = context.new_page()
        other.goto(f"{tasks}/sections/safeguarding")
        field(other, AUDITED).fill("Theirs")
        says(other, "Saved at ")
    page.unroute("**/saves")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".clash")).to_be_visible()
