"""Who is writing at the desk: a name that is asked for once and kept for the visit.

Here lives the name alone. It proves nothing: whoever reads the history sees which name was given.
"""

from collections.abc import Mapping

from flask import session

from formspec.release_words import LONGEST_WRITER

FIELD = "writer"
"""The name of the input that asks for it, and of what the visit keeps."""


def writer() -> str:
    """Return the name that was given, "" while none was."""
    return str(session.get(FIELD, ""))


def keep_writer(sent: Mapping[str, str]) -> str:
    """Keep the name that a form gave, if it gave one, and return who is writing."""
    name = " ".join(sent.get(FIELD, "").split())[:LONGEST_WRITER]
    if name:
        session[FIELD] = name
        session.permanent = True
    return writer()
