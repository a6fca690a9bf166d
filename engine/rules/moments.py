"""Days and times in rules: moving one by a length of time, and the time between two.

Here lives the arithmetic on ISO texts: a day is `2026-11-23`, a time `10:15`, both together have a T between them.
Months and years keep the day of the month, or take the month's last where it has no such day. Years outside 1900 to
2199 are no days here.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from fractions import Fraction

from formspec.logic import Duration

_DAY = len("2026-11-23")
_TIME = len("10:15")
_YEARS = range(1900, 2200)
_CLOCKED = frozenset({"minutes", "hours"})
_MINUTES = {"minutes": 1, "hours": 60}
_DAYS = {"days": 1, "weeks": 7}
_MONTHS = {"months": 1, "years": 12}


def is_moment(text: str) -> bool:
    """Say whether a text is a day, a time, or both."""
    return _read(text) is not None or _clock(text) is not None


def alike(one: str, other: str) -> tuple[str, str]:
    """Return two moments as they are compared: by the day alone, where one of them has no time."""
    if len(one) != len(other) and min(len(one), len(other)) == _DAY and is_moment(one) and is_moment(other):
        return one[:_DAY], other[:_DAY]
    return one, other


def comparable(one: str, other: str) -> bool:
    """Say whether two texts are moments of which one may be before the other: two times, or two days."""
    if _clock(one) is not None:
        return _clock(other) is not None
    return _read(one) is not None and _read(other) is not None


def moved(text: str, by: Duration, sign: int) -> str | None:
    """Return a moment later (1) or earlier (-1) by a length of time; None where that is no such moment."""
    clock = _clock(text)
    if clock is not None:
        return _moved_clock(clock, by, sign)
    start = _read(text)
    if start is None or (len(text) == _DAY and by.unit in _CLOCKED):
        return None
    try:
        end = _later(start, by.unit, by.number * sign)
    except (OverflowError, ValueError):
        return None
    if end.year not in _YEARS:
        return None
    return end.date().isoformat() if len(text) == _DAY else end.isoformat(timespec="minutes")


def between(start: str, end: str, unit: str) -> Fraction | None:
    """Return the time from one moment to another in a unit, negative when it runs backwards; None for unlike ones."""
    clocks = _clock(start), _clock(end)
    if clocks[0] is not None and clocks[1] is not None:
        return Fraction(clocks[1] - clocks[0], _MINUTES[unit]) if unit in _CLOCKED else None
    first, last = _read(start), _read(end)
    if first is None or last is None:
        return None
    if unit in _CLOCKED:
        return Fraction(round((last - first).total_seconds()), 60 * _MINUTES[unit])
    if unit in _DAYS:
        days = (last.date() - first.date()).days
        return Fraction(_truncated(days, _DAYS[unit]))
    return Fraction(_truncated(_months(first.date(), last.date()), _MONTHS[unit]))


def _truncated(count: int, size: int) -> int:
    return count // size if count >= 0 else -(-count // size)


def _months(start: date, end: date) -> int:
    if end < start:
        return -_months(end, start)
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _later(start: datetime, unit: str, count: int) -> datetime:
    if unit in _MONTHS:
        months = start.year * 12 + start.month - 1 + count * _MONTHS[unit]
        year, month = months // 12, months % 12 + 1
        return start.replace(year=year, month=month, day=min(start.day, monthrange(year, month)[1]))
    if unit in _DAYS:
        return start + timedelta(days=count * _DAYS[unit])
    return start + timedelta(minutes=count * _MINUTES[unit])


def _moved_clock(minutes: int, by: Duration, sign: int) -> str | None:
    if by.unit not in _CLOCKED:
        return None
    hour, minute = divmod(minutes + sign * by.number * _MINUTES[by.unit], 60)
    return f"{hour:02}:{minute:02}" if hour in range(24) else None


def _clock(text: str) -> int | None:
    """Return the minutes since midnight of a time without a day, None for any other text."""
    if len(text) != _TIME or text[2] != ":" or not (text[:2] + text[3:]).isdigit():
        return None
    return int(text[:2]) * 60 + int(text[3:])


def _read(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if len(text) in {_DAY, _DAY + 1 + _TIME} else None
    except ValueError:
        return None
