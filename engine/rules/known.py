"""Values as rules know them: exact numbers, texts, and the options that were chosen.

Here live what a value is and how a number is rounded and written. A value that is not there is None.
"""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from engine.json_value import Json
from engine.kinds.calculated import LARGEST
from formspec.reading import is_decimal

Scalar = Fraction | str | tuple[str, ...] | None
PLACES = 2
"""The places that a worked-out number is rounded to, unless the spec says otherwise."""


class Known(NamedTuple):
    """A value: what it is compared by (None for what is not compared), and the number that it counts, if any.

    An option counts its score.
    """

    value: Scalar
    number: Fraction | None = None


def number(amount: Fraction | Decimal | int) -> Known | None:
    """Return a number as a value; None when it is too large to be told exactly."""
    exact = Fraction(amount)
    return Known(exact, exact) if abs(exact) < LARGEST else None


def written(text: str) -> Known:
    """Return what a spec writes as a value: a number when it is written as one."""
    return Known(text, Fraction(text) if is_decimal(text) else None)


def result(text: str) -> Known | None:
    """Return what a band or branch comes to: a number when it is written as one, else a text; None for nothing."""
    if not text:
        return None
    return number(Fraction(text)) if is_decimal(text) else Known(text)


def rounded(exact: Fraction, places: int) -> Fraction:
    """Return a number rounded to so many places, a half away from zero."""
    scale = 10**places
    whole, left = divmod(abs(exact) * scale, 1)
    nearest = whole + (1 if left * 2 >= 1 else 0)
    return Fraction(nearest, scale) * (-1 if exact < 0 else 1)


def as_json(exact: Fraction) -> int | float:
    """Return a number as a document keeps it: without a point when it is whole."""
    return exact.numerator if exact.denominator == 1 else float(exact)


def to_places(known: Known | None, places: int | None) -> Known | None:
    """Return a value that was worked out, a number rounded to so many places, or to `PLACES`."""
    if known is None or not isinstance(known.value, Fraction):
        return known
    return number(rounded(known.value, PLACES if places is None else places))


def in_document(known: Known) -> Json:
    """Return a value as a document keeps it."""
    if isinstance(known.value, Fraction):
        return as_json(known.value)
    return known.value if known.value is None or isinstance(known.value, str) else list(known.value)


def as_text(known: Known) -> str:
    """Return a value as one text: a number as JSON writes it."""
    return str(in_document(known)) if isinstance(known.value, Fraction) else str(known.value)
