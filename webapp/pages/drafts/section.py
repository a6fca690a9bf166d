"""One section of a draft on a page: filling it in and saving it, finished or not.

Here lives its page, and where a save leads. Keeping what was posted, and every word when that could not be done, lives
in `webapp.pages.drafts.saving`; wording and checking answers is the engine's.
"""

from collections.abc import Mapping

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
from formspec.attaching import LONGEST_CAPTION
from formspec.model import Section
from webapp.guard import FormExpired, posted
from webapp.guard.headers import showing_photos
from webapp.guard.multipart import MOST_FILE_BYTES
from webapp.pages.carried.awaiting import awaiting
from webapp.pages.carried.kept import carries_of
from webapp.pages.desk import about, any_draft, desk, open_draft, seen_draft, subject_input, today
from webapp.pages.drafts.choosing import given_up, offered
from webapp.pages.drafts.conflicts import side_by_side
from webapp.pages.drafts.file_list import file_list
from webapp.pages.drafts.found import found_so_far, in_words
from webapp.pages.drafts.late import moves_since, save_late
from webapp.pages.drafts.leading import after, again
from webapp.pages.drafts.presence import here
from webapp.pages.drafts.rules import rules_of
from webapp.pages.drafts.saving import Fill, as_sent, edition_sent, give_back, keep, revision, typed_before
from webapp.pages.drafts.sharing import does_words
from webapp.pages.drafts.shut import shut
from webapp.pages.drafts.steps import neighbours, saved_title
from webapp.pages.drafts.typed import has_files, new_note, new_row_id
from webapp.pages.drafts.unanswered import glance
from webapp.pages.drafts.writers import writers
from webapp.pages.leafing import whole_number
from webapp.pages.refusals import message, not_kept
from webapp.pages.shelf import Edition
from webapp.pages.subjects import known_names
from webapp.storage.failures import StorageError
from webapp.storage.stored import Draft

sections = Blueprint("sections", __name__, template_folder="templates")
sections.after_request(showing_photos)


@sections.get("/drafts/<draft_id>/sections/<section_id>")
def page(draft_id: str, section_id: str) -> str:
    """Show a section to be filled in, with what is saved and what is malformed in it."""
    draft, opened = open_draft(draft_id)
    _require_section(opened, section_id)
    if not is_open(opened.form, draft.entries, _section(opened, section_id)):
        return shut(draft, opened, _section(opened, section_id))
    fill = Fill(
        entries=draft.entries,
        base=draft.revision,
        saved=saved_title(opened, draft),
        here=request.args.get("saved") == section_id,
        again="again" in request.args,
        opened=whole_number(request.args.get("more", "")) or 0,
    )
    return _show(draft, opened, section_id, fill)


@sections.post("/drafts/<draft_id>/sections/<section_id>")
def save(draft_id: str, section_id: str) -> Response | tuple[str, int]:
    """Keep what was typed, whatever it is, and lead on; show what two people changed at once."""
    draft, opened = any_draft(draft_id)
    base = revision(posted(request))
    if moves := moves_since(draft, base):
        _keep_note(draft)
        return save_late(draft, moves, base, lambda old, then: _typed_before(old, then, section_id))
    _require_section(opened, section_id)
    sent = as_sent(draft, opened, section_id)
    if sent.unknown:
        abort(400)
    saved = keep(draft, opened, sent, lambda now, fill: _show(now, opened, section_id, fill))
    if isinstance(saved, tuple):
        return saved
    if addresses := given_up(sent.sent):
        here = url_for(".page", draft_id=draft_id, section_id=section_id, saved=section_id, aside=addresses)
        return redirect(here, 303)
    return redirect(again(saved, opened, sent) or after(draft, saved.draft, opened, sent), 303)


@sections.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    try:
        return _given_back(refusal)
    except StorageError as failure:
        return not_kept(failure)


def _given_back(refusal: FormExpired) -> tuple[str, int]:
    given = request.view_args or {}
    found = seen_draft(given["draft_id"])
    if found is None:
        return message("Nothing was done", refusal.sentence), refusal.status
    draft, opened = found
    section_id = given["section_id"]
    opened = edition_sent(draft, opened, revision(posted(request)))
    _require_section(opened, section_id)
    sent = as_sent(draft, opened, section_id)
    return give_back(draft, opened, sent, lambda now, fill: _show(now, opened, section_id, fill))


def _keep_note(draft: Draft) -> None:
    """Keep the note that was sent with a page of an older version, where the draft is still open."""
    if draft.state == "open":
        note = new_note(draft, posted(request))
        desk().repository.save(draft.id, base=draft.revision, posted=note)


def _typed_before(old: Edition, then: Draft, section_id: str) -> Mapping[str, str]:
    _require_section(old, section_id)
    return typed_before(old, then, section_id)


def _section(opened: Edition, section_id: str) -> Section:
    return next(each for each in opened.spec.sections if each.id == section_id)


def _require_section(opened: Edition, section_id: str) -> None:
    if all(each.id != section_id for each in opened.spec.sections):
        abort(404)


def _show(draft: Draft, opened: Edition, section_id: str, fill: Fill) -> str:
    form = opened.form.of(fill.entries)
    section = form.section(section_id).section
    errors = check_section(form, section_id, fill.entries, complete=False, today=today())
    state = state_of(form, fill.entries, today())
    previous, following = neighbours(opened, draft, section_id)
    live, told = Live(form, fill.entries, state, file_list(draft.id, form, fill.boxes)), Told(form, fill.entries, state)
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
        subject=subject_input(opened),
        known=known_names(opened) if opened.spec.about and _asks_for(section, opened.spec.about.question) else (),
        base=fill.base,
        fields=Markup(fields),  # noqa: S704 (rendered with escaping)
        rules=rules_of(opened, form, section_id, fill.entries) if plate.is_live or form.ruled else None,
        has_rows=form.row_names is not None,
        takes_files=has_files(opened.spec, section),
        most_bytes=MOST_FILE_BYTES,
        longest_caption=LONGEST_CAPTION,
        asked=state.asked.get(section_id, True),
        errors=[(each.name, with_rows(told, each.address, each.message)) for each in errors],
        conflicts=side_by_side(
            form, draft.entries, fill.conflicts, writers(draft, (each.name for each in fill.conflicts))
        ),
        here=here(draft, opened, section_id),
        does=does_words(draft, section_id),
        fill=fill,
        asides=offered(draft, opened, request.args.getlist("aside")),
        put_back="back" in request.args,
        refused=fill.refused,
        saved=fill.saved,
        glance=glance(draft, opened),
        notes=notes_of(draft.notes),
        note_id=(posted(request).get("note-id", "") if fill.refused else "") or new_row_id(),
        found=in_words(found_so_far(draft, opened)) if _decides(form, section_id) else "",
        previous=previous,
        following=following,
    )


def _asks_for(section: Section, address: str) -> bool:
    """Say whether a section asks the question at an address."""
    return address.partition(".")[0] == section.id


def _decides(form: Form, section_id: str) -> bool:
    """Say whether a section asks for what the form comes to."""
    return any(cell.column.role == "outcome" for cell in form.section(section_id).cells)
