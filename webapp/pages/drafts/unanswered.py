"""The way through what is left of a draft: the next question that must be answered, and how much there is at a glance.

Here lives what comes next, and the line at the foot of each page of a draft. What is missing is for
`webapp.pages.drafts.progress` to say, and what was found for the engine.
"""

from dataclasses import dataclass

from flask import url_for

from engine.answer_error import AnswerError
from engine.form import Form
from engine.parts import is_open
from webapp.pages.desk import today
from webapp.pages.drafts.found import found_so_far
from webapp.pages.drafts.progress import REQUIRED, Progress, Task, progress
from webapp.pages.findings import can_find
from webapp.pages.shelf import Edition
from webapp.pages.words import count
from webapp.storage.stored import Draft


@dataclass(frozen=True, slots=True)
class Glance:
    """What is left of a draft, in a line: how much is answered and how much was found; `done` when nothing is left.

    `may_find` says that answers to the form can bring anything to light; `tasks` are its sections.
    """

    words: str
    done: bool
    may_find: bool
    tasks: tuple[Task, ...]


def glance(draft: Draft, opened: Edition, come: Progress | None = None) -> Glance:
    """Return what is left of a draft; `come` is how far it has come, where that is known."""
    come = come or progress(opened.form, draft.entries, today())
    said = [come.answered] if come.answered else []
    found, may_find = found_so_far(draft, opened), can_find(opened.form)
    if found.concerns or opened.form.with_role("concern"):
        said.append(count(len(found.concerns), "concern"))
    words = ", ".join(said) or "Nothing has to be answered"
    left = _unanswered(opened.form.of(draft.entries), draft, come)
    return Glance(words, not left, may_find or found.any, come.tasks)


def next_unanswered(draft: Draft, opened: Edition, after: str) -> str:
    """Return the address of the next question that must be answered and is not, behind an input or before a section.

    Behind the last it begins again with the first; where none is left it leads to checking the answers.
    """
    form = opened.form.of(draft.entries)
    left = _unanswered(form, draft, progress(form, draft.entries, today()))
    if not left:
        return url_for("drafts.check", draft_id=draft.id)
    place = _place(form, after)
    following = next((each for each in left if form.tables.places[each.name] > place), left[0])
    section_id = following.address.partition(".")[0]
    return url_for("sections.page", draft_id=draft.id, section_id=section_id, _anchor=following.name)


def _unanswered(form: Form, draft: Draft, come: Progress) -> list[AnswerError]:
    """Return what is missing in the sections that can be filled in now, in the form's order."""
    able = {each.section.id for each in form.sections if is_open(form, draft.entries, each.section)}
    places = form.tables.places
    missing = (each for each in come.errors if each.code == REQUIRED and each.name in places)
    return sorted(
        (each for each in missing if each.address.partition(".")[0] in able), key=lambda each: places[each.name]
    )


def _place(form: Form, after: str) -> int:
    """Return the place of an input; for a section's id the one before its first; -1 for anything else."""
    for each in form.sections:
        if each.section.id == after and each.names:
            return min(form.tables.place(name) for name in each.names) - 1
    return form.tables.places.get(after, -1)
