"""Days as a calendar that any program reads: iCalendar, RFC 5545.

Here lives how such a text is written: its lines are folded at 75 bytes (3.1), and what stands in a text is escaped
(3.3.11). What the days are about is for whoever asks to say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from engine.document import timestamp

MEDIA_TYPE = "text/calendar"
_LONGEST_LINE = 75
_END = "\r\n"
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True, slots=True)
class Event:
    """One day: an id that stays the same, when it was changed last and how often before, and what is on it."""

    id: str
    changed: datetime
    sequence: int
    day: date
    summary: str
    description: str
    url: str


def written(events: Iterable[Event], *, name: str) -> str:
    """Return a calendar of whole days, which block no time."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Formspec//Actions//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _lines(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}{_END}" for line in lines)


def _lines(event: Event) -> Iterator[str]:
    moment = timestamp(event.changed).replace("-", "").replace(":", "")
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.id)}"
    yield f"DTSTAMP:{moment}"
    yield f"LAST-MODIFIED:{moment}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(event.description)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Return a text as a value: escaped, and without the signs that no line may hold."""
    plain = "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())
    return plain.translate(_ESCAPED)


def _folded(line: str) -> str:
    """Return a line folded so that no part of it, with the blank that goes on with one, is longer than 75 bytes."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LONGEST_LINE:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += width
    return _END.join(parts)
