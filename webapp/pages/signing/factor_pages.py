"""The pages about second factors, as they are shown: to show one, to set one up, and the recovery codes.

Here lives what each page is made of. Each carries along what was typed before signing in and the page that was asked
for, so that neither is lost on the way; what a page leads to is for the views to say.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app, render_template, request
from itsdangerous import URLSafeTimedSerializer

from webapp.accounts.passkeys import Site
from webapp.accounts.totp import drawing, in_groups
from webapp.guard.signature import BadSignature, timed_signer
from webapp.pages.identity import own, signed_in
from webapp.pages.signing.kept import NAME
from webapp.pages.signing.paths import own_path
from webapp.storage.account_statements import Account
from webapp.storage.factor_statements import Passkey
from webapp.storage.opened import now

PROOF_LIFETIME = timedelta(minutes=10)
"""How long somebody may change second factors after proving who they are."""


class OwnFactors(NamedTuple):
    """What somebody sees of their second factors on the page of their account.

    `proven` says that they have just proven who they are, so that they may change them.
    """

    passkeys: tuple[Passkey, ...]
    codes_left: int
    proven: bool
    passkeys_here: bool


def own_factors() -> OwnFactors:
    """Return the second factors of who asks."""
    return OwnFactors(own().passkeys(), own().codes_left(), recently_proven(), has_passkeys())


def recently_proven() -> bool:
    """Return whether who asks proved who they are so lately that they may change second factors."""
    return now() - signed_in().session.proven <= PROOF_LIFETIME


def site_here() -> Site | None:
    """Return the site that passkeys are for at the address that was asked; None where there can be none."""
    return Site.at(request.host_url.lower())


def has_passkeys() -> bool:
    """Return whether a browser keeps passkeys for the address that was asked."""
    return site_here() is not None


def second_page(account: Account, sent: Mapping[str, str], *, wrong: str = "", wait: datetime | None = None) -> str:
    """Return the page that asks for the second factor of somebody who has given the password."""
    return render_template(
        "second.html",
        app=account.totp,
        passkeys=account.passkeys > 0 and has_passkeys(),
        refused=wrong,
        wait=wait,
        wrong=bool(wrong or wait),
        **_carried(sent),
    )


def setup_page(sent: Mapping[str, str], *, wrong: str = "", whole: bool = False) -> str:
    """Return the page on which somebody chooses a second factor; `whole` is whether they are signed in already."""
    return render_template(
        "set-up.html", refused=wrong, whole=whole, passkeys=has_passkeys(), wrong=bool(wrong), **_carried(sent)
    )


def app_page(secret: str, sent: Mapping[str, str], *, fault: str = "") -> str:
    """Return the page with the secret that an authenticator app is to take, and a box for its first code."""
    found = signed_in()
    return render_template(
        "app.html",
        drawing=drawing(secret, found.account.email, request.host),
        secret=in_groups(secret),
        pending=_signer().dumps([found.session.id, secret]),
        account=found.account,
        whole=found.session.stage == "full",
        fault=fault,
        wrong=bool(fault),
        **_carried(sent),
    )


def pending_secret(sent: Mapping[str, str]) -> str:
    """Return the secret that the page with the QR code showed to this session, "" when it did not or long ago."""
    try:
        session_id, secret = _signer().loads(sent.get("pending", ""), max_age=int(PROOF_LIFETIME.total_seconds()))
    except (BadSignature, ValueError):
        return ""
    return str(secret) if session_id == signed_in().session.id else ""


def codes_page(codes: Sequence[str], sent: Mapping[str, str]) -> str:
    """Return the page that shows new recovery codes, this once."""
    return render_template("codes.html", codes=codes, **_carried(sent))


def prove_page(sent: Mapping[str, str], *, fault: str = "") -> str:
    """Return the page that asks for the password once more before second factors are changed."""
    return render_template("prove.html", account=signed_in().account, fault=fault, wrong=bool(fault), **_carried(sent))


def _carried(sent: Mapping[str, str]) -> dict[str, str]:
    return {"then": own_path(sent.get("then", "")), "kept": sent.get(NAME, "")}


def _signer() -> URLSafeTimedSerializer:
    return timed_signer(str(current_app.secret_key), "webapp.pages.signing.factor_pages")
