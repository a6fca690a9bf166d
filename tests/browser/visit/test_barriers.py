"""What a device shows has no barriers, on a narrow screen and a wide one, in light and in dark."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.barriers import Barriers
from tests.browser.visit.place import School, begin, take_along
from tests.browser.visit.test_photos import choose, kept, paper
from tests.browser.walk import save
from tests.pictures import png

ENDED = "navigator.serviceWorker.controller.postMessage({ sort: 'keep', who: '', ends: 1, isAnew: true })"


def test_no_page_of_a_device_has_a_barrier(device: BrowserContext, ann: Page, place: School) -> None:
    tasks, barriers = begin(ann, place.address), Barriers()
    ann.goto(tasks)
    expect(ann.get_by_label("Offline passphrase")).to_be_visible()
    barriers.look("before it is taken along", ann)
    take_along(ann, tasks)
    device.set_offline(True)
    for name, path in (("list", tasks), ("section", f"{tasks}/sections/details"), ("check", f"{tasks}/check")):
        ann.goto(path)
        expect(ann.locator("#shell")).to_be_visible()
        barriers.look(name, ann)
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, {"name": "log.png", "mimeType": "image/png", "buffer": png()}, paper())
    kept(ann, 2)
    ann.get_by_role("button", name="Remove plan.pdf").click()
    barriers.look("photos that are kept", ann)
    for words in ("The gate was open.", "No log of fire drills."):
        ann.goto(f"{tasks}/sections/safeguarding")
        ann.get_by_text("Write a note", exact=True).first.click()
        ann.get_by_label("Note").fill(words)
        save(ann)
    ann.goto(f"{tasks}/notes")
    ann.get_by_role("button", name="Remove this note").first.click()
    expect(ann.get_by_role("button", name="Undo")).to_be_visible()
    ann.get_by_text("Change its words").click()
    ann.get_by_label("What you wrote").fill(" ")
    ann.get_by_role("button", name="Save the change").click()
    expect(ann.get_by_text("Write something, or remove the note.")).to_be_visible()
    barriers.look("notes, one of them removed and one to be changed", ann)
    ann.get_by_label("What you wrote").fill(words)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_role("button", name="Save a copy to a file")).to_be_visible()
    barriers.look("what is on the device", ann)
    ann.evaluate(ENDED)
    ann.goto(tasks)
    expect(ann.get_by_label("Offline passphrase")).to_be_visible()
    barriers.look("locked", ann)
    assert barriers.found == []
