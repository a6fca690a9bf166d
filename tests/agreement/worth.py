"""What an answer or a worked-out value is to the judge, and how two of them compare.

Here live plain Python values, and the sentences of the language on comparing them and on moving days and times. None
stands for a value that is missing, and for what is not known.
"""

import operator
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil, floor
from re import fullmatch

from formspec.logic import Duration
from formspec.model import Column


@dataclass(frozen=True)
class Chosen:
    """One option: `value` for is and one-of, `score` for numbers."""

    value: str
    score: Fraction | None


@dataclass(frozen=True)
class Opaque:
    """An answer that is there, and that nothing can be said of besides."""

    value: object


Worth = Fraction | Chosen | tuple[Chosen, ...] | str | date | datetime | time | Opaque | None
Truth = bool | None

TOO_GREAT = 10**15
NUMBERS = ("whole-number", "decimal")
DAYS = ("date", "date-time")
AMOUNTS = ("at-least", "at-most", "more-than", "less-than")
TEXTS = ("text", "long-text", "email", "phone", "url")
NAMED = ("person", "signature")
ORDERS: dict[str, Callable[[object, object], bool]] = {
    "at-least": operator.ge,
    "at-most": operator.le,
    "more-than": operator.gt,
    "less-than": operator.lt,
    "before": operator.lt,
    "after": operator.gt,
    "on-or-before": operator.le,
    "on-or-after": operator.ge,
}
"""What each test of an order asks of the subject and the operand."""


def is_decimal(text: str) -> bool:
    return fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", text.strip()) is not None


def number_or_text(text: str) -> Worth:
    """A number when it is written as one, else text."""
    return Fraction(text.strip()) if is_decimal(text) else text


def read(column: Column, value: object) -> Worth:
    """What a well-formed value of a record is."""
    match column.kind:
        case "whole-number" | "decimal":
            return Fraction(str(value))
        case "date" | "date-time" | "time":
            return {"date": date, "date-time": datetime, "time": time}[column.kind].fromisoformat(str(value))
        case "yes-no":
            return Chosen(str(value), None)
        case "choice" | "scale":
            return option_of(column, value)
        case "choices":
            assert isinstance(value, list)
            return tuple(option_of(column, each) for each in value)
        case kind if kind in (*TEXTS, *NAMED):
            return str(value["name"] if isinstance(value, dict) else value)
        case _:
            return Opaque(str(value))


def option_of(column: Column, value: object) -> Chosen:
    named = value["option"] if isinstance(value, dict) else value
    score = next((each.score for each in column.options if each.value == named), None)
    return Chosen(str(named), None if score is None else Fraction(score))


def number_of(worth: Worth) -> Fraction | None:
    """The number that a value is, or that its option scores."""
    if isinstance(worth, Chosen):
        return worth.score
    return worth if isinstance(worth, Fraction) else None


def limited(worth: Worth) -> Worth:
    return None if isinstance(worth, Fraction) and abs(worth) >= TOO_GREAT else worth


def rounded(number: Fraction, places: int) -> Fraction:
    """Half away from zero."""
    shifted = abs(number) * 10**places
    whole = shifted.numerator // shifted.denominator
    nearest = whole + (shifted - whole >= Fraction(1, 2))
    return Fraction(nearest if number >= 0 else -nearest, 10**places)


def made_whole(worth: Worth, way: str) -> Worth:
    """A number as the whole number above it, below it, or nearest to it, half away from zero."""
    if not isinstance(worth, Fraction) or not way:
        return worth
    return {"up": Fraction(ceil(worth)), "down": Fraction(floor(worth)), "nearest": rounded(worth, 0)}[way]


def rounded_to(worth: Worth, places: int | None) -> Worth:
    """What a calculation or an outcome keeps of a number: two places, unless it says otherwise."""
    return rounded(worth, 2 if places is None else places) if isinstance(worth, Fraction) else worth


def literal_for(subject: Worth, text: str) -> Worth:
    """A literal operand, read by what it is compared with."""
    try:
        if isinstance(subject, Fraction):
            return Fraction(text) if is_decimal(text) else text
        if isinstance(subject, date):
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        if isinstance(subject, time):
            return time.fromisoformat(text)
    except ValueError:
        return None
    return text


def alike(left: Worth, right: Worth) -> bool:
    """Whether two answers are known to be the same; of several options, whether they are all the same.

    Of texts, neither capitals nor the number of blanks between words count.
    """
    if isinstance(left, tuple) and isinstance(right, tuple):
        return {each.value for each in left} == {each.value for each in right}
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold().split() == right.casefold().split()
    return same(left, right) is True


def same(left: Worth, right: Worth) -> Truth:
    """Whether two values are the same; unknown when one is missing, or they are unlike."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left == right
    if isinstance(left, tuple):
        return [each.value for each in left] == [right.strip()] if isinstance(right, str) else None
    times = comparable_times(left, right)
    if times:
        return times[0] == times[1]
    one, other = as_word(left), as_word(right)
    return None if one is None or other is None else one == other


def as_option(worth: Worth) -> str | None:
    """The value of the option that a worked-out value names; a whole number names the option that is written so."""
    whole = isinstance(worth, Fraction) and worth.denominator == 1
    return str(worth) if whole else as_word(worth)


def as_word(worth: Worth) -> str | None:
    if isinstance(worth, Chosen):
        return worth.value
    return worth.strip() if isinstance(worth, str) else None


def comparable_times(left: Worth, right: Worth) -> tuple[object, object] | None:
    """Two days, two moments, two times of day; of a day and a moment, the days."""
    if isinstance(left, time) and isinstance(right, time):
        return left, right
    if not isinstance(left, date) or not isinstance(right, date):
        return None
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left, right
    return day_of(left), day_of(right)


def day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def ordered(op: str, left: Worth, right: Worth) -> Truth:
    """Whether two numbers, or two days or times, stand in the order that a test asks for."""
    if op in AMOUNTS:
        one, other = number_of(left), number_of(right)
        return None if one is None or other is None else ORDERS[op](one, other)
    times = comparable_times(left, right)
    return ORDERS[op](*times) if times else None


def listed(subject: Worth, texts: tuple[str, ...]) -> Truth:
    """Whether a value is one of these; of several options, whether any is."""
    if subject is None:
        return None
    if isinstance(subject, tuple):
        return any(each.value in texts for each in subject)
    found = [same(subject, literal_for(subject, text)) for text in texts]
    return True if True in found else None if None in found else False


def moved(worth: Worth, by: Duration | None, sign: int) -> Worth:
    """A day or time that is so much later (1) or earlier (-1)."""
    if by is None or worth is None:
        return worth
    try:
        if isinstance(worth, time):
            return _moved_clock(worth, by, sign)
        return _moved_day(worth, by, sign) if isinstance(worth, date) else None
    except (OverflowError, ValueError):
        return None


def _moved_clock(clock: time, by: Duration, sign: int) -> Worth:
    if by.unit not in {"minutes", "hours"}:
        return None
    minutes = clock.hour * 60 + clock.minute + sign * by.number * (60 if by.unit == "hours" else 1)
    return time(minutes // 60, minutes % 60) if 0 <= minutes < 24 * 60 else None


def _moved_day(day: date, by: Duration, sign: int) -> Worth:
    if by.unit in {"minutes", "hours"}:
        return day + sign * timedelta(**{by.unit: by.number}) if isinstance(day, datetime) else None
    if by.unit in {"days", "weeks"}:
        return day + sign * timedelta(**{by.unit: by.number})
    months = day.year * 12 + day.month - 1 + sign * by.number * (12 if by.unit == "years" else 1)
    year, month = months // 12, months % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def between(start: Worth, end: Worth, unit: str) -> Fraction | None:
    """The time from one to the other in whole days, weeks, months or years, or in exact minutes or hours."""
    clocks = isinstance(start, time) and isinstance(end, time)
    if unit in {"minutes", "hours"}:
        if not clocks and not (isinstance(start, date) and isinstance(end, date)):
            return None
        minutes = (moment_of(end) - moment_of(start)) / timedelta(minutes=1)
        return Fraction(round(minutes)) / (60 if unit == "hours" else 1)
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    first, last = day_of(start), day_of(end)
    return Fraction(complete(first, last, unit) if first <= last else -complete(last, first, unit))


def moment_of(worth: Worth) -> datetime:
    if isinstance(worth, time):
        return datetime.combine(date(2000, 1, 1), worth)
    assert isinstance(worth, date)
    return worth if isinstance(worth, datetime) else datetime.combine(worth, time())


def complete(first: date, last: date, unit: str) -> int:
    """How many complete days, weeks, months or years lie between two days in order."""
    if unit in {"days", "weeks"}:
        return (last - first).days // (7 if unit == "weeks" else 1)
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return months // 12 if unit == "years" else months
