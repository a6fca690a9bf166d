"""Days and times as people type them and as records keep them, for the kinds `date`, `time` and `date-time`.

Here live reading and showing of the parts, and the patterns of exact calendar days. Nothing here knows a question.
Only the digits 0 to 9 are digits here. Years run from 1900 to 2199.
"""

import re
from datetime import date, datetime, time

from engine.language import ENGLISH, MONTHS, Language

DAY = (
    "(?:19|2[01])[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:(?:19|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)-02-29"
)
"""The pattern of a day that is in the calendar, as 2026-11-23."""
CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
"""The pattern of a time of day, as 10:15."""

WELSH_MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
"""They are read whatever the language of a page, because what was typed on one page may be read on another."""
YEARS = range(1900, 2200)

_MONTH_NUMBERS = {str(number): number for number in range(1, 13)}
_MONTH_NUMBERS |= {f"0{number}": number for number in range(1, 10)}
for _names in (WELSH_MONTHS, MONTHS):
    _MONTH_NUMBERS |= {name[:3].lower(): number for number, name in enumerate(_names, 1)}
    _MONTH_NUMBERS |= {name.lower(): number for number, name in enumerate(_names, 1)}
_MONTH_NUMBERS |= {"sept": 9, "chwef": 2, "gorff": 7, "tach": 11, "rhag": 12}
_DAY_NUMBERS = {str(number): number for number in range(1, 32)} | {f"0{number}": number for number in range(1, 10)}
_SPOKEN_TIMES = {
    "midday": "12:00",
    "noon": "12:00",
    "midnight": "00:00",
    "hanner dydd": "12:00",
    "hanner nos": "00:00",
}
_TWENTY_FOUR = re.compile("([01]?[0-9]|2[0-3])[:.]([0-5][0-9])|([01][0-9]|2[0-3])([0-5][0-9])")
_TWELVE = re.compile("(0?[1-9]|1[0-2])(?:[:.]?([0-5][0-9]))? ?(?:([ap])\\.?m|(y[bph]))\\.?")
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
    """Return a time of day as 10:15, or None: takes 10:15, 10.15, 1015, 10am, 2:30pm, midday, midnight, 10yb, 2yp."""
    text = text.lower()
    if spoken := _SPOKEN_TIMES.get(text):
        return spoken
    if found := _TWENTY_FOUR.fullmatch(text):
        hour, minute = found[1] or found[3], found[2] or found[4]
        return f"{hour:0>2}:{minute}"
    if found := _TWELVE.fullmatch(text):
        hour_number = int(found[1]) % _NOON + (0 if found[3] == "a" or found[4] == "yb" else _NOON)
        return f"{hour_number:02}:{found[2] or '00'}"
    return None


def is_time(written: str) -> bool:
    """Say whether a record's day or time is a time of day alone."""
    return _CLOCK.fullmatch(written) is not None


def is_day(written: str) -> bool:
    """Say whether a record's text is a day of the calendar, with a time of day or without."""
    day, _, clock = written.partition("T")
    return _DAY.fullmatch(day) is not None and (is_time(clock) or "T" not in written)


def until(written: str, *, itself: bool) -> str:
    """Return the pattern of records' days or times that are earlier than this one, or begin with it; "" for none."""
    earlier = [f"{written[:at]}[0-{int(digit) - 1}]" for at, digit in enumerate(written) if digit in "123456789"]
    alternatives = [*earlier, written] if itself else earlier
    return f"^(?:{'|'.join(alternatives)})" if alternatives else ""


def show(written: str, language: Language = ENGLISH) -> str:
    """Return a record's day, time of day or both for reading; a text that is none of them stays as it is."""
    if is_time(written):
        return show_time(written, language)
    if not is_day(written):
        return written
    day, _, clock = written.partition("T")
    if not clock:
        return show_day(day, language)
    return language.say("{day} at {time}", day=show_day(day, language), time=show_time(clock, language))


def tabled(written: str) -> date | datetime | time | str:
    """Return a record's day, time of day or both as what it is; a text that is none of them stays as it is."""
    if is_time(written):
        return time.fromisoformat(written)
    if not is_day(written):
        return written
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def show_day(day: str, language: Language = ENGLISH) -> str:
    """Return 2026-11-23 as 23 November 2026."""
    shown = date.fromisoformat(day)
    return f"{shown.day} {language.months[shown.month - 1]} {shown.year}"


def show_time(clock: str, language: Language = ENGLISH) -> str:
    """Return 14:30 as 2:30pm, and the two times that have names as midday and midnight."""
    shown = time.fromisoformat(clock)
    if not shown.minute and shown.hour in (0, _NOON):
        return language.say("midday") if shown.hour else language.say("midnight")
    hour = f"{(shown.hour - 1) % _NOON + 1}" + (f":{shown.minute:02}" if shown.minute else "")
    return language.say("{hour}pm", hour=hour) if shown.hour >= _NOON else language.say("{hour}am", hour=hour)
