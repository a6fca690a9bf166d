"""A record beside the one before about the same: what changed since, and what became of the concerns.

Here lives which record it is compared with: the last one before it, unless another is chosen. What differs is the
engine's to say, and how that is read `webapp.pages.records.compared`'s.
"""

import json

from flask import Blueprint, abort, g, render_template, request

from engine.compare import compare
from engine.subject import same_subject
from webapp.deeds import Deed
from webapp.pages.carried.versions import line
from webapp.pages.decisions.wording import in_words
from webapp.pages.desk import desk, kept_record, opened
from webapp.pages.records.compared import filled_in, followed, shown, worked_out
from webapp.pages.shelf import Edition
from webapp.pages.subjects import subject_of
from webapp.storage.stored import Record

WITH = "with"
_MOST = 50
"""How many earlier records are offered, the latest first."""
comparing = Blueprint("comparing", __name__, template_folder="templates")


@comparing.get("/records/<record_id>/comparison")
def page(record_id: str) -> str:
    """Show what changed since the record before about the same, or since the one that is chosen."""
    record, edition = kept_record(record_id)
    at = desk()
    at.repository.look(Deed.RECORD_READ, record.id)
    earlier = earlier_of(record, edition)
    chosen = _chosen(record, earlier)
    if chosen is None:
        return render_template("comparison-none.html", spec=edition.spec, record=record)
    before, before_edition = kept_record(chosen.id)
    at.repository.look(Deed.RECORD_READ, before.id)
    return _page((before, before_edition), (record, opened(record)), earlier)


def earlier_of(record: Record, edition: Edition, *, limit: int = _MOST) -> tuple[Record, ...]:
    """Return the records before one about the same, the latest first, by all names that its register has of it."""
    subject = subject_of(record, edition)
    also = subject.entry.details.names if subject and subject.entry else ()
    return desk().repository.earlier(record, also=also, limit=limit)


def _page(before: tuple[Record, Edition], now: tuple[Record, Edition], earlier: tuple[Record, ...]) -> str:
    (old, old_edition), (record, edition) = before, now
    g.asked = {WITH: old.id}
    documents = json.loads(old.document), json.loads(record.document)
    between = line(desk(), old.sha256, edition)[1:-1]
    unsettled = desk().repository.open_concerns([old.id])
    comparison = compare([old_edition.form, *between, edition.form], *documents)
    return render_template(
        "comparison.html",
        spec=edition.spec,
        record=record,
        before=old,
        by_register=not same_subject(old.about, record.about),
        earlier=earlier,
        reissues=old.id in _stands_for(record),
        filled_in=filled_in((old_edition.form, old.outcome), (edition.form, record.outcome)),
        decided=desk().repository.standing_decisions([old.id, record.id]),
        in_words=in_words,
        outcomes=worked_out((old_edition.form, documents[0]), (edition.form, documents[1])),
        shown=shown(comparison, edition.spec, followed(documents[0], unsettled.get(old.id))),
    )


def _chosen(record: Record, earlier: tuple[Record, ...]) -> Record | None:
    """Return the record to compare with: the one asked for, or the latest but for those that this one re-issues.

    None where there is none. Ends the request when what is asked for is none of them.
    """
    asked = request.args.get(WITH, "")
    if asked:
        return next((each for each in earlier if each.id == asked), None) or abort(404)
    own = _stands_for(record)
    others = (each for each in earlier if each.id not in own)
    return next(others, next(iter(earlier), None))


def _stands_for(record: Record) -> frozenset[str]:
    """Return the ids of the records that one re-issues, that which it re-issues itself included."""
    found: set[str] = set()
    at: Record | None = record
    while at is not None and at.reissues and at.reissues not in found:
        found.add(at.reissues)
        at = desk().repository.listed(at.reissues)
    return frozenset(found)
