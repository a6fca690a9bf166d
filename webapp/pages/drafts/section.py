"""One section of a draft on a page: filling it in and saving it, finished or not.

Here lives what happens around a save: the page that follows it, and the page that keeps every word when it could not
be done. What was posted becomes entries in `webapp.pages.drafts.typed`. Merging two people's answers is the
repository's, wording and checking them the engine's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.check import check_section, state_of
from engine.form import Form
from engine.notes import notes_of
from engine.numbering import numbers
from engine.page.live import Live
from engine.parts import is_open
from engine.row_words import with_rows
from engine.texts import Told
from formspec.model import Section
from webapp.guard import FormExpired, posted
from webapp.pages.carried.awaiting import awaiting
from webapp.pages.carried.kept import carries_of
from webapp.pages.desk import about, desk, open_draft, refuse_absent, today
from webapp.pages.desk import opened as edition_of
from webapp.pages.drafts.conflicts import side_by_side, yours
from webapp.pages.drafts.declaring import cleared_by
from webapp.pages.drafts.file_list import file_list
from webapp.pages.drafts.found import found_so_far, in_words
from webapp.pages.drafts.late import moves_since, save_late
from webapp.pages.drafts.rules import rules_of
from webapp.pages.drafts.shut import Late, closed, shut
from webapp.pages.drafts.steps import neighbours, saved_title, titles
from webapp.pages.drafts.typed import Typed, answers_typed, has_files, new_note, new_row_id, taken_files, typed
from webapp.pages.drafts.unanswered import glance, next_unanswered
from webapp.pages.refusals import message, not_kept, with_reference
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed, StorageError
from webapp.storage.stored import Conflict, Draft, Saved

sections = Blueprint("sections", __name__, template_folder="templates")
_LONGEST_NUMBER = 18
EXPIRED = (
    "This page was open for too long, or you signed in again since. What you typed is below: save it again. If this "
    "comes back, let this browser keep cookies for this address."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What differs between the ways of showing a section.

    `base` is the revision that the next save builds on. `refused` says why nothing was saved, `files` why some files
    were not added. `saved` is the title of the section that was saved just before, `here` says that it was this one,
    `opened` how many questions were opened by what was saved, and `again` that something is to be declared again.
    `note` is a note that was written and is not saved yet.
    """

    entries: Mapping[str, str]
    base: int
    conflicts: tuple[Conflict, ...] = ()
    refused: str = ""
    files: tuple[str, ...] = ()
    saved: str = ""
    here: bool = False
    opened: int = 0
    again: bool = False
    note: str = ""


@sections.get("/drafts/<draft_id>/sections/<section_id>")
def page(draft_id: str, section_id: str) -> str:
    """Show a section to be filled in, with what is saved and what is malformed in it."""
    draft, opened = open_draft(draft_id)
    _require_section(opened, section_id)
    if not is_open(opened.form, draft.entries, _section(opened, section_id)):
        return shut(draft, opened, _section(opened, section_id))
    more = request.args.get("more", "")
    fill = Fill(
        entries=draft.entries,
        base=draft.revision,
        saved=saved_title(opened, draft),
        here=request.args.get("saved") == section_id,
        again="again" in request.args,
        opened=int(more) if more.isascii() and more.isdigit() and len(more) < _LONGEST_NUMBER else 0,
    )
    return _show(draft, opened, section_id, fill)


@sections.post("/drafts/<draft_id>/sections/<section_id>")
def save(draft_id: str, section_id: str) -> Response | tuple[str, int]:
    """Keep what was typed, whatever it is, and lead on; show what two people changed at once."""
    draft, opened = _any_draft(draft_id)
    base = revision(posted(request))
    if moves := moves_since(draft, base):
        _keep_note(draft)
        return save_late(draft, moves, base, lambda old, then: _typed_before(old, then, section_id))
    _require_section(opened, section_id)
    sent = _sent(draft, opened, section_id)
    if sent.unknown:
        abort(400)
    if not is_open(opened.form, draft.entries, _section(opened, section_id)):
        return closed(draft, opened, sent.part, Late("completed", sent.entries)), 409
    try:
        files = taken_files(sent, draft, desk().repository)
        kept = {**sent.entries, **files.entries, **new_note(draft, sent.sent)}
        groups, settle = answers_typed(sent, draft.entries), cleared_by(opened.form, sent)
        saved = desk().repository.save(draft_id, base=sent.base, posted=kept, groups=groups, settle=settle)
    except DraftClosed as late:
        return closed(draft, opened, sent.part, Late(late.state, sent.entries)), 409
    except StorageError as failure:
        return _show(draft, opened, section_id, _unsaved(draft, sent, with_reference(failure))), 503
    if saved.conflicts:
        now = saved.draft
        mine = yours(opened.form.of(now.entries), now.entries, saved.conflicts)
        fill = Fill(entries=mine, base=now.revision, conflicts=saved.conflicts, again=bool(saved.cleared))
        return _show(now, opened, section_id, fill), 409
    if files.refused:
        refused = tuple(sentence for each in files.refused.values() for sentence in each)
        fill = Fill(entries=saved.draft.entries, base=saved.draft.revision, files=refused, again=bool(saved.cleared))
        return _show(saved.draft, opened, section_id, fill), 422
    return redirect(_again(saved, opened, sent) or _after(draft, saved.draft, opened, sent), 303)


@sections.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    try:
        return _given_back(refusal)
    except StorageError as failure:
        return not_kept(failure)


def _given_back(refusal: FormExpired) -> tuple[str, int]:
    given = request.view_args or {}
    draft, section_id = desk().repository.draft(given["draft_id"]), given["section_id"]
    if draft is None:
        return message("Nothing was done", refusal.sentence), refusal.status
    moves = moves_since(draft, revision(posted(request)))
    opened = desk().edition(moves[0].from_sha256) if moves else edition_of(draft)
    _require_section(opened, section_id)
    sent = _sent(draft, opened, section_id)
    if moves or draft.state != "open":
        late = Late("carried forward" if moves else draft.state, sent.entries)
        return closed(draft, opened, sent.part, late), 409
    return _show(draft, opened, section_id, _unsaved(draft, sent, EXPIRED)), refusal.status


def revision(sent: Mapping[str, str]) -> int:
    """Return the revision that a page was made from; 0, which has seen nothing, when it does not say."""
    text = sent.get("base", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_NUMBER else 0


def _sent(draft: Draft, opened: Edition, section_id: str) -> Typed:
    sent = posted(request)
    return typed(opened.form, section_id, draft.entries, sent, base=revision(sent))


def _keep_note(draft: Draft) -> None:
    """Keep the note that was sent with a page of an older version, where the draft is still open."""
    if draft.state == "open":
        note = new_note(draft, posted(request))
        desk().repository.save(draft.id, base=draft.revision, posted=note)


def _typed_before(old: Edition, then: Draft, section_id: str) -> dict[str, str]:
    """Return what was typed on a page of the version before a draft was carried, with the files that were added."""
    _require_section(old, section_id)
    sent = _sent(then, old, section_id)
    return {**sent.entries, **taken_files(sent, then, desk().repository).entries}


def _section(opened: Edition, section_id: str) -> Section:
    return next(each for each in opened.spec.sections if each.id == section_id)


def _require_section(opened: Edition, section_id: str) -> None:
    if all(each.id != section_id for each in opened.spec.sections):
        abort(404)


def _any_draft(draft_id: str) -> tuple[Draft, Edition]:
    """Return a draft in any state with its edition; ends the request when there is none."""
    draft = desk().repository.draft(draft_id)
    if draft is None:
        refuse_absent(draft_id)
    return draft, edition_of(draft)


def _unsaved(draft: Draft, sent: Typed, why: str) -> Fill:
    note = sent.sent.get("note", "")
    return Fill(entries={**draft.entries, **sent.entries}, base=sent.base, refused=why, note=note)


def _again(saved: Saved, opened: Edition, sent: Typed) -> str:
    """Return where something is to be declared again whose words a save changed, "" when there is nothing."""
    form, entries, own = opened.form, saved.draft.entries, sent.part.section.id
    asked = state_of(form.of(entries), entries, today()).asked if saved.cleared else {}
    for name in saved.cleared:
        section_id = name.partition(".")[0]
        is_asked = asked.get(section_id, True) and asked.get(name.removesuffix(".declared"), True)
        if is_asked and is_open(form, entries, _section(opened, section_id)):
            again = url_for("sections.page", draft_id=saved.draft.id, section_id=section_id, saved=own, again="yes")
            return f"{again}#{sent.row if sent.row and section_id == own else name}"
    return ""


def _after(before: Draft, draft: Draft, opened: Edition, sent: Typed) -> str:
    """Return where a save leads: to this page again when something in it needs correcting, or was opened by it."""
    section_id = sent.part.section.id
    here = url_for("sections.page", draft_id=draft.id, section_id=section_id, saved=section_id)
    if sent.row:
        return f"{here}#{sent.row}"
    if check_section(opened.form, section_id, draft.entries, complete=False, today=today()):
        return here
    if more := _opened(before, draft, opened, section_id):
        return f"{here}&more={len(more)}#{more[0]}"
    if sent.then == "list":
        return url_for("drafts.tasks", draft_id=draft.id, saved=section_id)
    if sent.then == "next":
        return next_unanswered(draft, opened, sent.sent.get("at", "") or section_id)
    if sent.section in titles(opened, draft):
        return url_for("sections.page", draft_id=draft.id, section_id=sent.section, saved=section_id)
    _, following = neighbours(opened, draft, section_id)
    return f"{following.url}?saved={section_id}"


def _opened(before: Draft, draft: Draft, opened: Edition, section_id: str) -> list[str]:
    """Return the addresses of the questions that a save opened in its section, and that have no answer yet."""
    form = opened.form.of(draft.entries)
    if not form.ruled:
        return []
    was = state_of(form, before.entries, today()).asked
    now = state_of(form, draft.entries, today())
    names = (cell for cell in form.section(section_id).cells if cell.typed and cell.address not in now.given)
    return [cell.typed[0] for cell in names if now.asked.get(cell.address) and was.get(cell.address) is False]


def _show(draft: Draft, opened: Edition, section_id: str, fill: Fill) -> str:
    form = opened.form.of(fill.entries)
    section = form.section(section_id).section
    errors = check_section(form, section_id, fill.entries, complete=False, today=today())
    state = state_of(form, fill.entries, today())
    previous, following = neighbours(opened, draft, section_id)
    live, told = Live(form, fill.entries, state, file_list(draft.id)), Told(form, fill.entries, state)
    plate = opened.pages.section(section_id, form)
    before = awaiting(desk(), draft, form, carries_of(desk(), draft)).before
    fields = plate.render(fill.entries, {each.name: each.message for each in errors}, live, before=before)
    return render_template(
        "section.html",
        spec=opened.spec,
        section=section,
        title=told.filled(section.title),
        number=numbers(opened.spec).get(section_id, ""),
        at=opened.spec.sections.index(section) + 1,
        draft=draft,
        about=about(draft, opened),
        base=fill.base,
        fields=Markup(fields),  # noqa: S704 (rendered with escaping)
        rules=rules_of(opened, form, section_id, fill.entries) if plate.is_live or form.ruled else None,
        has_rows=form.row_names is not None,
        takes_files=has_files(section),
        asked=state.asked.get(section_id, True),
        errors=[(each.name, with_rows(told, each.address, each.message)) for each in errors],
        conflicts=side_by_side(form, draft.entries, fill.conflicts),
        fill=fill,
        refused=fill.refused,
        saved=fill.saved,
        glance=glance(draft, opened),
        notes=notes_of(draft.notes),
        note_id=posted(request).get("note-id", "") or new_row_id(),
        found=in_words(found_so_far(draft, opened)) if _decides(form, section_id) else "",
        previous=previous,
        following=following,
    )


def _decides(form: Form, section_id: str) -> bool:
    """Say whether a section asks for what the form comes to."""
    return any(cell.column.role == "outcome" for cell in form.section(section_id).cells)
