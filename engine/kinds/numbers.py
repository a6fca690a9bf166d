"""Numbers as people type them and as records keep them, for the kinds whose answers are numbers.

Here live reading, showing and bounding of a number. Nothing here knows a question. Only the digits 0 to 9 are digits, a
comma stands before each three of them or nowhere, and no number has more than 15 digits, so that every program that
reads a record understands the same number.
"""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from engine.json_value import Json
from engine.shapes import Shape, narrowed
from formspec.logic import Value
from formspec.reading import is_decimal

DIGITS = 15
CURRENCIES = frozenset("£$€")
"""The units that stand before a number, which then has two places behind the point, unless all such are whole."""

_GREATEST = 10**DIGITS - 1
_PENCE = 2
_SAME = str.maketrans("\u2212\xa0", "- ")
_NUMBER = r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"


def read_number(text: str, unit: str = "") -> Decimal | None:
    """Return the number that was typed, or None: takes 1250, 1,250, +3, -3, .5, and its unit on either side.

    Where there is no unit, £ is taken before the number, because people write it there.
    """
    found = _typed(unit.lower()).fullmatch(text.strip().translate(_SAME).lower())
    if found is None:
        return None
    sign = found["before"] or found["behind"] or ""
    return Decimal(sign + found["number"].replace(",", ""))


@lru_cache(maxsize=256)
def _typed(unit: str) -> re.Pattern[str]:
    """Return the pattern of a number with its unit, and a sign on one side of a unit that stands before it."""
    first, last = re.escape(unit or "£"), re.escape(unit)
    signed = f"(?:(?P<before>[+-])(?:{first} ?)?|(?:{first} ?)?(?P<behind>[+-])?)"
    return re.compile(f"{signed}{_NUMBER}(?: ?{last})?")


def digits(number: Decimal) -> tuple[int, int]:
    """Return how many digits a number has before the point and behind it, noughts at its ends apart."""
    whole, _, places = f"{abs(number):f}".partition(".")
    return len(whole.lstrip("0")), len(places.rstrip("0"))


def is_too_long(number: Decimal) -> bool:
    """Say whether a number has more digits than every program keeps."""
    return sum(digits(number)) > DIGITS


def as_json(number: Decimal) -> int | float:
    """Return the number as a record keeps it: 12, not 12.0."""
    return int(number) if number == number.to_integral_value() else float(number)


def as_decimal(value: Json) -> Decimal | None:
    """Return the number that a record holds, exactly as it is written there; None when it is none, or too great."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _GREATEST:
        return None
    return Decimal(repr(value))


def exact(value: Json) -> Fraction:
    """Return a value that is known to be a number, exactly as it is written. TypeError when it is not one."""
    return Fraction(repr(tabled(value)))


def tabled(value: Json) -> int | float:
    """Return a value that is known to be a number. TypeError when it is not one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a number is wanted here")
    return value


def bound(value: Value | None) -> Decimal | None:
    """Return the number that a bound is written as, None when there is none or it has to be worked out."""
    written = value is not None and value.op == "literal" and is_decimal(value.text)
    return Decimal(value.text) if value is not None and written else None


def is_outside(number: Decimal, least: Decimal | None, most: Decimal | None) -> str:
    """Return too-small or too-large for a number that is not between its bounds, otherwise ""."""
    if least is not None and number < least:
        return "too-small"
    return "too-large" if most is not None and number > most else ""


def plain(value: Json) -> str:
    """Return a number of a record as one would type it: 12.5."""
    return _without_noughts(Decimal(repr(value)))


def show(value: Json, unit: str = "", *, whole: bool = False) -> str:
    """Return a number of a record for reading: 1,250, 12 hours, 85%, £12.50, £12.00, and £12 where all are whole."""
    return _shown(Decimal(repr(value)), unit, whole=whole)


def show_bound(written: str, unit: str = "") -> str:
    """Return a bound for reading; one that is no number stays as it is."""
    return _shown(Decimal(written), unit, whole=True) if is_decimal(written) else written


def shape(*, whole: bool, places: int | None, least: Decimal | None, most: Decimal | None) -> Shape:
    """Return the shape of a number between its bounds, with at most so many places behind the point."""
    few = 0 if whole else DIGITS if places is None else places
    lowest, highest = Decimal(-_GREATEST), Decimal(_GREATEST)
    schema = {
        "type": "integer" if whole else "number",
        "minimum": as_json(lowest if least is None else max(least, lowest)),
        "maximum": as_json(highest if most is None else min(most, highest)),
    }

    def accepts(given: Json) -> bool:
        number = as_decimal(given)
        return number is not None and digits(number)[1] <= few and not is_outside(number, least, most)

    bounded = Shape(dict(schema), accepts)
    if whole:
        return bounded
    behind = "" if places is None else f", at most {places} of them behind the point"
    said = f"It has at most {DIGITS} digits{behind}."
    return narrowed(bounded, said, lambda given: not is_too_long(Decimal(repr(given))))


def _without_noughts(number: Decimal) -> str:
    written = f"{number:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written


def _shown(number: Decimal, unit: str, *, whole: bool) -> str:
    sign, bare = ("-", abs(number)) if number < 0 else ("", abs(number))
    places = digits(bare)[1]
    if unit in CURRENCIES:
        return f"{sign}{unit}{bare:,.{max(places, _PENCE) if places or not whole else 0}f}"
    between = "" if unit in ("", "%") else " "
    return f"{sign}{bare:,.{places}f}{between}{unit}"
