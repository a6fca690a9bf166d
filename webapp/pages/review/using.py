"""What uses a version: the drafts in progress on it and the records of it, as a page that leads to each.

Here lives what that page gathers. How a draft or a record is shown lives with their own pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request, url_for

from webapp.pages.desk import Desk, about, desk
from webapp.pages.review.versions import published_version, shown_form
from webapp.rights import Act
from webapp.storage.stored import Draft, Record

_PAGE = 50


@dataclass(frozen=True, slots=True)
class Using:
    """A draft or a record: where it is to be read, what it is about, and when it was last changed or submitted."""

    url: str
    about: str
    when: datetime


def page(form: str, version: int) -> str:
    """Show the drafts in progress on a version, and the records of it, the latest first."""
    published_version(form, version)
    at, shown = desk(), shown_form(form)
    before = request.args.get("before", "")
    listed, older = _records(at, form, version, before=before)
    return render_template(
        "desk-use.html",
        form=shown,
        version=next(each for each in shown.versions if each.version == version),
        drafts=list(drafts_of(at, form, version)),
        records=[using_record(each) for each in may_open(at, listed)],
        older=url_for(".use", form=form, version=version, before=older) if older else "",
        first_page=not before,
    )


def drafts_of(at: Desk, form: str, version: int) -> Iterator[Using]:
    """Yield the drafts in progress on a version, the last changed first."""
    for draft in at.repository.drafts():
        if (draft.form, draft.version) == (form, version):
            yield using_draft(at, draft)


def using_draft(at: Desk, draft: Draft) -> Using:
    """Return a draft as the desk lists it."""
    url = url_for("drafts.tasks", draft_id=draft.id)
    return Using(url, about(draft, at.edition(draft.sha256)) or "Not named", draft.changed)


def using_record(record: Record) -> Using:
    """Return a record as the desk lists it."""
    url = url_for("records.page", record_id=record.id)
    return Using(url, record.about or "Not named", record.submitted)


def _records(at: Desk, form: str, version: int, *, before: str) -> tuple[list[Record], str]:
    """Return a page of the records of a version, and the one behind which there are older ones, "" for none."""
    found: list[Record] = []
    for record in every_record(at, form, before=before):
        if record.version == version:
            found.append(record)
        if len(found) > _PAGE:
            return found[:_PAGE], found[_PAGE - 1].id
    return found, ""


def may_continue(at: Desk, draft: Draft) -> bool:
    """Return whether who asks may open a draft."""
    return at.repository.reaches(Act.FILL_IN, draft)


def may_open(at: Desk, listed: Iterable[Record]) -> list[Record]:
    """Return those records of a list that who asks may open."""
    return [each for each in listed if at.repository.reaches(Act.READ_RECORDS, each)]


def every_record(at: Desk, form: str, *, before: str = "") -> Iterator[Record]:
    """Yield the records of a form, the latest first, a page of them in memory at a time."""
    last = before
    while True:
        found = at.repository.records(form=form, before=last or None, limit=_PAGE, to=Act.COUNT_RECORDS)
        yield from found
        if len(found) < _PAGE:
            return
        last = found[-1].id
