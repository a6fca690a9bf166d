"""Proving once more who one is, before changing what one signs in with.

Here lives the page that asks for the password again; how long that holds is said in `factor_pages`.
"""

from collections.abc import Mapping

from flask import Blueprint, make_response, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.passwords import TooBusyError, is_right
from webapp.guard import posted
from webapp.pages.identity import SESSION, at_hand, hold, own, signed_in
from webapp.pages.signing.entering import onward
from webapp.pages.signing.factor_pages import prove_page, second_page, setup_page
from webapp.storage.sessions import SignedIn

proving = Blueprint("proving", __name__, url_prefix="/account/prove", template_folder="templates")
_Answer = str | Response | tuple[str, int]
_WRONG = "This is not your password. Type the one that you signed in with."
_BUSY = "Many people are signing in at the moment, so your password was not checked. Wait a moment, and try again."
_WAIT = "Too many tries: wait a while, and try again."
_REFUSED = 403
_TOO_SOON = 429
_UNAVAILABLE = 503


@proving.get("")
def page() -> str:
    """Ask for the password once more."""
    return prove_page({"then": request.args.get("then", "")})


@proving.post("")
def prove() -> _Answer:
    """Take the password, and lead on to what it was asked for."""
    sent, found = posted(request), signed_in()
    name = f"own {found.account.id}"
    if at_hand().take_try(name) is not None:
        return prove_page(sent, fault=_WAIT), _TOO_SOON
    try:
        if not is_right(sent.get("password", ""), own().password_of(found.account.id), known=True):
            at_hand().refuse_try(found.account.id, tried=name)
            return prove_page(sent, fault=_WRONG), _REFUSED
    except TooBusyError:
        at_hand().give_back_try(name)
        return prove_page(sent, fault=_BUSY), _UNAVAILABLE
    at_hand().forgive(name)
    response = make_response(_next(found, sent))
    hold(response, SESSION, at_hand().prove_again(found.session))
    return response


def _next(found: SignedIn, sent: Mapping[str, str]) -> str | Response:
    """Return the page that somebody proved for who they are."""
    if found.session.stage != "full":
        return second_page(found.account, sent) if found.account.has_factor else setup_page(sent)
    return onward(found.account, {"then": url_for("account.page", _anchor="factors"), **sent})
