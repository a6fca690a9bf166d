"""The editor at the desk with scripts: problems as one types, saving, two authors, the preview, the keyboard alone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import Barriers
from tests.browser.gallery import GALLERY
from tests.browser.keyboard import tab_to
from tests.browser.walk import save, serving

Open = Callable[..., Page]
SOON = 10_000
EDITOR = "ace.edit(document.querySelector('#spec-box'))"
KEPT = re.compile(r"^Saved today at")
TIMED = """() => {
  const list = document.querySelector("#problems");
  let began = 0;
  addEventListener("keydown", () => { began = performance.now(); }, { capture: true });
  new MutationObserver(() => {
    list.dataset.took = list.querySelector(".problem") ? Math.round(performance.now() - began) : "";
  }).observe(list, { childList: true });
}"""
"""Keeps how many milliseconds it took from the last key to a problem in the list."""


@pytest.fixture(autouse=True)
def address(tmp_path: Path) -> Iterator[str]:
    """The address of an application of the test's own, so that no test meets a draft of another.

    It is there before any page is open, and until all are closed.
    """
    with serving(tmp_path) as found:
        yield found


def begun(page: Page, address: str, form: str = "provider-letter", writer: str = "Ann Lead") -> str:
    """Begin the next version of a form, and return the address of its text."""
    page.goto(f"{address}/desk/spec_drafts/new?form={form}")
    if page.locator("#writer").count():
        page.fill("#writer", writer)
        save(page, "Continue")
    else:
        save(page, "Write the next version")
    ready(page)
    return page.url


def ready(page: Page) -> None:
    expect(page.locator(".spec-box .ace_line").first).to_be_visible()
    expect(page.locator("#verdict")).to_have_text(re.compile("problem"))


def text_of(page: Page) -> str:
    return str(page.evaluate(f"{EDITOR}.getValue()"))


def line_of(page: Page, words: str) -> int:
    return text_of(page).split("\n").index(next(line for line in text_of(page).split("\n") if words in line)) + 1


def type_at_end_of(page: Page, words: str, typed: str) -> None:
    """Type at the end of the line that has some words in it."""
    page.evaluate(f"{EDITOR}.gotoLine({line_of(page, words)}, 999)")
    page.evaluate(f"{EDITOR}.focus()")
    page.keyboard.type(typed)


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(KEPT, timeout=SOON)


def test_a_problem_stands_at_its_line_as_one_types_and_one_click_mends_it(browse: Open, address: str) -> None:
    page = browse()
    begun(page, address)
    type_at_end_of(page, "title:", "\nsubtitel: More words")
    said = page.locator("#problems .problem")
    line = line_of(page, "subtitel")
    expect(said).to_have_text(re.compile(rf"^Line {line} A form has no “subtitel”"))
    expect(page.locator(".ace_gutter-cell.ace_error")).to_have_text(str(line))
    expect(page.locator("#verdict")).to_have_text("1 problem: put it right before you publish.")
    said.get_by_role("button").click()
    expect(page.locator("#verdict")).to_have_text("No problems.")
    assert "\nsubtitle: More words\n" in text_of(page)
    page.evaluate(f"{EDITOR}.undo()")
    expect(said).to_have_count(1)
    said.get_by_role("link").click()
    assert page.evaluate(f"{EDITOR}.getCursorPosition().row") == line - 1


def test_what_is_typed_is_saved_by_itself_and_there_after_a_reload(browse: Open, address: str) -> None:
    page = browse()
    begun(page, address)
    type_at_end_of(page, "title:", " of 2026")
    expect(page.locator("#saved")).to_have_text("Not saved yet.")
    saved(page)
    page.reload()
    ready(page)
    assert " of 2026\n" in text_of(page)


def test_the_very_text_that_is_saved_is_not_called_unsaved(browse: Open, address: str) -> None:
    page = browse()
    begun(page, address)
    type_at_end_of(page, "title:", "s")
    expect(page.locator("#saved")).to_have_text("Not saved yet.")
    page.keyboard.press("Backspace")
    saved(page)
    page.route("**/autosave", lambda route: route.abort())
    page.keyboard.type("s")
    expect(page.locator("#saved")).to_have_text(re.compile("^Not saved: Formspec does not answer."), timeout=SOON)
    page.keyboard.press("Backspace")
    saved(page)
    expect(page.locator("#saved")).not_to_have_class(re.compile("wrong"))


def test_leaving_with_something_unsaved_asks_first(browse: Open, address: str) -> None:
    page = browse()
    begun(page, address)
    page.route("**/autosave", lambda route: route.abort())
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    type_at_end_of(page, "title:", " unsaved")
    expect(page.locator("#saved")).to_have_text(re.compile("^Not saved: Formspec does not answer."), timeout=SOON)
    page.goto(f"{address}/desk")
    assert asked == ["beforeunload"]


def test_two_authors_see_each_others_lines_and_are_asked_about_the_same_one(browse: Open, address: str) -> None:
    ann, bob = browse(), browse()
    place = begun(ann, address)
    bob.goto(place)
    ready(bob)
    bob.fill("#writer", "Bob Other")
    with bob.expect_response("**/autosave"):
        bob.locator("#writer").blur()
    type_at_end_of(ann, "title:", " A")
    saved(ann)
    type_at_end_of(bob, "kind: signature", " # B")
    expect(bob.locator("#saved")).to_have_text(re.compile("has what both of you wrote"), timeout=SOON)
    assert " A\n" in text_of(bob)
    type_at_end_of(ann, "title:", " for Ann")
    expect(ann.locator("#clashes h2")).to_have_count(0)
    saved(ann)
    type_at_end_of(bob, "title:", " for Bob")
    expect(bob.locator("#clashes h2")).to_have_text("Ann Lead changed the same lines as you", timeout=SOON)
    assert " for Ann" in bob.locator("#clashes").inner_text()
    bob.keyboard.press("ArrowDown")
    bob.keyboard.press("End")
    bob.keyboard.type(" # goes on")
    assert " # goes on\n" in text_of(bob)
    expect(bob.locator("#clashes h2")).to_have_count(1)
    bob.get_by_role("button", name="Use theirs").click()
    saved(bob)
    assert " for Ann\n" in text_of(bob)
    assert " for Bob" not in text_of(bob)


def test_a_check_that_nothing_answered_is_asked_for_again(browse: Open, address: str) -> None:
    page = browse()
    begun(page, address)
    page.route("**/check", lambda route: route.abort(), times=1)
    with page.expect_event("requestfailed"):
        type_at_end_of(page, "title:", "\nsubtitel: More words")
    expect(page.locator("#problems .problem")).to_have_count(1, timeout=SOON)


def test_the_preview_follows_the_text_and_the_cursor(browse: Open, address: str) -> None:
    page = browse()
    begun(page, address, "ap-audit")
    frame = page.frame_locator("#preview")
    expect(frame.locator("h1")).to_have_text("Alternative provision: audit")
    type_at_end_of(page, "title: Safeguarding", " here")
    expect(frame.locator("h1")).to_have_text("Safeguarding here", timeout=SOON)
    page.get_by_role("button", name="Wide").click()
    expect(page.locator("#preview")).to_have_class("preview wide")


def test_the_keyboard_alone_writes_completes_leaves_and_saves(browse: Open, address: str) -> None:
    page = browse()
    begun(page, address)
    tab_to(page, lambda at: "ace_scroller" in page.evaluate("document.activeElement.className"))
    page.keyboard.press("Enter")
    page.keyboard.press("Control+End")
    page.keyboard.press("Backspace")
    page.keyboard.type("\nhin")
    page.keyboard.press("Control+Space")
    expect(page.locator(".ace_autocomplete .ace_selected")).to_contain_text("hint")
    page.keyboard.press("Enter")
    expect(page.locator(".ace_autocomplete")).to_be_hidden()
    assert text_of(page).endswith("\n        hint: ")
    page.keyboard.type("As on the visit")
    expect(page.locator("#verdict")).to_have_text("No problems.", timeout=SOON)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Save"
    page.keyboard.press("Enter")
    saved(page)
    assert text_of(page).endswith("\n        hint: As on the visit")


@pytest.mark.long
def test_problems_of_a_form_of_400_questions_come_as_one_types(browse: Open, address: str) -> None:
    page = browse()
    page.goto(f"{address}/desk/spec_drafts/new")
    page.fill("#writer", "Ann Lead")
    save(page, "Continue")
    page.set_input_files("#file", GALLERY / "large-audit.yaml")
    save(page, "Begin with this file")
    ready(page)
    sound = text_of(page)
    page.evaluate(TIMED)
    took = []
    for at in range(3):
        type_at_end_of(page, "title:", f"\nsubtitel{'x' * at}: More")
        expect(page.locator("#problems")).to_have_attribute("data-took", re.compile("[0-9]"))
        took.append(int(page.locator("#problems").get_attribute("data-took") or 0))
        page.evaluate(f"text => {EDITOR}.setValue(text)", sound)
        expect(page.locator("#verdict")).to_have_text("No problems.")
    print(f"from the last key to its problem, in milliseconds: {sorted(took)}")


@pytest.mark.long
def test_a_text_with_a_problem_has_no_barrier(browse: Open, address: str) -> None:
    page = browse()
    begun(page, address, "ap-audit")
    type_at_end_of(page, "questions-label:", "\nlable: x")
    expect(page.locator("#problems .problem")).to_have_count(1)
    saved(page)
    looking = Barriers()
    looking.look("text", page)
    assert looking.found == []


@pytest.mark.long
def test_no_other_page_of_the_editor_has_a_barrier(browse: Open, address: str) -> None:
    page = browse()
    place = begun(page, address, "ap-audit")
    paths = [
        "/outline",
        "/preview",
        "/messages",
        "/changes",
        "/history",
        "/history/1",
        "/trials",
        "/discard",
        "/replace",
    ]
    parts = ("safeguarding.staff-training", "safeguarding", "policy", "form", "columns.answer")
    looking = Barriers(every=False)
    stranger = browse()
    stranger.goto(f"{address}/desk/spec_drafts/new")
    looking.look("who is writing", stranger)
    for path in (*paths, "/preview/section?section=safeguarding", *(f"/part?at={each}" for each in parts)):
        page.goto(place + path)
        looking.look(path, page)
    page.goto(f"{address}/desk/spec_drafts/new")
    looking.look("begin", page)
    assert looking.found == []
