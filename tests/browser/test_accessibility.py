"""No page breaks a rule that axe can check, in light and in dark, on a phone and on a wide screen.

Pages that are laid out as ones before are looked at in the dark and on a phone by `make soak` alone.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.barriers import RULES, Barriers
from tests.browser.walk import BROKEN, every_page, serving


def test_no_page_breaks_a_rule_of_accessibility(browse, tmp_path):
    broken = tmp_path / "specs" / "broken" / "1.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_text(BROKEN, "utf-8")
    barriers = Barriers(every=False)
    with serving(tmp_path / "kept", tmp_path / "specs") as address:
        every_page(browse(), browse(), address, barriers.look)
    assert len(barriers.seen) > 25
    assert not barriers.found, "\n".join(barriers.found)


def test_axe_finds_a_fault_that_is_planted(browse):
    page = browse()
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src='x'><input></main>")
    assert {each["id"] for each in Axe().run(page, options=RULES).response["violations"]} >= {"image-alt", "label"}


@pytest.mark.parametrize("media", [{"reduced_motion": "reduce"}, {"forced_colors": "active"}])
def test_the_focus_is_seen_whatever_the_person_has_set(browse, tmp_path, media):
    with serving(tmp_path / "kept") as address:
        page = browse()
        page.emulate_media(**media)
        page.goto(f"{address}/")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(ring.removesuffix("px")) >= 3
