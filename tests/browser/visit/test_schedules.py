"""Whatever befalls a whole audit on a visit, what a page said to be saved is there at the end, once.

FORMSPEC_SCHEDULE is the number of a schedule, or the first and the last of several, as in 106-534.
"""

import os

import pytest

from tests.browser.visit.days import Days
from tests.browser.visit.schedule import schedule

SEED = int(os.environ.get("FORMSPEC_SEED", "20261127"))
SCHEDULES = int(os.environ.get("FORMSPEC_SOAK", "1"))
FIRST, _, LAST = os.environ.get("FORMSPEC_SCHEDULE", "").partition("-")
NUMBERS = range(int(FIRST), int(LAST or FIRST) + 1) if FIRST else range(SCHEDULES)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_page_said_to_be_saved_is_there_once_in_the_end(days: Days, number: int) -> None:
    planned = schedule(SEED, number)
    print(planned)
    assert days.faults(planned) == []
