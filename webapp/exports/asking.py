"""What an export is asked for by: a form or one version of it, and a period of whole days.

Here lives the reading of those words, for the command line and the page alike. A day is one in London.
"""

import re
from datetime import date, datetime, time, timedelta

from engine.london import LONDON
from webapp.storage.exported import Selection

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_VERSION = re.compile(r"[1-9][0-9]{0,8}")


class Unclear(Exception):  # noqa: N818 (named after what happened)
    """What was asked for cannot be read: `about` says which word, the message is a sentence for a person."""

    def __init__(self, about: str, sentence: str) -> None:
        super().__init__(sentence)
        self.about = about


def selection(form: str | None = None, since: str | None = None, until: str | None = None) -> Selection:
    """Return what is asked for, by a form as `ap-audit` or `ap-audit@1`, and by the first day and the last.

    None leaves a word out. Raises Unclear.
    """
    name, version = _form(form)
    first = None if since is None else _day("since", since)
    last = None if until is None else _day("until", until)
    if first and last and last < first:
        raise Unclear("until", f"The last day, {until}, is before the first, {since}.")
    begins = None if first is None else _beginning(first)
    return Selection(form=name, version=version, since=begins, until=None if last is None else _beginning(_after(last)))


def _form(asked: str | None) -> tuple[str | None, int | None]:
    if asked is None:
        return None, None
    form, at, written = asked.partition("@")
    if at and not _VERSION.fullmatch(written):
        raise Unclear("form", f"There is no version “{written}” of {form}: write it like {form}@1.")
    return form, int(written) if at else None


def _day(about: str, written: str) -> date:
    try:
        if _DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise Unclear(about, f"“{written}” is not a day: write it like 2026-11-23.")


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
