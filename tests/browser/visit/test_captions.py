"""The caption of a photo is kept as it is typed: it comes with its photo, and saves itself once that was sent."""

import sqlite3
from contextlib import closing

from playwright.sync_api import Browser, BrowserContext, Page, Route, StorageState, expect

from tests.browser.visit.place import School, go_away
from tests.browser.visit.tabs import crash
from tests.browser.visit.test_photos import (
    AGAIN,
    SET,
    arrived,
    choose,
    draft_of,
    lose,
    paper,
    section,
    standing,
    waiting,
)
from tests.browser.walk import save

CAPTION = f"{SET} ul.waiting input"
KEPT_WITHIN = 1000
"""Milliseconds."""


def said(place: School, tasks: str) -> list[str]:
    """The captions of the files that stand beside the answer on the server."""
    with closing(sqlite3.connect(place.data / "formspec.sqlite3")) as database:
        return [each.caption for each in standing(database, draft_of(tasks))]


def test_a_caption_is_typed_without_a_connection_kept_on_the_device_and_sent_with_its_photo(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, paper())
    ann.get_by_label("Caption of plan.pdf").press_sequentially("The plan of the hall")
    ann.wait_for_timeout(KEPT_WITHIN)
    ann.reload()
    expect(ann.get_by_label("Caption of plan.pdf")).to_have_value("The plan of the hall")
    device.set_offline(False)
    expect(waiting(ann)).to_have_count(0)
    assert (arrived(place, tasks), said(place, tasks)) == (["plan.pdf"], ["The plan of the hall"])


def test_a_photo_is_not_sent_while_its_caption_is_typed_and_is_as_soon_as_the_box_is_left(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, paper(), paper("rota.pdf", 3000))
    caption = ann.get_by_label("Caption of plan.pdf")
    caption.press_sequentially("The plan")
    device.set_offline(False)
    expect(waiting(ann)).to_have_count(1)
    caption.press_sequentially(" of the hall")
    expect(caption).to_be_focused()
    ann.keyboard.press("Tab")
    expect(waiting(ann)).to_have_count(0)
    assert (arrived(place, tasks), said(place, tasks)) == (["plan.pdf", "rota.pdf"], ["", "The plan of the hall"])


def test_a_caption_that_is_begun_while_its_photo_is_being_added_is_not_lost(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    ann.route("**/done", hold, times=1)
    with ann.expect_request("**/done"):
        choose(ann, paper())
    waits = ann.locator(CAPTION)
    waits.press_sequentially("The plan")
    held[0].continue_()
    waits.press_sequentially(" of the hall")
    ann.keyboard.press("Tab")
    expect(waiting(ann)).to_have_count(0)
    expect(ann.get_by_label("Caption of plan.pdf")).to_have_js_property("defaultValue", "The plan of the hall")
    assert (arrived(place, there), said(place, there)) == (["plan.pdf"], ["The plan of the hall"])


def test_a_page_on_which_nobody_typed_does_not_put_an_old_caption_back(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    device.set_offline(True)
    choose(ann, paper())
    ann.get_by_label("Caption of plan.pdf").fill("Old words")
    ann.wait_for_timeout(KEPT_WITHIN)
    device.route("**/uploads", lambda route: route.abort())
    device.set_offline(False)
    other = device.new_page()
    other.goto(there)
    expect(other.locator(CAPTION)).to_have_value("Old words")
    ann.get_by_label("Caption of plan.pdf").fill("New words")
    ann.keyboard.press("Tab")
    expect(other.locator(CAPTION)).to_have_value("New words")
    device.unroute("**/uploads")
    ann.evaluate(AGAIN)
    for page in (ann, other):
        expect(waiting(page)).to_have_count(0)
        expect(page.get_by_label("Caption of plan.pdf")).to_have_value("New words")
    assert said(place, there) == ["New words"]


def test_a_caption_stays_where_its_photo_is_refused(device: BrowserContext, ann: Page, place: School) -> None:
    there = section(ann, place)
    device.set_offline(True)
    choose(ann, paper("rota.pdf", 3000), paper())
    ann.get_by_label("Caption of plan.pdf").fill("The plan")
    ann.keyboard.press("Tab")
    ann.route("**/done", lambda route: route.fulfill(status=422, json={"refused": "It cannot be read."}))
    device.set_offline(False)
    refused = waiting(ann).filter(has_text="plan.pdf: It cannot be read.")
    expect(refused).to_have_count(1)
    ann.unroute("**/done")
    refused.get_by_role("button", name="Remove").click()
    refused = waiting(ann).filter(has_text="plan.pdf")
    refused.get_by_role("button", name="Undo").click()
    refused.get_by_role("button", name="Try again").click()
    expect(ann.get_by_label("Caption of plan.pdf")).to_have_value("The plan")
    expect(waiting(ann).filter(has_text="plan.pdf")).to_have_count(0)
    assert said(place, there) == ["The plan"]


def test_a_caption_of_a_photo_whose_answer_is_lost_can_be_changed(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, paper())
    caption = ann.get_by_label("Caption of plan.pdf")
    caption.fill("The plan")
    ann.keyboard.press("Tab")
    lose(ann, "**/done", after=0, times=1)
    with ann.expect_event("requestfailed"):
        device.set_offline(False)
    device.set_offline(True)
    caption.fill("The plan of the hall")
    ann.unroute("**/done")
    ann.wait_for_timeout(KEPT_WITHIN)
    ann.reload()
    expect(caption).to_have_value("The plan of the hall")
    device.set_offline(False)
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("All of it is sent.")).to_be_visible()
    assert (arrived(place, tasks), said(place, tasks)) == (["plan.pdf"], ["The plan of the hall"])


def test_a_photo_that_is_removed_and_put_back_has_its_caption_again(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    device.set_offline(True)
    choose(ann, paper())
    ann.get_by_label("Caption of plan.pdf").fill("The plan")
    ann.get_by_role("button", name="Remove plan.pdf").click()
    expect(ann.locator(CAPTION)).to_be_hidden()
    ann.get_by_role("button", name="Undo plan.pdf").click()
    expect(ann.locator(CAPTION)).to_have_value("The plan")
    device.set_offline(False)
    expect(waiting(ann)).to_have_count(0)
    expect(ann.get_by_label("Caption of plan.pdf")).to_have_value("The plan")
    assert said(place, there) == ["The plan"]


def test_the_caption_of_a_photo_that_was_sent_saves_itself(device: BrowserContext, ann: Page, place: School) -> None:
    there = section(ann, place)
    choose(ann, paper())
    expect(waiting(ann)).to_have_count(0)
    ann.get_by_label("Caption of plan.pdf").fill("The plan")
    ann.get_by_label("What it shows: plan.pdf").select_option("policies")
    expect(ann.locator("#saving")).to_contain_text("Saved at")
    assert said(place, there) == ["The plan"]
    ann.get_by_label("Caption of plan.pdf").fill("")
    ann.keyboard.press("Tab")
    expect(ann.locator("#saving")).to_contain_text("Saved at")
    ann.reload()
    expect(ann.get_by_label("Caption of plan.pdf")).to_have_value("")
    expect(ann.get_by_label("What it shows: plan.pdf")).to_have_value("policies")


def test_the_caption_of_a_photo_that_was_sent_waits_on_the_device_for_a_connection(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    choose(ann, paper())
    expect(waiting(ann)).to_have_count(0)
    device.set_offline(True)
    ann.get_by_label("Caption of plan.pdf").press_sequentially("The plan of the hall")
    expect(ann.locator("#saving")).to_have_text("Saved on this device, not yet sent (1).")
    ann.wait_for_timeout(KEPT_WITHIN)
    crash(ann)
    device.set_offline(False)
    page = device.new_page()
    page.goto(there)
    expect(page.get_by_label("Caption of plan.pdf")).to_have_value("The plan of the hall")
    expect(page.locator("#saving")).to_contain_text("Saved at")
    assert said(place, there) == ["The plan of the hall"]


def test_two_who_caption_one_photo_see_both_at_it(
    device: BrowserContext, ann: Page, place: School, chromium: Browser, ticket: StorageState
) -> None:
    there = section(ann, place)
    choose(ann, paper())
    expect(waiting(ann)).to_have_count(0)
    with chromium.new_context(storage_state=ticket) as elsewhere:
        colleague = elsewhere.new_page()
        colleague.goto(there)
        colleague.get_by_label("Caption of plan.pdf").fill("Theirs")
        expect(colleague.locator("#saving")).to_contain_text("Saved at")
    ann.get_by_label("Caption of plan.pdf").fill("Mine")
    asked = ann.locator("[data-file] .clash")
    expect(asked).to_contain_text("Theirs")
    asked.get_by_role("button", name="Keep what is here").click()
    expect(asked).to_have_count(0)
    expect(ann.locator("#saving")).to_contain_text("Saved at")
    assert said(place, there) == ["Mine"]


def test_a_caption_of_a_photo_that_somebody_removed_is_asked_about_and_can_be_left_out(
    device: BrowserContext, ann: Page, place: School, chromium: Browser, ticket: StorageState
) -> None:
    there = section(ann, place)
    choose(ann, paper())
    expect(waiting(ann)).to_have_count(0)
    with chromium.new_context(storage_state=ticket) as elsewhere:
        colleague = elsewhere.new_page()
        colleague.goto(there)
        colleague.get_by_role("button", name="Remove plan.pdf").click()
        save(colleague)
    ann.get_by_label("Caption of plan.pdf").fill("The plan")
    asked = ann.locator("[data-file] .clash")
    expect(asked).to_contain_text("Somebody else removed the file that this is about.")
    expect(asked).to_contain_text("The plan")
    asked.get_by_role("button", name="Leave mine out").click()
    expect(asked).to_have_count(0)
    expect(ann.locator("#saving")).to_contain_text("Saved at")
    assert said(place, there) == []
