"""The page of the decision on a record: all that was found, what was decided before, and deciding.

Here lives what the page gathers and does. Who reads it and who decides is for the repository to say.
"""

from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.deciding import Caution, Deciding
from webapp.deeds import Deed
from webapp.guard import FormExpired, posted
from webapp.pages.decisions.against import against, decision_in
from webapp.pages.decisions.beforehand import beforehand
from webapp.pages.decisions.entered import DECIDED, REISSUED, Entered, judged, nothing_yet, typed_of
from webapp.pages.decisions.evidence import Evidence, evidence_of
from webapp.pages.decisions.telling import telling
from webapp.pages.decisions.wording import counted, in_words, met_words
from webapp.pages.desk import desk, kept_record, today
from webapp.pages.findings import outcome
from webapp.pages.retention.reasons import EXPIRED
from webapp.pages.shelf import Edition
from webapp.storage.decision_statements import Decision
from webapp.storage.failures import DecisionMoved
from webapp.storage.identifiers import new_id
from webapp.storage.stored import Record

decisions = Blueprint("decisions", __name__, template_folder="templates")
_UNFIT = 422
_CONFLICT = 409
_Answer = Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Before:
    """What somebody who decides has before them: the record, all that was found, and what was decided on it."""

    record: Record
    opened: Edition
    evidence: Evidence
    asked: Deciding
    decided: tuple[Decision, ...]
    reissued: tuple[Record, ...]

    @property
    def standing(self) -> str:
        """The id of the decision that stands, "" for none."""
        return self.decided[0].id if self.decided else ""

    def has_moved(self, typed: Entered) -> bool:
        """Say whether there is a decision or a re-issue that was not there when somebody decided; never of a repeat."""
        if typed.id in {each.id for each in self.decided}:
            return False
        return typed.base != self.standing or self.is_reissued_since(typed)

    def is_reissued_since(self, typed: Entered) -> bool:
        """Say whether there is a re-issue that somebody who decided had not seen."""
        return not {each.id for each in self.reissued} <= typed.seen


@decisions.get("/records/<record_id>/decision")
def page(record_id: str) -> str:
    """Show all that there is to decide on, what was decided, and to those who may decide the way to do so."""
    before = _before(record_id)
    desk().repository.look(Deed.RECORD_READ, record_id)
    return _page(before, nothing_yet(before.standing), ())


@decisions.post("/records/<record_id>/decision")
def decide(record_id: str) -> _Answer:
    """Keep a decision, once it is told why it is made against what stands against it."""
    before, typed = _to_decide(record_id), typed_of(posted(request))
    typed = replace(typed, close=_open_among(typed.close, before.evidence))
    cautions = against(before.asked, before.evidence, typed.option) if _is_choice(before, typed) else ()
    if before.has_moved(typed):
        return _moved(before, typed)
    typed = judged(typed, before.asked, cautions)
    if typed.faults:
        return _page(before, typed, cautions), _UNFIT
    try:
        made = typed.made(before.asked, cautions)
        desk().repository.decide(record_id, made, base=typed.base, tell=telling(record_id))
    except DecisionMoved:
        return _moved(_to_decide(record_id), typed)
    return redirect(url_for("records.page", record_id=record_id, decided="yes", _anchor="decision"), 303)


@decisions.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> _Answer:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    before = _to_decide((request.view_args or {}).get("record_id", ""))
    return _page(before, typed_of(posted(request), refused=EXPIRED), ()), refusal.status


def _before(record_id: str) -> _Before:
    """Return what there is to decide on. Ends the request where there is no such record, or nothing to decide."""
    record, opened = kept_record(record_id)
    evidence = evidence_of(record, opened)
    asked = decision_in(record, evidence)
    if asked is None or record.trial:
        abort(404)
    repository = desk().repository
    decided, reissued = repository.decisions_of(record), repository.reissued_by(record.id)
    return _Before(record, opened, evidence, asked, decided, reissued)


def _to_decide(record_id: str) -> _Before:
    """Return what there is to decide on. Ends the request where it is not for whoever asks to decide."""
    before = _before(record_id)
    if not desk().repository.may_decide(before.record):
        abort(404)
    return before


def _is_choice(before: _Before, typed: Entered) -> bool:
    return any(each.value == typed.option for each in before.asked.choices)


def _open_among(ticked: frozenset[str], evidence: Evidence) -> frozenset[str]:
    """Return which of the actions that were ticked are not closed: one that is has nothing to be waited for."""
    return ticked & {each.action.id for each in evidence.unfinished}


def _moved(before: _Before, typed: Entered) -> _Answer:
    """Show what somebody else decided meanwhile, or re-issued, above what was typed and is not kept."""
    moved = REISSUED if typed.base == before.standing and before.is_reissued_since(typed) else DECIDED
    typed = replace(typed, id=new_id(), base=before.standing, faults={}, moved=moved)
    return _page(before, typed, ()), _CONFLICT


def _page(before: _Before, typed: Entered, cautions: tuple[Caution, ...]) -> str:
    record, opened = before.record, before.opened
    return render_template(
        "decision.html",
        spec=opened.spec,
        record=record,
        evidence=before.evidence,
        known=beforehand(record, opened, (each.action.id for each in before.evidence.actions)),
        recommended=outcome(opened.form, record.outcome),
        question=before.asked.cell.wording.question,
        choices=before.asked.choices,
        decided=before.decided,
        in_words=in_words,
        met_words=met_words,
        counted=counted,
        typed=typed,
        cautions=cautions,
        may_decide=desk().repository.may_decide(record),
        reissued=before.reissued,
        today=today(),
    )
