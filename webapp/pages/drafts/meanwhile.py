"""What others did to a draft that somebody was about to submit: who changed which answer, and where it stands.

Here lives that sentence. That the draft moved on is the repository's to say.
"""

from dataclasses import dataclass

from flask import url_for

from engine.rules.state import State
from engine.texts import Told
from webapp.pages.desk import desk
from webapp.pages.drafts.conflicts import label
from webapp.pages.drafts.writers import name_of
from webapp.pages.identity import viewer
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What was changed, as it follows who did it, and where that stands; `url` is "" where it is no answer."""

    who: str = "somebody"
    what: str = "this form"
    url: str = ""

    @property
    def sentence(self) -> str:
        """Why the form was not submitted, and what to do."""
        return f"Not submitted: {self.who} changed {self.what} meanwhile. Check your answers, and submit again."


def changed_since(draft: Draft, opened: Edition, base: int) -> Meanwhile:
    """Return who changed which answer of a draft since a revision; the last change, where there were several."""
    form = opened.form.of(draft.entries)
    since = [each for each in desk().repository.history(draft.id) if each.revision > base]
    others = [each for each in since if not viewer().id or each.author != viewer().id]
    found = {form.tables.owners[each.name]: each for each in others if each.name in form.tables.owners}
    if not found:
        return Meanwhile()
    owner, entry = [*found.items()][-1]
    who = name_of(entry.author, desk().repository.names()) or "somebody"
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    what = f"“{label(Told(form, draft.entries, State()), owner)}”{more}"
    place = url_for("sections.page", draft_id=draft.id, section_id=owner.section, _anchor=entry.name)
    return Meanwhile(who, what, place)
