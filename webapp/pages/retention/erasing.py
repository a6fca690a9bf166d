"""Erasing a record or a draft, and settling what somebody else asked to be erased.

Here live the page that says what would go and what would stay, and the orders. What is taken out is the repository's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk, refuse_absent
from webapp.pages.drafts.saving import revision
from webapp.pages.identity import viewer
from webapp.pages.retention.reasons import EXPIRED, Given, given
from webapp.storage.erasing import Erased
from webapp.storage.failures import (
    DraftClosed,
    DraftMoved,
    Held,
    OrderLapsed,
    SamePerson,
    SecondPersonNeeded,
    Settled,
    Unknown,
)
from webapp.storage.retention_statements import ErasureRequest
from webapp.storage.stored import Erasable

erasing = Blueprint("erasing", __name__, url_prefix="/retention", template_folder="templates")
_Answer = str | Response | tuple[str, int]
_WHY = "why this is erased"
_WHY_NOT = "why this is not erased"
_UNFIT = 422
_CONFLICT = 409
_REFUSALS = (Held, DraftMoved, DraftClosed, OrderLapsed, SecondPersonNeeded, SamePerson, Settled)


@dataclass(frozen=True, slots=True)
class ToErase:
    """A record or a draft that may be erased: what it is, since when, and the revision of a draft that is seen.

    `state` is of a draft, "" of a record; `held` says that a hold stands on it.
    """

    kind: Erasable
    id: str
    title: str
    about: str
    version: int
    moment: datetime
    state: str
    base: int
    held: bool


@erasing.get("/records/<record_id>/erase")
def record(record_id: str) -> str:
    """Ask whether a record should be erased, and why."""
    return _page(_record(record_id), Given())


@erasing.post("/records/<record_id>/erase")
def erase_record(record_id: str) -> _Answer:
    """Erase a record, or ask a second person to agree."""
    order = _record(record_id)
    repository = desk().repository
    return _erase(order, lambda typed: repository.erase_record(record_id, typed.reason, by=typed.by))


@erasing.get("/drafts/<draft_id>/erase")
def draft(draft_id: str) -> str:
    """Ask whether a draft should be erased, and why."""
    return _page(_draft(draft_id), Given())


@erasing.post("/drafts/<draft_id>/erase")
def erase_draft(draft_id: str) -> _Answer:
    """Erase a draft, or ask a second person to agree."""
    order, base = _draft(draft_id), revision(posted(request))
    repository = desk().repository
    return _erase(order, lambda typed: repository.erase_draft(draft_id, typed.reason, base=base, by=typed.by))


@erasing.get("/requests")
def requests() -> str:
    """List what somebody asked to be erased: what waits for a second person, and what was refused."""
    repository = desk().repository
    found = [(each, _thing(each)) for each in repository.erasure_requests()]
    return render_template(
        "retention-requests.html",
        requests=[(asked, thing) for asked, thing in found if thing is not None],
        names=repository.names(),
        done=request.args.get("done", ""),
    )


@erasing.get("/requests/<request_id>")
def asked(request_id: str) -> str:
    """Show one request, to be agreed to or refused."""
    return _request_page(_asked(request_id), Given())


@erasing.post("/requests/<request_id>/agree")
def agree(request_id: str) -> _Answer:
    """Erase what another person asked for."""
    base, found = revision(posted(request)), _asked(request_id)
    try:
        return _done(desk().repository.agree_to_erase(request_id, base=base))
    except Unknown:
        refuse_absent(found.thing)
    except _REFUSALS as refused:
        return _request_page(found, Given(refused=str(refused))), _CONFLICT


@erasing.post("/requests/<request_id>/refuse")
def refuse(request_id: str) -> _Answer:
    """Settle a request by refusing it, with the reason that was given."""
    found = _asked(request_id)
    typed = given(posted(request), asked=_WHY_NOT, named=False)
    if typed.faults:
        return _request_page(found, typed), _UNFIT
    try:
        desk().repository.refuse_to_erase(request_id, typed.reason)
    except Unknown:
        refuse_absent(found.thing)
    except Settled as refused:
        return _request_page(found, Given(typed.reason, refused=str(refused))), _CONFLICT
    return redirect(url_for(".requests", done="refused"), 303)


@erasing.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back the reason that was typed on a page whose token no longer holds, with a fresh one."""
    where = request.view_args or {}
    typed = given(posted(request), asked=_WHY, refused=EXPIRED)
    if "request_id" in where:
        return _request_page(_asked(where["request_id"]), typed), refusal.status
    order = _record(where["record_id"]) if "record_id" in where else _draft(where["draft_id"])
    return _page(order, typed), refusal.status


def _erase(order: ToErase, erase: Callable[[Given], Erased]) -> _Answer:
    typed = given(posted(request), asked=_WHY)
    if typed.faults:
        return _page(order, typed), _UNFIT
    repository = desk().repository
    try:
        if repository.takes_two():
            repository.ask_to_erase(order.kind, order.id, typed.reason)
            return redirect(url_for(".requests", done="asked"), 303)
        return _done(erase(typed))
    except Unknown:
        refuse_absent(order.id)
    except _REFUSALS as refused:
        return _page(order, Given(typed.reason, typed.by, refused=str(refused))), _CONFLICT


def _done(erased: Erased) -> Response:
    left = None if erased.clean else "yes"
    return redirect(url_for("retention.erased", done=erased.tombstone.id, left=left), 303)


def _record(record_id: str) -> ToErase:
    at = desk()
    kept = at.repository.kept_record(record_id)
    if kept is None:
        refuse_absent(record_id)
    title = at.edition(kept.sha256).spec.title
    return ToErase("record", kept.id, title, kept.about, kept.version, kept.submitted, "", 0, kept.held)


def _draft(draft_id: str) -> ToErase:
    at = desk()
    kept = at.repository.kept_draft(draft_id)
    if kept is None:
        refuse_absent(draft_id)
    if kept.state == "submitted":
        abort(redirect(url_for(".record", record_id=draft_id), 303))
    title = at.edition(kept.sha256).spec.title
    return ToErase("draft", kept.id, title, "", kept.version, kept.changed, kept.state, kept.revision, held=False)


def _asked(request_id: str) -> ErasureRequest:
    found = next((each for each in desk().repository.erasure_requests() if each.id == request_id), None)
    if found is None:
        abort(404)
    return found


def _thing(asked: ErasureRequest) -> ToErase | None:
    """Return what a request is about; None when a draft was submitted meanwhile."""
    kept = desk().repository.kept_draft(asked.thing) if asked.kind == "draft" else None
    if kept is not None and kept.state == "submitted":
        return None
    return _draft(asked.thing) if asked.kind == "draft" else _record(asked.thing)


def _before(order: ToErase) -> str:
    """Return the id of the record that counts again once this one is erased, which re-issues it; "" for none."""
    record = desk().repository.listed(order.id) if order.kind == "record" else None
    return record.reissues if record is not None and record.undone is None else ""


def _page(order: ToErase, typed: Given) -> str:
    repository = desk().repository
    return render_template(
        "erase.html",
        order=order,
        chain=repository.chain(order.id),
        before=_before(order),
        two=repository.takes_two(),
        waiting=[each for each in repository.erasure_requests() if each.thing == order.id and each.settled is None],
        typed=typed,
        named=viewer().anybody,
    )


def _request_page(asked: ErasureRequest, typed: Given) -> str:
    order = _thing(asked)
    if order is None:
        abort(404)
    return render_template(
        "retention-request.html",
        asked=asked,
        order=order,
        chain=desk().repository.chain(order.id),
        before=_before(order),
        names=desk().repository.names(),
        mine=asked.asked_by == viewer().id,
        typed=typed,
    )
