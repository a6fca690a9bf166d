"""Days and times as a spec writes them: 2026-11-23, 10:15, or both with a T between.

Here lives the reading alone; what moves and compares them lives in `engine.rules`.
"""

import re
from datetime import datetime

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MOMENT = re.compile(f"{_DAY.pattern}T{_TIME.pattern}")
_YEARS = range(1900, 2200)


def is_day(text: str) -> bool:
    """Say whether a text is a day that an answer may be."""
    return _DAY.fullmatch(text) is not None and _exists(text)


def is_time(text: str) -> bool:
    """Say whether a text is a time of day."""
    return _TIME.fullmatch(text) is not None


def is_moment(text: str) -> bool:
    """Say whether a text is a day with a time of day."""
    return _MOMENT.fullmatch(text) is not None and _exists(text)


def _exists(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).year in _YEARS
    except ValueError:
        return False
