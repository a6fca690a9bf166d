"""One form: what it is, starting it, and its blank sheet."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.page.sheet import heading, letter, running, sheet
from engine.pdf.report import blank_report
from webapp.guard import posted
from webapp.pages.desk import desk, today
from webapp.pages.file_names import of_blank
from webapp.pages.forms.earlier import earlier, start_with
from webapp.pages.language import spoken
from webapp.pages.pdf import given
from webapp.pages.refusals import message
from webapp.pages.shelf import Edition
from webapp.storage.failures import PinnedDifferently

forms = Blueprint("forms", __name__, template_folder="templates")


@forms.get("/forms/<form>")
def page(form: str) -> str:
    """Show what a form asks, its versions, and how to start it."""
    offer = desk().shelf.offer(form)
    if offer.edition is None:
        abort(404)
    offered = spoken(offer.edition, desk().shelf)
    return render_template(
        "form.html",
        spec=offered.spec,
        review=offered.review(today()),
        faults=offer.faults,
        versions=desk().shelf.usable(form),
        earlier=earlier(desk(), form),
    )


@forms.post("/forms/<form>/drafts")
def start(form: str) -> Response | tuple[str, int]:
    """Start a draft of the version of a form that is offered, pinned to its text, blank or from a record."""
    at, chosen = desk(), posted(request).get("from", "")
    before = at.repository.record(chosen) if chosen else None
    if chosen and (before is None or before.form != form or before.undone or before.trial):
        abort(404)
    current = at.shelf.offer(form).edition
    if current is None:
        abort(404)
    spec = current.spec
    try:
        at.repository.pin(spec.form, spec.version, spec.sha256, current.text)
    except PinnedDifferently as used:
        return message(f"“{spec.title}” cannot be started", str(used)), 409
    if before is not None:
        draft = start_with(at, before, current)
        return redirect(url_for("carrying.report", draft_id=draft.id), 303)
    draft = at.repository.start_draft(spec.form, spec.version, access=spec.access)
    return redirect(url_for("drafts.tasks", draft_id=draft.id), 303)


@forms.get("/forms/<form>/<int:version>/blank")
def blank(form: str, version: int) -> str:
    """Show the blank sheet of a version, to be printed and filled in on paper."""
    found = _version(form, version)
    return render_template(
        "blank-form.html",
        spec=found.spec,
        running=Markup(running(found.form)),  # noqa: S704 (rendered with escaping)
        heading=Markup(heading(found.form)),  # noqa: S704 (rendered with escaping)
        letter=Markup(letter(found.form)),  # noqa: S704 (rendered with escaping)
        sheet=Markup(sheet(found.form, None)),  # noqa: S704 (rendered with escaping)
    )


@forms.get("/forms/<form>/<int:version>/blank.pdf")
def blank_pdf(form: str, version: int) -> Response:
    """Give the blank sheet of a version as a PDF."""
    found = _version(form, version)
    return given(blank_report(found.form), of_blank(found.spec.title, version))


def _version(form: str, version: int) -> Edition:
    """Return a version with the words it was used with, in its reader's language; ends the request without one."""
    found = desk().shelf.version(form, version)
    if found is None:
        abort(404)
    return spoken(desk().as_used(found), desk().shelf)
