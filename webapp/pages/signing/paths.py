"""Paths that a page asks to be led back to after signing in.

Here lives the one check that such a path is of this application, so that nobody is led elsewhere by a link.
"""

from urllib.parse import urlsplit


def own_path(then: str) -> str:
    """Return the path that a page asked to come back to, "" unless it is one of this application."""
    parts = urlsplit(then)
    plain = then.startswith("/") and not then.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return then if plain and then.isprintable() and "\\" not in then else ""
