"""Lengths of time as a spec writes them: `2 weeks`, `1 month`.

Here lives the reading alone. What a date moved by one comes to lives in `engine.rules`.
"""

import re

from formspec.logic import Duration

UNITS = ("minutes", "hours", "days", "weeks", "months", "years")
MOST = 100_000
_WRITTEN = re.compile(f"([0-9]{{1,6}}) ({'|'.join(unit.removesuffix('s') for unit in UNITS)})s?")


def duration(text: str) -> Duration | None:
    """Return the length of time that a text gives, or None when it gives none."""
    found = _WRITTEN.fullmatch(text.strip().casefold())
    if found is None or int(found[1]) > MOST:
        return None
    return Duration(number=int(found[1]), unit=f"{found[2]}s")
