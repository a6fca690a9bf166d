"""What a browser is told about every answer.

Here lives the policy of each header. Pages use nothing that this forbids: no style or script inside a page, nothing
from another host.
"""

from collections.abc import Mapping

from flask import Response

CONTENT_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_TWO_YEARS = 2 * 365 * 24 * 60 * 60


def content_policy(others: Mapping[str, str]) -> str:
    """Return the policy of a page's content, other than that of every page in what is named."""
    return "; ".join(f"{name} {sources}" for name, sources in {**CONTENT_POLICY, **others}.items())


HEADERS = {
    "Content-Security-Policy": content_policy({}),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HTTPS_HEADERS = {"Strict-Transport-Security": f"max-age={_TWO_YEARS}"}
"""What is said besides at a public address. Other names under it are not ours to speak for."""


def with_headers(response: Response, *, https: bool = False) -> Response:
    """Return the answer with every header; nothing is kept by a browser unless its view said for how long.

    A view may have said a policy of its own: a file that somebody sent is allowed even less than a page.
    """
    own = response.headers.get("Content-Security-Policy", HEADERS["Content-Security-Policy"])
    response.headers.update(HEADERS | (HTTPS_HEADERS if https else {}) | {"Content-Security-Policy": own})
    response.headers.setdefault("Cache-Control", "no-store")
    return response
