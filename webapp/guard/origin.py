"""Where a request comes from and which host it asks for.

Here lives what keeps other sites out: a page elsewhere that names this computer (DNS rebinding) asks for a host that is
not served; one that posts here says so in its Sec-Fetch-Site or Origin header, and so does one that takes something of
ours into itself. From elsewhere a person may only come to a page, by a link. What a proxy says about a request is not
asked for: whoever sends one can say it.
"""

import ipaddress
import re

from flask import Request

from webapp.guard.refusal import Refused

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS = frozenset({"same-origin", "none"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[0-9a-z.-]+)(?::[0-9]{1,5})?", re.IGNORECASE)
_ELSEWHERE = (
    "This did not come from a page of this application, so nothing was saved. Open the application itself, and repeat "
    "what you did there."
)
_TAKEN = "This can only be opened as a page of its own. Open the application itself, and go there."


def require_served_host(request: Request) -> None:
    """Raise Refused unless the request asks for this computer by one of its own names, at any port."""
    found = _HOST.fullmatch(request.environ.get("HTTP_HOST", ""))
    if found is None or not _is_loopback(found[1].strip("[]").lower()):
        raise Refused(400, "This address is not served here. Open the address that Formspec printed when it started.")


def require_own_page(request: Request, *, https: bool = False) -> None:
    """Raise Refused for a request that says that it comes from elsewhere, unless it only follows a link to a page.

    `https` says that people reach the application by HTTPS, whichever way the request came on from there.
    """
    site = request.headers.get("Sec-Fetch-Site", "none")
    if request.method in SAFE_METHODS:
        if site not in _OURS and not _follows_link(request):
            raise Refused(403, _TAKEN)
        return
    ours = f"{'https' if https else 'http'}://{request.host}".lower()
    if site not in _OURS or request.headers.get("Origin", ours) != ours:
        raise Refused(403, _ELSEWHERE)


def _follows_link(request: Request) -> bool:
    asked = (request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest"))
    return request.method != "OPTIONS" and asked == ("navigate", "document")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
