"""Records as PDFs: one by itself with its photos, or those that were chosen in one file, for a meeting.

Here lives what is asked for and what may be had. What is printed of a record lives in `webapp.pages.records.printed`.
"""

from collections.abc import Iterator

from flask import Blueprint, Response, make_response, request, url_for

from engine.pdf.report import Report
from webapp.deeds import Deed
from webapp.guard import posted
from webapp.pages.desk import desk, kept_record
from webapp.pages.file_names import of_record, of_several
from webapp.pages.pdf import given
from webapp.pages.records.printed import print_of
from webapp.pages.records.reading import read
from webapp.pages.refusals import message
from webapp.pages.words import count, named, stamp, today
from webapp.storage.failures import Damaged

printing = Blueprint("printing", __name__)
CHOSEN = "record-"
"""What the name begins with under which a record that is to stand in one file is posted; its reference follows."""
MOST = 50
"""The most records that stand in one file: as many as a page of the list has."""
_MOST_IN_FULL = 60
"""From so many photos on, a PDF holds their previews."""
_TITLE = "Submitted forms"
_NONE = "Go back, tick the records that are to stand in one file, and try again."
_TOO_MANY = f"One file holds up to {MOST} records. Go back, and tick fewer."


@printing.get("/records/<record_id>.pdf")
def record(record_id: str) -> Response:
    """Give one record as a PDF: its page, as it stands, with its photos."""
    found, opened = kept_record(record_id)
    desk().repository.look(Deed.RECORD_EXPORTED, found.id, what="pdf")
    title = named(opened.spec.title, found.about)
    report = Report(title=title, prints=(print_of(read(found, opened)),), moment=found.submitted)
    return given(report, of_record(opened.spec.title, found), _photos)


@printing.post("/records.pdf")
def many() -> Response:
    """Give the records that were chosen as one PDF, with a list of them before; their photos are small there."""
    chosen = tuple(name.removeprefix(CHOSEN) for name in posted(request) if name.startswith(CHOSEN))
    if not chosen or len(chosen) > MOST:
        back = (url_for("records.listing"), "Go to what was submitted")
        return make_response(message("No PDF was made", _TOO_MANY if chosen else _NONE, back=back), 400)
    found = [kept_record(each) for each in chosen]
    desk().repository.look_at_each(Deed.RECORD_EXPORTED, [each.id for each, _ in found])
    last = max(each.submitted for each, _ in found)
    report = Report(
        title=_TITLE,
        prints=tuple(print_of(read(each, opened), dated=True) for each, opened in found),
        moment=last,
        contents="Contents",
        lines=(f"{count(len(found), 'record')}, the last of them submitted on {stamp(last)}.",),
    )
    name = of_several({opened.spec.title for _, opened in found}, len(found), today())
    return given(report, name, _previews)


def _photos(checksums: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    return _previews(checksums) if len(checksums) > _MOST_IN_FULL else _in_full(checksums)


def _in_full(checksums: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield photos as they are kept; one that is damaged is left out, and the PDF says so at its place."""
    for each in checksums:
        try:
            kept = desk().repository.file(each)
        except Damaged:
            continue
        if kept is not None:
            yield each, kept.content


def _previews(checksums: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield photos as small as their previews, where there are any."""
    for each in checksums:
        preview = desk().repository.preview(each)
        if preview is None:
            yield from _in_full((each,))
        else:
            yield each, preview
