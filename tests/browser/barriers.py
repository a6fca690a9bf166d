"""What keeps somebody from using a page, as far as a machine can find it: axe's rules, small targets, a page too wide.

Here lives the looking. Which pages are looked at, and in which state, is for the tests to say.
"""

import os
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE, WIDE = 360, 1280
FAULTS_ALONE = {"resultTypes": ["violations"]}
"""What is no fault is not listed, which takes axe most of its time."""
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    **FAULTS_ALONE,
}
SCHEMES = {"light": RULES, "dark": {"runOnly": ["color-contrast", "link-in-text-block"], **FAULTS_ALONE}}
"""What is checked in each scheme: in the dark, what colour decides."""
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
TALL = "document.documentElement.scrollHeight"
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, select, textarea, input")]
  .filter((each) => each.type !== "hidden" && !each.closest("[hidden], [aria-hidden=true]"))
  .filter((each) => !each.closest(".skip, caption") && each.getClientRects().length)
  .filter((each) => {
    const around = each.closest("p");
    const [before, after] = [document.createRange(), document.createRange()];
    if (around) {
      before.setStart(around, 0);
      before.setEndBefore(each);
      after.setStartAfter(each);
      after.setEnd(around, around.childNodes.length);
    }
    return !around || (!/[^.?!:\\s”]\\s*$/.test(before.toString()) && !/\\p{L}/u.test(after.toString()));
  })
  .map((each) => ["checkbox", "radio"].includes(each.type) ? each.labels[0] : each)
  .filter((each) => each.getBoundingClientRect().height < 43.9)
  .map((each) => each.outerHTML.slice(0, 120))"""
"""What is less than 44 px high. A link within a sentence may be; one that is a sentence of its own may not."""
DOUBLE_IDS = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  return ids.filter((each, at) => ids.indexOf(each) !== at);
}"""
SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
LAYOUTS = (
    "main, table, dl, ins, .notice, .error-summary, .card, "
    ".matrix, .questions:not(.many), .questions.many, .group .group, .row, .files, .part, .list, .sheet-table"
)
ANSWERS = """() => [...document.querySelectorAll(".field")].flatMap((each) => [...each.classList])"""
KINDS = f"""() => "{LAYOUTS}".split(", ").filter((each) => document.querySelector(each))"""


@dataclass
class Barriers:
    """Looks at pages, and keeps what it found.

    What is laid out in a way of its own is looked at on a phone, and wide in the dark, where it is first met. Elsewhere
    axe looks at a page once, and not at all without `every` unless it asks for a kind of answer that was not met
    before; widths, targets and ids are looked at on all. FORMSPEC_SOAK lets axe look at all pages in every way.
    """

    every: bool = True
    axe: Axe = field(default_factory=Axe)
    found: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    def look(self, name: str, page: Page) -> None:
        """Look at a page in the state that it is in."""
        self.seen.append(name)
        self.found += [f"{name}: the id {each} stands twice" for each in page.evaluate(DOUBLE_IDS)]
        layouts, answers = set(page.evaluate(KINDS)) - self.met, set(page.evaluate(ANSWERS)) - self.met
        self.met |= layouts | answers
        light = {"light": RULES} if answers or self.every else {}
        dark = {"dark": SCHEMES["dark"]}
        for width, schemes in ((PHONE, {"light": RULES} if layouts else {}), (WIDE, dark if layouts else light)):
            self.look_at(name, page, width, SCHEMES if SOAK > 1 else schemes)

    def look_at(self, name: str, page: Page, width: int, schemes: dict[str, dict[str, Any]]) -> None:
        """Look at a page at one width."""
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate(WIDER_THAN_THE_SCREEN):
            self.found.append(f"{name} at {width}: wider than the screen")
        self.found += [f"{name} at {width}: small target {each}" for each in page.evaluate(SMALL_TARGETS)]
        if schemes:
            # so tall that no bar lies over a link
            page.set_viewport_size({"width": width, "height": page.evaluate(TALL)})
        for scheme, rules in schemes.items():
            page.emulate_media(color_scheme=scheme)
            for each in self.axe.run(page, options=rules).response["violations"]:
                places = [str(place["target"]) for place in each["nodes"][:3]]
                self.found.append(f"{name} at {width}, {scheme}: {each['id']} {places}")
        page.emulate_media(color_scheme="light")
