"""Files of an action that are taken off, put back, and said of what they show.

Here lives the asking. Who may is for the repository to say, who gets a file for `webapp.pages.files`.
"""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import FormExpired, posted
from webapp.pages.actions.entered import as_it_stands, caption_fault
from webapp.pages.actions.views import action_page, seen_action
from webapp.pages.desk import desk
from webapp.storage.action_failures import TooManyFiles
from webapp.storage.action_statements import Action
from webapp.storage.failures import ActionMoved, NotYours, Unknown

action_files = Blueprint("action_files", __name__, template_folder="templates")
_EXPIRED = "This page was open for too long, so nothing was done. Try again."
_GONE = "The file was not put back: it is not kept any more."
_NOT_THERE = "Nothing was changed, because the file was removed meanwhile. You wrote: “{words}”"
_MOVED = "Nothing was changed, because somebody else said meanwhile what the file shows. You wrote: “{words}”"
_UNFIT = 422
_CONFLICT = 409
_Answer = Response | tuple[str, int]


@action_files.post("/actions/<action_id>/files/<sha256>/remove")
def remove(action_id: str, sha256: str) -> Response:
    """Take a file off an action; one that has gone already stays gone."""
    posted(request)
    seen_action(action_id)
    try:
        desk().repository.remove_action_file(action_id, sha256)
    except NotYours:
        abort(404)
    except Unknown:
        return _led(action_id, "")
    return _led(action_id, "removed")


@action_files.post("/actions/<action_id>/files/<sha256>/put-back")
def put_back(action_id: str, sha256: str) -> _Answer:
    """Put a file back that was taken off, as long as it is kept."""
    posted(request)
    seen = seen_action(action_id)
    try:
        desk().repository.put_action_file_back(action_id, sha256)
    except NotYours:
        abort(404)
    except TooManyFiles as many:
        return _given_back(seen, str(many), _UNFIT)
    except Unknown:
        return _given_back(seen, _GONE, _CONFLICT)
    return _led(action_id, "put-back")


@action_files.post("/actions/<action_id>/files/<sha256>/caption")
def caption(action_id: str, sha256: str) -> _Answer:
    """Say of one file what it shows."""
    sent, seen = posted(request), seen_action(action_id)
    words = " ".join(sent.get("caption", "").split())
    if fault := caption_fault(words):
        return _given_back(seen, f"{fault}. You wrote: “{words}”", _UNFIT)
    try:
        desk().repository.caption_action_file(action_id, sha256, words, instead_of=sent.get("was", ""))
    except NotYours:
        abort(404)
    except Unknown:
        return _given_back(seen, _NOT_THERE.format(words=words), _CONFLICT)
    except ActionMoved:
        return _given_back(seen, _MOVED.format(words=words), _CONFLICT)
    return _led(action_id, "captioned")


def _given_back(action: Action, why: str, status: int) -> _Answer:
    """Show an action as it stands, and say why what was typed of a file is not kept."""
    return action_page(action, as_it_stands(action, refused=why)), status


@action_files.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> _Answer:
    """Show the action again on a page whose token no longer holds, with a fresh one."""
    action = seen_action((request.view_args or {}).get("action_id", ""))
    words = posted(request).get("caption", "").strip()
    return _given_back(action, f"{_EXPIRED} You wrote: “{words}”" if words else _EXPIRED, refusal.status)


def _led(action_id: str, done: str) -> Response:
    return redirect(url_for("actions.page", action_id=action_id, done=done or None, _anchor="history"), 303)
