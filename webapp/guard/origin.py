"""Where a request comes from and which host it asks for.

Here lives what keeps other sites out: a page elsewhere that names this computer (DNS rebinding) asks for a host that is
not served; one that posts here says so in its Sec-Fetch-Site or Origin header, and so does one that takes something of
ours into itself. From elsewhere a person may only come to a page, by a link. What a proxy says about a request is not
asked for: whoever sends one can say it.
"""

import re

from flask import Request

from webapp.guard.refusal import Refused
from webapp.reach import PublicAddress, is_loopback

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_UNTOLD = "/letter/"
"""Under which addresses pages stand that tell nobody where they are: those of the recipient of a letter."""
_OURS = frozenset({"same-origin", "none"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[0-9a-z.-]+)(?::[0-9]{1,5})?", re.IGNORECASE)
_ELSEWHERE = (
    "This did not come from a page of this application, so nothing was saved. Open the application itself, and repeat "
    "what you did there."
)
_TAKEN = "This can only be opened as a page of its own. Open the application itself, and go there."
_COMES = frozenset({("navigate", "document"), ("navigate", "empty")})


def require_served_host(request: Request, public: PublicAddress | None) -> None:
    """Raise Refused unless the request asks for the public address.

    Where there is none, it may ask for this computer by one of its own names, at any port.
    """
    asked = request.environ.get("HTTP_HOST", "").lower()
    if public is not None:
        if asked not in public.hosts:
            raise Refused(400, f"This address is not served here. Open {public.url}/ instead.")
        return
    found = _HOST.fullmatch(asked)
    if found is None or not is_loopback(found[1].strip("[]")):
        raise Refused(400, "This address is not served here. Open the address that Formspec printed when it started.")


def require_own_page(request: Request, public: PublicAddress | None) -> None:
    """Raise Refused for a request that says that it comes from elsewhere, unless it only follows a link to a page."""
    site = request.headers.get("Sec-Fetch-Site", "none")
    if request.method in SAFE_METHODS:
        if site not in _OURS and not _follows_link(request):
            raise Refused(403, _TAKEN)
        return
    ours = public.url if public else request.host_url.rstrip("/").lower()
    origin = request.headers.get("Origin", ours)
    if site not in _OURS or (origin != ours and not _is_untold(origin, request)):
        raise Refused(403, _ELSEWHERE)


def _is_untold(origin: str, request: Request) -> bool:
    """Return whether a page of ours sent this that tells nobody where it is, and its browser says that it is ours."""
    is_letter = request.path.startswith(_UNTOLD)
    return is_letter and origin == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin"


def _follows_link(request: Request) -> bool:
    """Return whether somebody comes to a page: what our own worker asks for in their place has no destination."""
    asked = (request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest"))
    return request.method != "OPTIONS" and asked in _COMES
