"""Paths that a page asks to be led back to after signing in.

Here lives the one check that such a path is of this application, so that nobody is led elsewhere by a link.
"""

from urllib.parse import urlsplit


def own_path(then: str) -> str:
    """Return the path that a page asked to come back to, "" unless it is one of this application."""
    if not then.startswith("/") or then.startswith("//") or "\\" in then or not then.isprintable():
        return ""
    try:
        parts = urlsplit(then)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else then
