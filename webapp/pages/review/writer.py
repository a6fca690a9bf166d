"""Who is writing at the desk: a name that is asked for once and kept for the visit.

Here lives the name alone. It proves nothing: whoever reads the history sees which name was given.
"""

from collections.abc import Mapping

from flask import session

from formspec.release_words import LONGEST_WRITER
from webapp.pages.identity import viewer

FIELD = "writer"
"""The name of the input that asks for it, and of what the visit keeps."""


def writer() -> str:
    """Return the name of who is signed in, or the one that was given; "" while none was."""
    return viewer().name or str(session.get(FIELD, ""))


def keep_writer(sent: Mapping[str, str]) -> str:
    """Keep the name that a form gave, if it gave one and nobody is signed in, and return who is writing."""
    name = " ".join(sent.get(FIELD, "").split())[:LONGEST_WRITER]
    if name and viewer().anybody:
        session[FIELD] = name
        session.permanent = True
    return writer()
