"""The keyboard alone completes an audit, and what has the focus can always be seen."""

from tests.browser.answers import AUDIT, AUDIT_TITLE
from tests.browser.keyboard import FOCUSED, answer_section, follow


def test_the_keyboard_alone_completes_an_audit_on_a_small_screen(address, browse):
    page = browse(viewport={"width": 360, "height": 640})
    page.goto(f"{address}/")
    follow(page, f"Start {AUDIT_TITLE}")
    follow(page, "Alternative provision: audit")
    for entries in AUDIT.values():
        answer_section(page, entries)
    follow(page, "Submit")
    assert page.get_by_role("heading", name="Submitted", exact=True).is_visible()


def test_the_first_tab_offers_to_skip_to_the_content(address, browse):
    page = browse()
    page.goto(f"{address}/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["words"] == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
