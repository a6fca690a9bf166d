"""A person who has a keyboard and nothing else: comes to everything by Tab, and must always see what has the focus."""

from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Page

Focused = dict[str, Any]
"""What has the focus: its tag, name, words, and whether it is seen and has a ring."""
FOCUSED = """() => {
  const at = document.activeElement, [box] = [...at.getClientRects(), at.getBoundingClientRect()];
  const x = box.left + Math.min(box.width / 2, 20), y = box.top + Math.min(box.height / 2, 12);
  const top = document.elementFromPoint(x, y);
  return {
    tag: at.tagName.toLowerCase(), name: at.name || "", type: at.type || "", value: at.value || "",
    words: (at.textContent || "").trim().replace(/\\s+/g, " "),
    seen: !!top && (at.contains(top) || top.contains(at) && top.closest(".save-bar") === at.closest(".save-bar")),
    ring: getComputedStyle(at).outlineStyle !== "none" && parseFloat(getComputedStyle(at).outlineWidth) >= 3,
  };
}"""
MANY = 400
SCROLLED = 5_000
"""How many milliseconds the page has to scroll to what has the focus, on a machine that does much else."""
LOOKS = 50
"""How many times it is looked for meanwhile."""


def tab_to(page: Page, wanted: Callable[[Focused], bool]) -> Focused:
    """Press Tab until what is wanted has the focus; everything on the way must be seen to have it."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        at: Focused = page.evaluate(FOCUSED)
        if at["tag"] == "body":
            continue
        for _ in range(LOOKS):
            if at["seen"]:
                break
            page.wait_for_timeout(SCROLLED / LOOKS)
            at = page.evaluate(FOCUSED)
        assert at["seen"], f"the focus is hidden: {at}"
        assert at["ring"], f"the focus has no ring: {at}"
        if wanted(at):
            return at
    raise AssertionError("the keyboard does not come there")


def follow(page: Page, words: str) -> None:
    """Come to a link or a button that says just this, and go where it leads."""
    tab_to(page, lambda at: at["tag"] in {"a", "button"} and at["words"] == words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer_section(page: Page, entries: Mapping[str, str]) -> None:
    """Answer what is asked on the way to the button that saves, and press it; of options the first is chosen."""
    left = dict(entries)

    def comes(at: Focused) -> bool:
        name = at["name"]
        if at["tag"] == "summary":
            page.keyboard.press("Enter")
        elif name in left and at["type"] in {"checkbox", "radio"}:
            page.keyboard.press("Space")
            del left[name]
        elif name in left:
            page.keyboard.insert_text(left.pop(name))
        return at["words"] == "Save and continue"

    tab_to(page, comes)
    assert not left, f"not reached by the keyboard: {sorted(left)}"
    with page.expect_navigation():
        page.keyboard.press("Enter")
