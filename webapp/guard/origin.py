"""Where a request comes from and which host it asks for.

Here lives what keeps other sites out: a page elsewhere that names this computer (DNS rebinding) asks for a host that is
not served, and one that posts here says so in its Sec-Fetch-Site or Origin header.
"""

import ipaddress
import re

from flask import Request

from webapp.guard.refusal import Refused

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[0-9a-z.-]+)(?::[0-9]{1,5})?", re.IGNORECASE)
_ELSEWHERE = (
    "This did not come from a page of this application, so nothing was saved. Open the application itself, and repeat "
    "what you did there."
)


def require_served_host(request: Request) -> None:
    """Raise Refused unless the request asks for this computer by one of its own names, at any port."""
    found = _HOST.fullmatch(request.environ.get("HTTP_HOST", ""))
    if found is None or not _is_loopback(found[1].strip("[]").lower()):
        raise Refused(400, "This address is not served here. Open the address that Formspec printed when it started.")


def require_own_page(request: Request) -> None:
    """Raise Refused for a request that changes something and says that it comes from elsewhere."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site", "none")
    ours = request.host_url.rstrip("/").lower()
    if site not in {"same-origin", "none"} or request.headers.get("Origin", ours) != ours:
        raise Refused(403, _ELSEWHERE)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
