"""A text that is being written as a form that can be shown: the latest of a draft's texts that has no errors.

Here lives the way from a spec draft to an edition for its pages, kept apart from the editions of published versions.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from time import monotonic

from engine.compile import compile_form
from engine.page.section import Pages
from webapp.pages.desk import desk
from webapp.pages.review.editor.opened import loaded
from webapp.pages.shelf import Edition
from webapp.storage.stored import SpecDraft

_KEPT = 8
_LOOKED_AT = 12
"""How many texts are looked at for one without errors, the latest first."""
_PATIENCE = 1.0
"""For how many seconds they are looked at: a text may be made to cost much."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The edition of a text, and when it was saved, where that is not the text as it stands."""

    edition: Edition
    saved: datetime | None = None


def drafted(draft: SpecDraft) -> Drafted | None:
    """Return the latest of a draft's texts that can be shown as a form; None when none of the latest can."""
    if (now := edition_of(draft.text)) is not None:
        return Drafted(now)
    before = desk().repository.spec_texts_of(draft.id)[-2 : -2 - _LOOKED_AT : -1]
    until = monotonic() + _PATIENCE
    found = ((edition_of(each.text), each.saved) for each in before if monotonic() < until)
    return next((Drafted(edition, saved) for edition, saved in found if edition is not None), None)


@lru_cache(maxsize=_KEPT)
def edition_of(text: str) -> Edition | None:
    """Return the edition of a text, None when it has errors."""
    spec = loaded(text).spec
    if spec is None:
        return None
    form = compile_form(spec)
    return Edition(text.encode(), form, Pages(form))
