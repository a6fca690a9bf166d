"""Second factors of one's own: setting up an app or a passkey, removing them, and new recovery codes.

Here lives who may change them: somebody who has just proven who they are. Who has given no more than a password sets up
a first one where one is needed, and never another beside those that they were to show.
"""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.accounts.passkeys import PasskeyRefused, making
from webapp.accounts.recovery import mark, new_codes
from webapp.accounts.totp import new_secret, sealed_secret, step_of
from webapp.guard import posted
from webapp.pages.identity import at_hand, own, signed_in
from webapp.pages.refusals import message
from webapp.pages.signing.entering import complete
from webapp.pages.signing.factor_pages import (
    app_page,
    codes_page,
    pending_secret,
    prove_page,
    recently_proven,
    second_page,
    setup_page,
)
from webapp.pages.signing.passkey_answers import passkey_made, require_site
from webapp.storage.factor_statements import Passkey
from webapp.storage.failures import FactorExists, LastFactor, Unknown
from webapp.storage.opened import now

factors = Blueprint("factors", __name__, url_prefix="/account/factors", template_folder="templates")
_Answer = str | AnyResponse | tuple[str, int]
_ADDING = "add passkey"
_WRONG = (
    "This is not the code that your app shows now. Check that the clock of your phone is right, and type the next one."
)
_OLD = "The page with the square was open for too long. Scan this new one, or type its letters, and enter the code."
_UNFIT = 422
_CONFLICT = 409
_REFUSED = 403


@factors.post("/app")
def app() -> _Answer:
    """Show the secret that an authenticator app is to take, or with its first code keep it."""
    sent = posted(request)
    refusal = _unproven(sent)
    if refusal is not None:
        return refusal
    if "code" not in sent:
        return app_page(new_secret(), sent)
    secret = pending_secret(sent)
    if not secret:
        return app_page(new_secret(), sent, fault=_OLD), _UNFIT
    step = step_of(secret, sent["code"], now())
    if step is None:
        return app_page(secret, sent, fault=_WRONG), _UNFIT
    owner, codes = signed_in().account.id, new_codes()
    sealed = sealed_secret(secret, owner, str(current_app.secret_key))
    try:
        shown = own().add_totp(sealed, _marks(codes), step=step, only_first=_is_half())
    except FactorExists as known:
        return setup_page(sent, wrong=str(known), whole=not _is_half()), _CONFLICT
    return _added(sent, codes if shown else ())


@factors.post("/passkey/options")
def options() -> Response:
    """Say what a browser is to be asked for, to make a passkey."""
    sent, found = posted(request), signed_in()
    try:
        site = require_site()
    except PasskeyRefused:
        abort(400)
    if _unproven(sent) is not None:
        abort(403)
    asked = making(
        site,
        found.account.id,
        (found.account.email, found.account.name),
        known=[each.id for each in own().passkeys()],
        challenge=at_hand().make_challenge(_ADDING, found.session.id),
    )
    return Response(asked, mimetype="application/json")


@factors.post("/passkey")
def passkey() -> _Answer:
    """Keep a passkey that a browser has made."""
    sent, found = posted(request), signed_in()
    refusal = _unproven(sent)
    if refusal is not None:
        return refusal
    codes = new_codes()
    try:
        made = passkey_made(sent, purpose=_ADDING, bound_to=found.session.id)
        name = sent.get("name", "").strip() or found.session.device
        kept = Passkey(**made._asdict(), user=found.account.id, name=name, created=now(), used=None)
        shown = own().add_passkey(kept, _marks(codes), only_first=_is_half())
    except (PasskeyRefused, FactorExists) as refused:
        return setup_page(sent, wrong=str(refused), whole=not _is_half()), _UNFIT
    return _added(sent, codes if shown else ())


@factors.post("/app/remove")
def remove_app() -> _Answer:
    """Remove the authenticator app."""
    return _removed(posted(request), own().remove_totp)


@factors.post("/passkeys/<passkey_id>/remove")
def remove_passkey(passkey_id: str) -> _Answer:
    """Remove a passkey."""
    return _removed(posted(request), lambda: own().remove_passkey(passkey_id))


@factors.post("/codes")
def codes() -> _Answer:
    """Show new recovery codes, which take the place of all others."""
    sent = posted(request)
    refusal = _unproven(sent)
    if refusal is not None:
        return refusal
    made = new_codes()
    try:
        own().renew_codes(_marks(made))
    except Unknown:
        return redirect(_account(), 303)
    return codes_page(made, {"then": _account()})


def _unproven(sent: Mapping[str, str]) -> _Answer | None:
    """Return the page that keeps somebody from changing second factors until they have proven who they are."""
    found = signed_in()
    if _is_half() and found.account.has_factor:
        return second_page(found.account, sent), _REFUSED
    return None if recently_proven() else (prove_page(sent), _REFUSED)


def _is_half() -> bool:
    return signed_in().session.stage != "full"


def _added(sent: Mapping[str, str], codes: Sequence[str]) -> _Answer:
    """Return the page that follows a new second factor: its recovery codes, and the way on."""
    found = signed_in()
    if _is_half():
        return complete(found.account, found.session, sent, codes=codes)
    if codes:
        return codes_page(codes, {"then": _account()})
    return redirect(url_for("account.page", done="factor-added"), 303)


def _removed(sent: Mapping[str, str], remove: Callable[[], None]) -> _Answer:
    refusal = _unproven(sent)
    if refusal is not None:
        return refusal
    try:
        remove()
    except LastFactor as needed:
        return message("The second factor was not removed", str(needed)), _CONFLICT
    except Unknown:
        return redirect(_account(), 303)
    return redirect(url_for("account.page", done="factor-removed"), 303)


def _marks(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(mark, codes))


def _account() -> str:
    return url_for("account.page", _anchor="factors")
