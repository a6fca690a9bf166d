"""A form of its own, with the words of another.

Here lives what the new form does not take over: the other's id, version and title, and the addresses that it retired.
"""

from formspec.edits.revision import Revision
from formspec.edits.wording import cleaned

_RETIRED = "retired"


def as_new_form(text: str, form: str, title: str) -> str:
    """Return the text of another form as version 1 of a new one, under its own id and title."""
    revision = Revision(text)
    revision.put((), "form", form)
    revision.put((), "version", "1")
    revision.put((), "title", cleaned(title))
    if revision.has((), _RETIRED):
        revision.drop((_RETIRED,))
    return revision.done()
