"""A draft as a whole: its list of sections, checking the answers, submitting, downloading and discarding.

Here lives where these pages lead. One section's page lives in `webapp.pages.drafts.section`, what the page of checking
gathers in `webapp.pages.drafts.checking`.
"""

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.document import draft as draft_document
from engine.notes import notes_of
from webapp.deeds import Deed
from webapp.guard import posted
from webapp.guard.headers import beginning_worker
from webapp.pages.carried.awaiting import awaiting
from webapp.pages.carried.kept import carries_of, origin_of_draft
from webapp.pages.carried.versions import newer
from webapp.pages.desk import about, desk, open_draft, today
from webapp.pages.downloads import as_line, attachment
from webapp.pages.drafts.checking import check_page
from webapp.pages.drafts.late import moves_since, save_late
from webapp.pages.drafts.meanwhile import changed_since
from webapp.pages.drafts.parts import in_hand, shown_parts
from webapp.pages.drafts.presence import here
from webapp.pages.drafts.progress import progress
from webapp.pages.drafts.saving import revision
from webapp.pages.drafts.sharing import company
from webapp.pages.drafts.steps import saved_title
from webapp.pages.drafts.submitting import NotCompleteError, document_if_complete
from webapp.pages.drafts.unanswered import glance, next_unanswered
from webapp.pages.refusals import message
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed, DraftMoved, ReissuedAlready
from webapp.storage.stored import Document, Draft

drafts = Blueprint("drafts", __name__, template_folder="templates")


@drafts.get("/drafts/<draft_id>")
def tasks(draft_id: str) -> Response:
    """Show the draft's sections, each with its state in words, and what is left."""
    draft, opened = open_draft(draft_id)
    come, carries = progress(opened.form, draft.entries, today()), carries_of(desk(), draft)
    to = newer(desk(), draft)
    page = render_template(
        "tasks.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        review=None if to else opened.review(today()),
        saved=saved_title(opened, draft),
        parts=shown_parts(opened, draft, come.tasks),
        in_hand=in_hand(opened, draft),
        left=come.left,
        glance=glance(draft, opened, come),
        notes=notes_of(draft.notes),
        ready=come.ready,
        newer=to,
        carries=carries,
        waiting=len(awaiting(desk(), draft, opened.form, carries).steps),
        before=desk().repository.listed(draft.reissues or draft.starts_from),
        company=company(draft),
        here=here(draft, opened),
        given="given" in request.args,
        began=desk().repository.began(draft),
    )
    return beginning_worker(page)


@drafts.get("/drafts/<draft_id>/next")
def next_question(draft_id: str) -> Response:
    """Lead to the next question that must be answered, from anywhere in the draft."""
    return redirect(next_unanswered(*open_draft(draft_id), request.args.get("after", "")))


@drafts.get("/drafts/<draft_id>/check")
def check(draft_id: str) -> str:
    """Show everything that was answered, what is missing, and the findings so far."""
    draft, opened = open_draft(draft_id)
    return check_page(draft, opened)


@drafts.post("/drafts/<draft_id>/submit")
def submit(draft_id: str) -> Response | tuple[str, int]:
    """Make the draft a record, once, if it is complete and nobody changed it since it was checked."""
    base = revision(posted(request))
    draft, opened = open_draft(draft_id)

    def build(current: Draft) -> Document:
        return document_if_complete(desk(), opened, current)

    try:
        desk().repository.submit(draft_id, base=base, build=build)
    except NotCompleteError:
        return check_page(draft, opened, tried=True), 422
    except DraftMoved:
        now, opened = open_draft(draft_id)
        return check_page(now, opened, moved=changed_since(now, opened, base)), 409
    except ReissuedAlready as stands:
        return message("Not submitted: the record that this draft re-issues has a re-issue", str(stands)), 409
    return redirect(url_for("records.receipt", record_id=draft_id), 303)


@drafts.post("/drafts/<draft_id>/reasons")
def explain(draft_id: str) -> Response | tuple[str, int]:
    """Keep why warnings are overridden."""
    sent = posted(request)
    draft, opened = open_draft(draft_id)
    if moves := moves_since(draft, revision(sent)):
        return save_late(draft, moves, revision(sent), lambda old, then: _reasons(old, then, sent))
    reasons = opened.form.of(draft.entries).reasons
    if not sent.keys() <= {"base", "csrf", *reasons}:
        abort(400)
    typed = {name: sent[name] for name in reasons if name in sent}
    saved = desk().repository.save(draft_id, base=revision(sent), posted=typed)
    if saved.conflicts:
        return check_page(saved.draft, opened, conflicts=saved.conflicts), 409
    return redirect(url_for(".check", draft_id=draft_id), 303)


def _reasons(old: Edition, then: Draft, sent: Mapping[str, str]) -> dict[str, str]:
    """Return the reasons that were given on a page of the version before a draft was carried."""
    return {name: sent[name] for name in old.form.of(then.entries).reasons if name in sent}


@drafts.get("/drafts/<draft_id>.json")
def download(draft_id: str) -> Response:
    """Give the draft's document as a file."""
    draft, opened = open_draft(draft_id)
    desk().repository.look(Deed.DRAFT_READ, draft.id)
    origin = origin_of_draft(desk(), draft)
    document = draft_document(
        opened.form,
        draft.entries,
        id=draft.id,
        saved=draft.changed,
        origin=origin,
        notes=notes_of(draft.notes),
    )
    return attachment(as_line(document), f"{draft.form}-{'trial' if draft.trial else 'draft'}-{draft.id}.json")


@drafts.get("/drafts/<draft_id>/discard")
def discard(draft_id: str) -> str:
    """Ask who began the draft whether it should go."""
    draft, opened = open_draft(draft_id)
    if not desk().repository.began(draft):
        abort(404)
    return _discard_page(draft, opened)


@drafts.post("/drafts/<draft_id>/discard")
def discard_now(draft_id: str) -> Response | tuple[str, int]:
    """Discard the draft, unless somebody changed it since the question was asked."""
    open_draft(draft_id)
    try:
        desk().repository.discard(draft_id, base=revision(posted(request)))
    except DraftMoved:
        return _discard_page(*open_draft(draft_id), moved=True), 409
    return redirect(url_for("start.page", _anchor="drafts"), 303)


@drafts.errorhandler(DraftClosed)
def closed(late: DraftClosed) -> tuple[str, int]:
    """Say that the draft was submitted or discarded at the same moment; storage did not fail."""
    return message("This draft is closed", str(late)), 409


def _discard_page(draft: Draft, opened: Edition, *, moved: bool = False) -> str:
    return render_template(
        "discard.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        given=sum(cell.answered(draft.entries) for cell in opened.form.of(draft.entries).cells),
        moved=moved,
    )
