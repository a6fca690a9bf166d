"""Measure what a person who types waits for, beside the same page without scripts: `make bench`, or this file alone.

Here lives a form of 400 questions on one page, of which every fourth is asked by the answer before it, filled in on an
account whose words are kept on the device and sent. Beside it stands the plain form, on which no script runs but the
one that measures. Both pages are in one browser, slowed down four times as a small phone is; they are typed into turn
by turn, in bursts, with a pause after each that lets what was typed be sent.
A figure is the time from a keystroke to the end of the frame that shows it, in milliseconds.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.conftest import chromium_path
from tests.browser.visit.place import School, school, sign_in
from tests.browser.walk import start

TURNS = int(os.environ.get("BENCH_TURNS", "12"))
BURST = 20
SLOWED = 4
QUESTIONS = 400
GAP = 70
"""Milliseconds between two keystrokes."""
PAUSE = 600
"""Milliseconds between two bursts: longer than the pause after which what was typed is sent."""
MEASURES = """
window.took = [];
window.addEventListener("keydown", ({ timeStamp }) => {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.took.push(performance.now() - timeStamp);
    port2.postMessage(null);
  });
}, { capture: true });
"""
TAKEN = "() => window.took.splice(0)"


def measure_keystrokes() -> None:
    """Print the figures of both pages, and by how much ours is later."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        specs = Path(folder, "specs")
        (specs / "large").mkdir(parents=True)
        (specs / "large" / "1.yaml").write_text(spec(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        with school(Path(folder, "kept"), specs) as place:
            told(*typed(browser, place))
        browser.close()


def spec() -> str:
    """Return a form of one section."""
    asked = []
    for number in range(QUESTIONS):
        when = f", when: {{question: one.q{number - 1}, answered: true}}" if number % 4 == 3 else ""
        asked.append(f"      - {{id: q{number}, label: Question {number}, kind: text, max-length: 2000{when}}}\n")
    head = "formspec: 1\nform: large\nversion: 1\ntitle: Large\nsections:\n"
    return f"{head}  - id: one\n    title: One\n    questions:\n{''.join(asked)}"


def typed(browser: Browser, place: School) -> tuple[list[float], list[float]]:
    """Type into both pages turn by turn; return what each took."""
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, place.address)
        ticket = context.storage_state()
        section = f"{start(page, place.address, 'Large')}/sections/one"
    ours, plain = opened(browser, ticket, section), opened(browser, ticket, section, is_plain=True)
    expect(ours.locator("#saving")).to_contain_text("Nothing is entered yet.")
    for page in (ours, plain):
        burst(page, 0)
    figures: dict[Page, list[float]] = {ours: [], plain: []}
    for turn in range(1, TURNS + 1):
        for page in figures:
            figures[page] += burst(page, turn)
    expect(ours.locator("#saving")).to_contain_text("Saved at ")
    return figures[ours], figures[plain]


def opened(browser: Browser, ticket: StorageState, section: str, *, is_plain: bool = False) -> Page:
    """Open the section in a browser of its own that is slowed down."""
    context = browser.new_context(viewport={"width": 390, "height": 780}, storage_state=ticket)
    page = context.new_page()
    if is_plain:
        page.route("**/*.js*", lambda route: route.abort())
    page.add_init_script(MEASURES)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(section)
    return page


def burst(page: Page, turn: int) -> list[float]:
    """Type a few words into a question, and pause; return what the keystrokes took."""
    page.bring_to_front()
    page.locator(f'[name="one.q{turn * 4 + 2}"]').focus()
    for stroke in range(BURST):
        page.keyboard.press("x" if stroke % 6 else "Space")
        page.wait_for_timeout(GAP)
    page.wait_for_timeout(PAUSE)
    took: list[float] = page.evaluate(TAKEN)
    return took


def told(ours: list[float], plain: list[float]) -> None:
    """Print both rows, and by how much ours is later at each."""
    print(f"\n# typing, {QUESTIONS} questions on a page, the processor slowed {SLOWED} times, {len(ours)} keystrokes")
    for name, took in (("the plain form, no script", plain), ("ours: rules, kept on the device, sent", ours)):
        median, late, worst = spread(took)
        print(f"  {name:48} {median:7.1f} ms   95th percentile {late:6.1f} ms   worst {worst:6.1f} ms")
    later = [one - other for one, other in zip(spread(ours), spread(plain), strict=True)]
    ratio = statistics.median(ours) / statistics.median(plain)
    print(f"  ours is later by {later[0]:.1f}, {later[1]:.1f} and {later[2]:.1f} ms; x {ratio:.2f}", flush=True)


def spread(took: list[float]) -> tuple[float, float, float]:
    """Return the median, the 95th percentile and the worst."""
    ordered = sorted(took)
    return statistics.median(ordered), ordered[len(ordered) * 95 // 100], ordered[-1]


if __name__ == "__main__":
    measure_keystrokes()
