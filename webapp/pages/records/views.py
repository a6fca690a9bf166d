"""What was submitted: the receipt, the record, the list of records, and downloads.

Here lives what these pages gather. A record is always shown as it was asked, under the text pinned with it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from flask import Blueprint, Response, abort, render_template, request, url_for
from markupsafe import Markup, escape

from engine.document import entries_of
from engine.json_value import as_object
from engine.london import LONDON, day_of
from engine.page.sheet import heading, letter, running, sheet
from engine.rules.state import State
from engine.texts import Told
from webapp.deeds import Deed
from webapp.pages.actions.of_record import follow_up_of
from webapp.pages.carried.versions import Newer, newer
from webapp.pages.decisions.of_record import WAITS, of_record, standing_words
from webapp.pages.decisions.waiting import asked_of, comes_to_decision, number_waiting
from webapp.pages.desk import Desk, desk, kept_record
from webapp.pages.downloads import attachment, lines
from webapp.pages.drafts.progress import progress
from webapp.pages.findings import Outcome, counted, outcome, shown
from webapp.pages.identity import viewer
from webapp.pages.records.comparing import earlier_of
from webapp.pages.records.onward import onward_of
from webapp.pages.records.provenance import came
from webapp.pages.records.reading import document_of, read
from webapp.pages.records.scanned import scans_of
from webapp.pages.subjects import strayed_from, subject_of
from webapp.pages.words import role_word
from webapp.rights import Act
from webapp.storage.stored import Record

records = Blueprint("records", __name__, template_folder="templates")
_PAGE = 50
_WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """A record on the list: what it came to, and how many findings of which name there are.

    `decision` is what was decided on it, or that it waits for that, "" where nothing is to be decided.
    `reissues` is the version of the record that it re-issues, 0 for none, `after` those on which it is re-issued.
    """

    record: Record
    title: str
    outcome: Outcome | None
    findings: tuple[str, ...]
    decision: str
    reissues: int
    after: tuple[int, ...]


@records.get("/records")
def listing() -> str:
    """List what was submitted, the latest first, a page at a time."""
    chosen, before = request.args.get("form", ""), request.args.get("before", "")
    at = desk()
    waiting = viewer().may(Act.DECIDE) and request.args.get("decision") == _WAITING
    if waiting:
        found = at.repository.waiting(asked_of(at), before=before or None, limit=_PAGE + 1)
    else:
        found = at.repository.records(form=chosen or None, before=before or None, limit=_PAGE + 1)
    shown_now = found[:_PAGE]
    same = {"decision": _WAITING} if waiting else {"form": chosen or None}
    older = url_for(".listing", before=shown_now[-1].id, **same) if len(found) > _PAGE else ""
    return render_template(
        "records.html",
        records=list(_listed(at, shown_now)),
        choices=_choices(at),
        chosen=chosen,
        older=older,
        waiting=waiting,
        number_waiting=number_waiting(at),
        first_page=not before,
    )


@records.get("/records/<record_id>")
def page(record_id: str) -> str:
    """Show one record as the policy's own table, to be read and printed."""
    record, opened = kept_record(record_id)
    desk().repository.look(Deed.RECORD_READ, record.id)
    said = read(record, opened)
    form, entries = said.form, said.entries
    letter_of_record = desk().repository.letter_of(record.id)
    return render_template(
        "record.html",
        spec=opened.spec,
        record=record,
        by=said.by,
        came=came(record, opened.spec, letter_of_record),
        outcome=said.outcome,
        found=said.found,
        subject=subject_of(record, opened),
        decision=of_record(record, opened.form),
        decided="decided" in request.args,
        follow_up=follow_up_of(record, Told(form, entries, State())),
        running=Markup(running(opened.form, record.about)),  # noqa: S704 (rendered with escaping)
        heading=Markup(heading(opened.form)),  # noqa: S704 (rendered with escaping)
        outcomes=said.outcomes,
        parts=said.parts,
        warnings=said.warnings,
        compares=not record.undone and bool(earlier_of(record, opened, limit=1)),
        scans=scans_of(record),
        may_scan=not record.undone and desk().repository.may_scan(record),
        links=_links(record),
        files=said.files,
        signed=letter_of_record,
        onward=onward_of(record, opened) if letter_of_record else None,
        strayed=strayed_from(letter_of_record[0], record) if letter_of_record else None,
        names=desk().repository.names(),
        letter_faults=desk().repository.letter_faults(record.id),
        record_faults=desk().repository.record_faults(record.id),
        kept_by=viewer().may(Act.ERASE),
        carries=said.carries,
        letter=Markup(letter(form, entries)),  # noqa: S704 (rendered with escaping)
        sheet=Markup(sheet(form, entries, today=said.on, previews=_previews(record.id))),  # noqa: S704 (rendered with escaping)
    )


@records.get("/records/<record_id>/signed")
def signed(record_id: str) -> str:
    """Show the words that stood before the recipient of a letter when they signed it, exactly as they are kept."""
    record, opened = kept_record(record_id)
    at = desk()
    found = at.repository.letter_of(record.id)
    if found is None:
        abort(404)
    at.repository.look(Deed.RECORD_READ, record.id)
    sent, signature = found
    faults = at.repository.letter_faults(record.id)
    return render_template(
        "signed.html",
        spec=opened.spec,
        record=record,
        sent=sent,
        signature=signature,
        faults=faults,
        names=at.repository.names(),
        words=escape(signature.shown) if faults else Markup(signature.shown),  # noqa: S704 (rendered with escaping)
    )


@dataclass(frozen=True, slots=True)
class Links:
    """What a record has to do with others: the one that it re-issues, those that re-issue it, and what can be done.

    `undoable` says whether it is a re-issue that whoever looks may take back, `undone` when it was taken back, `newer`
    is the version that it can be re-issued on; `taken_back` says that one of it was taken back just before.
    """

    before: Record | None
    after: tuple[Record, ...]
    undoable: bool
    undone: datetime | None
    newer: Newer | None
    taken_back: bool


def _previews(record_id: str) -> Callable[[str], str]:
    return lambda sha256: url_for("files.preview_of_record", record_id=record_id, sha256=sha256)


def _links(record: Record) -> Links:
    at = desk()
    before = at.repository.listed(record.reissues) if record.reissues else None
    return Links(
        before=before,
        after=at.repository.reissued_by(record.id),
        undoable=before is not None and record.undone is None and at.repository.may_undo(record),
        undone=record.undone,
        newer=None if record.undone else newer(at, record),
        taken_back="undone" in request.args,
    )


@records.get("/records/<record_id>/receipt")
def receipt(record_id: str) -> str:
    """Show that a form was submitted, when, under which reference, and what can be done next."""
    record, opened = kept_record(record_id)
    desk().repository.look(Deed.RECORD_READ, record.id)
    document = document_of(record)
    entries, _ = entries_of(opened.form, as_object(document["answers"]))
    form = opened.form.of(entries)
    found = shown(as_object(document["findings"]), Told(form, entries, State()))
    return render_template(
        "receipt.html",
        spec=opened.spec,
        record=record,
        answered=progress(form, entries, day_of(record.submitted)).answered,
        outcome=outcome(opened.form, record.outcome),
        counts=counted(opened.form, found),
        onward=onward_of(record, opened),
    )


@records.get("/records/<record_id>.json")
def download(record_id: str) -> Response:
    """Give one record's document as a file, exactly as it was kept."""
    record, _ = kept_record(record_id)
    desk().repository.look(Deed.RECORD_EXPORTED, record.id)
    return attachment(record.document, f"{record.form}{'-trial' if record.trial else ''}-{record.id}.json")


@records.get("/records.jsonl")
def download_many() -> Response:
    """Give the documents of all records, of one form or since a day where asked, as one file, one a line."""
    form, at = request.args.get("form") or None, desk()
    if form and not _exists(at, form):
        abort(404)
    at.repository.look(Deed.RECORDS_EXPORTED, form or "all")
    documents = at.repository.documents(form=form, since=_since(request.args.get("since", "")))
    return lines(documents, f"{form or 'records'}.jsonl")


def _since(text: str) -> datetime | None:
    """Return the moment from which records are wanted. Ends the request when it is not a date."""
    if not text:
        return None
    try:
        since = datetime.fromisoformat(text)
        return since.replace(tzinfo=since.tzinfo or LONDON).astimezone(UTC)
    except (ValueError, OverflowError):
        abort(400)


def _exists(at: Desk, form: str) -> bool:
    """Say whether there is a form of this id, or was one: whatever else is asked for never names a download."""
    return bool(at.shelf.versions(form) or at.repository.records(form=form, limit=1))


def _listed(at: Desk, found: tuple[Record, ...]) -> Iterator[ListedRecord]:
    edition = cache(at.edition)
    decided = standing_words(found)
    for record in found:
        form = edition(record.sha256).form
        before = at.repository.listed(record.reissues) if record.reissues else None
        after = at.repository.reissued_by(record.id)
        waits = not after and comes_to_decision(form, record)
        counts = (("concern", record.concerns), ("action", record.actions))
        yield ListedRecord(
            record=record,
            title=form.spec.title,
            outcome=outcome(form, record.outcome),
            findings=tuple(f"{role_word(form.spec, role)}: {number}" for role, number in counts if number),
            decision=_decision(decided.get(record.id, ""), waits=waits),
            reissues=before.version if before else 0,
            after=tuple(each.version for each in after),
        )


def _decision(words: str, *, waits: bool) -> str:
    """Return what was decided, or that it is waited for; "" for neither."""
    if words:
        return f"Decided: {words}"
    return WAITS if waits else ""


def _choices(at: Desk) -> list[tuple[str, str]]:
    editions = (offer.edition for offer in at.shelf.offers())
    return [(each.spec.form, each.spec.title) for each in editions if each is not None]
