"""A spec draft run against what was submitted: how many submissions would still be valid, which not, and why.

Here lives the page. Trying one submission under a new version is the engine's, which changes nothing.
"""

from dataclasses import dataclass

from flask import abort, render_template

from engine.form import Form
from engine.rerun import Reason, Tally, rerun, tally
from formspec.addresses import Addresses
from webapp.pages.carried.versions import line
from webapp.pages.desk import Desk, desk
from webapp.pages.review.editor.drafted import edition_of
from webapp.pages.review.editor.opened import title_of
from webapp.pages.review.using import Using, every_record, may_open, using_record
from webapp.pages.shelf import Edition
from webapp.storage.soundness import document_of
from webapp.storage.stored import Record, SpecDraft

_UNTOLD = "Something in the answer to this question would not be valid"
_MOST = 500
"""How many submissions are tried, the latest first: so many take some seconds."""


@dataclass(frozen=True, slots=True)
class ToldReason:
    """Why some submissions would not be valid: what would be said, of which question, of how many, and which.

    What would be said may hold words that were answered, so it is told only to who may open one of the submissions.
    """

    message: str
    question: str
    number: int
    records: tuple[Using, ...]


def page(draft_id: str) -> str:
    """Show what would become of what was submitted, under the text of a draft as it is now."""
    draft = desk().repository.spec_draft(draft_id)
    if draft is None or draft.state != "open":
        abort(404)
    new = edition_of(draft.text)
    if new is None:
        return render_template("retry.html", draft=draft, title=title_of(draft.text), spec=None)
    records = _latest(desk(), draft)
    found = _tried(desk(), new, records[:_MOST])
    return render_template(
        "retry.html",
        draft=draft,
        title=new.spec.title,
        spec=new.spec,
        tried=len(records[:_MOST]),
        more=len(records) > _MOST,
        valid=len(found.valid),
        invalid=len(found.invalid),
        reasons=[_told(each, new.form, records) for each in found.reasons],
    )


def _latest(at: Desk, draft: SpecDraft) -> list[Record]:
    """Return the latest submissions of a draft's form, one more than are tried where there are more."""
    found = zip(range(_MOST + 1), every_record(at, draft.form), strict=False)
    return [record for _, record in found] if draft.form else []


def _tried(at: Desk, new: Edition, records: list[Record]) -> Tally:
    """Try each submission, carried through every version between its own and the new one."""
    forms = {sha256: line(at, sha256, new) for sha256 in {each.sha256 for each in records}}
    documents = ((each.sha256, document_of(each)) for each in records)
    return tally(rerun(forms[sha256], document) for sha256, document in documents)


def _told(reason: Reason, new: Form, records: list[Record]) -> ToldReason:
    whose = {each.id: each for each in records}
    named = Addresses(new.spec).get(reason.address)
    question = named.question.label.partition("\n")[0] if named and named.question else ""
    openable = may_open(desk(), [whose[each] for each in reason.ids])
    message = reason.message if openable else _UNTOLD
    shown = "" if question in message else question
    return ToldReason(message, shown, len(reason.ids), tuple(map(using_record, openable)))
