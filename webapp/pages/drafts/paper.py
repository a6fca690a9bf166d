"""A draft on paper, half-way: the answers so far, and room to write the others.

Here lives that page alone. What is written on it comes back by the references before the rows, in
`webapp.pages.drafts.keying`.
"""

from datetime import UTC, datetime

from flask import Blueprint, render_template
from markupsafe import Markup

from engine.page.sheet import heading, letter, running, sheet_to_go_on_with
from webapp.pages.desk import about, desk, open_draft, today
from webapp.storage.stored import Draft

paper = Blueprint("paper", __name__, template_folder="templates")


@paper.get("/drafts/<draft_id>/paper")
def page(draft_id: str) -> str:
    """Show a draft as it is printed to go on with on paper."""
    draft, opened = open_draft(draft_id)
    return render_template(
        "paper.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        people=_people(draft),
        printed=datetime.now(UTC),
        running=Markup(running(opened.form, about(draft, opened))),  # noqa: S704 (rendered with escaping)
        heading=Markup(heading(opened.form)),  # noqa: S704 (rendered with escaping)
        letter=Markup(letter(opened.form, draft.entries)),  # noqa: S704 (rendered with escaping)
        sheet=Markup(sheet_to_go_on_with(opened.form, draft.entries, today=today())),  # noqa: S704 (rendered with escaping)
    )


def _people(draft: Draft) -> str:
    """Return the names of everybody in the draft, "" without accounts."""
    names = desk().repository.names()
    return ", ".join(names[each] for each in (draft.owner, *sorted(draft.joined)) if each in names)
