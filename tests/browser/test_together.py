"""Two people in two browsers work on one audit: they see each other, divide it, and lose nothing to each other."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answers import AUDIT_TITLE
from tests.browser.barriers import Barriers
from tests.browser.test_accounts import first_account, invite, owner_link, take_up
from tests.browser.walk import answer, open_link, save, serving, start

STAFF_TRAINING = "safeguarding.staff-training.answer"


def unseen(_name: str, _page: Page) -> None:
    """Look at nothing: these pages are looked at elsewhere."""


@pytest.mark.long
def test_two_people_do_one_audit(browse, tmp_path):
    barriers = Barriers()
    shown = barriers.look
    with serving(tmp_path / "kept") as address:
        ann, sam = browse(), browse()
        first_account(ann, owner_link(tmp_path / "kept", address), unseen)
        take_up(sam, invite(ann, address, unseen), unseen)
        tasks = start(ann, address, AUDIT_TITLE)
        let_in(ann, shown)
        sam.goto(address)
        shown("start-together", sam)
        open_link(sam, "Continue")
        see_each_other(ann, sam, tasks)
        divide(ann, sam, tasks, shown)
        both_write(ann, sam, tasks, shown)
    assert not barriers.found, "\n".join(barriers.found)


def let_in(page: Page, shown) -> None:
    open_link(page, "Work on this together")
    page.get_by_label("Who").select_option(label="Sam Staff")
    shown("together", page)
    save(page, "Let them in")
    shown("together-two", page)


def see_each_other(ann: Page, sam: Page, tasks: str) -> None:
    ann.clock.install()
    ann.goto(tasks)
    said = ann.locator("#here")
    expect(said).to_have_text("Sam Staff is looking at the list now.")
    sam.goto(f"{tasks}/sections/safeguarding")
    answer(sam, {STAFF_TRAINING: "Typing, with the cursor in the box"})
    focused = "document.activeElement.name"
    ann.get_by_role("link", name="Work on this together").focus()
    at = ann.evaluate("document.activeElement.textContent")
    ann.clock.fast_forward(21_000)
    expect(said).to_have_text("Sam Staff is in “Safeguarding” now.")
    assert ann.evaluate("document.activeElement.textContent") == at, "the words took the focus"
    assert sam.evaluate(focused) == STAFF_TRAINING


def divide(ann: Page, sam: Page, tasks: str, shown) -> None:
    ann.goto(tasks)
    ann.get_by_text("Share out the sections").click()
    ann.locator("#does-safeguarding").select_option(label="Sam Staff")
    shown("share-out", ann)
    save(ann, "Save who does what")
    expect(ann.locator("#state-safeguarding")).to_contain_text("Sam Staff does this one")
    shown("tasks-together", ann)
    sam.goto(tasks)
    expect(sam.locator("#state-safeguarding")).to_contain_text("You do this one")


def both_write(ann: Page, sam: Page, tasks: str, shown) -> None:
    path = f"{tasks}/sections/safeguarding"
    for page in (ann, sam):
        page.goto(path)
    shown("section-together", ann)
    answer(sam, {STAFF_TRAINING: "Level 2, seen in the log."})
    save(sam)
    answer(ann, {STAFF_TRAINING: "Level 3, they say."})
    clash = ann.locator(".clash")
    expect(clash).to_contain_text("Sam Staff wrote on ")
    shown("clash-together", ann)
    clash.get_by_role("button", name="Keep mine").click()
    expect(ann.locator("#saving")).to_contain_text("Saved at")
    ann.goto(path)
    assert ann.locator(f'[name="{STAFF_TRAINING}"]').input_value() == "Level 3, they say."
    open_link(ann, "Earlier answers")
    shown("history", ann)
    ann.locator("main .tasks a").first.click()
    shown("history-answer", ann)
    save(ann, "Put this back (Level 2, seen in the log.)")
    ann.goto(path)
    assert ann.locator(f'[name="{STAFF_TRAINING}"]').input_value() == "Level 2, seen in the log."
