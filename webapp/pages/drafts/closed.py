"""What was typed for a draft that takes no more: a page that gives the words back, so that they can be copied.

Here lives that page, and the opening of a draft in whatever state it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from engine.form import Cell, FormSection, Tick
from engine.rules.state import State
from engine.texts import Told
from webapp.pages.desk import desk, opened, refuse_absent
from webapp.pages.drafts.conflicts import label, words
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft


@dataclass(frozen=True, slots=True)
class Late:
    """What was sent to a draft that had become a record, or had been discarded, before."""

    state: str
    typed: Mapping[str, str]


def any_draft(draft_id: str) -> tuple[Draft, Edition]:
    """Return a draft in any state with its edition; ends the request when there is none."""
    return seen_draft(draft_id) or refuse_absent(draft_id)


def seen_draft(draft_id: str) -> tuple[Draft, Edition] | None:
    """Return a draft in any state with its edition; None when who asks sees none."""
    draft = desk().repository.draft(draft_id)
    return None if draft is None else (draft, opened(draft))


def closed_page(draft: Draft, edition: Edition, part: FormSection, late: Late) -> str:
    """Return the page of words that came too late, so that they can be copied."""
    typed, told = late.typed, Told(edition.form.of({**draft.entries, **late.typed}), late.typed, State())
    owners: list[Tick | Cell] = [*part.ticks, *part.cells]
    changed = [each for each in owners if words(each, typed) != words(each, draft.entries)]
    return render_template(
        "closed.html",
        spec=edition.spec,
        section=part.section,
        state=late.state,
        typed=[(label(told, each), words(each, typed)) for each in changed],
        draft_id=draft.id,
    )
