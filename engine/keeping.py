"""When a record may go: the day on which the time is over for which its form says that it is kept.

Here lives that reckoning; the period in words lives in `engine.period`. Who decides what becomes of a record then, and
what is held back, is for whoever keeps records; nothing is deleted here.
"""

from datetime import date, datetime

from engine.form import Form
from engine.json_value import Json, JsonObject
from engine.london import day_of
from engine.rules.moments import moved
from formspec.records import SUBMITTED

_DAY = len("2026-11-26")


def due(form: Form, document: JsonObject, submitted: datetime) -> date | None:
    """Return the first day, in London, on which a record may go: it is due on that day and on every day after it.

    `document` is the whole submission, `form` the version that it was made on, and `submitted` its moment, which must
    know its zone. None when the form names no period, when the answer that starts the clock is not there, or when the
    day would be after 2199.
    """
    retention = form.spec.retention
    if retention is None:
        return None
    by_itself = retention.from_ == SUBMITTED
    start = day_of(submitted).isoformat() if by_itself else _answered(form, retention.from_, document)
    end = moved(start[:_DAY], retention.keep, 1)
    return date.fromisoformat(end) if end else None


def _answered(form: Form, address: str, document: JsonObject) -> str:
    """Return the day or time that a submission holds at an address, "" when it holds none."""
    cell = form.own.cell(address)
    value: Json = document.get("answers")
    for step in cell.path if cell else ("answers",):
        if step != "":
            value = value.get(str(step)) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""
