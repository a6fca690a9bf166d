"""The dates of the policy behind a form, and the number of its version.

Here lives what is written anew at each review, whatever becomes of the questions.
"""

from formspec.edits.refused import EditRefused
from formspec.edits.revision import Revision
from formspec.edits.rewording import write
from formspec.edits.wording import cleaned


def set_dates(
    text: str, *, approved: str | None = None, review: str | None = None, approved_by: str | None = None
) -> str:
    """Return the text with other dates of its policy, as a policy writes them; None leaves one, "" takes it out."""
    revision = Revision(text)
    if not revision.has((), "policy"):
        raise EditRefused("This form does not say which policy it belongs to. Write “policy:” with its title first.")
    for key, words in (("approved", approved), ("approved-by", approved_by), ("review", review)):
        if words is not None:
            write(revision, revision.find("policy"), key, cleaned(words))
    return revision.done()


def next_version(text: str) -> str:
    """Return the text with the number of the next version."""
    revision = Revision(text)
    revision.put((), "version", str(revision.spec.version + 1))
    return revision.done()
