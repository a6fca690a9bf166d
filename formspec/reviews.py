"""The review of a form's policy: whether it is overdue, due soon or later, and how that is said.

Here lives the one test of when a review is due, and its words. Reading a date as a policy writes it lives in
`policy_date`; who is reminded of a review, and where, is for those who show it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from formspec.model import Policy
from formspec.policy_date import PolicyDate

Standing = Literal["overdue", "soon", "later"]
SOON_DAYS = 90
"""How many days before its last day a review counts as due soon."""

_UNITS = (("year", 365.2425, 730), ("month", 30.436875, 63), ("week", 7, 14), ("day", 1, 1))
"""What time is counted in: the noun, how many days it has, and from how many days on it is the one to count in."""


@dataclass(frozen=True, slots=True)
class Review:
    """When a policy is due for review, as one day sees it: `day` is the last on which it is not overdue."""

    due: PolicyDate
    standing: Standing
    words: str

    @property
    def day(self) -> str:
        """The last day for the review, as "31 October 2025"."""
        return day_in_words(self.due.last_day)


def review_of(policy: Policy | None, today: date) -> Review | None:
    """Return how the review of a policy stands on a day; None when the policy names no date for it."""
    due = policy.review if policy else None
    if due is None:
        return None
    standing, apart = _standing(due.last_day, today), apart_in_words(due.last_day, today)
    day = day_in_words(due.last_day)
    if standing == "overdue":
        return Review(due, standing, f"Review overdue since {day} ({apart})")
    return Review(due, standing, f"Review due by {day}, {f'in {apart}' if apart else 'which is today'}")


def day_in_words(day: date) -> str:
    """Return a day as "31 October 2025"."""
    return f"{day.day} {day:%B} {day.year}"


def _standing(last: date, today: date) -> Standing:
    left = (last - today).days
    if left < 0:
        return "overdue"
    return "soon" if left <= SOON_DAYS else "later"


def apart_in_words(last: date, today: date) -> str:
    """Return about how far two days are from each other, as "13 months"; "" where they are one."""
    days = abs((last - today).days)
    for noun, length, least in _UNITS:
        if days >= least:
            number = round(days / length)
            return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
    return ""
