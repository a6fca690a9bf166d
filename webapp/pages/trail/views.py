"""The audit trail as a page, and as a file that can be checked elsewhere."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from engine.london import LONDON
from webapp.deeds import Deed
from webapp.pages.downloads import lines
from webapp.pages.identity import at_hand
from webapp.pages.leafing import whole_number
from webapp.pages.trail.told import Names, names_in, told

trail = Blueprint("trail", __name__, url_prefix="/trail", template_folder="templates")
_PAGE = 50


@trail.get("")
def page() -> str:
    """Show the latest acts: all of them, of one person, or to one thing."""
    before, day, who, thing = (request.args.get(name, "") for name in ("before", "day", "who", "thing"))
    found = at_hand().acts(before=whole_number(before), until=_end_of(day), who=who, thing=thing, limit=_PAGE + 1)
    acts = found[:_PAGE]
    names = names_in(acts, who)
    at_hand().look(Deed.TRAIL_READ, "trail")
    asked: dict[str, Any] = {name: value for name, value in (("day", day), ("who", who), ("thing", thing)) if value}
    older = url_for(".page", before=acts[-1].number, **asked) if len(found) > _PAGE else ""
    return render_template(
        "trail.html",
        acts=list(told(acts, names)),
        older=older,
        asked=asked,
        names=sorted(_choices(names, who).items(), key=lambda each: each[1]),
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


def _choices(names: Names, who: str) -> dict[str, str]:
    """Return whom the trail can be narrowed to: every account, and the recipient of a letter that it is narrowed to."""
    chosen = {who: names.of(who)} if who in names.letters else {}
    return {**names.accounts, **chosen}
