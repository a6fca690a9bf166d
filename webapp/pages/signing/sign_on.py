"""Signing in by the school's sign-in service.

Here lives the way there and back. Who has an account is for the school to say, by inviting people; the service only
says who somebody is.
"""

import secrets

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.claims import shows_second_factor, verified_address
from webapp.accounts.sealing import sealed_text, unsealed_text
from webapp.guard import FormExpired, posted
from webapp.pages.identity import at_hand
from webapp.pages.signing.entering import admit, enter
from webapp.pages.signing.kept import NAME, kept_in
from webapp.pages.signing.paths import own_path
from webapp.pages.signing.provider import Departure, ProviderError, leave, proven, provider, returned
from webapp.pages.signing.views import TOO_OLD, refused_page
from webapp.services import SignOn
from webapp.storage.failures import Unproven

sign_on = Blueprint("sign_on", __name__, url_prefix="/sign-on", template_folder="templates")
_Answer = str | Response | tuple[str, int]
_TOKEN_BYTES = 32
_LONGEST_PATH = 1000
_WORDS = "words away"
_REFUSED = 403
_TOO_LARGE = 413
_STRAY = (
    "This sign-in was not begun in this browser, was begun again since, or took longer than a day. Begin again here. "
    "If you had typed something, go back to the page that you left from: it is still there."
)
_TOO_LONG = (
    "What you typed is too long to be taken along, or many people are on their way at the moment. It is not lost: sign "
    "in with your password to save it."
)


@sign_on.post("")
def begin() -> _Answer:
    """Show the page that leads to the service, which keeps what was typed until the browser is back.

    A page between, because a browser that follows a form to a service may not be led on by it to another one.
    """
    service, sent = _service(), posted(request)
    words = secrets.token_urlsafe(_TOKEN_BYTES) if kept_in(sent) else ""
    then = own_path(sent.get("then", ""))[:_LONGEST_PATH]
    try:
        address = leave(url_for(".back", _external=True), Departure(then, words))
    except ProviderError as fault:
        return refused_page(sent, str(fault)), _REFUSED
    if words and not _keep(words, sent[NAME]):
        return refused_page(sent, _TOO_LONG), _TOO_LARGE
    return render_template("leaving.html", address=address, name=service.name)


@sign_on.get("/back")
def back() -> _Answer:
    """Let somebody in who comes back from the service, or say why not."""
    service, departure = _service(), returned()
    if departure is None:
        return refused_page({}, _STRAY), _REFUSED
    words = _kept(departure.words) if departure.words else ""
    sent = {"then": departure.then, NAME: words}
    try:
        claims = proven()
    except ProviderError as fault:
        at_hand().refuse_try("", step="sign-in service")
        return refused_page(sent, str(fault)), _REFUSED
    address = verified_address(claims)
    account = at_hand().account_signed_on(service.issuer, str(claims["sub"]), address)
    if account is None:
        at_hand().refuse_try("", step="sign-in service")
        return refused_page(sent, _unknown(service, address)), _REFUSED
    try:
        if shows_second_factor(claims):
            return enter(account, then=departure.then, kept=kept_in(sent), kept_text=words)
        return admit(account, sent)
    except Unproven as changed:
        return refused_page(sent, str(changed)), _REFUSED


@sign_on.errorhandler(FormExpired)
def too_old(refusal: FormExpired) -> _Answer:
    """Show the page for signing in anew when it had become too old, with what was typed before it."""
    return refused_page(posted(request), TOO_OLD), refusal.status


def _keep(token: str, words: str) -> bool:
    """Keep words, so that only the token opens them, which the browser holds; return whether there was room."""
    return at_hand().keep_words(token, sealed_text(words, "", purpose=_WORDS, key=token))


def _kept(token: str) -> str:
    """Return the words that were kept under a token, "" for none."""
    return unsealed_text(at_hand().words(token), "", purpose=_WORDS, key=token) or ""


def _service() -> SignOn:
    found = provider()
    if found is None:
        abort(404)
    return found


def _unknown(service: SignOn, address: str) -> str:
    """Return the sentence for somebody whom the service knows and we do not."""
    if not address:
        return (
            f"{service.name} knows you, but did not say that your e-mail address is verified, so no account was looked "
            "for. Ask the person who looks after accounts here."
        )
    return (
        f"{service.name} knows you as {address}, and there is no account for that here. Ask the person who looks after "
        "accounts here for an invitation to this address."
    )
