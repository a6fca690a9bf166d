"""What a browser is told about every answer.

Here lives the policy of each header. Pages use nothing that this forbids: no style or script inside a page, no text
that becomes markup or code once the page is there, nothing from another host.
"""

from collections.abc import Mapping

from flask import Response
from werkzeug.wrappers import Response as Answer

CONTENT_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'none'",
    "object-src": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
_NEVER = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What no page asks a browser for. A photo is chosen or taken through a file input, which needs none of these."""
_TWO_YEARS = 2 * 365 * 24 * 60 * 60


def content_policy(others: Mapping[str, str]) -> str:
    """Return the policy of a page's content, other than that of every page in what is named."""
    return "; ".join(f"{name} {sources}" for name, sources in {**CONTENT_POLICY, **others}.items())


WORKER_SOURCES = {"worker-src": "'self'", "trusted-types": "formspec-worker"}
"""What a page may do that begins the worker: a policy of that name makes its one address, and no other."""
PHOTO_SOURCES = {"img-src": "'self' blob:"}
"""What a page may show beside what every page may: photos that its device keeps until they are sent."""
HEADERS = {
    "Content-Security-Policy": content_policy({}),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _NEVER),
}
_OWN = ("Content-Security-Policy", "Referrer-Policy")
"""The headers that a view may have said for itself."""
HTTPS_HEADERS = {"Strict-Transport-Security": f"max-age={_TWO_YEARS}"}
"""What is said besides at a public address. Other names under it are not ours to speak for."""


def with_headers(response: Response, *, https: bool = False) -> Response:
    """Return the answer with every header; nothing is kept by a browser unless its view said for how long.

    A view may have said a policy of its own: a file that somebody sent is allowed even less than a page, and a page of
    a letter tells nobody where it is.
    """
    own = {name: response.headers[name] for name in _OWN if name in response.headers}
    response.headers.update(HEADERS | (HTTPS_HEADERS if https else {}) | own)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def beginning_worker(page: str, *, others: Mapping[str, str] | None = None) -> Response:
    """Return a page that may begin the worker which answers while there is no connection, and do what `others` name."""
    policy = content_policy({**WORKER_SOURCES, **(others or {})})
    return Response(page, headers={"Content-Security-Policy": policy}, mimetype="text/html")


def showing_photos(response: Response) -> Response:
    """Return an answer that may show photos which its device keeps until they are sent."""
    response.headers["Content-Security-Policy"] = content_policy(PHOTO_SOURCES)
    return response


def with_nothing_left(response: Answer, *, keeps_others: bool = False) -> Answer:
    """Return the answer to somebody who signs out: the browser forgets every page and draft of ours.

    Where it keeps what other people entered there, it forgets pages alone: a script has deleted what was the person's.
    """
    response.headers["Clear-Site-Data"] = '"cache"' if keeps_others else '"cache", "storage"'
    return response
