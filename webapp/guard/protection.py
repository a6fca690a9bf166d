"""Putting the guard before an application.

Here lives the order in which a request is looked at. What each look does lives in its own module.
"""

from functools import partial
from hashlib import sha256

from flask import Flask, request

from webapp.guard.address import require_plain_request
from webapp.guard.body import MOST_BYTES, posted
from webapp.guard.headers import with_headers
from webapp.guard.origin import SAFE_METHODS, require_own_page, require_served_host
from webapp.guard.refusal import FormExpired
from webapp.guard.secret import signing_key
from webapp.guard.signature import Visits
from webapp.guard.token import LIFETIME, csrf_field, csrf_token, csrf_valid
from webapp.reach import PublicAddress
from webapp.settings import Settings

_MARK_DIGITS = 8
_ONE_TOO_MANY = 1
"""A body whose length nobody tells is cut at the limit without a word: one byte more shows that it was too long."""


def protect(application: Flask, settings: Settings) -> None:
    """Guard every request and answer of the application. Raises StorageError when the key cannot be kept.

    The token of a form is looked for by `require_tokens`, after whoever asks was found out. At a public address cookies
    travel by HTTPS alone, and belong to that one host.
    """
    key = signing_key(settings)
    name = f"formspec-{sha256(key.encode()).hexdigest()[:_MARK_DIGITS]}"
    application.secret_key = key
    application.session_interface = Visits()
    application.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES + _ONE_TOO_MANY,
        SERVER_NAME=settings.public.host if settings.public else None,
        PREFERRED_URL_SCHEME="https" if settings.public else "http",
        SESSION_COOKIE_NAME=f"__Host-{name}" if settings.public else name,
        SESSION_COOKIE_SECURE=settings.is_public,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LIFETIME,
    )
    application.jinja_env.globals.update(csrf_field=csrf_field, csrf_token=csrf_token)
    application.before_request(partial(_look, settings.public))
    application.after_request(partial(with_headers, https=settings.is_public))


def require_tokens(application: Flask) -> None:
    """Look for our token in every form that is sent, once it is known who sends it."""
    application.before_request(_look_for_token)


def _look(public: PublicAddress | None) -> None:
    """Look at where a request comes from before anything else is done with it. Raises Refused."""
    require_served_host(request, public)
    require_plain_request(request)
    require_own_page(request, public)


def _look_for_token() -> None:
    """Look for our token in a form before its view does. Raises Refused.

    What no view takes needs no token: it is answered by saying so.
    """
    if request.method in SAFE_METHODS or request.routing_exception is not None:
        return
    if not csrf_valid(posted(request)):
        raise FormExpired
