"""Saving by itself: what a page's script sends of each change, of giving up and of submitting; it is answered in JSON.

Here live those addresses. A script sends an operation until it is answered; that it is done once is the
repository's. What was posted becomes entries in `webapp.pages.drafts.typed`, as that of a whole page does.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from flask import Blueprint, Request, request, url_for
from werkzeug.wrappers import Response

from engine.json_value import Json, JsonObject
from engine.notes import apart, is_note, name_of
from engine.rules.state import State
from engine.texts import Told
from webapp.guard import FormExpired, csrf_token, posted
from webapp.pages.desk import desk, refuse_absent
from webapp.pages.desk import opened as edition_of
from webapp.pages.downloads import as_line
from webapp.pages.drafts.both import between
from webapp.pages.drafts.boxes import (
    TOO_LONG,
    address_of,
    apart_boxes,
    are_boxes,
    as_entries,
    boxes_in,
    is_there,
    is_too_long,
    listed,
    put_into,
    without_rows,
)
from webapp.pages.drafts.conflicts import label
from webapp.pages.drafts.declaring import cleared_by_change
from webapp.pages.drafts.late import moves_since
from webapp.pages.drafts.meanwhile import changed_since
from webapp.pages.drafts.saving import revision
from webapp.pages.drafts.still_open import still_open
from webapp.pages.drafts.submitting import NotCompleteError, document_if_complete
from webapp.pages.drafts.typed import (
    Typed,
    answers_typed,
    changed_notes,
    changed_part,
    filed_notes,
    new_row_id,
    rows_around,
    typed_note,
)
from webapp.pages.drafts.unanswered import glance
from webapp.pages.drafts.writers import writers, writers_of_boxes
from webapp.pages.identity import SignedOut, viewer
from webapp.pages.refusals import with_reference
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed, DraftMoved, NotYours, ReissuedAlready, StorageError
from webapp.storage.merge import Group
from webapp.storage.operations import Answered, Boxes, is_op
from webapp.storage.stored import Conflict, Document, Draft

saves = Blueprint("saves", __name__)
_UNREADABLE = "Not saved: something in what was sent is not as this page sends it. Press Save and continue."
_EXPIRED = "Not saved: this page was open for too long. Press Save and continue."
_OTHER = "Not saved: somebody else is signed in here now. Sign in as yourself again in another tab, then go on here."
_NOT_COMPLETE = "Not submitted: something is missing, or is to be corrected. Check your answers, and submit again."
_SIGN_IN = 401


@dataclass(frozen=True, slots=True)
class Change:
    """What a script sent: the operation, the revision that it builds on, and the inputs that were changed."""

    op: str
    base: int
    entries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Sorted:
    """What a change is made of: its inputs, the part of the form that they are of, None without any, and the rest.

    `filed` are the entries of notes that are filed with an answer, by the name of its input, and `boxes` what is said
    of files, None where nothing is.
    """

    inputs: Mapping[str, str]
    part: Typed | None
    filed: Mapping[str, Group]
    boxes: Boxes | None


@saves.post("/drafts/<draft_id>/saves")
def save(draft_id: str) -> Response:
    """Keep what was changed, once however often it is sent, and answer with what became of it."""
    return _done(draft_id, _change(request), _kept)


@saves.post("/drafts/<draft_id>/submissions")
def submit(draft_id: str) -> Response:
    """Submit the draft, once however often it is asked, and answer with the address of its receipt, or why not."""
    sent = posted(request)
    base = revision(sent)
    is_one = is_op(sent.get("op", "")) and sent.get("base", "") == f"{base}"
    return _done(draft_id, Change(sent["op"], base, {}) if is_one else None, _submitted)


@saves.post("/drafts/<draft_id>/asides")
def set_aside(draft_id: str) -> Response:
    """Keep what somebody gave up for a text of somebody else, once however often it is sent."""
    return _done(draft_id, _change(request), _set_aside)


def _done(draft_id: str, change: Change | None, do: Callable[[Draft, Change], Response]) -> Response:
    if posted(request).get("who", "") != viewer().id:
        return _json({"refused": _OTHER}, _SIGN_IN)
    draft = desk().repository.draft(draft_id)
    if draft is None:
        refuse_absent(draft_id)
    if change is None:
        return _json({"refused": _UNREADABLE}, 400)
    try:
        return do(draft, change)
    except DraftClosed as closed:
        return _json({"closed": closed.state}, 409)
    except NotYours:
        raise
    except StorageError as failure:
        return _json({"refused": f"Not saved: {with_reference(failure)}"}, 503)


@saves.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> Response:
    """Answer that the page is too old to save from, with a fresh token and whom it is for: their page tries again."""
    if isinstance(refusal, SignedOut):
        return _json({"refused": refusal.sentence}, _SIGN_IN)
    return _json({"refused": _EXPIRED, "csrf": csrf_token(), "who": viewer().id}, refusal.status)


def _change(asked: Request) -> Change | None:
    """Return what was sent, None where it is not as a page sends it."""
    sent = posted(asked)
    entries = {name: text for name, text in sent.items() if "." in name}
    sections = {name.partition(".")[0] for name in entries if not is_note(name)}
    is_one = bool(entries) and len(sections) <= 1 and is_op(sent.get("op", ""))
    return Change(sent["op"], revision(sent), entries) if is_one else None


def _kept(draft: Draft, change: Change) -> Response:
    """Return what is answered to a change of a draft in any state. Raises DraftClosed."""
    repository = desk().repository
    if before := repository.answered(draft.id, change.op):
        return _answer(draft, before, change)
    if draft.state != "open":
        raise DraftClosed(draft.state)
    if moves_since(draft, change.base):
        raise DraftClosed("carried forward")
    opened = edition_of(draft)
    if (note := typed_note(change.entries)) is not None:
        return _answer(draft, _saved_notes(draft, change, note), change)
    inputs, boxes = apart_boxes(change.entries)
    answers, notes = apart(inputs)
    seen = repository.seen(draft, change.base)
    boxes = without_rows(opened.form.of(seen), boxes, inputs)
    around = rows_around(opened.form, boxes, draft.entries, seen)
    part = changed_part(opened.form, draft.entries, {**answers, **around}, seen)
    filed = filed_notes(inputs, seen)
    is_asked = part is not None or not inputs
    beside = part.sent if part else {}
    if filed is None or not is_asked or not are_boxes(opened.form, boxes, {**draft.entries, **beside}, seen):
        return _json({"refused": _UNREADABLE}, 400)
    if is_too_long(boxes):
        return _json({"refused": TOO_LONG}, 422)
    stood = listed(boxes, seen, lambda: repository.history(draft.id))
    into = partial(put_into, opened.form, boxes, seen=stood, beside=beside) if boxes else None
    typed = {**answers, **{name: text.strip() for name, text in notes.items()}}
    return _answer(draft, _saved(draft, opened, change, _Sorted(typed, part, filed, into)), change)


def _submitted(draft: Draft, change: Change) -> Response:
    """Return what is answered to submitting a draft in any state. Raises DraftClosed."""
    opened = edition_of(draft)
    if draft.state == "open" and moves_since(draft, change.base):
        raise DraftClosed("carried forward")

    def build(current: Draft) -> Document:
        return document_if_complete(desk(), opened, current)

    try:
        desk().repository.submit(draft.id, base=change.base, build=build, own_since=True)
    except NotCompleteError:
        return _json({"refused": _NOT_COMPLETE, "check": True}, 422)
    except DraftMoved:
        now = desk().repository.draft(draft.id) or draft
        why = changed_since(now, opened, change.base)
        return _json({"refused": why.sentence, "check": True, **({"at": why.url} if why.url else {})}, 409)
    except ReissuedAlready as stands:
        return _json({"refused": f"Not submitted: {stands}"}, 409)
    return _json({"submitted": url_for("records.receipt", record_id=draft.id)})


def _set_aside(draft: Draft, change: Change) -> Response:
    """Return what is answered to what was given up, in a draft that may have been carried since. Raises DraftClosed."""
    known = {each.id for each in edition_of(draft).spec.sections}
    inputs, boxes = apart_boxes(change.entries)
    own = {name.partition(".")[0] for name in change.entries if not is_note(name)}
    if not own <= known and not moves_since(draft, change.base):
        return _json({"refused": _UNREADABLE}, 400)
    stood = desk().repository.seen(draft, change.base) if boxes else {}
    given_up = {**inputs, **as_entries(boxes, stood, lambda: desk().repository.history(draft.id))}
    revision = desk().repository.set_aside_once(draft.id, change.op, given_up, base=change.base)
    return _json({"revision": revision})


def _saved(draft: Draft, opened: Edition, change: Change, sent: _Sorted) -> Answered:
    part = sent.part
    implied = {name: text for name, text in part.sent.items() if name not in sent.inputs} if part else {}
    groups = answers_typed(part, opened.form, draft.entries) if part else iter(())
    return desk().repository.save_once(
        draft.id,
        change.op,
        base=change.base,
        posted=sent.inputs,
        implied=implied,
        groups=_with_notes(groups, sent.filed),
        settle=cleared_by_change(opened.form, sent.inputs),
        asked=draft.sha256,
        require=still_open(opened.form, change.entries),
        boxes=sent.boxes,
    )


def _saved_notes(draft: Draft, change: Change, entries: Mapping[str, str]) -> Answered:
    """Keep what was written in notes; the words of one that somebody else changed, filed or removed as another note."""
    changed = changed_notes(entries)
    return desk().repository.save_once(
        draft.id,
        change.op,
        base=change.base,
        posted=entries,
        groups=changed.values(),
        beside={name: name_of(new_row_id()) for name in changed},
    )


def _with_notes(groups: Iterator[Group], filed: Mapping[str, Group]) -> Iterator[Group]:
    """Yield the inputs of each answer with the entries of the notes that are filed with it."""
    return ((*group, *(name for each in group for name in filed.get(each, ()))) for group in groups)


def _answer(draft: Draft, answered: Answered, change: Change) -> Response:
    """Return what became of an operation, and how far its draft has come by now."""
    now = desk().repository.draft(draft.id) or draft
    opened = edition_of(now)
    changed = {**answered.changed, **boxes_in(answered.changed, answered.changed)}
    told: JsonObject = {
        "revision": answered.revision,
        "saved": list(answered.saved),
        "conflicts": list(_clashes(now, opened, answered, change)),
        "cleared": list(answered.cleared),
        "changed": {name: text for name, text in changed.items() if name not in {*answered.saved, *answered.theirs}},
    }
    return _json({**told, "glance": glance(now, opened).words})


def _clashes(now: Draft, opened: Edition, answered: Answered, change: Change) -> Iterator[Json]:
    """Yield what stands in each input that clashes: whose it is, in which answer, and what stands between it and ours.

    The last is "" where only one of the two can stay. What is about a file says whether that is gone.
    """
    if not answered.theirs:
        return
    inputs, boxes = apart_boxes(answered.theirs)
    stood = desk().repository.seen(now, answered.revision) if boxes else {}
    theirs = inputs | dict.fromkeys(boxes, "") | boxes_in(stood, {address_of(name) for name in boxes})
    then = replace(now, revision=answered.revision)
    who = writers(then, inputs, is_kept=True) | writers_of_boxes(then, boxes)
    form = opened.form.of({**now.entries, **inputs, **apart_boxes(change.entries)[0]})
    told = Told(form, now.entries, State())
    for name in answered.theirs:
        owner, text = form.tables.owners.get(address_of(name)), theirs[name]
        both = between(owner, Conflict(name, text, change.entries.get(name, ""))) if owner and name in inputs else ""
        yield {
            "name": name,
            "theirs": text,
            "who": who.get(name, ""),
            "label": label(told, owner) if owner else "",
            "between": both,
            **({"gone": True} if name in boxes and not is_there(name, stood) else {}),
        }


def _json(answer: JsonObject, status: int = 200) -> Response:
    return Response(as_line(answer), status, mimetype="application/json")
