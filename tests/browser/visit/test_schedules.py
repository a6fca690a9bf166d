"""Whatever befalls a whole audit on a visit, what a page said to be saved is there at the end, once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState

from tests.browser.visit.judging import Judge
from tests.browser.visit.line import Line
from tests.browser.visit.outing import Outing
from tests.browser.visit.place import enrol
from tests.browser.visit.schedule import Schedule, schedule

SEED = int(os.environ.get("FORMSPEC_SEED", "20261127"))
SCHEDULES = 2 * int(os.environ.get("FORMSPEC_SOAK", "1"))
ONE = os.environ.get("FORMSPEC_SCHEDULE", "")
NUMBERS = [int(ONE)] if ONE else range(SCHEDULES)


class Days:
    """Outings one after the other, from one school; whoever is signed in stays so from one to the next."""

    def __init__(self, chromium: Browser, line: Line, profiles: Path) -> None:
        self.chromium = chromium
        self.line = line
        self.profiles = profiles
        self.ticket: StorageState | None = None

    def faults(self, planned: Schedule) -> list[str]:
        self.line.mend()
        profile = self.profiles / str(planned.number)
        with Outing(planned, self.line, self.chromium, profile=profile, ticket=self.ticket) as outing:
            outing.carry_out()
            found = Judge(outing).faults()
            self.ticket = outing.device.storage_state()
        return found


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Days]:
    place = tmp_path_factory.mktemp("schedules")
    data = place / "data"
    enrol(data)
    with Line(data) as line:
        yield Days(chromium, line, place / "profiles")


@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_page_said_to_be_saved_is_there_once_in_the_end(days: Days, number: int) -> None:
    planned = schedule(SEED, number)
    print(planned)
    assert days.faults(planned) == []
