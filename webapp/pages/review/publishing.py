"""The page on which a spec draft is published: what stands in the way, what it changes and whom that touches.

Here lives what is shown, and what follows from the button. What the button does lives in `releasing`.
"""

from collections.abc import Mapping
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formspec.coming_along import told
from formspec.coverage import coverage_changes
from formspec.gate import Verdict
from formspec.model import Spec
from formspec.problem import Level
from formspec.release import Release
from formspec.release_words import NAMES, Entered, entered, mistakes, name_mistake, suggested, told_already
from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk, today
from webapp.pages.identity import viewer
from webapp.pages.review.cautions import caution
from webapp.pages.review.changes import arranged
from webapp.pages.review.editor.behind import behind
from webapp.pages.review.editor.opened import title_of
from webapp.pages.review.editor.writing import EXPIRED
from webapp.pages.review.releasing import MOVED, Blocked, NotReleased, ask_or_publish, judged, second, words_along
from webapp.pages.review.touching import touches_of
from webapp.pages.review.versions import edition_before
from webapp.pages.review.writer import FIELD, keep_writer, writer
from webapp.storage.stored import SpecDraft

_Answer = str | Response | tuple[str, int]
_CONFLICT, _UNFIT = 409, 422
_SECOND = "second"
_BEHIND = "A later version was published after this draft was begun. Take over what it changed first."


def page(draft_id: str) -> str:
    """Show what stands in the way of publishing a draft, what it changes, and what is asked."""
    draft = open_to_publish(draft_id)
    verdict = judged(desk(), draft)
    asked = None if request.args.get("again") else _asked(draft, verdict)
    given = _suggested(verdict)
    return _page(draft, verdict, asked, given)


def publish(draft_id: str) -> _Answer:
    """Publish a draft as it was seen, or ask for a second person, or say why not."""
    sent = posted(request)
    given = signed(entered(sent))
    draft = desk().repository.spec_draft(draft_id)
    if draft is None or draft.state != "open":
        return _closed(draft, given)
    keep_writer({FIELD: given.by})
    verdict = judged(desk(), draft)
    asked = _asked(draft, verdict) if sent.get("then") == _SECOND else None
    if sent.get("base") != str(draft.revision):
        return _page(draft, verdict, asked, given, refused=MOVED), _CONFLICT
    if not verdict.opens or verdict.spec is None:
        return _page(draft, verdict, None, given), _UNFIT
    if behind(draft):
        return _page(draft, verdict, asked, given, refused=_BEHIND), _CONFLICT
    wrong = _wrong(given, verdict.spec, second=asked is not None)
    if wrong:
        return _page(draft, verdict, asked, given, wrong=wrong), _UNFIT
    try:
        made = second(desk(), draft, asked, given.by) if asked else ask_or_publish(desk(), draft, verdict.spec, given)
    except NotReleased as refused:
        return _refused(draft_id, asked, given, refused)
    if made is None:
        return redirect(url_for(".publishing", draft_id=draft_id), 303)
    return redirect(url_for(".form", form=made.form, published=made.version), 303)


def expired(refusal: FormExpired) -> _Answer:
    """Give back what was entered on a page whose token no longer holds, with a fresh one."""
    sent = posted(request)
    given = signed(entered(sent))
    draft = desk().repository.spec_draft((request.view_args or {})["draft_id"])
    if draft is None or draft.state != "open":
        return _closed(draft, given)
    verdict = judged(desk(), draft)
    asked = _asked(draft, verdict) if sent.get("then") == _SECOND else None
    return _page(draft, verdict, asked, given, refused=EXPIRED), refusal.status


def _suggested(verdict: Verdict) -> Entered:
    if verdict.spec is None:
        return Entered()
    return suggested(verdict.spec, _compared(verdict), by=writer(), today=today())


def _compared(verdict: Verdict) -> Spec | None:
    """Return the version that a text is compared with, as it was used where it can be; None without one."""
    before = edition_before(verdict)
    return before.spec if before else verdict.old


def _wrong(given: Entered, spec: Spec, *, second: bool) -> dict[str, str]:
    if not second:
        return mistakes(given, has_policy=spec.policy is not None, today=today())
    mistake = name_mistake(given.by)
    return {"by": mistake} if mistake else {}


def open_to_publish(draft_id: str) -> SpecDraft:
    """Return a spec draft that can be published. Ends the request when there is none; a published one leads to it."""
    draft = desk().repository.spec_draft(draft_id)
    if draft is None or draft.state == "discarded":
        abort(404)
    if draft.state == "published":
        form = judged(desk(), draft).spec
        abort(redirect(url_for(".form", form=form.form if form else draft.form), 303))
    return draft


def signed(given: Entered) -> Entered:
    """Return what was entered, with the name of who is signed in for whatever stood in that box."""
    return given if viewer().anybody else replace(given, by=viewer().name)


def _needs_second(verdict: Verdict) -> bool:
    """Return whether a second person has to approve of what a draft becomes."""
    return desk().needs_second(verdict.spec, _compared(verdict))


def _asked(draft: SpecDraft, verdict: Verdict) -> Release | None:
    """Return how somebody asked to publish a draft as it is, where a second person has to approve that."""
    return desk().repository.asked(draft.id) if _needs_second(verdict) else None


def _void(draft: SpecDraft, verdict: Verdict) -> Release | None:
    """Return how somebody asked to publish a draft in an earlier text, where a second person has to approve that."""
    return desk().repository.last_asked(draft.id) if _needs_second(verdict) else None


def _refused(draft_id: str, asked: Release | None, given: Entered, refused: NotReleased) -> _Answer:
    """Show the page again with why nothing was published, and the draft as it is by now."""
    draft = desk().repository.spec_draft(draft_id)
    if draft is None or draft.state != "open":
        return _closed(draft, given)
    if isinstance(refused, Blocked):
        return _page(draft, refused.verdict, asked, given), _UNFIT
    verdict = judged(desk(), draft)
    return _page(draft, verdict, asked and _asked(draft, verdict), given, refused=str(refused)), _CONFLICT


def _closed(draft: SpecDraft | None, given: Entered) -> _Answer:
    """Return the page of words that came too late, so that they can be copied; a button pressed twice says nothing."""
    spec = judged(desk(), draft).spec if draft else None
    form = (spec.form if spec else draft.form) if draft else ""
    known = desk().repository.release(spec.form, spec.version) if spec else None
    if draft is not None and draft.state == "published" and known is not None and told_already(given, known):
        return redirect(url_for(".form", form=form), 303)
    why = f"This draft was {draft.state} meanwhile." if draft else "There is no such draft any more."
    typed = {label: getattr(given, name) for name, label in NAMES.items()}
    url = url_for(".form", form=form) if form in desk().shelf.published.forms() else ""
    return render_template("too-late.html", heading="Nothing was published", why=why, typed=typed, url=url), _CONFLICT


def _page(
    draft: SpecDraft,
    verdict: Verdict,
    asked: Release | None,
    given: Entered,
    *,
    wrong: Mapping[str, str] | None = None,
    refused: str = "",
) -> str:
    spec = verdict.spec
    old = _compared(verdict)
    errors = [each for each in verdict.problems if each.level is Level.ERROR]
    return render_template(
        "publish.html",
        draft=draft,
        behind=behind(draft),
        title=title_of(draft.text),
        spec=spec,
        errors=errors,
        warnings=[each for each in verdict.problems if each.level is not Level.ERROR],
        old=old,
        last=verdict.last,
        caution=caution(spec.form, old.version, today()) if spec and old else None,
        changes=arranged(verdict.changes, spec, old, touches_of(draft, verdict, edition_before(verdict)))
        if spec and old
        else None,
        coverage=list(coverage_changes(old, spec)) if spec and old else [],
        translations=[(told(code, each), each.reworded) for code, each in words_along(desk(), draft).items()],
        asked=asked,
        void=None if _asked(draft, verdict) else _void(draft, verdict),
        given=given,
        names=NAMES,
        mistakes=wrong or {},
        typed=request.method == "POST",
        refused=refused,
        second_person=_needs_second(verdict),
    )
