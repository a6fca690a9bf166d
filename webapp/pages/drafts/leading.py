"""Where the save of a section leads: on, back to it, or to what it opened.

Here lives that choice alone. The save itself lives in `webapp.pages.drafts.section`.
"""

from flask import url_for

from engine.attachments import Attachments
from engine.check import check_section, state_of
from engine.parts import is_open
from webapp.pages.desk import today
from webapp.pages.drafts.steps import neighbours, titles
from webapp.pages.drafts.typed import Typed
from webapp.pages.drafts.unanswered import next_unanswered
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft, Saved


def again(saved: Saved, opened: Edition, sent: Typed) -> str:
    """Return where something is to be declared again whose words a save changed, "" when there is nothing."""
    form, entries, own = opened.form, saved.draft.entries, sent.part.section.id
    asked = state_of(form.of(entries), entries, today()).asked if saved.cleared else {}
    for name in saved.cleared:
        section_id = name.partition(".")[0]
        is_asked = asked.get(section_id, True) and asked.get(name.removesuffix(".declared"), True)
        if is_asked and is_open(form, entries, form.section(section_id).section):
            page = url_for("sections.page", draft_id=saved.draft.id, section_id=section_id, saved=own, again="yes")
            return f"{page}#{sent.row if sent.row and section_id == own else name}"
    return ""


def after(before: Draft, draft: Draft, opened: Edition, sent: Typed) -> str:
    """Return where a save leads: to this page again when something in it needs correcting, or was opened by it."""
    section_id = sent.part.section.id
    here = url_for("sections.page", draft_id=draft.id, section_id=section_id, saved=section_id)
    if sent.row:
        return f"{here}#{sent.row}"
    if check_section(opened.form, section_id, draft.entries, complete=False, today=today()):
        return here
    if more := _opened(before, draft, opened, section_id):
        return f"{here}&more={len(more)}#{more[0]}"
    if sent.then == "list":
        return url_for("drafts.tasks", draft_id=draft.id, saved=section_id)
    if sent.then == "next":
        return next_unanswered(draft, opened, sent.sent.get("at", "") or section_id)
    if sent.section in titles(opened, draft):
        return url_for("sections.page", draft_id=draft.id, section_id=sent.section, saved=section_id)
    _, following = neighbours(opened, draft, section_id)
    return f"{following.url}?saved={section_id}"


def _opened(before: Draft, draft: Draft, opened: Edition, section_id: str) -> list[str]:
    """Return the addresses of the questions that a save opened in its section, and that have no answer yet."""
    form = opened.form.of(draft.entries)
    if not form.ruled:
        return []
    was = state_of(form, before.entries, today()).asked
    now = state_of(form, draft.entries, today())
    answers = (cell for cell in form.section(section_id).cells if not isinstance(cell.kind, Attachments))
    names = (cell for cell in answers if cell.typed and cell.address not in now.given)
    return [cell.typed[0] for cell in names if now.asked.get(cell.address) and was.get(cell.address) is False]
