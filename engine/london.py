"""The day that it is where the forms are filled in, which rules about today go by.

Here lives the one clock zone of the engine. A moment is kept in UTC, a day is as people there call it.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day_of(moment: datetime) -> date:
    """Return the day in London at a moment, which must know its zone."""
    return moment.astimezone(LONDON).date()


def day_in(written: str) -> date | None:
    """Return the day in London at a moment as documents write it, None when there is no such moment."""
    try:
        return day_of(datetime.fromisoformat(written))
    except (ValueError, OverflowError):
        return None
