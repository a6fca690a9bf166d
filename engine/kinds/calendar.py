"""Days and times as people type them and as records keep them, for the kinds `date`, `time` and `date-time`.

Here live reading and showing of the parts, and the patterns of exact calendar days. Nothing here knows a question.
Only the digits 0 to 9 are digits here. Years run from 1900 to 2199.
"""

import re
from datetime import date, time

DAY = (
    "(?:19|2[01])[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:(?:19|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)-02-29"
)
"""The pattern of a day that is in the calendar, as 2026-11-23."""
CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
"""The pattern of a time of day, as 10:15."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
YEARS = range(1900, 2200)

_MONTH_NUMBERS = {str(number): number for number in range(1, 13)}
_MONTH_NUMBERS |= {f"0{number}": number for number in range(1, 10)}
_MONTH_NUMBERS |= {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name.lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_DAY_NUMBERS = {str(number): number for number in range(1, 32)} | {f"0{number}": number for number in range(1, 10)}
_SPOKEN_TIMES = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}
_TWENTY_FOUR = re.compile("([01]?[0-9]|2[0-3])[:.]([0-5][0-9])|([01][0-9]|2[0-3])([0-5][0-9])")
_TWELVE = re.compile("(0?[1-9]|1[0-2])(?:[:.]?([0-5][0-9]))? ?([ap])\\.?m\\.?")
_NOON = 12
_DAY = re.compile(DAY)
_CLOCK = re.compile(CLOCK)


def read_day(text: str) -> int | None:
    """Return the day of a month, or None when it is not one."""
    return _DAY_NUMBERS.get(text)


def read_month(text: str) -> int | None:
    """Return the number of a month given as a number, by name or by the name's first three letters, or None."""
    return _MONTH_NUMBERS.get(text.lower().removesuffix("."))


def is_four_digits(text: str) -> bool:
    """Say whether a year is written with four digits."""
    return len(text) == len("2026") and text.isascii() and text.isdigit()


def day_of(day: int, month: int, year: int) -> str | None:
    """Return the day as 2026-11-23, or None when the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_time(text: str) -> str | None:
    """Return a time of day as 10:15, or None: takes 10:15, 10.15, 1015, 10am, 2:30pm, midday, midnight."""
    text = text.lower()
    if spoken := _SPOKEN_TIMES.get(text):
        return spoken
    if found := _TWENTY_FOUR.fullmatch(text):
        hour, minute = found[1] or found[3], found[2] or found[4]
        return f"{hour:0>2}:{minute}"
    if found := _TWELVE.fullmatch(text):
        hour_number = int(found[1]) % _NOON + (_NOON if found[3] == "p" else 0)
        return f"{hour_number:02}:{found[2] or '00'}"
    return None


def is_time(written: str) -> bool:
    """Say whether a record's day or time is a time of day alone."""
    return _CLOCK.fullmatch(written) is not None


def is_day(written: str) -> bool:
    """Say whether a record's text is a day of the calendar, with a time of day or without."""
    day, _, clock = written.partition("T")
    return _DAY.fullmatch(day) is not None and (is_time(clock) or "T" not in written)


def show(written: str) -> str:
    """Return a record's day, time of day or both for reading; a text that is none of them stays as it is."""
    if is_time(written):
        return show_time(written)
    if not is_day(written):
        return written
    day, _, clock = written.partition("T")
    return f"{show_day(day)} at {show_time(clock)}" if clock else show_day(day)


def show_day(day: str) -> str:
    """Return 2026-11-23 as 23 November 2026."""
    shown = date.fromisoformat(day)
    return f"{shown.day} {MONTHS[shown.month - 1]} {shown.year}"


def show_time(clock: str) -> str:
    """Return 14:30 as 2:30pm, and the two times that have names as midday and midnight."""
    shown = time.fromisoformat(clock)
    if not shown.minute and shown.hour in (0, _NOON):
        return "midday" if shown.hour else "midnight"
    minutes = f":{shown.minute:02}" if shown.minute else ""
    return f"{(shown.hour - 1) % _NOON + 1}{minutes}{'pm' if shown.hour >= _NOON else 'am'}"
