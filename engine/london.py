"""The day that it is where the forms are filled in, which rules about today go by.

Here lives the one clock zone of the engine. A moment is kept in UTC, a day is as people there call it.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def in_london(moment: datetime) -> datetime:
    """Return a moment, which must know its zone, as the clocks in London show it.

    In the first and the last hours that there are, at which no clock there could show it, it is as it was given.
    """
    try:
        return moment.astimezone(LONDON)
    except OverflowError:
        return moment


def day_of(moment: datetime) -> date:
    """Return the day in London at a moment, which must know its zone."""
    return in_london(moment).date()


def day_in(written: str) -> date | None:
    """Return the day in London at a moment as documents write it, None when there is no such moment."""
    try:
        return day_of(datetime.fromisoformat(written))
    except ValueError:
        return None
