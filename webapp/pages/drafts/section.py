"""One section of a draft on a page: filling it in and saving it, finished or not.

Here lives what happens around a save: the page that follows it, and the page that keeps every word when it could not
be done. Merging two people's answers is the repository's, wording and checking them the engine's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.check import check_section
from engine.form import Cell, FormSection, Tick
from webapp.guard import FormExpired, posted
from webapp.pages.desk import about, desk, open_draft
from webapp.pages.drafts.conflicts import label, side_by_side, words, yours
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed, StorageError
from webapp.storage.stored import Conflict, Draft

sections = Blueprint("sections", __name__, template_folder="templates")
_OWN_NAMES = frozenset({"base", "then", "csrf"})
_LONGEST_NUMBER = 18
EXPIRED = (
    "This page was open for too long. What you typed is below: save it again. If this comes back, let this browser "
    "keep cookies for this address."
)


@dataclass(frozen=True, slots=True)
class Step:
    """A page that comes before or after this one."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What differs between the ways of showing a section.

    `base` is the revision that the next save builds on. `refused` says why nothing was saved.
    """

    entries: Mapping[str, str]
    base: int
    conflicts: tuple[Conflict, ...] = ()
    refused: str = ""
    saved: str = ""


@dataclass(frozen=True, slots=True)
class Late:
    """What was sent to a draft that had become a record, or had been discarded, before."""

    state: str
    typed: Mapping[str, str]


@sections.get("/drafts/<draft_id>/sections/<section_id>")
def page(draft_id: str, section_id: str) -> str:
    """Show a section to be filled in, with what is saved and what is malformed in it."""
    draft, opened = open_draft(draft_id)
    part = _part(opened, section_id)
    fill = Fill(entries=draft.entries, base=draft.revision, saved=saved_title(opened))
    return _show(draft, opened, part, fill)


@sections.post("/drafts/<draft_id>/sections/<section_id>")
def save(draft_id: str, section_id: str) -> Response | tuple[str, int]:
    """Keep what was typed, whatever it is, and lead on; show what two people changed at once."""
    sent = posted(request)
    draft, opened = _any_draft(draft_id)
    part = _part(opened, section_id)
    if not sent.keys() <= _OWN_NAMES.union(part.names):
        abort(400)
    typed = _typed(part, sent)
    try:
        saved = desk().repository.save(draft_id, base=revision(sent), posted=typed, groups=_answers(part))
    except DraftClosed as closed:
        return _closed(draft, opened, part, Late(closed.state, typed)), 409
    except StorageError as failure:
        return _show(draft, opened, part, _unsaved(draft, part, str(failure))), 503
    if saved.conflicts:
        kept = saved.draft
        fill = Fill(entries=yours(kept.entries, saved.conflicts), base=kept.revision, conflicts=saved.conflicts)
        return _show(kept, opened, part, fill), 409
    return redirect(_after(saved.draft, opened, part, sent.get("then", "")), 303)


@sections.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    given = request.view_args or {}
    draft, opened = _any_draft(given["draft_id"])
    part = _part(opened, given["section_id"])
    if draft.state != "open":
        return _closed(draft, opened, part, Late(draft.state, _typed(part, posted(request)))), 409
    return _show(draft, opened, part, _unsaved(draft, part, EXPIRED)), refusal.status


def revision(sent: Mapping[str, str]) -> int:
    """Return the revision that a page was made from; 0, which has seen nothing, when it does not say."""
    text = sent.get("base", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER else 0


def saved_title(opened: Edition) -> str:
    """Return the title of the section that was saved just before this page, "" when none was."""
    saved = request.args.get("saved", "")
    return next((each.title for each in opened.spec.sections if each.id == saved), "")


def _part(opened: Edition, section_id: str) -> FormSection:
    try:
        return opened.form.section(section_id)
    except KeyError:
        abort(404)


def _answers(part: FormSection) -> Iterator[tuple[str, ...]]:
    """Yield the inputs of each answer. A tick is one of its own, and so is a reason why nothing could be found out."""
    return (cell.typed for cell in part.cells)


def _any_draft(draft_id: str) -> tuple[Draft, Edition]:
    """Return a draft in any state with its edition; ends the request when there is none."""
    draft = desk().repository.draft(draft_id)
    if draft is None:
        abort(404)
    return draft, desk().edition(draft.form, draft.version)


def _typed(part: FormSection, sent: Mapping[str, str]) -> dict[str, str]:
    """Return what stood in every input of the section; a browser does not send a box that is not ticked."""
    return {name: sent.get(name, "") for name in part.names}


def _unsaved(draft: Draft, part: FormSection, why: str) -> Fill:
    sent = posted(request)
    return Fill(entries={**draft.entries, **_typed(part, sent)}, base=revision(sent), refused=why)


def _after(draft: Draft, opened: Edition, part: FormSection, then: str) -> str:
    """Return where a save leads: to this page again when something in it needs correcting."""
    section_id = part.section.id
    if check_section(opened.form, section_id, draft.entries, complete=False):
        return url_for("sections.page", draft_id=draft.id, section_id=section_id, saved=section_id)
    if then == "list":
        return url_for("drafts.tasks", draft_id=draft.id, saved=section_id)
    _, following = _neighbours(draft, opened, section_id)
    return f"{following.url}?saved={section_id}"


def _neighbours(draft: Draft, opened: Edition, section_id: str) -> tuple[Step | None, Step]:
    """Return the section before, if any, and the page after: the next section, or checking the answers."""
    steps = [
        Step(each.title, url_for("sections.page", draft_id=draft.id, section_id=each.id))
        for each in opened.spec.sections
    ]
    steps.append(Step("Check your answers", url_for("drafts.check", draft_id=draft.id)))
    at = [each.id for each in opened.spec.sections].index(section_id)
    return steps[at - 1] if at else None, steps[at + 1]


def _show(draft: Draft, opened: Edition, part: FormSection, fill: Fill) -> str:
    section = part.section
    errors = check_section(opened.form, section.id, fill.entries, complete=False)
    previous, following = _neighbours(draft, opened, section.id)
    fields = opened.pages.section(section.id).render(fill.entries, {each.name: each.message for each in errors})
    return render_template(
        "section.html",
        spec=opened.spec,
        section=section,
        number=opened.spec.sections.index(section) + 1,
        draft=draft,
        about=about(draft, opened),
        base=fill.base,
        fields=Markup(fields),  # noqa: S704 (rendered with escaping)
        errors=errors,
        conflicts=side_by_side(opened.form, draft.entries, fill.conflicts),
        refused=fill.refused,
        saved=fill.saved,
        previous=previous,
        following=following,
    )


def _closed(draft: Draft, opened: Edition, part: FormSection, late: Late) -> str:
    """Return the page of words that came too late, so that they can be copied."""
    typed = late.typed
    owners: list[Tick | Cell] = [*part.ticks, *part.cells]
    changed = [each for each in owners if words(each, typed) != words(each, draft.entries)]
    return render_template(
        "closed.html",
        spec=opened.spec,
        section=part.section,
        state=late.state,
        typed=[(label(each), words(each, typed)) for each in changed],
        draft_id=draft.id,
    )
