"""Sending letters, and looking after them: the list, each one's page, reminding, giving more time, taking back."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.page.sheet import heading, letter, sheet, sheet_to_go_on_with
from webapp.guard import FormExpired, posted
from webapp.pages.desk import Desk, desk, today
from webapp.pages.identity import viewer
from webapp.pages.refusals import message
from webapp.pages.sending.forms import DAYS, Typed, addressed, known_before, letters_about, typed
from webapp.pages.sending.mail import link, writer
from webapp.pages.sending.standing import BACK, STATES, standing_of, title_of
from webapp.pages.shelf import Edition
from webapp.pages.subjects import strayed_from
from webapp.rights import Act
from webapp.storage.failures import LetterClosed, OpenedByMail, PinnedDifferently
from webapp.storage.identifiers import is_id, new_id
from webapp.storage.letters import BACK_FOR, LIFETIME, Write
from webapp.storage.register_statements import RegisterEntry
from webapp.storage.stored_letters import LetterRequest

letters = Blueprint("letters", __name__, url_prefix="/letters", template_folder="templates")
_Answer = str | Response | tuple[str, int]
_UNFIT = 422
_CONFLICT = 409
_PAGE = 50
EVENTS = {
    "sent": "Addressed to",
    "reminded": "Reminded, with a new link",
    "chased": "Reminded by itself, with a new link",
    "linked": "A new link was made, to be given by hand",
    "opened": "Opened by a link from the mail, with the address confirmed",
    "opened-by-hand": "Opened, with the address confirmed",
    "refused": "Somebody tried to open it with another e-mail address",
    "extended": "Given more time",
    "declined": "Declined",
    "passed-on": "Passed on: somebody else is to sign it",
    "revoked": "Taken back",
    "replaced": "Taken back: it was sent to somebody else",
    "signed": "Signed",
    "restored": "A backup was put back: earlier links open nothing. Remind, and a new one goes",
}
"""What happened to a letter, in words."""


@letters.get("")
def listing() -> str:
    """List letters, the latest first: all, those that stand in one way, or those of one's own that came back lately."""
    chosen, before = request.args.get("state", ""), request.args.get("before", "")
    at = desk()
    found = at.repository.letters_back() if chosen == BACK else _page_of(at, chosen, before)
    shown = found if chosen == BACK else found[:_PAGE]
    return render_template(
        "letters.html",
        letters=[standing_of(at, each) for each in shown],
        any=bool(shown or at.repository.letters_page(limit=1)),
        states={**STATES, BACK: f"Sent by me, and came back in the last {BACK_FOR.days} days"},
        chosen=chosen,
        names=at.repository.names(),
        subjects=at.repository.letter_subjects(each.id for each in shown),
        older=url_for(".listing", state=chosen or None, before=shown[-1].id) if len(found) > len(shown) else "",
        first_page=not before,
    )


def _page_of(at: Desk, state: str, before: str) -> tuple[LetterRequest, ...]:
    """Return the letters of a page, and one more where there is an older one."""
    return at.repository.letters_page(state if state in STATES else "", before=before, limit=_PAGE + 1)


@letters.get("/new")
def new() -> _Answer:
    """Ask which letter goes to whom; what is known of an entry of a register, or of an earlier letter, stands there."""
    suggested = {**_suggested(), **request.args.to_dict()}
    forms = letters_about(_entry(suggested.get("entry", "")))
    return _new_page(typed(suggested, forms, judged=False), forms)


@letters.post("/new")
def preview() -> _Answer:
    """Show the letter as it will read, before it goes."""
    forms = letters_about(_entry(posted(request).get("entry", "")))
    given = typed(posted(request), forms)
    _require_replaced(given)
    if given.faults or "back" in posted(request):
        return _new_page(given, forms), _UNFIT if given.faults else 200
    opened = forms[given.texts["form"]]
    entry = _entry(given.texts["entry"])
    entries = known_before(opened, entry)
    form = opened.form.of(entries)
    return render_template(
        "letter-preview.html",
        spec=opened.spec,
        given=given,
        page_id=new_id(),
        about=entry.name if entry and entries else "",
        until=datetime.now(UTC) + timedelta(days=given.days),
        heading=Markup(heading(opened.form)),  # noqa: S704 (rendered with escaping)
        letter=Markup(letter(form, entries)),  # noqa: S704 (rendered with escaping)
        sheet=Markup(sheet_to_go_on_with(form, entries, today=today()) if entries else sheet(form, None)),  # noqa: S704 (rendered with escaping)
    )


@letters.post("")
def send() -> _Answer:
    """Send the letter by mail, or make its link to be given by hand; from one page that is done once."""
    sent = posted(request)
    if not is_id(sent.get("id", "")):
        return preview()
    forms = letters_about(_entry(sent.get("entry", "")))
    given = typed(sent, forms)
    _require_replaced(given)
    if given.faults:
        return _new_page(given, forms), _UNFIT
    at, opened = desk(), forms[given.texts["form"]]
    spec, entry = opened.spec, _entry(given.texts["entry"])
    by_mail = sent.get("how") == "mail" and _has_mail()
    try:
        at.repository.pin(spec.form, spec.version, spec.sha256, opened.text)
    except PinnedDifferently as used:
        return message(f"“{spec.title}” cannot be sent", str(used)), _CONFLICT
    made, token = at.repository.send_letter(
        spec.form,
        spec.version,
        addressed(given, entry, sent["id"]),
        entries=known_before(opened, entry),
        access=spec.access,
        write=_mail() if by_mail else None,
    )
    if token and not by_mail:
        return _link_page(made, token)
    return redirect(url_for(".page", letter_id=made.id, done="sent" if by_mail else "shown"), 303)


@letters.get("/<letter_id>")
def page(letter_id: str) -> str:
    """Show a letter: how it stands, what happened to it, and what can be done."""
    return _page(_known(letter_id))


@letters.post("/<letter_id>/remind")
def remind(letter_id: str) -> _Answer:
    """Write to the recipient again, or show another link to be given by hand."""
    _known(letter_id)
    if posted(request).get("links", "") not in {"", str(_links_made(letter_id))}:
        return redirect(url_for(".page", letter_id=letter_id, done="shown"), 303)
    by_mail = posted(request).get("how") == "mail" and _has_mail()
    write = _mail(again=True) if by_mail else None
    made, token = desk().repository.remind_letter(letter_id, write)
    return redirect(url_for(".page", letter_id=letter_id, done="reminded"), 303) if by_mail else _link_page(made, token)


@letters.post("/<letter_id>/extend")
def extend(letter_id: str) -> _Answer:
    """Give a letter more time, from now on."""
    _known(letter_id)
    chosen = posted(request).get("days", "")
    days = int(chosen) if chosen in map(str, DAYS) else LIFETIME.days
    desk().repository.extend_letter(letter_id, timedelta(days=days))
    return redirect(url_for(".page", letter_id=letter_id, done="extended"), 303)


@letters.post("/<letter_id>/revoke")
def revoke(letter_id: str) -> _Answer:
    """Take a letter back."""
    _known(letter_id)
    desk().repository.revoke_letter(letter_id)
    return redirect(url_for(".page", letter_id=letter_id, done="revoked"), 303)


@letters.errorhandler(LetterClosed)
def late(closed_since: LetterClosed) -> tuple[str, int]:
    """Say that a letter was signed, declined or taken back meanwhile; storage did not fail."""
    return message("This letter is closed", str(closed_since)), _CONFLICT


@letters.errorhandler(OpenedByMail)
def seen_by_nobody(refusal: OpenedByMail) -> tuple[str, int]:
    """Say that no link was made, because its recipient has the letter open by their mail."""
    return message("No link was made", str(refusal)), _CONFLICT


@letters.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one; nothing is sent."""
    if "letter_id" in (request.view_args or {}):
        return message("Nothing was done", refusal.sentence), refusal.status
    forms = letters_about(_entry(posted(request).get("entry", "")))
    return _new_page(typed(posted(request), forms, judged=False), forms, expired=refusal.sentence), refusal.status


def _known(letter_id: str) -> LetterRequest:
    found = desk().repository.letter(letter_id)
    if found is None:
        abort(404)
    return found


def _require_replaced(given: Typed) -> None:
    """End the request where a letter is to take the place of one that is not there, or not within reach."""
    if given.texts["instead"]:
        _known(given.texts["instead"])


def _links_made(letter_id: str) -> int:
    """Return how many links a letter had since it was sent: a page that is sent again does not know of the last."""
    made = {"reminded", "linked", "chased"}
    return sum(each.what in made for each in desk().repository.letter_events(letter_id))


def _entry(entry_id: str) -> RegisterEntry | None:
    return desk().repository.register_entry(entry_id) if entry_id else None


def _suggested() -> dict[str, str]:
    """Return what is known already: of the contact of an entry, or of whom a recipient named in their place."""
    before = desk().repository.letter(request.args.get("instead", ""))
    entry = _entry(before.entry if before else request.args.get("entry", ""))
    said = (
        {"entry": entry.id, "name": entry.details.contact_name, "email": entry.details.contact_email} if entry else {}
    )
    if before is None:
        return said
    named = [each.detail for each in desk().repository.letter_events(before.id) if each.what == "passed-on"]
    name, _, email = named[-1].partition("\n") if named else ("", "", "")
    return {**said, "form": before.form, "name": name, "email": email, "instead": before.id}


def _page(found: LetterRequest) -> str:
    at = desk()
    record, events = at.repository.listed(found.draft), at.repository.letter_events(found.id)
    signed = at.repository.letter_of(found.draft) if record else None
    return render_template(
        "letter-request.html",
        letter=standing_of(at, found),
        entry=_entry(found.entry),
        events=events,
        links=_links_made(found.id),
        by_mail_alone=any(each.what == "opened" for each in events),
        signature=signed[1] if signed else None,
        strayed=strayed_from(found, record) if record else None,
        words=EVENTS,
        names={**at.repository.names(), found.id: f"{found.name} (by letter)"},
        record=record,
        faults=at.repository.letter_faults(found.draft) if record else (),
        before=at.repository.letter(found.instead_of),
        after=at.repository.letters_in_place_of(found.id),
        days=DAYS,
        lifetime=LIFETIME.days,
        may_erase=viewer().may(Act.ERASE),
        done=request.args.get("done", ""),
    )


def _new_page(given: Typed, forms: Mapping[str, Edition], *, expired: str = "") -> str:
    return render_template(
        "letter-new.html",
        given=given,
        forms=forms,
        entry=_entry(given.texts["entry"]),
        instead=desk().repository.letter(given.texts["instead"]),
        days=DAYS,
        expired=expired,
        wrong=bool(given.faults or expired),
    )


def _link_page(made: LetterRequest, token: str) -> Response:
    """Show a link once, to whoever made it."""
    shown = render_template("letter-link.html", letter=made, title=title_of(desk(), made), link=link(token))
    return Response(shown, mimetype="text/html")


def _mail(*, again: bool = False) -> Write:
    at, key = desk(), str(current_app.secret_key)
    names = at.repository.names_of_accounts()
    return writer(lambda sha256: at.edition(sha256).spec, names, link, key=key, again=again)


def _has_mail() -> bool:
    return bool(current_app.config["HAS_MAIL"])
