"""Where a section stands among the others: what each is called, and the pages before and after one.

Here lives the way through a draft. Sections that are not asked, or whose part cannot be filled in now, are passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request, url_for

from engine.check import state_of
from engine.parts import is_open
from engine.texts import Told
from formspec.model import Section
from webapp.pages.desk import today
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft


@dataclass(frozen=True, slots=True)
class Step:
    """A page that comes before or after this one."""

    title: str
    url: str


def titles(opened: Edition, draft: Draft) -> dict[str, str]:
    """Return the title of each section by its id, with the words of answers in it."""
    told = _told(opened, draft)
    return {each.id: told.filled(each.title) for each in opened.spec.sections}


def saved_title(opened: Edition, draft: Draft) -> str:
    """Return the title of the section that was saved just before this page, "" when none was."""
    return titles(opened, draft).get(request.args.get("saved", ""), "")


def neighbours(opened: Edition, draft: Draft, section_id: str) -> tuple[Step | None, Step]:
    """Return the section before, if any, and the page after: the next section, or checking the answers."""
    listed = opened.spec.sections
    at = next(number for number, each in enumerate(listed) if each.id == section_id)
    before = _steps(opened, draft, listed[:at][::-1])
    after = _steps(opened, draft, listed[at + 1 :])
    return next(before, None), next(after, Step("Check your answers", url_for("drafts.check", draft_id=draft.id)))


def _steps(opened: Edition, draft: Draft, sections: tuple[Section, ...]) -> Iterator[Step]:
    """Yield the pages of those of these sections that are asked and can be filled in."""
    told = _told(opened, draft)
    for each in sections:
        if told.state.asked.get(each.id, True) and is_open(opened.form, draft.entries, each):
            url = url_for("sections.page", draft_id=draft.id, section_id=each.id)
            yield Step(told.filled(each.title), url)


def _told(opened: Edition, draft: Draft) -> Told:
    form = opened.form.of(draft.entries)
    return Told(form, draft.entries, state_of(form, draft.entries, today()))
