"""Re-issuing a record on a newer version, and taking that back. The record itself never changes.

Here live the page with the report before, the act, and the confirmation of undoing it. What becomes of each answer is
the engine's; what a complete draft becomes, `webapp.pages.drafts.submitting`'s.
"""

import json
from contextlib import suppress

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.carried import AGAIN, Carried, origin_of
from webapp.deeds import Deed
from webapp.guard import posted
from webapp.pages.carried.shown import shown_report
from webapp.pages.carried.versions import Newer, carried_record, newer
from webapp.pages.desk import desk, kept_record
from webapp.pages.drafts.submitting import NotCompleteError, document_if_complete
from webapp.pages.refusals import message
from webapp.storage.failures import PinnedDifferently, ReissueBegun, ReissuedAlready, ReissuedSince
from webapp.storage.stored import Draft, Record

_SOMEBODY_ELSES = "Somebody else has begun to re-issue this record: it is theirs to finish or to discard."
reissuing = Blueprint("reissuing", __name__, template_folder="templates")


@reissuing.get("/records/<record_id>/reissue")
def page(record_id: str) -> str:
    """Show what would become of each answer of a record under the version in force; nothing is changed."""
    record, to = _to_reissue(record_id)
    desk().repository.look(Deed.RECORD_READ, record.id)
    return _page(record, to)


@reissuing.post("/records/<record_id>/reissue")
def reissue(record_id: str) -> Response | tuple[str, int]:
    """Make a record anew on the version in force, or a draft of it where something is left to do."""
    record, to = _to_reissue(record_id)
    if posted(request).get("version") != str(to.version):
        desk().repository.look(Deed.RECORD_READ, record.id)
        return _page(record, to, moved=True), 409
    at, spec = desk(), to.edition.spec
    carried, report = carried_record(at, record, to.edition)
    answers = carried.entries
    try:
        at.repository.pin(spec.form, spec.version, spec.sha256, to.edition.text)
        draft = at.repository.start_draft(
            spec.form, spec.version, entries=answers, reissues=record.id, report=report, access=spec.access
        )
    except PinnedDifferently as used:
        return message("Not re-issued", str(used)), 409
    except ReissuedAlready as stands:
        return _made(stands.id, to)
    if not carried.of(AGAIN):
        _submit(draft, to)
    return _made(draft.id, to)


@reissuing.get("/records/<record_id>/carried")
def report(record_id: str) -> str:
    """Show what became of the answers of a record before it was submitted, each time that they were carried."""
    record, opened = kept_record(record_id)
    carries = origin_of(json.loads(record.document)).carries
    if not carries:
        abort(404)
    desk().repository.look(Deed.RECORD_READ, record.id)
    shown = [(each, shown_report(each.report)) for each in reversed(carries)]
    return render_template("record-carried.html", spec=opened.spec, record=record, carries=shown)


@reissuing.get("/records/<record_id>/undo")
def undoing(record_id: str) -> str:
    """Ask whether a re-issue should be taken back."""
    return _undo_page(*_reissued(record_id))


@reissuing.post("/records/<record_id>/undo")
def undo(record_id: str) -> Response | tuple[str, int]:
    """Take a re-issue back: the record that it stood for is the one that counts again."""
    posted(request)
    record, before = _reissued(record_id)
    try:
        desk().repository.undo_reissue(record_id)
    except (ReissuedSince, ReissueBegun):
        return _undo_page(record, before), 409
    return redirect(url_for("records.page", record_id=before.id, undone=record.id), 303)


def _to_reissue(record_id: str) -> tuple[Record, Newer]:
    """Return a record with the newer version; ends the request where there is none, or the record was taken back.

    One that was re-issued leads to the record that stands for it now: that one can be re-issued.
    """
    record, _ = kept_record(record_id)
    to = newer(desk(), record)
    if record.undone is not None:
        abort(404)
    for made in desk().repository.reissued_by(record_id):
        abort(redirect(url_for("records.page", record_id=made.id), 303))
    if to is None:
        abort(redirect(url_for("records.page", record_id=record_id), 303))
    return record, to


def _reissued(record_id: str) -> tuple[Record, Record]:
    """Return a record that re-issues another one, with that one.

    Ends the request where it does not, or is not for this person to take back.
    """
    record, _ = kept_record(record_id)
    before = desk().repository.listed(record.reissues) if record.reissues else None
    if before is None or record.undone is not None or not desk().repository.may_undo(record):
        abort(404)
    return record, before


def _made(draft_id: str, to: Newer) -> Response | tuple[str, int]:
    """Lead to a re-issue: to its record, or to the report of its draft where something is left to do."""
    if desk().repository.record(draft_id) is not None:
        return redirect(url_for("records.page", record_id=draft_id), 303)
    if desk().repository.draft(draft_id) is None:
        return message("Not re-issued", _SOMEBODY_ELSES), 409
    return redirect(url_for("carrying.report", draft_id=draft_id, done=to.version), 303)


def _submit(draft: Draft, to: Newer) -> None:
    """Submit a draft, unless something has to be added to it after all."""
    at = desk()
    with suppress(NotCompleteError):
        at.repository.submit(
            draft.id, base=draft.revision, build=lambda current: document_if_complete(at, to.edition, current)
        )


def _page(record: Record, to: Newer, *, moved: bool = False) -> str:
    carried, _ = carried_record(desk(), record, to.edition)
    return render_template(
        "reissue.html",
        spec=to.edition.spec,
        record=record,
        to=to,
        shown=shown_report(carried.report, to.edition.form.of(carried.entries)),
        whole=_is_whole(carried),
        begun=next(iter(_begun(record)), None),
        moved=moved,
    )


def _is_whole(carried: Carried) -> bool:
    return not carried.of(AGAIN)


def _undo_page(record: Record, before: Record) -> str:
    return render_template(
        "undo.html",
        spec=desk().edition(record.sha256).spec,
        record=record,
        before=before,
        later=_later(record),
        begun=_begun(record),
    )


def _begun(record: Record) -> list[Draft]:
    """Return the open drafts that are to re-issue a record."""
    return [each for each in desk().repository.drafts() if each.reissues == record.id]


def _later(record: Record) -> bool:
    """Say whether a re-issue was itself re-issued."""
    return bool(desk().repository.reissued_by(record.id))
