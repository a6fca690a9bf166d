"""Files that answers name, those of actions, and documents of registers.

Here lives who gets a file and how it is sent: only under a draft, a record, an action or an entry that names it, and so
that nothing in it can act as a page. A browser saves it; only a photo may be shown, where a page asks for that.
"""

import json
from collections.abc import Iterable
from io import BytesIO
from itertools import chain

from flask import Blueprint, Response, abort, request, send_file

from engine.document import entries_of
from engine.json_value import as_object
from engine.named_files import named_files
from engine.stored_file import SHOWN, StoredFile
from webapp.deeds import Deed
from webapp.media_type import named_as
from webapp.pages.desk import desk, kept_record, open_draft
from webapp.photos.remaking import PHOTOS, Broken, TooBusyError, remake
from webapp.storage.identifiers import mark_of

files = Blueprint("files", __name__)
_IN_SECONDS = "5"
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


@files.get("/drafts/<draft_id>/files/<sha256>")
def of_draft(draft_id: str, sha256: str) -> Response:
    """Give a file that an answer of a draft names."""
    draft, opened = open_draft(draft_id)
    return given_file(named_files(opened.form, draft.entries), sha256, draft.id)


@files.get("/drafts/<draft_id>/files/<sha256>/preview")
def preview_of_draft(draft_id: str, sha256: str) -> Response:
    """Give a small picture of a photo that an answer of a draft names."""
    draft, opened = open_draft(draft_id)
    return given_preview(named_files(opened.form, draft.entries), sha256)


@files.get("/records/<record_id>/files/<sha256>")
def of_record(record_id: str, sha256: str) -> Response:
    """Give a file that an answer of a record names, or a scan of what it was keyed in from."""
    return given_file(chain(_of_record(record_id), _scans_of(record_id)), sha256, record_id)


@files.get("/records/<record_id>/files/<sha256>/preview")
def preview_of_record(record_id: str, sha256: str) -> Response:
    """Give a small picture of a photo that an answer of a record names."""
    return given_preview(_of_record(record_id), sha256)


@files.get("/records/<record_id>/signature.png")
def drawing_of_record(record_id: str) -> Response:
    """Give the signature that was drawn when a record was signed as a letter."""
    return given_drawing(record_id)


@files.get("/actions/<action_id>/files/<sha256>")
def of_action(action_id: str, sha256: str) -> Response:
    """Give a photo or a file of an action."""
    return given_file(_of_action(action_id), sha256, action_id)


@files.get("/actions/<action_id>/files/<sha256>/preview")
def preview_of_action(action_id: str, sha256: str) -> Response:
    """Give a small picture of a photo of an action."""
    return given_preview(_of_action(action_id), sha256)


@files.get("/registers/<register>/<entry_id>/documents/<sha256>")
def of_entry(register: str, entry_id: str, sha256: str) -> Response:
    """Give a document of an entry of a register."""
    entry = desk().repository.register_entry(entry_id)
    if entry is None or entry.register != register:
        abort(404)
    return given_file((each.file for each in desk().repository.entry_documents(entry.id)), sha256, entry.id)


def _of_record(record_id: str) -> Iterable[StoredFile]:
    record, opened = kept_record(record_id)
    entries, _ = entries_of(opened.form, as_object(json.loads(record.document)["answers"]))
    return named_files(opened.form, entries)


def _scans_of(record_id: str) -> Iterable[StoredFile]:
    record, _ = kept_record(record_id)
    found = enumerate(desk().repository.scans(record), 1)
    return (StoredFile(each.sha256, each.size, each.type, f"scan {number}") for number, each in found)


def _of_action(action_id: str) -> Iterable[StoredFile]:
    action = desk().repository.action(action_id) or abort(404)
    return desk().repository.action_files(action)


def given_preview(files_there: Iterable[StoredFile], sha256: str) -> Response:
    """Give the preview of a photo; that it was looked at is noted with the page that it stands on."""
    repository = desk().repository
    if all(each.sha256 != sha256 for each in files_there):
        abort(404)
    preview = repository.preview(sha256) or _made(sha256)
    return _alone(send_file(BytesIO(preview), "image/jpeg", etag=False))


def given_drawing(record_id: str) -> Response:
    """Give a drawn signature; that it was looked at is noted with the page that it stands on."""
    drawing = desk().repository.drawn_signature(record_id)
    if drawing is None:
        abort(404)
    return _alone(send_file(BytesIO(drawing), "image/png", etag=False))


def _made(sha256: str) -> bytes:
    """Make and keep the preview of a photo that was kept before there were any; without one the request ends."""
    kept = desk().repository.file(sha256)
    if kept is None or kept.type not in PHOTOS:
        abort(404)
    try:
        photo = remake(kept.content, kept.type)
    except Broken:
        abort(404)
    except TooBusyError:
        abort(Response(status=503, headers={"Retry-After": _IN_SECONDS}))
    desk().repository.keep_preview(sha256, photo.preview)
    return photo.preview


def given_file(files_there: Iterable[StoredFile], sha256: str, of: str) -> Response:
    """Return a file as the first answer that names it does. It stands in the trail by a mark that nothing opens."""
    named = next((each for each in files_there if each.sha256 == sha256), None)
    kept = desk().repository.file(sha256) if named else None
    if named is None or kept is None:
        abort(404)
    desk().repository.look(Deed.FILE_READ, of, what=mark_of(sha256))
    shown = "inline" in request.args and kept.type in SHOWN
    name = named_as(named.name, kept.type)
    response = send_file(BytesIO(kept.content), kept.type, as_attachment=not shown, download_name=name, etag=False)
    return _alone(response)


def _alone(response: Response) -> Response:
    """Return a content as one that can do nothing, and that no browser keeps."""
    response.headers.update({"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})
    return response
