"""The moments in an archive: when each submission came, and that nothing in it is of a time that has not been.

Here lives that alone. What is ahead of the clock would stand before everything that people do from now on, so an
archive that tells of it is not believed; a day is allowed for clocks that go wrong. The earliest moment that there can
be is for the shapes of the documents to say.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from engine.form import PARTS
from engine.json_value import JsonObject, as_list, as_object, as_text

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_TOLERANCE = timedelta(days=1)


def submitted_at(document: JsonObject, moment: JsonObject) -> datetime | None:
    """Return when a submission came, to the microsecond; None where that is said of another one."""
    when = moment.get("submitted")
    own = document.get("submitted")
    if not (isinstance(when, str) and isinstance(own, str) and _MOMENT.fullmatch(when)):
        return None
    alike = (moment.get("id"), moment.get("digest")) == (document.get("id"), document.get("digest"))
    if not alike or len(moment) != len(("id", "submitted", "digest")) or f"{when.partition('.')[0]}Z" != own:
        return None
    try:
        return datetime.fromisoformat(when).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def completed(document: JsonObject) -> Iterator[datetime]:
    """Yield when each part of a submission without errors was completed. Raises ValueError where there is no such."""
    for part in map(as_object, as_list(document.get(PARTS, []))):
        yield datetime.fromisoformat(as_text(part["completed"]))


def ahead(moments: Iterable[datetime], now: datetime) -> str:
    """Return what is wrong with moments that are later than now, behind the name of a line; "" where none is."""
    late = next((each for each in moments if each > now + _TOLERANCE), None)
    if late is None:
        return ""
    return (
        f"tells of {late:%Y-%m-%dT%H:%M:%SZ}, which is still to come: if the clock of this computer is wrong, set it "
        "right and try again; if not, do not use this ZIP"
    )
