"""Somebody on a visit, who does what a schedule says in a real browser, and hears what its pages say of saving.

Here lives the carrying out of one step after the other, none of which waits for the one before. What was heard is
remembered by `hearing`; whether it is true is judged elsewhere.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, StorageState

from tests.browser.answers import AUDIT_TITLE
from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_session_end import let_it_rest
from tests.browser.visit.hearing import EAR, Heard
from tests.browser.visit.line import Line
from tests.browser.visit.place import VIEWPORT, phone, sign_in, take_along, unlock
from tests.browser.visit.schedule import Act, Schedule, Step
from tests.browser.visit.tabs import close, crash
from tests.browser.visit.test_without_connection import kill
from tests.browser.walk import start
from tests.pictures import written

HOUR_MILLISECONDS = 60 * 60 * 1000
_STATE = """() => {
  if (location.pathname.startsWith("/sign-in")) { return "signed out"; }
  if (document.querySelector("#unlock:not([hidden])")) { return "locked"; }
  if (document.querySelector(".error-summary dl.conflict")) { return "conflict"; }
  const form = document.querySelector("form[data-saving=yes]:not([hidden])");
  if (form && !document.querySelector("#saving").hidden) { return "open"; }
  const isToCome = document.readyState !== "complete" || document.querySelector("form[data-saves], #shell");
  return !isToCome || document.querySelector("#offline.wrong") ? "another" : "";
}"""
_SETTLED = "() => !document.querySelector('#saving')?.textContent.startsWith('Saving')"


class Outing:
    """One schedule on its way. `ticket` are the cookies of a browser in which somebody is signed in, `planted` a script
    that makes each page do something wrong.
    """

    def __init__(
        self,
        schedule: Schedule,
        line: Line,
        chromium: Browser,
        *,
        profile: Path,
        ticket: StorageState | None,
        planted: str = "",
    ) -> None:
        self.schedule = schedule
        self.line = line
        self.heard = Heard()
        self.tasks = ""
        self._chromium = chromium
        self._profile = profile
        self._ticket = ticket
        self._planted = planted
        self._stack = ExitStack()
        self._pages: dict[bool, Page] = {}
        self._is_away = False
        self._hours = 0.0
        self._chance = Random(schedule.number)
        self.device = self._opened()

    def __enter__(self) -> "Outing":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def carry_out(self) -> None:
        page = self._page(is_beside=False)
        page.goto(f"{self.line.address}/")
        if "/sign-in" in page.url:
            sign_in(page, self.line.address)
        self.tasks = start(page, self.line.address, AUDIT_TITLE)
        if self.schedule.is_taken:
            take_along(page, self.tasks)
        for step in self.schedule.steps:
            self.line.let_late_answers_go()
            _DOES[step.act](self, step)

    def fresh_page(self) -> Page:
        """Put the connection, the server and the clock right, close what is open, and open a blank page."""
        self.device.set_offline(True)
        self.mend()
        self._turn_clock(0)
        for page in self._pages.values():
            close(page)
        self._pages.clear()
        return self._page(is_beside=False)

    def mend(self) -> None:
        """Let everything through again."""
        self._is_away = False
        self.device.set_offline(False)
        self.line.mend()

    def at(self, section: str, *, is_beside: bool = False) -> Page:
        """Return a page on which a section is open, going to where there is a connection if it needs one."""
        page = self._page(is_beside=is_beside)
        for turn in range(8):
            state = self._state(page, section)
            if state == "open":
                return page
            if state == "signed out":
                self._go_in(page)
            elif state == "locked":
                self._unlock(page)
            elif state == "conflict":
                self._decide_by_hand(page)
            else:
                if turn:
                    self.mend()
                with suppress(Error):
                    page.goto(f"{self.tasks}/sections/{section}", wait_until="domcontentloaded")
        raise AssertionError(f"{section} does not open: {page.url} {page.locator('body').inner_text()[:500]}")

    def write(self, section: str, entries: Mapping[str, str], *, is_left: bool = True, is_beside: bool = False) -> None:
        """Write into a section's page; once more where the page went just then."""
        for _ in range(4):
            page = self.at(section, is_beside=is_beside)
            with suppress(Error):
                page.evaluate("([entries, isLeft]) => writeNow(entries, isLeft)", [entries, is_left])
                return
        raise AssertionError(f"nothing could be written in {section}")

    def add_photo(self, step: Step) -> None:
        """Choose a photo, where the page takes one."""
        page = self.at(step.section)
        with suppress(Error):
            for address, name in step.entries.items():
                place = page.locator(f'[id="{address}"]')
                if place.count():
                    place.set_input_files({"name": name, "mimeType": "image/png", "buffer": picture(step.shade)})

    def decide(self, page: Page) -> None:
        """Choose at each place where two texts of an answer stand, now this one and now that."""
        while page.evaluate("isFirst => decideNow(isFirst)", self._chance.random() < 0.5):
            continue

    def _opened(self) -> BrowserContext:
        if self.schedule.can_be_killed:
            device = self._stack.enter_context(phone(self._chromium, self._profile))
        else:
            device = self._stack.enter_context(
                self._chromium.new_context(viewport=VIEWPORT, storage_state=self._ticket)
            )
        device.set_default_timeout(PATIENCE_MILLISECONDS)
        device.on("console", self.heard.hear)
        device.on("dialog", _leave)
        device.add_init_script(path=EAR)
        device.add_init_script(self._planted)
        device.set_offline(self._is_away)
        return device

    def _page(self, *, is_beside: bool) -> Page:
        if is_beside not in self._pages:
            self._pages[is_beside] = self.device.new_page()
        return self._pages[is_beside]

    def _state(self, page: Page, section: str) -> str:
        """What a page shows, once that is clear: "open" where it is the section, "" where it is nothing of use."""
        if not (page.url.endswith(f"/sections/{section}") or "/sign-in" in page.url):
            return ""
        try:
            return str(page.wait_for_function(_STATE, polling=20).json_value())
        except Error:
            return ""

    def _go_in(self, page: Page) -> None:
        with suppress(Error):
            sign_in(page, self.line.address)
            return
        self.mend()

    def _unlock(self, page: Page) -> None:
        with suppress(Error):
            unlock(page)
            page.locator("#unlock").wait_for(state="hidden")

    def _decide_by_hand(self, page: Page) -> None:
        with suppress(Error):
            self.heard.decided |= set(page.locator(".error-summary dl.conflict dd span:last-child").all_inner_texts())
            page.get_by_role("button", name="Save and continue").click()

    def _write(self, step: Step) -> None:
        self.write(step.section, step.entries, is_left=step.act is Act.WRITE, is_beside=step.is_beside)

    def _settle(self, _: Step) -> None:
        page = self._page(is_beside=False)
        for _turn in range(20):
            self.line.let_late_answers_go()
            with suppress(Error):
                page.wait_for_function(_SETTLED, timeout=500, polling=20)
                return

    def _go_on(self, _: Step) -> None:
        with suppress(Error):
            self._page(is_beside=False).get_by_role("button", name="Save and continue").click(timeout=1_000)

    def _reload(self, _: Step) -> None:
        with suppress(Error):
            self._page(is_beside=False).reload()

    def _back(self, _: Step) -> None:
        with suppress(Error):
            self._page(is_beside=False).go_back()

    def _kill_tab(self, step: Step) -> None:
        if page := self._pages.pop(step.is_beside, None):
            crash(page)

    def _close_tab(self, step: Step) -> None:
        if page := self._pages.pop(step.is_beside, None):
            close(page)

    def _kill_browser(self, _: Step) -> None:
        kill(self._profile)
        self._stack.close()
        self._pages.clear()
        self.device = self._opened()
        self._turn_clock(self._hours)

    def _away(self, step: Step) -> None:
        self._is_away = step.act is Act.AWAY
        self.device.set_offline(self._is_away)
        self.line.is_cut = step.act is Act.CUT

    def _fates(self, step: Step) -> None:
        self.line.fates.extend(step.fates)

    def _sign_in(self, _: Step) -> None:
        page = self.device.new_page()
        with suppress(Error):
            page.goto(f"{self.line.address}/sign-in")
            if page.get_by_label("Password").count():
                sign_in(page, self.line.address)
        close(page)

    def _clock(self, step: Step) -> None:
        self._turn_clock(step.hours)

    def _turn_clock(self, hours: float) -> None:
        self._hours = hours
        turn = f"turnClock({hours * HOUR_MILLISECONDS})"
        self.device.add_init_script(turn)
        for page in self._pages.values():
            with suppress(Error):
                page.evaluate(turn)


def _leave(question: Dialog) -> None:
    """Leave a page that asks whether it may be left, as whoever is in a hurry does."""
    with suppress(Error):
        question.accept()


@cache
def picture(shade: int) -> bytes:
    """Return a photo of a few kilobytes, another for each shade."""
    return written(Image.frombytes("RGB", (40, 30), Random(shade).randbytes(40 * 30 * 3)), "PNG")


_DOES: Mapping[Act, Callable[[Outing, Step], None]] = {
    Act.WRITE: Outing._write,
    Act.TYPE: Outing._write,
    Act.PHOTO: Outing.add_photo,
    Act.SETTLE: Outing._settle,
    Act.GO_ON: Outing._go_on,
    Act.RELOAD: Outing._reload,
    Act.BACK: Outing._back,
    Act.KILL_TAB: Outing._kill_tab,
    Act.CLOSE_TAB: Outing._close_tab,
    Act.KILL_BROWSER: Outing._kill_browser,
    Act.AWAY: Outing._away,
    Act.CUT: Outing._away,
    Act.HERE: Outing._away,
    Act.KILL_SERVER: lambda outing, _: outing.line.kill(),
    Act.START_SERVER: lambda outing, _: outing.line.start(),
    Act.FATES: Outing._fates,
    Act.REST: lambda outing, _: let_it_rest(outing.line.data / "formspec.sqlite3"),
    Act.SIGN_IN: Outing._sign_in,
    Act.CLOCK: Outing._clock,
}
