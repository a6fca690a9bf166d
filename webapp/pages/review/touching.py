"""Whom a change concerns now, in words beside it on the page before publishing, and as a list that these lead to.

Here lives what is said and shown of that. Finding the drafts and records lives in `impact`.
"""

from urllib.parse import urlencode

from flask import abort, render_template, request, url_for

from formspec.diff.change import Change
from formspec.gate import Verdict
from webapp.pages.desk import desk
from webapp.pages.review.changes import Touch, Touches
from webapp.pages.review.impact import Touched, impact
from webapp.pages.review.releasing import judged
from webapp.pages.review.using import may_continue, may_open, using_draft, using_record
from webapp.pages.review.versions import edition_before
from webapp.pages.shelf import Edition
from webapp.pages.words import count
from webapp.storage.stored import SpecDraft

_NAMING = ("address", "noun", "was", "key", "sort")
_NOBODY = "No draft and no record is concerned now."


def touches_of(draft: SpecDraft, verdict: Verdict, old: Edition | None) -> Touches:
    """Return whom each breaking or tightening change of a draft concerns now."""
    if verdict.spec is None or old is None:
        return {}
    found = impact(desk(), verdict.changes, old, verdict.spec)
    return {change: _touch(draft, change, touched) for change, touched in found.items()}


def page(draft_id: str) -> str:
    """List the drafts and records that one change concerns. Ends the request when there is no such change now."""
    draft = desk().repository.spec_draft(draft_id)
    if draft is None or draft.state != "open":
        abort(404)
    verdict = judged(desk(), draft)
    old = edition_before(verdict)
    if verdict.spec is None or old is None:
        abort(404)
    found = impact(desk(), verdict.changes, old, verdict.spec)
    change = next((each for each in found if _named(each) == _asked()), None)
    if change is None:
        abort(404)
    return render_template(
        "touched.html",
        draft=draft,
        spec=verdict.spec,
        change=change,
        words=_words(found[change]),
        drafts=[using_draft(desk(), each) for each in found[change].drafts if may_continue(desk(), each)],
        records=[using_record(each) for each in may_open(desk(), found[change].records)],
    )


def _touch(draft: SpecDraft, change: Change, touched: Touched) -> Touch:
    if not touched.drafts and not touched.records:
        return Touch(_NOBODY, "")
    return Touch(_words(touched), f"{url_for('.touched', draft_id=draft.id)}?{urlencode(_named(change))}")


def _words(touched: Touched) -> str:
    return f"{count(len(touched.drafts), 'draft')} and {count(len(touched.records), 'record')} concerned now"


def _named(change: Change) -> dict[str, str]:
    """Return what tells a change from the others of the same versions."""
    return {name: getattr(change, name) for name in _NAMING}


def _asked() -> dict[str, str]:
    return {name: request.args.get(name, "") for name in _NAMING}
