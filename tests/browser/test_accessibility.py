"""No page breaks a rule that axe can check, in light and in dark, on a phone and on a wide screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.walk import BROKEN, every_page, serving

WIDTHS = (360, 1280)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCHEMES = {"light": RULES, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}
"""What is checked in each scheme: in the dark, what colour decides."""
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
TALL = "document.documentElement.scrollHeight"
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, select, textarea, input")]
  .filter((each) => each.type !== "hidden")
  .filter((each) => !each.closest("p, .skip, caption") && each.getClientRects().length)
  .map((each) => ["checkbox", "radio"].includes(each.type) ? each.labels[0] : each)
  .filter((each) => each.getBoundingClientRect().height < 43.9)
  .map((each) => each.outerHTML.slice(0, 120))"""


def test_no_page_breaks_a_rule_of_accessibility(browse, tmp_path):
    broken = tmp_path / "specs" / "broken" / "1.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_text(BROKEN, "utf-8")
    axe, found, seen = Axe(), [], []

    def shown(name, page):
        seen.append(name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(WIDER_THAN_THE_SCREEN):
                found.append(f"{name} at {width}: wider than the screen")
            found.extend(f"{name} at {width}: small target {each}" for each in page.evaluate(SMALL_TARGETS))
            page.set_viewport_size({"width": width, "height": page.evaluate(TALL)})  # so that no bar lies over a link
            for scheme, rules in SCHEMES.items():
                page.emulate_media(color_scheme=scheme)
                for each in axe.run(page, options=rules).response["violations"]:
                    places = [str(place["target"]) for place in each["nodes"][:3]]
                    found.append(f"{name} at {width}, {scheme}: {each['id']} {places}")

    with serving(tmp_path / "kept", tmp_path / "specs") as address:
        every_page(browse(), browse(), address, shown)
    assert len(seen) > 25
    assert not found, "\n".join(found)


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
