"""What is due, and what is held.

Here live the lists of what is kept and the page of one record, where holds are placed and released. Nothing is erased
from here: that is asked for on a page of its own.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk, refuse_absent, today
from webapp.pages.identity import viewer
from webapp.pages.leafing import leaf
from webapp.pages.refusals import message
from webapp.pages.retention.due import DueRecord, Periods
from webapp.pages.retention.reasons import EXPIRED, Given, given
from webapp.storage.failures import Unknown
from webapp.storage.retention_statements import KeptDraft, KeptRecord

retention = Blueprint("retention", __name__, url_prefix="/retention", template_folder="templates")
IDLE = timedelta(days=180)
"""How long a draft is untouched before it is listed here."""
_PAGE = 50
_WHY = "why this record must be kept"
_UNFIT = 422


@dataclass(frozen=True, slots=True)
class IdleDraft:
    """A draft that nobody goes on with: the title of its form, and whose it is, "" where that is not known."""

    draft: KeptDraft
    title: str
    owner: str


@retention.get("")
def listing() -> str:
    """List the records that have a period, the first to go first."""
    return _list("due", [each for each in _records() if each.period])


@retention.get("/open")
def open_ended() -> str:
    """List the records that are kept until somebody decides, because their form declares no period."""
    return _list("open", [each for each in _records() if not each.period])


@retention.get("/drafts")
def drafts() -> str:
    """List the drafts that nobody goes on with: those not touched for long, and those that were discarded."""
    at, names = desk(), desk().repository.names()
    idle = at.repository.idle_drafts(before=datetime.now(UTC) - IDLE)
    shown = [IdleDraft(each, at.edition(each.sha256).spec.title, names.get(each.owner, "")) for each in idle]
    return render_template("retention-drafts.html", drafts=shown, days=IDLE.days)


@retention.get("/erased")
def erased() -> str:
    """List what was erased, the latest first."""
    repository = desk().repository
    return render_template(
        "retention-erased.html",
        erased=[(each, _title(each.form, each.version)) for each in repository.tombstones()],
        names=repository.names(),
        done=request.args.get("done", ""),
        left="left" in request.args,
    )


@retention.get("/records/<record_id>")
def record(record_id: str) -> str:
    """Show when one record is due, and what holds it."""
    return _record(_kept(record_id), Given())


@retention.post("/records/<record_id>/hold")
def hold(record_id: str) -> Response | tuple[str, int]:
    """Place a hold on a record, with the reason that was given."""
    kept = _kept(record_id)
    typed = given(posted(request), asked=_WHY)
    if typed.faults:
        return _record(kept, typed), _UNFIT
    try:
        desk().repository.hold_record(record_id, typed.reason, by=typed.by)
    except Unknown:
        refuse_absent(record_id)
    return redirect(url_for(".record", record_id=record_id, done="held"), 303)


@retention.post("/holds/<hold_id>/release")
def release(hold_id: str) -> Response:
    """Release a hold."""
    posted(request)
    try:
        record_id = desk().repository.release_hold(hold_id)
    except Unknown:
        abort(404)
    return redirect(url_for(".record", record_id=record_id, done="released"), 303)


@retention.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back the reason that was typed on a page whose token no longer holds, with a fresh one."""
    record_id = (request.view_args or {}).get("record_id", "")
    typed = given(posted(request), asked=_WHY, refused=EXPIRED)
    if not record_id:
        return message("Not released", EXPIRED), refusal.status
    return _record(_kept(record_id), typed), refusal.status


def _title(form: str, version: int) -> str:
    """Return the title of a version, or the id of its form where that version is not there any more."""
    found = desk().shelf.version(form, version)
    return found.spec.title if found else form


def _records() -> tuple[DueRecord, ...]:
    at, form = desk(), request.args.get("form", "")
    kept = at.repository.kept_records()
    return Periods(at).all(each for each in kept if not form or each.form == form)


def _list(which: str, found: list[DueRecord]) -> str:
    shown = leaf(len(found), _PAGE)
    offers = (offer.edition for offer in desk().shelf.offers())
    return render_template(
        "retention.html",
        which=which,
        page=shown,
        rows=found[shown.skip : shown.skip + _PAGE],
        today=today(),
        overdue=sum(each.is_due(today()) and not each.record.held for each in found),
        chosen=request.args.get("form", ""),
        choices=[(each.spec.form, each.spec.title) for each in offers if each is not None],
    )


def _kept(record_id: str) -> KeptRecord:
    """Return a record of which this person decides. Ends the request when there is none, or it was erased."""
    found = desk().repository.kept_record(record_id)
    if found is None:
        refuse_absent(record_id)
    return found


def _record(kept: KeptRecord, typed: Given) -> str:
    at = desk()
    whole = at.repository.record(kept.id)
    if whole is None:
        abort(404)
    return render_template(
        "retention-record.html",
        due=Periods(at).of(kept, lambda: json.loads(whole.document)),
        today=today(),
        holds=at.repository.holds(kept.id),
        names=at.repository.names(),
        typed=typed,
        named=viewer().anybody,
        done=request.args.get("done", ""),
    )
