"""A date as a policy writes it, from `October 2025` to `2025-10-31`.

Here lives the reading of such dates alone. When a review is due lives in `reviews`.
"""

import re
from calendar import month_name, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_MONTHS = {name.casefold(): number for number, name in enumerate(month_name) if name}
_WORDS = re.compile(r"(?:([0-9]{1,2}) )?([A-Za-z]+) ([0-9]{4})")
_NUMBERS = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDate:
    """A date as the policy writes it ("October 2025") and the last day that it covers (31 October 2025)."""

    text: str
    last_day: date


def policy_date(text: str) -> PolicyDate | None:
    """Return the date that a text gives, or None when it gives none."""
    if found := _WORDS.fullmatch(text):
        return _dated(text, found[3], _MONTHS.get(found[2].casefold(), 0), found[1])
    if found := _NUMBERS.fullmatch(text):
        return _dated(text, found[1], int(found[2]), found[3])
    return None


def in_months(text: str, names: Sequence[str]) -> str:
    """Return a date as a policy writes it with other names for the months, the first of which is January's."""
    found = _WORDS.fullmatch(text)
    number = _MONTHS.get(found[2].casefold(), 0) if found else 0
    return text.replace(found[2], names[number - 1]) if found and number else text


def _dated(text: str, year: str, month: int, day: str | None) -> PolicyDate | None:
    try:
        number = int(year)
        last = int(day) if day else monthrange(number, month)[1]
        return PolicyDate(text=text, last_day=date(number, month, last))
    except ValueError:
        return None
