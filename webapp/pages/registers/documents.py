"""Documents of an entry: one is added, and taken away once somebody has said that it is to go.

Here lives the asking. What may be kept is what answers may be made of; who gets a document is for `webapp.pages.files`.
"""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import FormExpired, Upload, posted, uploaded
from webapp.pages.desk import desk
from webapp.pages.files.keeping import FileRefused, kept_file
from webapp.pages.registers.views import entry_page, known_entry
from webapp.photos.remaking import TooBusyError
from webapp.storage.failures import Unknown
from webapp.storage.register_failures import EntryMerged, TooManyDocuments
from webapp.storage.register_statements import EntryDocument

register_documents = Blueprint("register_documents", __name__, url_prefix="/registers", template_folder="templates")
_EXPIRED = "This page was open for too long, so nothing was added. Choose the document again."
_BUSY = "Too many photos are being looked at just now. Add it again in a moment."
_UNFIT = 422


@register_documents.post("/<register>/<entry_id>/documents")
def add(register: str, entry_id: str) -> Response | tuple[str, int]:
    """Add a document to an entry."""
    posted(request)
    known, entry = known_entry(register, entry_id)
    files = uploaded(request).get("document", [])
    fault = _added(entry.id, files[0]) if files else "Choose a document"
    if fault:
        return entry_page(known, entry, fault), _UNFIT
    return _documents(register, entry_id, "document-added")


@register_documents.get("/<register>/<entry_id>/documents/<sha256>/remove")
def removing(register: str, entry_id: str, sha256: str) -> str:
    """Ask whether a document is to go."""
    known, entry = known_entry(register, entry_id)
    found = _known_document(entry.id, sha256)
    return render_template("entry-document-remove.html", register=known, entry=entry, document=found)


@register_documents.post("/<register>/<entry_id>/documents/<sha256>/remove")
def remove(register: str, entry_id: str, sha256: str) -> Response:
    """Take a document away from an entry; one that has gone already stays gone."""
    posted(request)
    known_entry(register, entry_id)
    try:
        desk().repository.remove_document(entry_id, sha256)
    except EntryMerged:
        abort(404)
    except Unknown:
        return _documents(register, entry_id, "")
    return _documents(register, entry_id, "document-removed")


@register_documents.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Show the entry again on a page whose token no longer holds, with a fresh one."""
    asked = request.view_args or {}
    known, entry = known_entry(asked.get("register", ""), asked.get("entry_id", ""))
    return entry_page(known, entry, _EXPIRED), refusal.status


def _added(entry_id: str, chosen: Upload) -> str:
    """Keep and add a document, and return what keeps it from being added, "" when nothing does."""
    repository = desk().repository
    try:
        repository.add_document(entry_id, kept_file(chosen, keep=repository.keep_file))
    except (FileRefused, TooManyDocuments, EntryMerged) as refused:
        return str(refused)
    except TooBusyError:
        return _BUSY
    return ""


def _known_document(entry_id: str, sha256: str) -> EntryDocument:
    found = (each for each in desk().repository.entry_documents(entry_id) if each.file.sha256 == sha256)
    return next(found, None) or abort(404)


def _documents(register: str, entry_id: str, done: str) -> Response:
    return redirect(url_for("registers.page", register=register, entry_id=entry_id, done=done or None), 303)
