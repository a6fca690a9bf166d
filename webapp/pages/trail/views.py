"""The audit trail as a page, and as a file that can be checked elsewhere."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from webapp.deeds import Deed
from webapp.pages.downloads import lines
from webapp.pages.identity import at_hand
from webapp.pages.words import LONDON
from webapp.storage.trail_statements import ActOf

trail = Blueprint("trail", __name__, url_prefix="/trail", template_folder="templates")
_LONGEST_NUMBER = 9
"""The digits of a number that the database can compare with."""
_PAGE = 50
_CHECKSUMS = frozenset({"digest", "sha256", "what"})


@dataclass(frozen=True, slots=True)
class Shown:
    """An act as a person reads it: when, who, and what they did to which thing."""

    act: ActOf
    who: str
    words: str
    more: str


@trail.get("")
def page() -> str:
    """Show the latest acts: all of them, of one person, or to one thing."""
    before, day, who, thing = (request.args.get(name, "") for name in ("before", "day", "who", "thing"))
    number = int(before) if before.isascii() and before.isdigit() and len(before) <= _LONGEST_NUMBER else None
    found = at_hand().acts(before=number, until=_end_of(day), who=who, thing=thing, limit=_PAGE + 1)
    acts = found[:_PAGE]
    at_hand().look(Deed.TRAIL_READ, "trail")
    asked: dict[str, Any] = {name: value for name, value in (("day", day), ("who", who), ("thing", thing)) if value}
    older = url_for(".page", before=acts[-1].number, **asked) if len(found) > _PAGE else ""
    return render_template(
        "trail.html",
        acts=list(_shown(acts)),
        older=older,
        asked=asked,
        names=sorted(at_hand().names().items(), key=lambda each: each[1]),
        first=not before,
    )


@trail.get(".jsonl")
def download() -> Response:
    """Give the whole trail as a file, one act a line, each with its hash and that of the one before it."""
    at_hand().look(Deed.TRAIL_READ, "trail", what="download")
    return lines((act.line for act in at_hand().every_act()), "audit-trail.jsonl")


def _end_of(day: str) -> datetime | None:
    """Return when a day ends, None when it is none: whoever types another thing is shown the latest."""
    try:
        return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), LONDON)
    except (ValueError, OverflowError):
        return None


def _shown(acts: tuple[ActOf, ...]) -> Iterator[Shown]:
    names, deeds = at_hand().names(), {each.value: each for each in Deed}
    for act in acts:
        words = deeds[act.act].words if act.act in deeds else act.act
        yield Shown(act, names.get(act.who, "Somebody on this computer" if not act.who else act.who), words, _more(act))


def _more(act: ActOf) -> str:
    """Return what else is kept of an act, in words; checksums are for the file."""
    kept = json.loads(act.detail) if act.detail else {}
    return ", ".join(f"{name}: {value}" for name, value in kept.items() if name not in _CHECKSUMS)
