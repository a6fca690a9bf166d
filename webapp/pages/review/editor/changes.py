"""What a spec draft changes in the version it was begun from, each change with what it does to people and records.

Here lives the gathering alone. What differs, and how much that matters, is the language's to say.
"""

from flask import render_template
from markupsafe import Markup

from formspec.diff import Change, compare
from formspec.diff.formats.html import entry
from formspec.diff.formats.summary import HEADINGS, MEANINGS, by_level, counted
from formspec.model import Spec
from webapp.pages.desk import desk, today
from webapp.pages.review.cautions import caution
from webapp.pages.review.editor.drafted import drafted
from webapp.pages.review.editor.opened import open_spec_draft, title_of


def page(draft_id: str) -> str:
    """Show every change since the version that the draft was begun from; that its number is another is no news."""
    draft = open_spec_draft(draft_id)
    old, found = _begun_from(draft.form, draft.base), drafted(draft)
    changed: tuple[Change, ...] = compare(old, found.edition.spec) if old and found else ()
    changed = tuple(each for each in changed if each.key != "version")
    return render_template(
        "spec-changes.html",
        draft=draft,
        title=title_of(draft.text),
        old=old,
        caution=caution(draft.form, draft.base, today()) if old else None,
        found=found,
        counted=counted(changed),
        levels=[
            (HEADINGS[level], MEANINGS[level], [Markup(entry(each)) for each in some])  # noqa: S704 (every text escaped)
            for level, some in by_level(changed)
        ],
    )


def _begun_from(form: str, version: int) -> Spec | None:
    opened = desk().shelf.version(form, version) if version else None
    return desk().as_used(opened).spec if opened else None
