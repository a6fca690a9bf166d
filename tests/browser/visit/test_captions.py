"""The caption of a photo is typed before the photo is sent, and comes with it, however often it is tried."""

import sqlite3
from contextlib import closing

from playwright.sync_api import BrowserContext, Page, Route, expect

from engine.stored_file import read_files
from tests.browser.visit.place import School, begin, take_along
from tests.browser.visit.test_photos import AT, SET, arrived, choose, lose, paper, section, waiting

CAPTION = f"{SET} ul.waiting input"
KEPT_WITHIN = 1000
"""Milliseconds."""


def said(place: School, tasks: str) -> list[str]:
    """The captions of the files that stand beside the answer on the server."""
    draft = tasks.split("/drafts/")[1].partition("/")[0]
    stands = "select value from draft_entries where draft = ? and name = ? order by revision desc limit 1"
    with closing(sqlite3.connect(place.data / "formspec.sqlite3")) as database:
        return [each.caption for each in read_files(database.execute(stands, (draft, AT)).fetchone()[0]) or ()]


def test_a_caption_is_typed_without_a_connection_kept_on_the_device_and_sent_with_its_photo(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, paper())
    ann.get_by_label("Caption of plan.pdf").press_sequentially("The plan of the hall")
    ann.wait_for_timeout(KEPT_WITHIN)
    ann.reload()
    expect(ann.get_by_label("Caption of plan.pdf")).to_have_value("The plan of the hall")
    device.set_offline(False)
    expect(waiting(ann)).to_have_count(0)
    assert (arrived(place, tasks), said(place, tasks)) == (["plan.pdf"], ["The plan of the hall"])


def test_a_caption_that_is_typed_on_while_its_photo_is_sent_is_not_lost(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    device.set_offline(True)
    choose(ann, paper())
    caption = ann.get_by_label("Caption of plan.pdf")
    caption.press_sequentially("The plan")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    ann.route("**/done", hold, times=1)
    with ann.expect_request("**/done"):
        device.set_offline(False)
    caption.press_sequentially(" of the hall")
    held[0].continue_()
    expect(waiting(ann)).to_have_count(0)
    expect(caption).to_have_value("The plan of the hall")
    expect(caption).to_be_focused()
    expect(caption).to_have_js_property("defaultValue", "The plan of the hall")
    assert (arrived(place, there), said(place, there)) == (["plan.pdf"], ["The plan of the hall"])


def test_a_caption_of_a_photo_whose_answer_is_lost_can_be_changed(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, paper())
    caption = ann.get_by_label("Caption of plan.pdf")
    caption.fill("The plan")
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
