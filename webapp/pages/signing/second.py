"""The second step of signing in: a code, a recovery code or a passkey after the password, or a passkey alone.

Here lives what each of these asks and answers. A session stays half until one of them was right, and comes to nothing
but these pages; codes that are wrong are counted as wrong passwords are.
"""

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.accounts.passkeys import PasskeyRefused, showing
from webapp.accounts.recovery import mark
from webapp.accounts.totp import opened_secret, step_of
from webapp.guard import posted
from webapp.pages.identity import DEVICE, as_owner, at_hand, held, own, signed_in
from webapp.pages.signing.entering import complete, enter, onward
from webapp.pages.signing.factor_pages import second_page, setup_page
from webapp.pages.signing.kept import NAME, kept_in
from webapp.pages.signing.passkey_answers import passkey_shown, require_site
from webapp.pages.signing.views import refused_page
from webapp.storage.account_statements import Account
from webapp.storage.factor_statements import Passkey
from webapp.storage.opened import now

second = Blueprint("second", __name__, url_prefix="/sign-in", template_folder="templates")
_Answer = str | AnyResponse | tuple[str, int]
_BESIDE = "second factor"
_ALONE = "sign in"
_WRONG = (
    "This code is not right, or was used before. Wait for the next one in your app, check that the clock of your phone "
    "is right, or use a recovery code."
)
_CLOSED = "The account of this passkey is closed. Ask the person who looks after accounts here."
_REFUSED = 403
_TOO_SOON = 429


@second.get("/second")
def page() -> _Answer:
    """Show the page that asks for the second factor, or sets one up."""
    found = signed_in()
    if found.session.stage == "full":
        return redirect(url_for("start.page"), 303)
    return second_page(found.account, {}) if found.account.has_factor else setup_page({})


@second.post("/second")
def code() -> _Answer:
    """Take the code of an authenticator app, or a recovery code."""
    sent, found = posted(request), signed_in()
    if found.session.stage == "full":
        return onward(found.account, sent)
    name = _try_name(found.account)
    wait = at_hand().take_try(name)
    if wait is not None:
        return second_page(found.account, sent, wait=wait), _TOO_SOON
    if not _is_right(found.account, sent.get("code", "")):
        at_hand().refuse_try(found.account.id, tried=name, step="factor")
        return second_page(found.account, sent, wrong=_WRONG), _REFUSED
    at_hand().forgive(name)
    return complete(found.account, found.session, sent)


@second.post("/second/options")
def options() -> Response:
    """Say what a browser is to be asked for, to show a passkey after the password."""
    posted(request)
    found = signed_in()
    known = [each.id for each in own().passkeys()]
    return _asked(_BESIDE, bound_to=found.session.id, known=known)


@second.post("/second/passkey")
def passkey() -> _Answer:
    """Take a passkey after the password."""
    sent, found = posted(request), signed_in()
    if found.session.stage == "full":
        return onward(found.account, sent)
    try:
        passkey_shown(sent, purpose=_BESIDE, bound_to=found.session.id, user=found.account.id)
    except PasskeyRefused as refused:
        return second_page(found.account, sent, wrong=str(refused)), _REFUSED
    return complete(found.account, found.session, sent)


@second.post("/passkey/options")
def options_alone() -> Response:
    """Say what a browser is to be asked for, to sign in with a passkey and nothing else."""
    posted(request)
    return _asked(_ALONE)


@second.post("/passkey")
def passkey_alone() -> _Answer:
    """Sign somebody in with a passkey that they have proven to be theirs, which stands for the password too."""
    sent = posted(request)
    try:
        account = _owner(passkey_shown(sent, purpose=_ALONE))
    except PasskeyRefused as refused:
        return refused_page(sent, str(refused)), _REFUSED
    return enter(account, then=sent.get("then", ""), kept=kept_in(sent), kept_text=sent.get(NAME, ""))


@second.post("/onward")
def go_on() -> AnyResponse:
    """Lead on from the recovery codes to what somebody was on the way to."""
    return onward(signed_in().account, posted(request))


def _is_right(account: Account, code: str) -> bool:
    """Return whether a code is one of the app's that was not taken yet, or a recovery code; it is taken by that."""
    kept = own().totp()
    secret = opened_secret(kept, account.id, str(current_app.secret_key)) if kept else None
    step = step_of(secret, code, now()) if secret else None
    return own().take_step(step) if step is not None else own().use_code(mark(code))


def _owner(shown: Passkey) -> Account:
    """Return the account of a passkey. Raises PasskeyRefused when nobody may sign in to it."""
    account = as_owner(shown.user).account(shown.user)
    if account is None or account.state != "active":
        raise PasskeyRefused(_CLOSED)
    return account


def _asked(purpose: str, *, bound_to: str = "", known: list[str] | None = None) -> Response:
    """Return what a browser is to be asked for, with a challenge of its own."""
    try:
        site = require_site()
    except PasskeyRefused:
        abort(400)
    challenge = at_hand().make_challenge(purpose, bound_to)
    asked = showing(site, known=known or (), challenge=challenge, alone=known is None)
    return Response(asked, mimetype="application/json")


def _try_name(account: Account) -> str:
    """Return the name under which a code is counted: apart for a browser that has signed in to the account before."""
    known = at_hand().device_of(held(DEVICE)) == account.id
    return f"factor {account.id} {held(DEVICE) if known else ''}"
