"""Outings one after the other, from one school, whose server and browser serve them all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, StorageState

from tests.browser.visit.judging import Judge
from tests.browser.visit.line import Line
from tests.browser.visit.outing import Outing
from tests.browser.visit.place import enrol
from tests.browser.visit.schedule import Schedule


class Days:
    """A school, and who goes out from it; whoever is signed in stays so from one outing to the next."""

    def __init__(self, chromium: Browser, line: Line, profiles: Path) -> None:
        self._chromium = chromium
        self._line = line
        self._profiles = profiles
        self._ticket: StorageState | None = None

    def faults(self, planned: Schedule, planted: str = "") -> list[str]:
        """Carry a schedule out and return what became otherwise than a page said, a sentence each."""
        self._line.mend()
        profile = self._profiles / str(planned.number)
        with Outing(
            planned, self._line, self._chromium, profile=profile, ticket=self._ticket, planted=planted
        ) as outing:
            outing.carry_out()
            found = Judge(outing).faults()
            self._ticket = outing.device.storage_state()
        return found


@contextmanager
def school_days(place: Path, chromium: Browser) -> Iterator[Days]:
    enrol(place / "data")
    with Line(place / "data") as line:
        yield Days(chromium, line, place / "profiles")
