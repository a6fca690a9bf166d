"""One section of a draft on a page: filling it in and saving it, finished or not.

Here lives its page, and where a save leads. Keeping what was posted, and every word when that could not be done, lives
in `webapp.pages.drafts.saving`; wording and checking answers is the engine's.
"""

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.check import check_section, state_of
from engine.numbering import numbers
from engine.page.live import Live
from engine.page.sheet import sheet
from engine.parts import completed, current, is_open
from engine.row_words import with_rows
from engine.texts import Told
from formspec.model import Section
from webapp.guard import FormExpired, posted
from webapp.pages.carried.awaiting import awaiting
from webapp.pages.carried.kept import carries_of
from webapp.pages.desk import about, desk, open_draft, today
from webapp.pages.drafts.closed import any_draft, seen_draft
from webapp.pages.drafts.conflicts import side_by_side
from webapp.pages.drafts.file_list import file_list
from webapp.pages.drafts.late import moves_since, save_late
from webapp.pages.drafts.presence import here
from webapp.pages.drafts.rules import rules_of
from webapp.pages.drafts.saving import Fill, as_sent, edition_sent, give_back, keep, revision, typed_before
from webapp.pages.drafts.sharing import does_words
from webapp.pages.drafts.steps import neighbours, saved_title, titles
from webapp.pages.drafts.typed import Typed, has_files
from webapp.pages.drafts.writers import writers
from webapp.pages.refusals import message, not_kept
from webapp.pages.shelf import Edition
from webapp.storage.failures import StorageError
from webapp.storage.stored import Draft, Saved

sections = Blueprint("sections", __name__, template_folder="templates")
_LONGEST_NUMBER = 18


@sections.get("/drafts/<draft_id>/sections/<section_id>")
def page(draft_id: str, section_id: str) -> str:
    """Show a section to be filled in, with what is saved and what is malformed in it."""
    draft, opened = open_draft(draft_id)
    _require_section(opened, section_id)
    if not is_open(opened.form, draft.entries, _section(opened, section_id)):
        return _shut(draft, opened, section_id)
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
    draft, opened = any_draft(draft_id)
    base = revision(posted(request))
    if moves := moves_since(draft, base):
        return save_late(draft, moves, base, lambda old, then: _typed_before(old, then, section_id))
    _require_section(opened, section_id)
    sent = as_sent(draft, opened, section_id)
    if sent.unknown:
        abort(400)
    saved = keep(draft, opened, sent, lambda now, fill: _show(now, opened, section_id, fill))
    if isinstance(saved, tuple):
        return saved
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
    found = seen_draft(given["draft_id"])
    if found is None:
        return message("Nothing was done", refusal.sentence), refusal.status
    draft, opened = found
    section_id = given["section_id"]
    opened = edition_sent(draft, opened, revision(posted(request)))
    _require_section(opened, section_id)
    sent = as_sent(draft, opened, section_id)
    return give_back(draft, opened, sent, lambda now, fill: _show(now, opened, section_id, fill))


def _typed_before(old: Edition, then: Draft, section_id: str) -> Mapping[str, str]:
    _require_section(old, section_id)
    return typed_before(old, then, section_id)


def _section(opened: Edition, section_id: str) -> Section:
    return next(each for each in opened.spec.sections if each.id == section_id)


def _require_section(opened: Edition, section_id: str) -> None:
    if all(each.id != section_id for each in opened.spec.sections):
        abort(404)


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
        conflicts=side_by_side(
            form, draft.entries, fill.conflicts, writers(draft, (each.name for each in fill.conflicts))
        ),
        here=here(draft, opened, section_id),
        does=does_words(draft, section_id),
        fill=fill,
        refused=fill.refused,
        saved=fill.saved,
        previous=previous,
        following=following,
    )


def _shut(draft: Draft, opened: Edition, section_id: str) -> str:
    """Return the page of a section that cannot be filled in now, because its part is complete, or waits."""
    section = _section(opened, section_id)
    part = next(each for each in opened.spec.parts if each.id == section.part)
    done = part.id in {each.id for each in completed(opened.form, draft.entries)}
    picture = sheet(opened.form, draft.entries, only=frozenset({section_id}), titled=False, today=today())
    return render_template(
        "shut.html",
        spec=opened.spec,
        title=titles(opened, draft)[section_id],
        part=part,
        done=done,
        now=current(opened.form, draft.entries),
        draft=draft,
        about=about(draft, opened),
        sheet=Markup(picture),  # noqa: S704 (rendered with escaping)
    )
