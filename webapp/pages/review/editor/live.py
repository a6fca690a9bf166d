"""What the editor's script asks while somebody types: the problems, a save, and what may stand at the cursor.

Here lives the JSON of these three. Each answer says what the page itself would say without scripts.
"""

from flask import abort, request
from werkzeug.wrappers import Response

from engine.json_value import Json, JsonObject
from formspec.completion import completions
from formspec.model import Spec
from webapp.guard import FormExpired, csrf_token, posted
from webapp.pages.desk import desk
from webapp.pages.downloads import as_line
from webapp.pages.identity import SignedOut
from webapp.pages.refusals import with_reference
from webapp.pages.review.editor.behind import catch_up
from webapp.pages.review.editor.clashes import both
from webapp.pages.review.editor.opened import loaded, number
from webapp.pages.review.editor.problems import as_json, tell, verdict
from webapp.pages.review.writer import keep_writer
from webapp.pages.words import moment
from webapp.storage.failures import DraftClosed, StorageError
from webapp.storage.stored import SpecDraft

_PATIENCE = 0.1
"""How many seconds remedies are looked for while somebody types."""
_CLOSED = "Not saved: this draft was {state} meanwhile. Copy your text before you leave this page."
_EXPIRED = "Not saved: this page was open for too long. Press Save, and save again on the page that follows."


def check() -> Response:
    """Answer with the problems of a text, which need not be saved."""
    text = posted(request).get("text", "")
    found = loaded(text)
    told = as_json(text, tell(text, found.problems, within=_PATIENCE))
    return _json({"problems": told, "verdict": verdict(found.problems), "sections": _sections(found.spec)})


def autosave(draft_id: str) -> Response:
    """Keep a text as it is typed, and answer with what is kept now."""
    sent = posted(request)
    if "text" not in sent:
        abort(400)
    base, text, name = number(sent.get("base", "")), sent["text"], keep_writer(sent)
    try:
        saved = desk().repository.save_spec_draft(draft_id, base=base, text=text, author=name)
    except DraftClosed as closed:
        return _json({"refused": _CLOSED.format(state=closed.state)}, 409)
    except StorageError as failure:
        return _json({"refused": f"Not saved: {with_reference(failure)}"}, 503)
    if saved.conflict:
        return _json(_conflict(saved.draft, base, text), 409)
    catch_up(saved.draft, number(sent.get("taken", "")))
    merged: JsonObject = {"text": saved.draft.text} if saved.merged else {}
    return _json({"base": saved.draft.revision, "saved": f"Saved {moment(saved.draft.changed)}.", **merged})


def complete() -> Response:
    """Answer with what may stand at a place of a text."""
    sent = posted(request)
    found = completions(sent.get("text", ""), number(sent.get("line", "")), number(sent.get("column", "")))
    return _json({"completions": [{"word": each.word, "adds": each.adds, "meaning": each.meaning} for each in found]})


def expired(refusal: FormExpired) -> Response:
    """Answer that the page is too old to save from, with a fresh token where its person is known: it is tried again."""
    if isinstance(refusal, SignedOut):
        return _json({"refused": refusal.sentence}, refusal.status)
    return _json({"refused": _EXPIRED, "csrf": csrf_token()}, refusal.status)


def _conflict(now: SpecDraft, base: int, text: str) -> JsonObject:
    found = both(now, base, text)
    clashes: list[Json] = [{"line": each.line, "theirs": each.theirs, "yours": each.yours} for each in found.clashes]
    return {"base": now.revision, "text": found.text, "clashes": clashes, "writer": found.writer}


def _sections(spec: Spec | None) -> list[Json]:
    """Return where each section of a form begins."""
    return [{"id": each.id, "line": each.place.line} for each in spec.sections] if spec else []


def _json(answer: JsonObject, status: int = 200) -> Response:
    return Response(as_line(answer), status, mimetype="application/json")
