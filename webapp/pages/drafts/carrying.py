"""Carrying a draft forward to the version in force: the report before, the act, and the report kept.

Here live these three pages. Which versions lie on the way lives in `webapp.pages.carried`; what becomes of each answer
is the engine's.
"""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import posted
from webapp.pages.carried.awaiting import awaiting
from webapp.pages.carried.kept import carries_of
from webapp.pages.carried.shown import shown_report
from webapp.pages.carried.versions import Newer, carried_draft, newer
from webapp.pages.desk import about, desk, open_draft
from webapp.pages.drafts.saving import revision
from webapp.pages.refusals import message
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed, DraftMoved, PinnedDifferently
from webapp.storage.stored import Draft

carrying = Blueprint("carrying", __name__, template_folder="templates")


@carrying.get("/drafts/<draft_id>/carry")
def page(draft_id: str) -> str | Response:
    """Show what would become of each answer of a draft under the version in force; nothing is changed."""
    draft, opened = open_draft(draft_id)
    to = newer(desk(), draft)
    if to is None:
        return redirect(url_for("drafts.tasks", draft_id=draft_id))
    return _page(draft, opened, to)


@carrying.post("/drafts/<draft_id>/carry")
def carry(draft_id: str) -> Response | tuple[str, int]:
    """Carry a draft to the version that its report was shown for, unless somebody changed it meanwhile."""
    sent = posted(request)
    draft, opened = open_draft(draft_id)
    to = newer(desk(), draft)
    if to is None:
        return redirect(url_for("drafts.tasks", draft_id=draft_id), 303)
    if sent.get("version") != str(to.version) or revision(sent) != draft.revision:
        return _page(draft, opened, to, moved=True), 409
    try:
        _carry(draft, to)
    except DraftMoved:
        return _page(*open_draft(draft_id), to, moved=True), 409
    except DraftClosed as late:
        return message("This draft is closed", str(late)), 409
    except PinnedDifferently as used:
        return message("Not carried forward", str(used)), 409
    return redirect(url_for(".report", draft_id=draft_id, done=to.version), 303)


@carrying.get("/drafts/<draft_id>/carried")
def report(draft_id: str) -> str:
    """Show what became of each answer of a draft when it was carried, or begun with the answers of a record."""
    draft, opened = open_draft(draft_id)
    carries = carries_of(desk(), draft)
    if not carries:
        abort(404)
    form = opened.form.of(draft.entries)
    return render_template(
        "carried.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        links=awaiting(desk(), draft, opened.form, carries).links,
        carries=[
            (each, shown_report(each.report, form if each is carries[-1] else None)) for each in reversed(carries)
        ],
        done=request.args.get("done") == str(draft.version),
    )


def _page(draft: Draft, opened: Edition, to: Newer, *, moved: bool = False) -> str:
    carried, _ = carried_draft(desk(), draft, to.edition)
    return render_template(
        "carry.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        to=to,
        shown=shown_report(carried.report, to.edition.form.of(carried.entries)),
        moved=moved,
    )


def _carry(draft: Draft, to: Newer) -> None:
    at, spec = desk(), to.edition.spec
    carried, kept = carried_draft(at, draft, to.edition)
    at.repository.pin(spec.form, spec.version, spec.sha256, to.edition.text)
    at.repository.carry_draft(
        draft.id,
        base=draft.revision,
        version=spec.version,
        sha256=spec.sha256,
        entries=carried.entries,
        report=kept,
        access=spec.access,
    )
