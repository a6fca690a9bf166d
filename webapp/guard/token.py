"""The token that proves a form is ours.

Here lives its making and checking. It is signed and bound to a random id in the session cookie; it holds no time, so
it is good for as long as the cookie: 31 days from the last page with a form, longer than any visit. It also says whom
the form was made for, so that what is typed in it is shown to nobody else later.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from flask import current_app, g, session
from itsdangerous import URLSafeSerializer
from markupsafe import Markup

from webapp.guard.signature import BadSignature, signer

FIELD = "csrf"
LIFETIME = timedelta(days=31)
_VISIT = "visit"
_VISIT_BYTES = 16


def make_forms_for(whom: str) -> None:
    """Let the forms that this request makes say that they were made for an account, or for a letter."""
    g.forms_made_for = whom


def csrf_token() -> str:
    """Return the token for the forms of a page, and keep the visit going."""
    if not isinstance(session.get(_VISIT), str):
        session[_VISIT] = secrets.token_urlsafe(_VISIT_BYTES)
    session.permanent = True
    return str(_signer().dumps([session[_VISIT], g.get("forms_made_for", "")]))


def csrf_field() -> Markup:
    """Return the hidden input that every form that posts holds."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


def csrf_valid(posted: Mapping[str, str]) -> bool:
    """Return whether what was posted holds the token of this browser's visit."""
    visit, (signed, _) = session.get(_VISIT), _read(posted)
    return isinstance(visit, str) and bool(visit) and secrets.compare_digest(signed.encode(), visit.encode())


def made_for(posted: Mapping[str, str]) -> str:
    """Return the account or the letter that a form was made for, "" for none and where that is not known."""
    return _read(posted)[1]


def _read(posted: Mapping[str, str]) -> tuple[str, str]:
    """Return the visit and the account that a token was made for; "" for both when it is none of ours."""
    try:
        visit, user = _signer().loads(posted.get(FIELD, ""))
    except (BadSignature, ValueError, TypeError):
        return "", ""
    return str(visit), str(user)


def _signer() -> URLSafeSerializer:
    return signer(str(current_app.secret_key), "webapp.guard.token")
