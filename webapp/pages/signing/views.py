"""Signing in with an e-mail address and a password, taking up a link, and signing out.

Here lives what each of these asks and answers. A wrong address, a wrong password and an account that is closed are
answered in the same words, after the same work.
"""

from datetime import datetime
from typing import Literal

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.passwords import TooBusyError, hashed, is_outdated, is_right
from webapp.guard import FormExpired, Refused, posted
from webapp.guard.headers import with_nothing_left
from webapp.pages.identity import DEVICE, SESSION, AnotherSignedIn, NotSignedIn, at_hand, held, let_go, own, signed_in
from webapp.pages.refusals import message
from webapp.pages.signing.entering import admit
from webapp.pages.signing.factor_pages import has_passkeys
from webapp.pages.signing.joining import echoed, joined, joining_page
from webapp.pages.signing.kept import NAME, keep
from webapp.pages.signing.paths import own_path
from webapp.storage.account_statements import Account
from webapp.storage.accounts import email_as_kept
from webapp.storage.failures import Unproven

signing = Blueprint("signing", __name__, template_folder="templates")
_Answer = str | Response | tuple[str, int]
_WRONG = "The e-mail address or the password is not right. Check both, and try again."
TOO_OLD = "This page had become too old, or you signed in elsewhere in this browser meanwhile. Sign in once more here."
_BUSY = "Many people are signing in at the moment, so your password was not checked. Wait a moment, and try again."
_REFUSED = 403
_TOO_SOON = 429
_UNAVAILABLE = 503


@signing.get("/sign-in")
def page() -> _Answer:
    """Show the page for signing in."""
    return _page(then=own_path(request.args.get("then", "")))


@signing.post("/sign-in")
def sign_in() -> _Answer:
    """Sign somebody in, or say that the address or the password is not right."""
    sent = posted(request)
    email, password = sent.get("email", ""), sent.get("password", "")
    name, known = _counted(email)
    wait = at_hand().take_try(name)
    if wait is not None:
        return _page(sent, wait=wait), _TOO_SOON
    try:
        found = _proven(email, password, tried=name, known=known)
    except TooBusyError:
        at_hand().give_back_try(name)
        return _page(sent, wrong=_BUSY), _UNAVAILABLE
    if found is None:
        return _page(sent, wrong=_WRONG), _REFUSED
    at_hand().forgive(name)
    return admit(found, sent)


@signing.post("/sign-out")
def sign_out() -> Response:
    """End the session of this browser, also one whose second factor is still to be shown.

    A page says whether the browser is to keep what other people entered in it.
    """
    sent = posted(request)
    now = signed_in()
    own().end_session(now.account.id, now.session.id, "signed out")
    response = redirect(url_for(".page"), 303)
    let_go(response, SESSION)
    return with_nothing_left(response, keeps_others=sent.get("keeps") == "others")


@signing.get("/join")
def join() -> str:
    """Ask for the link that somebody was given; a page with scripts takes it from its own address."""
    return joining_page()


@signing.post("/join")
def take_link() -> _Answer:
    """Take up a link: make the first account, or set the password of one's own."""
    return joined(posted(request))


@signing.app_errorhandler(NotSignedIn)
def not_signed_in(refusal: NotSignedIn) -> _Answer:
    """Lead to the page for signing in, with what was typed."""
    if request.method in {"GET", "HEAD"}:
        back = request.full_path.rstrip("?") if request.path != "/" else None
        return redirect(url_for("signing.page", then=back), 303)
    try:
        kept = keep(refusal.before)
    except Refused as unread:
        return message("Nothing was done", unread.sentence), unread.status
    another = isinstance(refusal, AnotherSignedIn)
    return _page(kept=kept, late="another" if another else "ended"), refusal.status


@signing.app_errorhandler(Unproven)
def unproven(refusal: Unproven) -> _Answer:
    """Show the page for signing in to somebody whose account was changed while they did, with what was typed before."""
    return _page(posted(request), wrong=str(refusal)), _REFUSED


@signing.errorhandler(FormExpired)
def too_old(refusal: FormExpired) -> _Answer:
    """Show the page for signing in anew when it had become too old, with what was typed before it."""
    if request.endpoint != "signing.sign_in":
        return message("Nothing was done", refusal.sentence), refusal.status
    return _page(posted(request), wrong=TOO_OLD), refusal.status


def refused_page(sent: dict[str, str], sentence: str) -> str:
    """Return the page for signing in that says why somebody is not signed in."""
    return _page(sent, wrong=sentence)


def _proven(email: str, password: str, *, tried: str, known: bool) -> Account | None:
    """Return the account that an address and a password are of; None when they are of none that is open.

    `tried` is the name under which the try was taken, and `known` what is said of this browser. Raises TooBusyError.
    """
    found = at_hand().credentials(email)
    account, kept = found or (None, "")
    right = is_right(password, kept, known=known)
    if account is None or not right or account.state != "active":
        at_hand().refuse_try(account.id if account else "", tried=tried)
        return None
    if is_outdated(kept):
        at_hand().rehash(account.id, hashed(password), instead_of=kept)
    return account


def _counted(email: str) -> tuple[str, bool]:
    """Return the name under which a try is counted, and whether this browser has signed in to the account before.

    If it has, its tries are counted apart.
    """
    device = held(DEVICE)
    known = at_hand().device_of(device)
    found = at_hand().credentials(email) if known else None
    own = found is not None and found[0].id == known
    return (f"{device} {known}", True) if own else (email_as_kept(email), False)


def _page(
    sent: dict[str, str] | None = None,
    *,
    then: str = "",
    kept: str = "",
    wrong: str = "",
    wait: datetime | None = None,
    late: Literal["", "ended", "another"] = "",
) -> str:
    given = sent or {}
    return render_template(
        "sign-in.html",
        email=echoed(given.get("email", "")),
        then=own_path(given.get("then", then)),
        kept=given.get(NAME, kept),
        refused=wrong,
        wait=wait,
        late=late,
        passkeys=has_passkeys(),
        wrong=bool(wrong or wait),
    )
