"""Every address of the editor, and which function answers it.

Here lives the table alone, and the one rule that is the editor's own: which of its pages may show a frame, which may
stand in one, and on which a script of others may empty its boxes.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as Answer

from webapp.guard import FormExpired
from webapp.guard.headers import content_policy
from webapp.pages.refusals import SENTENCES, message
from webapp.pages.review.editor import (
    ace,
    beginning,
    changes,
    live,
    outline,
    past,
    preview,
    taking_over,
    trials,
    writing,
)

editor = Blueprint("editor", __name__, url_prefix="/desk/spec_drafts", template_folder="templates")
_View = Callable[..., Any]
_WRITTEN = content_policy({"frame-src": "'self'", "trusted-types": "default"})
_POLICIES = {
    "editor.page": _WRITTEN,
    "editor.save": _WRITTEN,
    "editor.preview": content_policy({"frame-src": "'self'"}),
    "editor.frame": content_policy({"frame-ancestors": "'self'"}),
}
_GET: dict[str, tuple[str, _View]] = {
    "new": ("/new", beginning.page),
    "file": ("/files/<mark>/<path:name>", ace.file),
    "page": ("/<draft_id>", writing.page),
    "outline": ("/<draft_id>/outline", outline.page),
    "part": ("/<draft_id>/part", outline.part),
    "preview": ("/<draft_id>/preview", preview.page),
    "frame": ("/<draft_id>/preview/section", preview.frame),
    "blank": ("/<draft_id>/preview/blank", preview.blank),
    "messages": ("/<draft_id>/messages", preview.messages),
    "changes": ("/<draft_id>/changes", changes.page),
    "history": ("/<draft_id>/history", past.history),
    "past_text": ("/<draft_id>/history/<int:revision>", past.past_text),
    "trials": ("/<draft_id>/trials", trials.page),
    "download": ("/<draft_id>.yaml", past.download),
    "replacement": ("/<draft_id>/replace", past.replacement),
    "discard": ("/<draft_id>/discard", past.discard),
}
_POST: dict[str, tuple[str, _View]] = {
    "begin": ("/new", beginning.begin),
    "check": ("/check", live.check),
    "complete": ("/complete", live.complete),
    "save": ("/<draft_id>", writing.save),
    "autosave": ("/<draft_id>/autosave", live.autosave),
    "named": ("/<draft_id>/name", outline.named),
    "edit": ("/<draft_id>/edit", outline.edit),
    "restore": ("/<draft_id>/history/<int:revision>", past.restore),
    "try_it": ("/<draft_id>/trials", trials.begin),
    "throw_away": ("/<draft_id>/trials/throw-away", trials.throw_away),
    "take_over": ("/<draft_id>/take-over", taking_over.take_over),
    "replace": ("/<draft_id>/replace", past.replace),
    "discard_now": ("/<draft_id>/discard", past.discard_now),
}
_TYPED = {"editor.save": writing.expired, "editor.edit": outline.expired, "editor.begin": beginning.expired}
_SCRIPTS = frozenset({"editor.check", "editor.complete", "editor.autosave"})

for _name, (_rule, _view) in _GET.items():
    editor.add_url_rule(_rule, _name, _view, methods=["GET"])
for _name, (_rule, _view) in _POST.items():
    editor.add_url_rule(_rule, _name, _view, methods=["POST"])


@editor.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> Answer | tuple[str, int]:
    """Give back what was typed on a page that is too old to save from."""
    if request.endpoint in _SCRIPTS:
        return live.expired(refusal)
    give_back = _TYPED.get(request.endpoint or "")
    if give_back is None:
        return message(SENTENCES[refusal.status][0], refusal.sentence), refusal.status
    return give_back(refusal)


@editor.after_request
def framed(response: Response) -> Response:
    """Give each page of the editor that needs more than others its own policy."""
    policy = _POLICIES.get(request.endpoint or "")
    if policy:
        response.headers["Content-Security-Policy"] = policy
    return response


@editor.context_processor
def _files() -> dict[str, _View]:
    return {"file_url": ace.file_url}
