"""A draft that was begun from a version before the last one, so that it has not what was published since.

Here lives which drafts those are, and the text with what both made of the version that the draft was begun from.
"""

from formspec.edits import EditRefused, next_version
from webapp.pages.desk import desk
from webapp.pages.review.editor.opened import said
from webapp.storage.line_merge import Clash, settle
from webapp.storage.stored import SpecDraft


def behind(draft: SpecDraft) -> int:
    """Return the last version of a draft's form where it is later than the one the draft was begun from, else 0.

    One that cannot be used has nothing to take over.
    """
    last = max(desk().shelf.usable(draft.form), default=0) if draft.base else 0
    return last if last > draft.base else 0


def taken_over(draft: SpecDraft, last: int) -> tuple[str, tuple[Clash, ...]]:
    """Return the text of a draft with what the last version changed, yours where they clash, and the clashes."""
    library = desk().shelf.published
    begun, theirs = (library.open(draft.form, each).text.decode() for each in (draft.base, last))
    text, clashes = settle(begun, theirs, draft.text)
    return _numbered(text, last), clashes


def catch_up(draft: SpecDraft, version: int) -> bool:
    """Keep that a draft has what the last version changed, if this is the last one; say whether it is."""
    if not version or behind(draft) != version:
        return False
    desk().repository.raise_spec_base(draft.id, version)
    return True


def _numbered(text: str, last: int) -> str:
    """Return a text with the number after the last one, where it says that one."""
    if said(text, "version") != str(last):
        return text
    try:
        return next_version(text)
    except EditRefused:
        return text
