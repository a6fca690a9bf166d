"""The days of somebody's actions in their calendar: a download, and an address that their calendar fetches by itself.

Here lives what an entry says. Of a form that is sensitive it is no word: a calendar is read on locked screens, and may
be shared. The address holds a secret instead of a sign-in, so it opens nothing but these days.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from webapp.action_state import UNFINISHED
from webapp.deeds import Deed
from webapp.guard import posted
from webapp.pages.actions.chosen import has_own
from webapp.pages.actions.ics import MEDIA_TYPE, Event, written
from webapp.pages.desk import Desk, desk, is_sensitive
from webapp.pages.identity import viewer
from webapp.rights import Viewer
from webapp.storage.action_statements import Chosen

calendar = Blueprint("calendar", __name__, template_folder="templates")
_SUFFIX = ".ics"
_LONGEST_SUMMARY = 120
_NAME = "Formspec actions"


@calendar.get("/actions/calendar")
def page() -> str:
    """Say how the days come into a calendar."""
    return _page()


@calendar.get("/actions/calendar.ics")
def download() -> Response:
    """Give the days of one's own actions as a file; where nobody has an account, those of all."""
    at = desk()
    at.repository.look(Deed.ACTIONS_EXPORTED, viewer().id or "all")
    response = _calendar(at, viewer().id if has_own() else None)
    response.headers.set("Content-Disposition", "attachment", filename=f"actions{_SUFFIX}")
    return response


@calendar.post("/actions/calendar")
def make() -> str:
    """Make an address, or another one in the place of that which there is, and show it this once."""
    posted(request)
    token = desk().repository.make_calendar()
    return _page(url_for(".feed", name=f"{token}{_SUFFIX}", _external=True))


@calendar.post("/actions/calendar/withdraw")
def withdraw() -> Answer:
    """Let the address hold no more."""
    posted(request)
    desk().repository.withdraw_calendar()
    return redirect(url_for(".page", done="withdrawn"), 303)


@calendar.get("/calendar/<name>")
def feed(name: str) -> Response:
    """Give the days of the actions of whoever an address is of."""
    kept = desk().repository
    found = kept.calendar_of(name.removesuffix(_SUFFIX)) if name.endswith(_SUFFIX) else None
    if found is None:
        abort(404)
    theirs = kept.seen_by(Viewer(id=found.id, name=found.name, roles=found.roles))
    return _calendar(replace(desk(), repository=theirs), found.id)


def _calendar(at: Desk, owner: str | None) -> Response:
    """Return the days of the actions of an account, or of all that whoever asks sees."""
    text = written(_events(at, owner), name=_NAME)
    return Response(text, content_type=f"{MEDIA_TYPE}; charset=utf-8")


def _events(at: Desk, owner: str | None) -> Iterator[Event]:
    sensitive = cache(is_sensitive)
    for each in at.repository.actions(Chosen(UNFINISHED, owner=owner), limit=None):
        if each.standing.due is None:
            continue
        told = not sensitive(each.form, each.access)
        title = at.edition(each.sha256).spec.title if told else ""
        summary = f"Due: {' '.join(each.text.split())[:_LONGEST_SUMMARY]}" if told else "An action is due"
        address = url_for("actions.page", action_id=each.id, _external=True)
        description = f"{title}: {each.about}\n{address}" if told and each.about else f"{title}\n{address}".strip()
        yield Event(
            f"{each.id}@formspec", each.changed, each.revision - 1, each.standing.due, summary, description, address
        )


def _page(address: str = "") -> str:
    return render_template(
        "calendar.html",
        own=has_own(),
        held=has_own() and desk().repository.has_calendar(),
        address=address,
        done=request.args.get("done", ""),
    )
