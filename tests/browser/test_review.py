"""The whole review of the audit at the desk, by somebody with a keyboard and nothing else, who writes little YAML."""

import re
from collections.abc import Mapping

from playwright.sync_api import Page, expect

from tests.browser.keyboard import Focused, follow, tab_to

OFSTED = "How did Ofsted judge safeguarding in the last report?"
ASSESSED = "How does the AP assess learning? What pupil progress checks does it do?"
COLUMNS = """
    columns:
      - {id: answer, role: answer, label: Answer (plus evidence), kind: long-text, required: true}
      - {id: concerns, role: concern, label: Concerns, kind: long-text}
      - {id: action, role: action, label: Further action, kind: long-text}
      - {id: due, label: Done by, kind: date}"""
CONDITIONS = """
      - id: conditions
        label: On what conditions, if any?
        kind: long-text
        required: {question: safeguarding.staff-training.concerns, answered: true}"""
OF_FORM = """(words) => [...document.activeElement.form?.querySelectorAll("button") ?? []]
  .some((each) => each.textContent.trim() === words)"""
"""Whether what has the focus belongs to the form of a button."""
FOUND = "(words) => ace.edit(document.querySelector('#spec-box')).getSelectedText() === words"
CHANGED = {
    "policy",
    "safeguarding.ofsted-safeguarding",
    "safeguarding.pastoral (was communication.pastoral)",
    "safeguarding.trained-first-aid",
    "quality-of-education.extra-curricular",
    "transition.columns.due",
    "transition.columns.answer",
    "transition.taster-sessions.answer",
    "communication.assessment",
    "communication.pupil-progress-checks-ap (was communication.assessment)",
    "health-safety",
    "health-safety.ap-assess-risks",
    "decision.conditions",
}
"""The address of everything that was changed, and of nothing else."""


def enter(page: Page, entries: Mapping[str, str], button: str) -> None:
    """Enter words in the fields on the way to a button, choosing in lists by the arrow keys, and press it."""
    left = dict(entries)

    def comes(at: Focused) -> bool:
        name = at["name"] if page.evaluate(OF_FORM, button) else ""
        if name in left and at["tag"] == "select":
            choose(page, left.pop(name))
        elif name in left:
            page.keyboard.press("Control+A")
            page.keyboard.insert_text(left.pop(name))
        return not left and at["tag"] == "button" and at["words"] == button

    tab_to(page, comes)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Page, value: str) -> None:
    """Press the arrow keys until a list has a value."""
    page.keyboard.press("Home")
    for _ in range(200):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    listed = page.evaluate("[...document.activeElement.options].map((each) => each.value)")
    raise AssertionError(f"{page.evaluate('document.activeElement.value')} and not {value} of {listed}")


def change(page: Page, label: str, entries: Mapping[str, str], button: str) -> None:
    """Come to a part by the outline, change it, and come back."""
    follow(page, label)
    enter(page, entries, button)
    expect(page.get_by_role("status").first).to_be_visible()


def until(page: Page, script: str, words: str = "") -> None:
    """Wait until a script says so; the page's own policy forbids waiting within it."""
    for _ in range(200):
        if page.evaluate(script, words):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {script} of {words}")


def write(page: Page, find: str, text: str) -> None:
    """Find words in the text, and write at the end of their line."""
    tab_to(page, lambda _: "ace_scroller" in page.evaluate("document.activeElement.className"))
    page.keyboard.press("Enter")
    page.keyboard.press("Control+F")
    page.keyboard.type(find)
    until(page, FOUND, find)
    page.keyboard.press("Escape")
    until(page, "() => document.activeElement.className.includes('ace_text-input')")
    page.keyboard.press("End")
    page.keyboard.insert_text(text)
    expect(page.locator("#saved")).to_have_text(re.compile("^Saved today at"), timeout=20_000)
    expect(page.locator("#verdict")).to_have_text("No problems.", timeout=20_000)
    page.keyboard.press("Escape")


def test_the_review_is_done_by_keyboard_alone(browse, address):
    page = browse()
    page.goto(f"{address}/desk")
    follow(page, "Alternative Provision Audit")
    enter(page, {}, "Begin the next version")
    enter(page, {"writer": "The policy lead"}, "Continue")
    follow(page, "Common edits")

    policy = "Change the policy’s dates (review: October 2025)"
    change(page, policy, {"words.organisation": "Wombridge Primary Academy"}, "Change the words")
    change(page, policy, {"approved": "November 2026", "review": "November 2028"}, "Change the dates")
    reworded = {"words.label": "What does the last Ofsted report card say about safeguarding?"}
    change(page, f"Change “{OFSTED}”", reworded, "Change the words")
    change(page, f"Change “{ASSESSED}”", {"words.label": "How does the AP assess learning?"}, "Change the words")
    progress = "What pupil progress checks does the AP do?"
    change(page, "Change “How does the AP assess learning?”", {"label": progress}, "Add this question")
    audit = "Change “What were the results of the AP's most recent safeguarding audit?”"
    change(page, audit, {"label": "Who is trained in first aid?"}, "Add this question")
    change(page, "Change “Who is trained in first aid?”", {"prompt": "Ask to see the certificates"}, "Add this prompt")
    change(page, "Change “What extra-curricular opportunities does the AP offer?”", {}, "Retire this question")
    place = {"to": "after:safeguarding.safeguarding-audit"}
    change(page, "Change “How does the AP support pupils pastorally?”", place, "Move it there")
    change(page, "Change “Does it offer any taster sessions?”", {"kind": "yes-no"}, "Change the kind")
    section = {"title": "Health and safety", "label": "How does the AP assess risks?"}
    change(page, "Change this section: Communication and information sharing", section, "Add this section")

    follow(page, "Text")
    expect(page.locator("#verdict")).to_have_text("No problems.", timeout=20_000)
    write(page, progress, "\n        was: communication.assessment")
    write(page, "Transition process and procedures", COLUMNS)
    write(page, "Select yes if this AP is suitable", CONDITIONS)

    follow(page, "Publish")
    said = {"note": "The review of 2026", "approved_by": "Governing body", "by": "The policy lead"}
    enter(page, said, "Publish version 2")
    report = page.request.get(f"{address}/desk/ap-audit/2/report.md").text()
    assert set(re.findall(r"^  `(.+?)`\. Affects", report, re.MULTILINE)) == CHANGED
    page.goto(f"{address}/")
    assert "Version 2" in page.locator("main").inner_text()
