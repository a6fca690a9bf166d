"""The months that the overview looks back over: the last twelve, this one included, as they are in London."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from engine.london import LONDON

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """A month, and when it begins and ends: from `since`, and before `until`."""

    first: date
    since: datetime
    until: datetime

    @property
    def key(self) -> str:
        """The month as an address names it: "2026-11"."""
        return f"{self.first:%Y-%m}"

    @property
    def words(self) -> str:
        """The month in words: "November 2026"."""
        return f"{self.first:%B %Y}"

    @property
    def short(self) -> str:
        """The month in three letters."""
        return f"{self.first:%b}"


def last_months(today: date) -> tuple[Month, ...]:
    """Return the months up to the one that a day is in, the earliest first."""
    return tuple(_month(today.year * 12 + today.month - 1 - back) for back in reversed(range(MONTHS)))


def month_of(key: str, today: date) -> Month | None:
    """Return the one of the last months that an address names, None where it names none of them."""
    return next((each for each in last_months(today) if each.key == key), None)


def _month(number: int) -> Month:
    first, after = _first(number), _first(number + 1)
    return Month(first, _begins(first), _begins(after))


def _first(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)
