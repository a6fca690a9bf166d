"""Keying in from paper: a reference, the boxes of its row, and back to the next reference, by the keyboard alone.

Here lives that page. Only the inputs of the row are posted and saved, in the way that a section's are: with scripts,
each as it is left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.answer_error import AnswerError
from engine.check import check_section, state_of
from engine.form import Form
from engine.page.live import Live
from engine.parts import is_open
from engine.references import address_of, references
from engine.row_words import with_rows
from engine.texts import Told
from engine.wording import question_text
from webapp.guard import FormExpired, posted
from webapp.pages.desk import about, any_draft, open_draft, seen_draft, subject_input, today
from webapp.pages.drafts.conflicts import ShownConflict, side_by_side
from webapp.pages.drafts.file_list import file_list
from webapp.pages.drafts.late import moves_since, save_late
from webapp.pages.drafts.saving import Fill, as_sent, edition_sent, give_back, keep, revision, typed_before
from webapp.pages.drafts.typed import asks_files
from webapp.pages.drafts.writers import writers
from webapp.pages.refusals import message, not_kept
from webapp.pages.shelf import Edition
from webapp.storage.failures import StorageError
from webapp.storage.stored import Draft

keying = Blueprint("keying", __name__, template_folder="templates")
_LONGEST = 20
"""How much of an unknown reference is said back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The row that a reference stands for, to be filled in: its fields as HTML, and what is wrong in it."""

    reference: str
    address: str
    section: str
    fields: Markup
    takes_files: bool
    errors: tuple[tuple[str, str], ...]
    conflicts: list[ShownConflict]


@keying.get("/drafts/<draft_id>/key-in")
def page(draft_id: str) -> str:
    """Ask for a reference, or show the row of the one that was typed."""
    draft, opened = open_draft(draft_id)
    fill = Fill(entries=draft.entries, base=draft.revision, again="again" in request.args)
    return _page(draft, opened, request.args.get("ref", ""), fill)


@keying.post("/drafts/<draft_id>/key-in")
def save(draft_id: str) -> Response | tuple[str, int]:
    """Keep what was typed in a row, and ask for the next reference; a row with something to correct is shown again."""
    draft, opened = any_draft(draft_id)
    sent = posted(request)
    base, reference = revision(sent), sent.get("ref", "")
    if moves := moves_since(draft, base):
        return save_late(draft, moves, base, lambda old, then: _typed_before(old, then, reference))
    address = _required_address(opened, reference)
    row = as_sent(draft, opened, _section_of(address), address)
    if row.unknown:
        abort(400)
    saved = keep(draft, opened, row, lambda now, fill: _page(now, opened, reference, fill))
    if isinstance(saved, tuple):
        return saved
    form = opened.form.of(saved.draft.entries)
    stays = bool(row.row or saved.cleared or _errors(form, address, saved.draft.entries))
    back = url_for(
        ".page",
        draft_id=draft_id,
        saved=reference,
        ref=reference if stays else None,
        again="yes" if saved.cleared else None,
        _anchor=row.row or None,
    )
    return redirect(back, 303)


@keying.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    try:
        return _given_back(refusal)
    except StorageError as failure:
        return not_kept(failure)


def _given_back(refusal: FormExpired) -> tuple[str, int]:
    sent = posted(request)
    found = seen_draft((request.view_args or {})["draft_id"])
    if found is None:
        return message("Nothing was done", refusal.sentence), refusal.status
    draft, opened = found
    opened, reference = edition_sent(draft, opened, revision(sent)), sent.get("ref", "")
    address = _required_address(opened, reference)
    row = as_sent(draft, opened, _section_of(address), address)
    return give_back(draft, opened, row, lambda now, fill: _page(now, opened, reference, fill))


def _typed_before(old: Edition, then: Draft, reference: str) -> Mapping[str, str]:
    address = _required_address(old, reference)
    return typed_before(old, then, _section_of(address), address)


def _required_address(opened: Edition, reference: str) -> str:
    """Return the address that a page's own reference means; ends the request when there is none."""
    return address_of(opened.spec, reference) or abort(400)


def _section_of(address: str) -> str:
    return address.partition(".")[0]


def _page(draft: Draft, opened: Edition, reference: str, fill: Fill) -> str:
    address = address_of(opened.spec, reference)
    why = _why_not(draft, opened, address, reference)
    known = references(opened.spec)
    saved = address_of(opened.spec, request.args.get("saved", ""))
    return render_template(
        "key-in.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        subject=subject_input(opened),
        typed=reference,
        why=why,
        row=_row(draft, opened, address, fill) if address and not why else None,
        fill=fill,
        saved=known.get(saved, ""),
        rows=list(_all_rows(draft, opened)),
    )


def _why_not(draft: Draft, opened: Edition, address: str, reference: str) -> str:
    """Return why the row of a reference cannot be filled in, as a sentence; "" where it can."""
    if not address:
        said = " ".join(reference.split())[:_LONGEST]
        return f"There is no row {said}. Type the reference that stands before the row, such as 1.2." if said else ""
    form = opened.form.of(draft.entries)
    if not is_open(form, draft.entries, form.section(_section_of(address)).section):
        return f"Row {reference} belongs to a part that is complete, or not begun: nothing can be keyed into it now."
    asked = state_of(form, draft.entries, today()).asked
    if not asked.get(_section_of(address), True) or not asked.get(address, True):
        return f"Row {reference} is not asked, because of other answers. Key those in first."
    return ""


def _row(draft: Draft, opened: Edition, address: str, fill: Fill) -> Row:
    form = opened.form.of(fill.entries)
    state = state_of(form, fill.entries, today())
    errors = _errors(form, address, fill.entries)
    live, told = Live(form, fill.entries, state, file_list(draft.id, form, fill.boxes)), Told(form, fill.entries, state)
    fields = opened.pages.row(address, form).render(fill.entries, {each.name: each.message for each in errors}, live)
    return Row(
        reference=references(opened.spec)[address],
        address=address,
        section=_section_of(address),
        fields=Markup(fields),  # noqa: S704 (rendered with escaping)
        takes_files=asks_files(opened.spec, form.laid[address].question),
        errors=tuple((each.name, with_rows(told, each.address, each.message)) for each in errors),
        conflicts=side_by_side(
            form, draft.entries, fill.conflicts, writers(draft, (each.name for each in fill.conflicts))
        ),
    )


def _errors(form: Form, address: str, entries: Mapping[str, str]) -> tuple[AnswerError, ...]:
    """Return what is malformed in a row."""
    found = check_section(form, _section_of(address), entries, complete=False, today=today())
    return tuple(each for each in found if f"{each.address}.".startswith(f"{address}."))


def _all_rows(draft: Draft, opened: Edition) -> Iterator[tuple[str, str, str]]:
    """Yield each row's reference, with its words and its address in the application."""
    form = opened.form.of(draft.entries)
    told = Told(form, draft.entries, state_of(form, draft.entries, today()))
    at = partial(url_for, ".page", draft_id=draft.id)
    for address, reference in references(opened.spec).items():
        yield reference, told.filled(question_text(form.laid[address].question)), at(ref=reference)
