"""Photos and files that a page's script sends in pieces, each added to its answer once all of it is there.

Here lives the JSON of these: a file is begun, its pieces come, and it is done. Each may be repeated, after a line was
lost or an answer never came, and changes nothing then; a fourth address only tells what became of one. What is kept is
what the same file chosen on a page without scripts would have become.
"""

import re
from dataclasses import replace

from flask import Blueprint, abort, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from engine.attachments import Attachments
from engine.form import Cell
from engine.json_value import JsonObject
from engine.stored_file import StoredFile, read_files, write_files
from webapp.guard import FormExpired, Refused, csrf_token, posted, uploaded
from webapp.guard import Upload as Chosen
from webapp.guard.multipart import MOST_FILE_BYTES
from webapp.pages.desk import desk, refuse_absent
from webapp.pages.desk import opened as edition_of
from webapp.pages.downloads import as_line
from webapp.pages.drafts.adding import NO_PLACE, NotTaken, caption_of, cell_at, described_anew, with_file
from webapp.pages.drafts.declaring import cleared_by
from webapp.pages.drafts.file_list import described
from webapp.pages.drafts.files import short_types
from webapp.pages.files.keeping import FileRefused, kept_file
from webapp.pages.identity import SignedOut, viewer
from webapp.pages.refusals import log_refusal, with_reference
from webapp.photos.remaking import TooBusyError
from webapp.storage.failures import DraftClosed, StorageError, Unknown
from webapp.storage.opened import now
from webapp.storage.stored import Draft, Upload
from webapp.storage.uploads import TooManyUploadsError

uploads = Blueprint("uploads", __name__)
MOST_PIECE_BYTES = 256 * 1024
_ID = re.compile("[A-Za-z0-9_-]{16,64}")
_NUMBER = re.compile("[0-9]{1,9}")
_PIECE = "piece"
_SIGN_IN = 401
_IN_SECONDS = "5"
_EXPIRED = "This page was open for too long, or you signed in again since. It is tried again."
_SIGNED_OUT = "You are signed out. Sign in again, and it is sent."
_OTHER = "Somebody else is signed in here now. It is sent when you are signed in again yourself."
_GONE = "It was not added: this form is not there any more."
_UNREADABLE = "It was not added: something in what was sent is not as this page sends it."
_CLOSED = "It was not added: this form was {state} meanwhile."
_TOO_LARGE = f"it must be {MOST_FILE_BYTES // 1024**2} MB or smaller."
_UNDER_WAY = "Too many files are on their way to this form. Wait until some of them are there."
_IN_A_MOMENT = "Too many photos are being looked at just now. It is tried again."


class NotThere(NotTaken):
    """A file of a draft that is not there, or not for whoever sends it."""


@uploads.post("/drafts/<draft_id>/uploads")
def begin(draft_id: str) -> Response:
    """Begin a file, or go on with it: answer with how many bytes of it have come."""
    sent = posted(request)
    if sent.get("who", "") != viewer().id:
        return _json({"refused": _OTHER}, _SIGN_IN)
    if (came := _in_record(draft_id, sent.get("id", ""))) is not None:
        return _come(came)
    draft, size = _open(draft_id), _number(sent.get("size", ""))
    if not _ID.fullmatch(sent.get("id", "")) or size < 1:
        abort(400)
    if size > MOST_FILE_BYTES:
        raise NotTaken(str(FileRefused(sent.get("name", ""), _TOO_LARGE)))
    cell = cell_at(edition_of(draft), draft, sent.get("address", ""))
    known = {option.value for option in cell.column.options}
    shows = sent.get("shows", "")
    wanted = Upload(
        draft=draft_id,
        id=sent["id"],
        address=cell.address,
        name=Chosen.called(sent.get("name", "")),
        shows=shows if shows in known else "",
        size=size,
        begun=now(),
    )
    desk().repository.tidy_daily()
    return _come(desk().repository.begin_upload(wanted))


@uploads.post("/drafts/<draft_id>/uploads/<upload_id>/pieces")
def piece(draft_id: str, upload_id: str) -> Response:
    """Take the piece of a file that begins at a place, and answer with how many bytes have come."""
    _going_on(draft_id)
    at, sent = posted(request).get("at", ""), uploaded(request).get(_PIECE, [])
    if not _NUMBER.fullmatch(at) or len(sent) != 1 or len(sent[0].data) > MOST_PIECE_BYTES:
        abort(400)
    return _come(desk().repository.add_piece(draft_id, upload_id, at=int(at), content=sent[0].data))


@uploads.post("/drafts/<draft_id>/uploads/<upload_id>/done")
def done(draft_id: str, upload_id: str) -> Response:
    """Add a file that is all there to its answer, and answer with it and with the draft's revision before and after.

    `says` is its caption, and `said`, where it is there, has those with which it was sent before, a line each: which of
    them arrived, only this side knows, and the new one takes its place.
    """
    try:
        return _done(draft_id, upload_id)
    except DraftClosed:
        if _in_record(draft_id, upload_id) is None:
            raise
        return told(draft_id, upload_id)


def _done(draft_id: str, upload_id: str) -> Response:
    draft, repository, sent = _going_on(draft_id), desk().repository, posted(request)
    upload, content = repository.upload(draft_id, upload_id)
    if upload.received < upload.size:
        return _come(upload, 409)
    says = caption_of(sent.get("says", ""))
    if upload.sha256:
        before, after = described_anew(draft, upload, says, sent["said"].split("\n") if "said" in sent else ())
        return _added(before, after, upload.address, upload.sha256)
    opened, address = edition_of(draft), upload.address
    cell = cell_at(opened, draft, address, absent=NO_PLACE)
    try:
        file = kept_file(
            Chosen(upload.name, content),
            keep=repository.keep_file,
            types=short_types(cell),
            require=lambda file: _require_taken(cell, file),
        )
        shown = replace(file, prompt=upload.shows, caption=says if isinstance(cell.kind, Attachments) else "")

        def add(held: Draft) -> dict[str, str]:
            return with_file(shown, cell_at(opened, held, address, absent=NO_PLACE), held)

        before, after = repository.add_upload(
            upload, file.sha256, add=add, asked=draft.sha256, settle=cleared_by(opened.form)
        )
    except (FileRefused, NotTaken):
        repository.forget_upload(upload)
        raise
    return _added(before, after, address, file.sha256)


@uploads.get("/drafts/<draft_id>/uploads/<upload_id>")
def told(draft_id: str, upload_id: str) -> Response:
    """Tell what became of a file, and do nothing: as `done` does where it was added, else how much of it has come."""
    upload, draft = desk().repository.upload_as_is(draft_id, upload_id), desk().repository.draft(draft_id)
    return _added(draft, draft, upload.address, upload.sha256) if draft and upload.sha256 else _come(upload)


def _in_record(draft_id: str, upload_id: str) -> Upload | None:
    """Return a file that was added before its form was submitted, where whoever sent it was not answered; else None."""
    repository = desk().repository
    draft = repository.draft(draft_id)
    if draft is None or draft.state != "submitted":
        return None
    try:
        upload = repository.upload_as_is(draft_id, upload_id)
    except Unknown:
        return None
    return upload if upload.sha256 else None


def _open(draft_id: str) -> Draft:
    """Return a draft that files can be added to. Raises DraftClosed, and NotTaken or Refused where there is none."""
    draft = desk().repository.draft(draft_id)
    if draft is None:
        try:
            refuse_absent(draft_id)
        except NotFound:
            raise NotThere(_GONE) from None
    if draft.state != "open":
        raise DraftClosed(draft.state)
    return draft


def _going_on(draft_id: str) -> Draft:
    """Return the same for a file that was begun. Raises Unknown where there is none: it is begun anew, and told why."""
    if desk().repository.draft(draft_id) is None:
        raise Unknown(_GONE)
    return _open(draft_id)


def _require_taken(cell: Cell, file: StoredFile) -> None:
    """Raise NotTaken for a file of a type or a size that the answer does not take."""
    reading = cell.kind.parse(cell.column, [write_files([file])])
    for fault in reading.faults:
        raise NotTaken(cell.error(fault).message)


def _added(before: Draft, after: Draft, address: str, sha256: str) -> Response:
    entry = after.entries.get(address, "")
    file = next((each for each in read_files(entry) or () if each.sha256 == sha256), None)
    came: JsonObject = {"before": before.revision, "base": after.revision, "entry": entry}
    cleared = [
        name for name, text in before.entries.items() if text and name != address and not after.entries.get(name)
    ]
    if cleared:
        came["cleared"] = [*cleared]
    return _json(came | ({"file": described(after.id, file)} if file else {}))


def _come(upload: Upload, status: int = 200) -> Response:
    return _json({"received": upload.received}, status)


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text) else 0


def _json(answer: JsonObject, status: int = 200) -> Response:
    return Response(as_line(answer), status, mimetype="application/json")


@uploads.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> Response:
    """Answer that the page is too old to send from, with a fresh token where its person is known: it is tried again."""
    if isinstance(refusal, SignedOut):
        return _json({"refused": _SIGNED_OUT}, _SIGN_IN)
    return _json({"refused": _EXPIRED, "csrf": csrf_token()}, refusal.status)


@uploads.errorhandler(NotTaken)
@uploads.errorhandler(FileRefused)
def not_taken(refusal: Exception) -> Response:
    """Answer why a file is not taken."""
    return _json({"refused": str(refusal)}, 422)


@uploads.errorhandler(NotThere)
def not_there(refusal: NotThere) -> Response:
    """Answer that there is no such draft any more."""
    log_refusal(refusal, 404)
    return _json({"refused": str(refusal)}, 404)


@uploads.errorhandler(TooManyUploadsError)
def too_many(refusal: TooManyUploadsError) -> Response:  # noqa: ARG001 (the same for all)
    """Answer that no more files can be on their way at once."""
    return _json({"refused": _UNDER_WAY}, 422)


@uploads.errorhandler(TooBusyError)
def too_busy(refusal: TooBusyError) -> Response:  # noqa: ARG001 (the same for all)
    """Answer that a photo, which is all there, is to be asked for again in a moment."""
    response = _json({"refused": _IN_A_MOMENT}, 503)
    response.headers["Retry-After"] = _IN_SECONDS
    return response


@uploads.errorhandler(DraftClosed)
def closed(refusal: DraftClosed) -> Response:
    """Answer that the draft can no longer be changed."""
    return _json({"refused": _CLOSED.format(state=refusal.state)}, 409)


@uploads.errorhandler(Unknown)
def unknown(refusal: Unknown) -> Response:  # noqa: ARG001 (the same for all)
    """Answer that there is no such file on its way, so that it is begun anew."""
    return _json({"received": 0}, 404)


@uploads.errorhandler(Refused)
def refused(refusal: Refused) -> Response:
    """Answer what the guard refuses, and why a draft is there no more, in the same words as a page."""
    log_refusal(refusal, refusal.status)
    return _json({"refused": _SIGNED_OUT if refusal.status == _SIGN_IN else refusal.sentence}, refusal.status)


@uploads.errorhandler(400)
def unreadable(refusal: Exception) -> Response:
    """Answer that a file was not sent as a page sends it."""
    log_refusal(refusal, 400)
    return _json({"refused": _UNREADABLE}, 400)


@uploads.errorhandler(StorageError)
def not_stored(failure: StorageError) -> Response:
    """Answer that nothing could be kept."""
    return _json({"refused": f"Not saved: {with_reference(failure)}"}, 503)
