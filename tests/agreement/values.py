"""A value of the judge as the engine and the browser have it.

Here lives that one translation.
"""

from datetime import date, datetime, time
from fractions import Fraction

from tests.agreement.worth import Chosen


def plain(worth: object) -> object:
    """A value as the engine and the browser compare it; None for what is there and is not compared."""
    match worth:
        case Chosen():
            return worth.value
        case list():
            return worth
        case tuple():
            return tuple(each.value for each in worth)
        case datetime():
            return worth.strftime("%Y-%m-%dT%H:%M")
        case date():
            return worth.isoformat()
        case time():
            return worth.strftime("%H:%M")
        case str():
            return worth.strip()
        case _:
            return worth if isinstance(worth, Fraction) else None
