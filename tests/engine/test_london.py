"""The day in London at every moment that there can be."""

from datetime import UTC, date, datetime

import pytest

from engine.london import day_in, day_of

DAYS = {
    datetime(2026, 11, 23, 23, 30, tzinfo=UTC): date(2026, 11, 23),
    datetime(2026, 7, 1, 23, 30, tzinfo=UTC): date(2026, 7, 2),
    datetime(1, 1, 1, tzinfo=UTC): date(1, 1, 1),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC): date(9999, 12, 31),
}


@pytest.mark.parametrize(("moment", "day"), DAYS.items())
def test_every_moment_has_a_day(moment: datetime, day: date) -> None:
    assert day_of(moment) == day
    assert day_in(moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)) == day


def test_what_is_no_moment_has_none() -> None:
    assert day_in("2026-02-30T00:00:00Z") is None
