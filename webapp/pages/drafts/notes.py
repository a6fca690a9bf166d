"""Notes that belong to no question yet: writing them, changing and removing them, and filing them under a question.

Here lives what these pages do. What filing makes of an answer lives in `webapp.pages.drafts.filing`; how a draft keeps
a note is the engine's. A note that was changed by somebody else meanwhile is not overwritten: both are shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.notes import Note, filed_name, is_note_id, name_of, notes_of
from webapp.guard import FormExpired, posted
from webapp.pages.desk import about, desk, open_draft
from webapp.pages.drafts.declaring import cleared_by
from webapp.pages.drafts.filing import NotFiledError, filed, places, sorts, taken_out, where
from webapp.pages.drafts.saving import EXPIRED, revision
from webapp.pages.drafts.still_open import shut_names
from webapp.pages.drafts.typed import new_note
from webapp.pages.refusals import message
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed
from webapp.storage.stored import Draft, Saved

notes = Blueprint("notes", __name__, template_folder="templates")
_NOTHING = "Write something first."
_MOVED = "Somebody else changed this meanwhile, so nothing was done. Look at what stands here now, and decide again."
_CHANGED = "Somebody else changed this note meanwhile. Your words are in the box, theirs are: “{theirs}”"
_REMOVED = "Somebody else removed this note meanwhile. Your words are in the box: keep them as another note."
_FILED = "Somebody else filed this note meanwhile. Your words are in the box: keep them as another note."
_COMPLETE = "That answer belongs to a part that is complete. Go back to the part first, then do this again."
_GONE = "Its words were changed in the answer since, so they were not taken out of it. Look at the answer yourself."


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note as it is listed: where it was filed, in words, and the address of that answer."""

    note: Note
    where: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Did:
    """What became of an act: why it was not done, "" when it was, and whether something is to be declared again.

    `is_late` says that the words that were sent have no place in the note any more.
    """

    wrong: str = ""
    again: bool = False
    is_late: bool = False


def shown_notes(draft: Draft, opened: Edition) -> tuple[ShownNote, ...]:
    """Return the notes of a draft, those that are not filed first."""
    found = sorted(notes_of(draft.notes), key=lambda note: bool(note.filed))
    return tuple(_shown(draft, opened, note) for note in found)


def _shown(draft: Draft, opened: Edition, note: Note) -> ShownNote:
    if not note.filed:
        return ShownNote(note)
    section = note.filed.partition(".")[0]
    there = where(opened, draft, note)
    url = url_for("sections.page", draft_id=draft.id, section_id=section, _anchor=note.filed) if there else ""
    return ShownNote(note, there or "an answer of an earlier version", url)


@notes.get("/drafts/<draft_id>/notes")
def listing(draft_id: str) -> str:
    """Show the notes of a draft, and a box for another."""
    return _listing(*open_draft(draft_id))


@notes.post("/drafts/<draft_id>/notes")
def add(draft_id: str) -> Response | tuple[str, int]:
    """Keep another note; the same words twice are one."""
    draft, opened = _open(draft_id)
    sent = posted(request)
    if not sent.get("note", "").strip():
        return _listing(draft, opened, wrong=_NOTHING), 422
    desk().repository.save(draft_id, base=draft.revision, posted=new_note(draft, sent))
    return redirect(url_for(".listing", draft_id=draft_id), 303)


@notes.get("/drafts/<draft_id>/notes/<note_id>")
def note(draft_id: str, note_id: str) -> str:
    """Show one note, to be changed, filed, taken out of an answer again, or removed."""
    draft, opened = open_draft(draft_id)
    return _page(draft, opened, _found(draft, note_id) or abort(404))


@notes.post("/drafts/<draft_id>/notes/<note_id>")
def change(draft_id: str, note_id: str) -> Response | tuple[str, int]:
    """Change, file or remove one note, or take it out of its answer again, as the button says."""
    draft, opened = _open(draft_id)
    sent, found = posted(request), _found(draft, note_id)
    act = {"change": _change, "file": _file, "undo": _undo, "remove": _remove}.get(sent.get("then", ""))
    if act is None:
        abort(400)
    if found is None:
        return _given_back(draft, opened, sent)
    try:
        did = act(draft, opened, found, sent)
    except NotFiledError as refused:
        return _page(draft, opened, found, sent=sent, wrong=str(refused)), 422
    if did.wrong:
        now, opened = open_draft(draft_id)
        left = _found(now, note_id)
        if left is None or did.is_late:
            return _given_back(now, opened, sent, wrong=did.wrong if left else _REMOVED)
        return _page(now, opened, left, sent=sent, wrong=did.wrong), 409
    again, removed = "yes" if did.again else None, note_id if act is _remove else None
    return redirect(url_for(".listing", draft_id=draft_id, done=sent["then"], again=again, removed=removed), 303)


@notes.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    given, sent = request.view_args or {}, posted(request)
    try:
        draft, opened = _open(given["draft_id"])
    except DraftClosed as late:
        return closed(late)
    if "note_id" in given:
        found = _found(draft, given["note_id"])
        if found is None or (found.filed and sent.get("note", "").strip()):
            return _given_back(draft, opened, sent, wrong=_FILED if found else _REMOVED)
        return _page(draft, opened, found, sent=sent, wrong=EXPIRED), refusal.status
    return _listing(draft, opened, wrong=EXPIRED, text=sent.get("note", "")), refusal.status


@notes.errorhandler(DraftClosed)
def closed(late: DraftClosed) -> tuple[str, int]:
    """Give back what was written in a note of a draft that is closed."""
    words = posted(request).get("note", "").strip()
    kept = f" What you wrote is not kept; copy it from here: “{words}”" if words else ""
    return message("This draft is closed", f"{late}{kept}"), 409


def _open(draft_id: str) -> tuple[Draft, Edition]:
    """Return a draft that something is sent to. Raises DraftClosed, so that no word is lost to another page."""
    draft = desk().repository.draft(draft_id)
    if draft is not None and draft.state != "open":
        raise DraftClosed(draft.state)
    return open_draft(draft_id)


def _found(draft: Draft, note_id: str) -> Note | None:
    return next((each for each in notes_of(draft.notes) if each.id == note_id), None)


def _removed(draft: Draft, note_id: str) -> Note | None:
    """Return a note that was removed as it was last, None where it stands or never was."""
    name = name_of(note_id)
    if not is_note_id(note_id) or name in draft.notes:
        return None
    history = reversed(desk().repository.history(draft.id))
    return next((Note(note_id, each.value) for each in history if each.name == name and each.value), None)


def _given_back(draft: Draft, opened: Edition, sent: Mapping[str, str], *, wrong: str = _REMOVED) -> tuple[str, int]:
    """Give back what was written in a note that takes it no more; end the request where nothing was."""
    words = sent.get("note", "")
    if not words.strip():
        abort(404)
    return _listing(draft, opened, wrong=wrong, text=words), 409


def _change(draft: Draft, opened: Edition, found: Note, sent: Mapping[str, str]) -> _Did:  # noqa: ARG001 (all alike)
    words = sent.get("note", "").strip()
    if not words:
        raise NotFiledError("Write something, or remove the note.")
    saved = _saved(draft, found, sent, words)
    if not saved.conflicts:
        return _Did()
    now = saved.draft.notes
    is_filed = bool(now.get(filed_name(found.id)))
    return _Did(_FILED if is_filed else _CHANGED.format(theirs=now.get(name_of(found.id), "")), is_late=is_filed)


def _file(draft: Draft, opened: Edition, found: Note, sent: Mapping[str, str]) -> _Did:
    if found.filed:
        return _Did(_MOVED)
    return _kept(draft, opened, filed(opened, draft, found, sent.get("question", ""), sent.get("as", "")))


def _undo(draft: Draft, opened: Edition, found: Note, sent: Mapping[str, str]) -> _Did:  # noqa: ARG001 (all alike)
    if not found.filed:
        return _Did()
    if out := taken_out(opened, draft, found):
        return _kept(draft, opened, out)
    did = _kept(draft, opened, {filed_name(found.id): ""})
    return replace(did, wrong=did.wrong or _GONE)


def _remove(draft: Draft, opened: Edition, found: Note, sent: Mapping[str, str]) -> _Did:  # noqa: ARG001 (all alike)
    return _Did(_MOVED if _saved(draft, found, sent, "").conflicts else "")


def _saved(draft: Draft, found: Note, sent: Mapping[str, str], words: str) -> Saved:
    """Keep the words of a note, "" to remove it, unless somebody else changed it or filed it since it was shown."""
    mine = {name_of(found.id): words, filed_name(found.id): ""}
    return desk().repository.save(draft.id, base=revision(sent), posted=mine, groups=(tuple(mine),))


def _kept(draft: Draft, opened: Edition, both: Mapping[str, str]) -> _Did:
    """Keep an answer and where a note is filed, both or neither."""

    def require(held: Draft) -> None:
        if shut_names(opened.form, held, both):
            raise NotFiledError(_COMPLETE)

    saved = desk().repository.save(
        draft.id,
        base=draft.revision,
        posted=both,
        groups=(tuple(both),),
        settle=cleared_by(opened.form),
        asked=draft.sha256,
        require=require,
    )
    return _Did(_MOVED if saved.conflicts else "", again=bool(saved.cleared))


def _listing(draft: Draft, opened: Edition, *, wrong: str = "", text: str = "") -> str:
    return render_template(
        "notes.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        notes=shown_notes(draft, opened),
        done=request.args.get("done", ""),
        removed=_removed(draft, request.args.get("removed", "")),
        again="again" in request.args,
        wrong=wrong,
        text=text,
    )


def _page(draft: Draft, opened: Edition, found: Note, *, sent: Mapping[str, str] | None = None, wrong: str = "") -> str:
    sent = sent or {}
    return render_template(
        "note.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        shown=_shown(draft, opened, found),
        text=sent.get("note", found.text),
        questions=tuple(places(opened, draft)),
        sorts=sorts(opened),
        chosen=sent.get("question", ""),
        sort=sent.get("as", "answer"),
        wrong=wrong,
    )
