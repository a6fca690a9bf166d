"""The pages of actions: the lists, one action with its history, changing it, and adding one to a concern.

Here lives what these pages gather and do. Who sees what, and what may happen to an action, is for the repository to
say.
"""

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.follow_up import Raised
from webapp.action_state import State
from webapp.deeds import Deed
from webapp.guard import FormExpired, posted, uploaded
from webapp.pages.actions.attaching import ACCEPTED, Attached, attached_to, waited, waiting
from webapp.pages.actions.chosen import asked, subject_lines, ways
from webapp.pages.actions.entered import Entered, as_it_stands, asked_for, change_of, new_action_of
from webapp.pages.actions.of_record import as_read, concern_at, concern_beside
from webapp.pages.actions.shown import entries, owner_choices, shown
from webapp.pages.actions.telling import telling
from webapp.pages.desk import desk, kept_record
from webapp.pages.leafing import leaf
from webapp.pages.retention.reasons import EXPIRED
from webapp.rights import Act
from webapp.storage.action_failures import FileGone, TooManyFiles
from webapp.storage.action_statements import Action
from webapp.storage.failures import ActionMoved, Damaged, NotYours, ReasonMissing, Unknown
from webapp.storage.stored import Record

actions = Blueprint("actions", __name__, template_folder="templates")
_PAGE = 50
_UNFIT = 422
_CONFLICT = 409
_CHOOSE_AGAIN = "Choose the photos and files again that you had just chosen."
_Answer = Response | tuple[str, int]


@actions.get("/actions")
def listing() -> str:
    """List actions, a page at a time: whoever asks sees their own first."""
    at = desk()
    chosen = asked(at)
    shown_now = leaf(at.repository.count_actions(chosen.chosen), _PAGE)
    found = at.repository.actions(chosen.chosen, skip=shown_now.skip, limit=_PAGE)
    return render_template(
        "actions.html",
        asked=chosen,
        ways=ways(at, chosen),
        listed=shown(at, found),
        leaf=shown_now,
        subjects=subject_lines(at) if chosen.about is None else [],
    )


@actions.get("/actions/<action_id>")
def page(action_id: str) -> str:
    """Show one action: what it says, where it comes from, and what was done."""
    action = seen_action(action_id)
    desk().repository.look(Deed.ACTION_READ, action.id)
    return action_page(action, as_it_stands(action))


@actions.post("/actions/<action_id>")
def change(action_id: str) -> _Answer:
    """Keep what was changed, with what was said of it."""
    action = seen_action(action_id)
    if not desk().repository.may_follow_up(action):
        abort(404)
    sent = posted(request)
    had = {entry.standing.due for entry in desk().repository.action_history(action)}
    typed = change_of(sent, action, attached_to(action, sent, uploaded(request)), had=had)
    if typed.base != action.revision:
        return _done(action_id) if _is_kept(action, typed) else _moved(action, typed)
    if typed.faults:
        return action_page(action, typed), _UNFIT
    try:
        desk().repository.change_action(
            action_id,
            base=typed.base,
            standing=typed.standing,
            note=typed.note,
            files=typed.captioned,
            tell=telling(),
        )
    except ActionMoved:
        return _moved(seen_action(action_id), typed)
    except ReasonMissing as missing:
        return action_page(action, typed.with_fault("note", asked_for(missing.reason))), _UNFIT
    except FileGone as gone:
        left = replace(typed, files=tuple(each for each in typed.files if each.sha256 != gone.sha256))
        return action_page(action, left.with_fault("files", str(gone))), _UNFIT
    except TooManyFiles as refused:
        return action_page(action, typed.with_fault("files", str(refused))), _UNFIT
    except NotYours:
        raise
    except Unknown as refused:
        return action_page(action, typed.with_fault("owner", str(refused))), _UNFIT
    return _done(action_id)


@actions.get("/records/<record_id>/actions/new")
def new(record_id: str) -> str | Response:
    """Ask what is to be done about a concern that has no action, or that needs one more."""
    record, concern = _concern(record_id, request.args.get("concern", ""))
    if concern is None:
        return redirect(url_for("records.page", record_id=record_id), 303)
    return _adding(record, concern, Entered())


@actions.post("/records/<record_id>/actions")
def add(record_id: str) -> _Answer:
    """Add an action to a concern."""
    sent = posted(request)
    record, concern = _concern(record_id, sent.get("concern", ""))
    if concern is None:
        return redirect(url_for("records.page", record_id=record_id), 303)
    typed = new_action_of(sent)
    if typed.faults:
        return _adding(record, concern, typed), _UNFIT
    raised = replace(concern, text=typed.text, who=typed.who, due=typed.day)
    try:
        made = desk().repository.add_action(record_id, raised, owner=typed.owner, tell=telling())
    except NotYours:
        raise
    except Unknown as refused:
        return _adding(record, concern, typed.with_fault("owner", str(refused))), _UNFIT
    return redirect(url_for(".page", action_id=made.id, done="added"), 303)


@actions.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> _Answer:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    given, sent = request.view_args or {}, posted(request)
    if "action_id" in given:
        action = seen_action(given["action_id"])
        again = f"{EXPIRED} {_CHOOSE_AGAIN}" if uploaded(request) else EXPIRED
        typed = change_of(sent, action, Attached(waited(action, sent)), refused=again)
        return action_page(action, typed), refusal.status
    record, concern = _concern(given.get("record_id", ""), sent.get("concern", ""))
    if concern is None:
        return redirect(url_for("records.page", record_id=record.id), 303)
    return _adding(record, concern, new_action_of(sent, refused=EXPIRED)), refusal.status


def seen_action(action_id: str) -> Action:
    """Return an action that whoever asks may see. Ends the request when there is none."""
    found = desk().repository.action(action_id)
    if found is None:
        abort(404)
    return found


def _is_kept(action: Action, typed: Entered) -> bool:
    """Say whether a change was kept already, and is sent once more as its answer was lost."""
    if typed.faults.keys() - {"files"}:
        return False
    return desk().repository.is_repeated(
        action, base=typed.base, standing=typed.standing, note=typed.note, files=typed.files
    )


def _moved(action: Action, typed: Entered) -> _Answer:
    """Show how an action stands by now, beside what was typed and is not kept."""
    return action_page(action, replace(typed, base=action.revision, faults={}, moved=True)), _CONFLICT


def _done(action_id: str) -> Response:
    """Lead to what was changed, or to the list where it is not for whoever changed it to see any more."""
    if desk().repository.action(action_id) is None:
        return redirect(url_for(".listing"), 303)
    return redirect(url_for(".page", action_id=action_id, done="changed"), 303)


def action_page(action: Action, typed: Entered) -> str:
    """Return the page of an action, with what was typed."""
    at = desk()
    names = at.repository.names()
    record = _sound(action)
    may_change = at.repository.may_follow_up(action)
    return render_template(
        "action.html",
        shown=shown(at, [action])[0],
        action=action,
        typed=typed,
        states=list(State),
        history=entries(at.repository.action_history(action), names, at.repository.undoing(action)),
        readable=at.repository.listed(action.record) is not None,
        concern=_beside(record, action) if record else None,
        asked=_question(action, record),
        may_change=may_change,
        owners=owner_choices(at, action.standing.owner) if may_change else [],
        waiting=waiting(action, typed.files) if may_change else [],
        accepted=ACCEPTED,
        done=request.args.get("done", ""),
    )


def _sound(action: Action) -> Record | None:
    """Return the record that an action is shown with; None where it is not for whoever asks, or is damaged."""
    try:
        return desk().repository.record(action.record)
    except Damaged:
        return None


def _question(action: Action, record: Record | None) -> str:
    """Return the question that an action answers, with its rows where the record may be read."""
    asked = Raised(address=action.address, question=action.question, text=action.text, version=action.version)
    return as_read(record, asked).question if record else action.question


def _beside(record: Record, action: Action) -> Raised | None:
    """Return the concern of a record that an action stands beside, as it is read there."""
    concern = concern_beside(record, action)
    return as_read(record, concern) if concern else None


def _concern(record_id: str, address: str) -> tuple[Record, Raised | None]:
    """Return a record to whose concerns whoever asks may add actions, and the one at an address.

    Ends the request when there is no such record.
    """
    record, _ = kept_record(record_id)
    if not desk().repository.reaches(Act.CHANGE_ACTIONS, record):
        abort(404)
    counts = record.undone is None and not record.trial
    return record, concern_at(record, address) if counts else None


def _adding(record: Record, concern: Raised, typed: Entered) -> str:
    at = desk()
    return render_template(
        "action-new.html",
        record=record,
        title=at.edition(record.sha256).spec.title,
        concern=as_read(record, concern),
        typed=typed,
        owners=owner_choices(at, ""),
    )
