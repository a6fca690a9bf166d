"""An audit that was filled in on paper is keyed in by reference, with the keyboard alone."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

import formspec
from engine.references import references
from formspec.loader import load
from tests.browser.answers import AUDIT, AUDIT_TITLE
from tests.browser.barriers import Barriers
from tests.browser.keyboard import FOCUSED
from tests.browser.walk import start

SPEC = Path(formspec.__file__).parent / "specs" / "ap-audit" / "1.yaml"
MOST_BOXES = 40


@pytest.mark.long
def test_the_keyboard_alone_keys_in_a_whole_audit_by_reference(address, browse):
    page = browse()
    tasks = start(page, address, AUDIT_TITLE)
    page.goto(f"{tasks}/key-in")
    written = {name: text for section in AUDIT.values() for name, text in section.items()}
    for question, reference in references(load(SPEC.read_bytes()).spec).items():
        mine = {name: text for name, text in written.items() if f"{name}.".startswith(f"{question}.")}
        if mine:
            key_in(page, reference, mine)
    page.goto(f"{tasks}/check")
    with page.expect_navigation():
        page.get_by_role("button", name="Submit").click()
    assert page.get_by_role("heading", name="Submitted", exact=True).is_visible()


def key_in(page: Page, reference: str, written: Mapping[str, str]) -> None:
    """Type a reference and what stands in its row, and come back to where the next reference is typed."""
    assert page.evaluate(FOCUSED)["name"] == "ref", "the next reference can be typed at once"
    page.keyboard.insert_text(reference)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    left = dict(written)
    for _ in range(MOST_BOXES):
        at = page.evaluate(FOCUSED)
        fill(page, at, left)
        if not left:
            break
        page.keyboard.press("Tab")
    assert not left, f"not reached from {reference}: {sorted(left)}"
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.get_by_role("status").filter(has_text=f"{reference} saved").is_visible()


def fill(page: Page, at: Mapping[str, str], left: dict[str, str]) -> None:
    """Fill in the box that has the focus, if something was written for it."""
    if at["tag"] == "summary":
        page.keyboard.press("Enter")
    elif at["name"] in left and at["type"] in {"checkbox", "radio"}:
        page.keyboard.press("Space")
        del left[at["name"]]
    elif at["name"] in left:
        page.keyboard.insert_text(left.pop(at["name"]))


def test_enter_goes_from_box_to_box_and_out_of_the_last_one(address, browse):
    page = browse()
    tasks = start(page, address, AUDIT_TITLE)
    page.goto(f"{tasks}/key-in?ref=1.1")
    names = page.locator("form[data-row] input:not([type=hidden]), form[data-row] textarea")
    assert names.count() == 1
    page.keyboard.type("The Forge")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("status").filter(has_text="1.1 saved").is_visible()
    page.goto(f"{tasks}/key-in?ref=2.1")
    for _ in range(MOST_BOXES):
        if page.evaluate(FOCUSED)["tag"] == "textarea":
            break
        page.keyboard.press("Enter")
    page.keyboard.type("One")
    page.keyboard.press("Enter")
    page.keyboard.type("two lines")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.goto(f"{tasks}/sections/safeguarding")
    assert page.locator("textarea").first.input_value() == "One\ntwo lines"


@pytest.mark.long
def test_the_pages_of_paper_keep_nobody_out(address, browse):
    page, barriers = browse(), Barriers()
    tasks = start(page, address, AUDIT_TITLE)
    for name, path in {
        "key-in": "/key-in",
        "key-in-row": "/key-in?ref=2.1",
        "key-in-unknown": "/key-in?ref=9.9",
        "paper": "/paper",
        "history": "/history",
    }.items():
        page.goto(tasks + path)
        barriers.look(name, page)
    assert not barriers.found, "\n".join(barriers.found)


def test_paper_has_each_reference_once_and_says_that_it_is_not_finished(address, browse):
    page = browse()
    tasks = start(page, address, AUDIT_TITLE)
    page.goto(f"{tasks}/key-in?ref=1.1")
    page.keyboard.type("The Forge")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.goto(f"{tasks}/paper")
    page.emulate_media(media="print")
    shown = [each for each in page.locator(".row-reference").all_inner_texts() if each]
    assert shown == list(references(load(SPEC.read_bytes()).spec).values())
    assert re.search(r"Not finished\. Printed on \d", page.locator(".printed").inner_text())
    assert not page.locator(".screen-only").is_visible()
    assert "The Forge" in page.locator(".sheet").inner_text()
    rooms = page.locator(".room-long-text")
    assert rooms.count() > len(shown)
    assert rooms.first.bounding_box()["height"] > 60, "there is room to write"
