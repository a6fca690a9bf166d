"""The token that proves a form is ours.

Here lives its making and checking. It is signed and bound to a random id in the session cookie; it holds no time, so
it is good for as long as the cookie: 31 days from the last page with a form, longer than any visit.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from flask import current_app, session
from itsdangerous import URLSafeSerializer
from markupsafe import Markup

from webapp.guard.signature import BadSignature, signer

FIELD = "csrf"
LIFETIME = timedelta(days=31)
_VISIT = "visit"
_VISIT_BYTES = 16


def csrf_token() -> str:
    """Return the token for the forms of a page, and keep the visit going."""
    if not isinstance(session.get(_VISIT), str):
        session[_VISIT] = secrets.token_urlsafe(_VISIT_BYTES)
    session.permanent = True
    return str(_signer().dumps(session[_VISIT]))


def csrf_field() -> Markup:
    """Return the hidden input that every form that posts holds."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


def csrf_valid(posted: Mapping[str, str]) -> bool:
    """Return whether what was posted holds the token of this browser's visit."""
    visit = session.get(_VISIT)
    try:
        signed = _signer().loads(posted.get(FIELD, ""))
    except BadSignature:
        return False
    return isinstance(visit, str) and isinstance(signed, str) and secrets.compare_digest(signed, visit)


def _signer() -> URLSafeSerializer:
    return signer(str(current_app.secret_key), "webapp.guard.token")
