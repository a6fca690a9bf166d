"""What a device needs to work without a connection: its key, its worker, and what to take along of a draft.

Here live these few answers, and the page of what is on this device, which a script of that page fills in. The pages
that are taken along live in `webapp.pages.visit.shells`; what is kept on a device is kept by scripts alone.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request, url_for

from engine.json_value import JsonObject
from engine.parts import is_open
from webapp.accounts.visit_key import mark_of, visit_key
from webapp.deeds import Deed
from webapp.guard import posted
from webapp.guard.headers import PHOTO_SOURCES, beginning_worker, showing_photos
from webapp.modules import module_urls
from webapp.pages.desk import about, desk, open_draft, subject_input
from webapp.pages.downloads import as_line
from webapp.pages.drafts.sharing import does_each
from webapp.pages.identity import at_hand, hold_browser, signed_in, viewer
from webapp.storage.sessions import time_left

visit = Blueprint("visit", __name__, template_folder="templates")
_ICONS = [{"src": "icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]


@visit.get("/visit")
def page() -> Response:
    """Show what is on this device."""
    return beginning_worker(render_template("device.html"), others=PHOTO_SOURCES)


@visit.get("/visit/shell")
def shell() -> Response:
    """Give the same page without a word of who asks, to be kept on the device."""
    return showing_photos(Response(render_template("device.html", on_device=True)))


@visit.get("/visit/key")
def key() -> Response:
    """Give a script the key of what this device keeps for whoever is signed in, and how long the session holds.

    The key is 256 bits in Base64; the session is told in seconds. Somebody who opens the address as a page gets none.
    """
    if request.headers.get("Sec-Fetch-Mode") == "navigate":
        abort(404)
    return _with_key(lambda token: at_hand().visit_number(signed_in().session, token))


@visit.post("/visit/key")
def take_up() -> Response:
    """Give a script the key of a `mark` in the same way, which its browser takes up again, for whom the script names.

    Where there is no such key any more, it is "".
    """
    sent = posted(request)
    if sent.get("who", "") != viewer().id:
        abort(409)
    wanted = sent.get("mark", "")
    return _with_key(
        lambda token: at_hand().take_up_number(signed_in().session, token, lambda each: mark_of(_key(each)) == wanted)
    )


def _with_key(number_of: Callable[[str], str | None]) -> Response:
    own, response = signed_in(), Response(mimetype="application/json")
    number = number_of(hold_browser(response))
    seconds = int(time_left(own.session).total_seconds())
    told: JsonObject = {"who": own.account.id, "key": _key(number) if number else "", "seconds": seconds}
    response.data = as_line(told)
    response.status_code = 200 if number else 404
    return response


def _key(number: str) -> str:
    """Return the key of a number of whoever is signed in."""
    return visit_key(number, signed_in().account.id, key=str(current_app.secret_key))


@visit.get("/drafts/<draft_id>/kit")
def kit(draft_id: str) -> Response:
    """Say what is taken along of a draft: its entries and notes, its pages without any, and what those are shown with.

    `does` says who does which section, of those that were given to somebody.

    `shells` has the address of each page and the one to get it from; `assets` all that pages load. That it was taken
    along stands in the audit trail; that a device asks again for what it has is no more than looking at the draft.
    A draft that was submitted or closed is answered with 410, one that is not known with 404: a script is led nowhere.
    """
    known = desk().repository.draft(draft_id)
    if known is not None and known.state != "open":
        abort(410)
    draft, opened = open_draft(draft_id)
    if viewer().anybody:
        abort(404)
    if "again" not in request.args:
        desk().repository.look(Deed.DRAFT_TAKEN, draft.id)
    listed = [each for each in opened.spec.sections if is_open(opened.form, draft.entries, each)]
    shells = {
        url_for("visit.page"): url_for("visit.shell"),
        url_for("drafts.tasks", draft_id=draft_id): url_for("shells.tasks", draft_id=draft_id),
        url_for("drafts.check", draft_id=draft_id): url_for("shells.check", draft_id=draft_id),
        url_for("notes.listing", draft_id=draft_id): url_for("shells.notes", draft_id=draft_id),
    }
    for each in listed:
        page = url_for("sections.page", draft_id=draft_id, section_id=each.id)
        shells[page] = url_for("shells.section", draft_id=draft_id, section_id=each.id)
    return jsonify(
        draft=draft.id,
        form=draft.form,
        version=draft.version,
        title=opened.spec.title,
        about=about(draft, opened),
        subject=subject_input(opened),
        revision=draft.revision,
        entries=dict(draft.kept),
        does=does_each(draft),
        shells=shells,
        assets=module_urls(),
    )


@visit.get("/worker.js")
def worker() -> Response:
    """Give the worker that answers for pages which are on the device while there is no connection."""
    return Response(_worker_text(), mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@visit.get("/manifest.webmanifest")
def manifest() -> Response:
    """Say how the application is called and looks where it is installed."""
    icons = [{**each, "src": url_for("static", filename=each["src"])} for each in _ICONS]
    told = {
        "name": "Formspec",
        "short_name": "Formspec",
        "description": "Forms that are filled in on a visit, also without a connection.",
        "id": "/",
        "start_url": url_for("start.page"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b5a66",
        "icons": icons,
    }
    response = jsonify(told)
    response.headers["Content-Type"] = "application/manifest+json"
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _worker_text() -> str:
    return files(__package__).joinpath("worker.js").read_text(encoding="utf-8")
