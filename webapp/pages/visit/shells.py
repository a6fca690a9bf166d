"""The pages of a draft as a device keeps them: without any answer, any name, or any word of who took them along.

Here lives the rendering of these shells. A script on the device puts in what was entered, and the rules of the form run
as on any page. What is taken along is said by `webapp.pages.visit.views`.
"""

from flask import Blueprint, abort, render_template
from markupsafe import Markup

from engine.check import state_of
from engine.form import Form
from engine.json_value import JsonObject
from engine.numbering import numbers
from engine.page.live import Live
from engine.program import headings, program
from engine.rows import one_row_each
from engine.texts import Told
from formspec.attaching import LONGEST_CAPTION
from formspec.model import Section
from webapp.guard.headers import showing_photos
from webapp.guard.multipart import MOST_FILE_BYTES
from webapp.pages.desk import open_draft, today
from webapp.pages.drafts.filing import sorts
from webapp.pages.drafts.rules import rules_of
from webapp.pages.drafts.typed import has_files
from webapp.pages.shelf import Edition

shells = Blueprint("shells", __name__, url_prefix="/drafts/<draft_id>/shell", template_folder="templates")
shells.after_request(showing_photos)


@shells.get("")
def tasks(draft_id: str) -> str:
    """Give the list of sections."""
    return _list_page("shell-tasks.html", draft_id)


@shells.get("/check")
def check(draft_id: str) -> str:
    """Give the page of checking the answers."""
    _, opened = open_draft(draft_id)
    return _list_page("shell-check.html", draft_id, headings=headings(opened.form), prompts=_prompts(opened.form))


@shells.get("/notes")
def notes(draft_id: str) -> str:
    """Give the page of notes, where they are filed under a question."""
    _, opened = open_draft(draft_id)
    return _list_page("shell-notes.html", draft_id, headings=headings(opened.form), sorts=sorts(opened))


@shells.get("/sections/<section_id>")
def section(draft_id: str, section_id: str) -> str:
    """Give one section with nothing entered."""
    _, opened = open_draft(draft_id)
    form = opened.form.of({})
    found = next((each for each in opened.spec.sections if each.id == section_id), None)
    if found is None:
        abort(404)
    state = state_of(form, {}, today())
    fields = opened.pages.section(section_id, form).render({}, {}, Live(form, {}, state))
    return render_template(
        "shell-section.html",
        on_device=True,
        spec=opened.spec,
        draft_id=draft_id,
        section=found,
        title=_title(opened, found),
        number=numbers(opened.spec).get(section_id, ""),
        at=opened.spec.sections.index(found) + 1,
        fields=Markup(fields),  # noqa: S704 (rendered with escaping)
        rules=rules_of(opened, form, section_id, {}),
        takes_files=has_files(opened.spec, found),
        most_bytes=MOST_FILE_BYTES,
        longest_caption=LONGEST_CAPTION,
    )


def _list_page(template: str, draft_id: str, **more: object) -> str:
    _, opened = open_draft(draft_id)
    rules: JsonObject = {"program": program(opened.form), "entries": {}, "today": today().isoformat(), "section": ""}
    form = opened.form.of({})
    can_fill = {each.section.id: bool(each.names) or form.row_names is not None for each in form.sections}
    listed = [(each.id, _title(opened, each), can_fill[each.id]) for each in opened.spec.sections]
    return render_template(
        template,
        on_device=True,
        spec=opened.spec,
        draft_id=draft_id,
        sections=listed,
        rules=rules,
        in_parts=opened.spec.parts,
        may_concern=bool(form.with_role("concern")),
        **more,
    )


def _prompts(form: Form) -> JsonObject:
    """Return what the evidence prompts say that can be ticked, by their names without rows."""
    laid = form.lay(one_row_each(form.spec)).laid.values()
    return {tick.template: tick.prompt.text for each in laid for tick in each.ticks}


def _title(opened: Edition, found: Section) -> str:
    """Return the title of a section, with what stands for answers in it where there are none."""
    form = opened.form.of({})
    return Told(form, {}, state_of(form, {}, today())).filled(found.title)
