"""Checking a letter and signing it, the receipt, and the copy to keep.

What stands on the page of checking is what is signed: its checksum travels with the button, and where the words are
others by then nothing is signed, and they are shown again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from flask import Response as Given
from flask import abort, current_app, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.check import state_of
from engine.page.sheet import heading, letter, sheet
from engine.pdf.report import Report
from engine.row_words import with_rows
from engine.texts import Told
from webapp.deeds import Deed
from webapp.guard import FormExpired, posted
from webapp.mail.envelope import closed
from webapp.pages.desk import desk, kept_record, today
from webapp.pages.drafts.progress import progress
from webapp.pages.drafts.saving import revision
from webapp.pages.drafts.submitting import NotCompleteError, document_if_complete
from webapp.pages.file_names import of_record
from webapp.pages.files.views import given_drawing
from webapp.pages.identity import LETTER, held, viewer
from webapp.pages.letters import letter_copy
from webapp.pages.pdf import given
from webapp.pages.recipient.drawing import HEIGHT, WIDTH, NotTaken, drawn
from webapp.pages.recipient.opened import open_letter, pages, request_of_letter
from webapp.pages.recipient.telling import telling
from webapp.pages.records.printed import signed_copy_of
from webapp.pages.records.reading import read
from webapp.pages.shelf import Edition
from webapp.pages.words import named
from webapp.storage.failures import DraftMoved
from webapp.storage.stored import Document, Draft, Record

letter_signing = pages("letter_signing")
_UNFIT = 422
_CONFLICT = 409
_UNAVAILABLE = 503
_MISSING = "Something is missing. The list below links to each answer."
_MOVED = (
    "The letter does not read as you saw it any more: it was changed in another window, or a day has passed. Read it "
    "again below, then sign."
)


@dataclass(frozen=True, slots=True)
class ToExplain:
    """A warning: the name of its reason, what it says, and the reason so far."""

    name: str
    message: str
    reason: str


@letter_signing.get("/check")
def page() -> str:
    """Show everything as it will be signed, and what is missing before that."""
    return _check(*open_letter())


@letter_signing.post("/reasons")
def explain() -> Response | tuple[str, int]:
    """Keep why warnings are overridden."""
    sent = posted(request)
    draft, opened = open_letter()
    reasons = opened.form.of(draft.entries).reasons
    if not sent.keys() <= {"base", "csrf", *reasons}:
        abort(400)
    typed = {name: sent[name] for name in reasons if name in sent}
    saved = desk().repository.save(draft.id, base=revision(sent), posted=typed)
    if saved.conflicts:
        return _check(saved.draft, opened, refused=_MOVED), _CONFLICT
    return redirect(url_for(".page"), 303)


@letter_signing.post("/sign")
def sign() -> Response | tuple[str, int]:
    """Make the letter a record, once, if it is complete and still reads as it was shown."""
    sent = posted(request)
    draft, opened = open_letter()

    def show(current: Draft) -> str:
        shown = _shown(opened, current)
        if sent.get("shown", "") != _mark(shown):
            raise DraftMoved(current.revision)
        return shown

    def build(current: Draft) -> Document:
        return document_if_complete(desk(), opened, current)

    try:
        content = drawn(sent.get("drawn", ""))
    except NotTaken as why:
        if why.later:
            return _check(draft, opened, refused=str(why), typed=sent), _UNAVAILABLE
        return _check(draft, opened, refused=str(why)), _UNFIT
    try:
        made = desk().repository.sign_letter(
            held(LETTER), base=revision(sent), show=show, build=build, drawn=content, tell=telling()
        )
    except NotCompleteError:
        return _check(draft, opened, refused=_MISSING), _UNFIT
    except DraftMoved:
        return _check(*open_letter(), refused=_MOVED, typed=sent), _CONFLICT
    if not made.repeated:
        _confirm(made.record, opened)
    return redirect(url_for(".receipt"), 303)


@letter_signing.get("/receipt")
def receipt() -> str:
    """Show that the letter was signed, when, and how to keep a copy."""
    record, opened = kept_record(viewer().draft)
    return render_template(
        "letter-receipt.html",
        spec=opened.spec,
        record=record,
        request_of=request_of_letter(),
        drawn=desk().repository.drawn_signature(record.id) is not None,
        mailed=_has_mail(),
    )


@letter_signing.get("/signature.png")
def drawing() -> Given:
    """Give the signature that was drawn, to whoever drew it."""
    record, _ = kept_record(viewer().draft)
    return given_drawing(record.id)


@letter_signing.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Show the letter again on a page whose token no longer holds, with a fresh one; nothing is signed."""
    draft, opened = open_letter()
    return _check(draft, opened, refused=refusal.sentence, typed=posted(request)), refusal.status


@letter_signing.get("/copy.pdf")
def copy() -> Given:
    """Give what was signed as a PDF."""
    record, opened = kept_record(viewer().draft)
    desk().repository.look(Deed.RECORD_EXPORTED, record.id, what="pdf")
    title = named(opened.spec.title, record.about)
    mine = request_of_letter()
    kept = signed_copy_of(read(record, opened), f"{mine.name}, {mine.email}")
    report = Report(title=title, prints=(kept,), moment=record.submitted)
    return given(report, of_record(opened.spec.title, record))


def _check(draft: Draft, opened: Edition, *, refused: str = "", typed: Mapping[str, str] = MappingProxyType({})) -> str:
    """Show what is signed; `refused` says why it was not, `typed` is what was sent then, to be given back."""
    form = opened.form.of(draft.entries)
    come = progress(form, draft.entries, today())
    told = Told(form, draft.entries, state_of(form, draft.entries, today()))
    shown = _shown(opened, draft)
    return render_template(
        "letter-check.html",
        spec=opened.spec,
        request_of=request_of_letter(),
        draft=draft,
        refused=refused,
        drawing=typed.get("drawn", ""),
        canvas=(WIDTH, HEIGHT),
        missing=[(each.name, with_rows(told, each.address, each.message)) for each in come.errors],
        warnings=[ToExplain(each.check, each.message, typed.get(each.check, each.reason)) for each in come.warnings],
        unexplained=len(come.unexplained),
        ready=come.ready,
        shown=Markup(shown),  # noqa: S704 (rendered with escaping)
        mark=_mark(shown),
    )


def _shown(opened: Edition, draft: Draft) -> str:
    """Return the words that are signed, as HTML: the form's title, the letter, and every question with its answer."""
    form, entries = opened.form.of(draft.entries), draft.entries
    return "\n".join((heading(opened.form), letter(form, entries), sheet(form, entries, today=today())))


def _mark(shown: str) -> str:
    return sha256(shown.encode()).hexdigest()


def _confirm(record: Record, opened: Edition) -> None:
    """Write to the recipient that they signed, where there is a mail server."""
    if not _has_mail():
        return
    message = letter_copy(request_of_letter(), opened.spec.title, record.submitted, record.digest)
    desk().repository.post(closed(message, str(current_app.secret_key)))


def _has_mail() -> bool:
    return bool(current_app.config["HAS_MAIL"])
