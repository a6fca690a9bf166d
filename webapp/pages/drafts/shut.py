"""Pages of a section that takes nothing now: to be read, or with the words that came too late for it.

Here lives what these two pages say. Whether a section can be filled in is for the engine and the repository to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from markupsafe import Markup

from engine.form import Cell, FormSection, Tick
from engine.page.sheet import sheet
from engine.parts import completed, current
from engine.rules.state import State
from engine.texts import Told
from formspec.model import Section
from webapp.guard import posted
from webapp.pages.desk import about, today
from webapp.pages.drafts.conflicts import label, words
from webapp.pages.drafts.file_list import previews
from webapp.pages.drafts.steps import titles
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft


@dataclass(frozen=True, slots=True)
class Late:
    """What was sent to a draft that had become a record, or had been discarded, before."""

    state: str
    typed: Mapping[str, str]


def shut(draft: Draft, opened: Edition, section: Section) -> str:
    """Return the page of a section that cannot be filled in now, because its part is complete, or waits."""
    part = next(each for each in opened.spec.parts if each.id == section.part)
    done = part.id in {each.id for each in completed(opened.form, draft.entries)}
    picture = sheet(
        opened.form,
        draft.entries,
        only=frozenset({section.id}),
        titled=False,
        today=today(),
        previews=previews(draft.id),
    )
    return render_template(
        "shut.html",
        spec=opened.spec,
        title=titles(opened, draft)[section.id],
        part=part,
        done=done,
        now=current(opened.form, draft.entries),
        draft=draft,
        about=about(draft, opened),
        sheet=Markup(picture),  # noqa: S704 (rendered with escaping)
    )


def closed(draft: Draft, opened: Edition, part: FormSection, late: Late) -> str:
    """Return the page of words that came too late, so that they can be copied."""
    typed, told = late.typed, Told(opened.form.of({**draft.entries, **late.typed}), late.typed, State())
    owners: list[Tick | Cell] = [*part.ticks, *part.cells]
    changed = [each for each in owners if words(each, typed) != words(each, draft.entries)]
    note = posted(request).get("note", "").strip()
    return render_template(
        "closed.html",
        spec=opened.spec,
        section=part.section,
        state=late.state,
        typed=[*((label(told, each), words(each, typed)) for each in changed), *([("Note", note)] if note else [])],
        draft_id=draft.id,
    )
