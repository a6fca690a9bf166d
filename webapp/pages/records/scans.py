"""Scans of what a record was keyed in from: one is added, and taken off once somebody has said that it is to go.

Here lives the asking. Who may is for the repository to say, what a scan may be for `webapp.pages.files.keeping`.
"""

from contextlib import suppress

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.afterwards.shape import SCANNED
from engine.stored_file import StoredFile
from webapp.guard import FormExpired, Upload, posted, uploaded
from webapp.pages.desk import desk, kept_record
from webapp.pages.files.keeping import FileRefused, kept_file
from webapp.pages.records.scanned import ShownScan, scans_of
from webapp.photos.remaking import TooBusyError
from webapp.storage.failures import Unknown
from webapp.storage.scans import TooManyScans
from webapp.storage.stored import Record

scans = Blueprint("scans", __name__, url_prefix="/records", template_folder="templates")
_NO_SCAN = "it must be a PDF or a photo (JPEG, PNG or HEIC)."
_CHOOSE = "Choose the file of the scan"
_BUSY = "Too many photos are being looked at just now. Add it again in a moment."
_EXPIRED = "This page was open for too long, so nothing was done. Try again."
_UNFIT = 422


@scans.get("/<record_id>/scans")
def adding(record_id: str) -> str:
    """Ask for a scan."""
    return _asking(_scannable(record_id))


@scans.post("/<record_id>/scans")
def add(record_id: str) -> Response | tuple[str, int]:
    """Add a scan to a record, or say why not."""
    posted(request)
    record = _scannable(record_id)
    chosen = [each for each in uploaded(request).get("scan", []) if each.data or each.too_large]
    fault = _added(record, chosen[0]) if chosen else _CHOOSE
    if fault:
        return _asking(record, fault), _UNFIT
    return redirect(url_for("records.page", record_id=record.id, _anchor="scans"), 303)


@scans.get("/<record_id>/scans/<sha256>/remove")
def removing(record_id: str, sha256: str) -> str:
    """Ask whether a scan is to go."""
    record = _scannable(record_id)
    return render_template("scan-remove.html", record=record, scan=_known(record, sha256))


@scans.post("/<record_id>/scans/<sha256>/remove")
def remove(record_id: str, sha256: str) -> Response:
    """Take a scan off a record; one that has gone already stays gone."""
    posted(request)
    record = _scannable(record_id)
    with suppress(Unknown):
        desk().repository.remove_scan(record.id, sha256)
    return redirect(url_for("records.page", record_id=record.id), 303)


@scans.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Ask for a scan again on a page whose token no longer holds, with a fresh one; nothing was done."""
    return _asking(_scannable((request.view_args or {}).get("record_id", "")), _EXPIRED), refusal.status


def _asking(record: Record, fault: str = "") -> str:
    return render_template("scan-add.html", record=record, fault=fault)


def _scannable(record_id: str) -> Record:
    """Return a record to which whoever asks may add scans; ends the request where there is none."""
    record, _ = kept_record(record_id)
    if record.undone or not desk().repository.may_scan(record):
        abort(404)
    return record


def _added(record: Record, chosen: Upload) -> str:
    """Keep and add a scan, and return what keeps it from being added, "" when nothing does."""
    repository = desk().repository
    try:
        kept = kept_file(chosen, keep=repository.keep_file, require=_require_scan)
        repository.add_scan(record.id, kept.sha256)
    except (FileRefused, TooManyScans) as refused:
        return str(refused)
    except TooBusyError:
        return _BUSY
    return ""


def _require_scan(file: StoredFile) -> None:
    """Raise FileRefused unless a file is what a scanner or a camera makes."""
    if file.type not in SCANNED:
        raise FileRefused(file.name, _NO_SCAN)


def _known(record: Record, sha256: str) -> ShownScan:
    return next((each for each in scans_of(record) if each.sha256 == sha256), None) or abort(404)
