"""A letter to be read and filled in: its words, its questions, and saving it, finished or not."""

from collections.abc import Mapping

from flask import Response as Given
from flask import abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.check import check, state_of
from engine.named_files import named_files
from engine.page.live import Live
from engine.page.sheet import heading
from engine.row_words import with_rows
from engine.texts import Told
from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk, today
from webapp.pages.drafts.conflicts import side_by_side, yours
from webapp.pages.drafts.file_list import Places, files_at
from webapp.pages.drafts.rules import rules_of_whole
from webapp.pages.drafts.saving import EXPIRED
from webapp.pages.drafts.typed import has_files
from webapp.pages.files.views import given_file, given_preview
from webapp.pages.identity import LETTER, held
from webapp.pages.recipient.filling import as_sent, keep
from webapp.pages.recipient.opened import open_letter, pages, request_of_letter
from webapp.pages.refusals import with_reference
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed, StorageError
from webapp.storage.stored import Conflict, Draft

letter_form = pages("letter_form")
_CONFLICT = 409
_UNFIT = 422
_UNAVAILABLE = 503
_PLACES = Places(
    lambda sha256: url_for("letter_form.file", sha256=sha256),
    lambda sha256: url_for("letter_form.preview", sha256=sha256),
)


@letter_form.get("/form")
def page() -> str:
    """Show the letter to be filled in, with what is saved and what is malformed in it."""
    draft, opened = open_letter()
    return _show(draft, opened, draft.entries, saved="saved" in request.args)


@letter_form.post("/form")
def save() -> Response | tuple[str, int]:
    """Keep what was typed, whatever it is, and lead on."""
    draft, opened = open_letter()
    sent = as_sent(draft, opened, posted(request))
    if sent.unknown or sent.then == "unknown":
        abort(400)
    try:
        kept = keep(draft, opened, sent)
        desk().repository.go_on_with_letter(held(LETTER))
    except DraftClosed:
        raise
    except StorageError as failure:
        typed = {**draft.entries, **sent.entries}
        return _show(draft, opened, typed, base=sent.base, refused=with_reference(failure)), _UNAVAILABLE
    now = kept.saved.draft
    if kept.saved.conflicts:
        mine = yours(opened.form.of(now.entries), now.entries, kept.saved.conflicts)
        return _show(now, opened, mine, conflicts=kept.saved.conflicts), _CONFLICT
    if kept.refused:
        return _show(now, opened, now.entries, files=kept.refused), _UNFIT
    if sent.row:
        return redirect(url_for(".page", saved="yes", _anchor=sent.row), 303)
    return redirect(url_for("letter_signing.page") if sent.then == "check" else url_for(".page", saved="yes"), 303)


@letter_form.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    draft, opened = open_letter()
    sent = as_sent(draft, opened, posted(request))
    typed = {**draft.entries, **sent.entries}
    return _show(draft, opened, typed, base=sent.base, refused=EXPIRED), refusal.status


@letter_form.get("/files/<sha256>")
def file(sha256: str) -> Given:
    """Give a file that an answer of the letter names."""
    draft, opened = open_letter()
    return given_file(named_files(opened.form, draft.entries), sha256, draft.id)


@letter_form.get("/files/<sha256>/preview")
def preview(sha256: str) -> Given:
    """Give a small picture of a photo that an answer of the letter names."""
    draft, opened = open_letter()
    return given_preview(named_files(opened.form, draft.entries), sha256)


def _show(  # noqa: PLR0913 (each is one way of showing it)
    draft: Draft,
    opened: Edition,
    entries: Mapping[str, str],
    *,
    base: int | None = None,
    saved: bool = False,
    refused: str = "",
    conflicts: tuple[Conflict, ...] = (),
    files: tuple[str, ...] = (),
) -> str:
    form = opened.form.of(entries)
    errors = check(form, entries, complete=False, today=today())
    state = state_of(form, entries, today())
    told = Told(form, entries, state)
    live = Live(form, entries, state, files_at(_PLACES, form))
    plate = opened.pages.whole(form)
    fields = plate.render(entries, {each.name: each.message for each in errors}, live)
    return render_template(
        "letter-form.html",
        spec=opened.spec,
        request_of=request_of_letter(),
        draft=draft,
        base=draft.revision if base is None else base,
        saved=saved,
        refused=refused,
        conflicts=side_by_side(form, draft.entries, conflicts, {}),
        files=files,
        errors=[(each.name, with_rows(told, each.address, each.message)) for each in errors],
        has_rows=form.row_names is not None,
        takes_files=any(has_files(opened.spec, each) for each in opened.spec.sections),
        heading=Markup(heading(opened.form)),  # noqa: S704 (rendered with escaping)
        rules=rules_of_whole(opened, form, entries) if plate.is_live or form.ruled else None,
        fields=Markup(fields),  # noqa: S704 (rendered with escaping)
    )
