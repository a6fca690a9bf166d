"""The keyboard alone completes an audit, and what has the focus can always be seen."""

from tests.browser.answers import AUDIT, AUDIT_TITLE

FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
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


def tab_to(page, wanted):
    """Press Tab until what is wanted has the focus; everything on the way must be seen to have it."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["tag"] == "body":
            continue
        assert at["seen"], f"the focus is hidden: {at}"
        assert at["ring"], f"the focus has no ring: {at}"
        if wanted(at):
            return at
    raise AssertionError("the keyboard does not come there")


def follow(page, words: str) -> None:
    tab_to(page, lambda at: at["tag"] in {"a", "button"} and words in at["words"])
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer_section(page, entries: dict[str, str]) -> None:
    left = dict(entries)

    def comes(at) -> bool:
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


def test_the_keyboard_alone_completes_an_audit_on_a_small_screen(address, browse):
    page = browse(viewport={"width": 360, "height": 640})
    page.goto(f"{address}/")
    follow(page, f"Start {AUDIT_TITLE}")
    follow(page, "Alternative provision: audit")
    for entries in AUDIT.values():
        answer_section(page, entries)
    follow(page, "Submit")
    assert page.get_by_role("heading", name="Submitted").is_visible()


def test_the_first_tab_offers_to_skip_to_the_content(address, browse):
    page = browse()
    page.goto(f"{address}/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["words"] == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
