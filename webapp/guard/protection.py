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
from webapp.guard.secret import secret_key
from webapp.guard.token import LIFETIME, csrf_field, csrf_token, csrf_valid
from webapp.settings import Settings

_MARK_DIGITS = 8
_ONE_TOO_MANY = 1
"""A body whose length nobody tells is cut at the limit without a word: one byte more shows that it was too long."""


def protect(application: Flask, settings: Settings, *, https: bool = False) -> None:
    """Guard every request and answer of the application. Raises StorageError when the key cannot be kept.

    `https` says that people reach it by HTTPS: browsers are then told to use nothing else, and cookies travel no other
    way.
    """
    key = secret_key(settings.data)
    name = f"formspec-{sha256(key.encode()).hexdigest()[:_MARK_DIGITS]}"
    application.secret_key = key
    application.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES + _ONE_TOO_MANY,
        SESSION_COOKIE_NAME=f"__Host-{name}" if https else name,
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LIFETIME,
    )
    application.jinja_env.globals.update(csrf_field=csrf_field, csrf_token=csrf_token)
    application.before_request(partial(_look, https=https))
    application.after_request(partial(with_headers, https=https))


def _look(*, https: bool) -> None:
    """Look at a request before its view does, the cheapest first. Raises Refused.

    What no view takes needs no token: it is answered by saying so.
    """
    require_served_host(request)
    require_plain_request(request)
    require_own_page(request, https=https)
    if request.method in SAFE_METHODS or request.routing_exception is not None:
        return
    if not csrf_valid(posted(request)):
        raise FormExpired
