"""Trying a spec draft: forms that are filled in with its text, marked as trials and kept apart from everything else.

Here lives beginning one and throwing it away. Filling it in and submitting it happens on the pages of drafts.
"""

import re

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formspec.rules import id_form
from webapp.guard import posted
from webapp.pages.desk import desk
from webapp.pages.review.editor.drafted import edition_of
from webapp.pages.review.editor.opened import open_spec_draft, tell, title_of, told
from webapp.storage.stored import SpecDraft

_MOST = 50
_FORM = re.compile(rf"^form:[ \t]+[\"']?({id_form.FORM})[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


def page(draft_id: str) -> str:
    """Show how to try the form, and the trials that there are of it."""
    draft = open_spec_draft(draft_id)
    kept, forms = desk().repository, _forms(draft)
    records = (kept.records(form=form, trial=True, limit=_MOST) for form in sorted(forms))
    return render_template(
        "spec-trials.html",
        draft=draft,
        title=title_of(draft.text),
        ready=edition_of(draft.text) is not None,
        drafts=[each for each in kept.drafts(trial=True) if each.form in forms],
        records=[each for listed in records for each in listed],
        done=told(),
    )


def _forms(draft: SpecDraft) -> set[str]:
    """Return the ids under which a draft can have been tried: its form's, or those that its texts ever said."""
    if draft.form:
        return {draft.form}
    texts = desk().repository.spec_texts_of(draft.id)
    return {found for each in texts for found in _FORM.findall(each.text)}


def begin(draft_id: str) -> Response | tuple[str, int]:
    """Begin a trial of the text as it stands, and lead to its sections."""
    draft = open_spec_draft(draft_id)
    edition = edition_of(draft.text)
    if edition is None:
        return redirect(url_for(".trials", draft_id=draft_id), 303)
    spec = edition.spec
    trial = desk().repository.start_trial(
        draft.form or spec.form, spec.version, spec.sha256, edition.text, access=spec.access
    )
    return redirect(url_for("drafts.tasks", draft_id=trial.id), 303)


def throw_away(draft_id: str) -> Response:
    """Throw away a trial, begun or submitted."""
    open_spec_draft(draft_id)
    trial_id = posted(request).get("trial", "")
    if not desk().repository.throw_away_trial(trial_id):
        abort(404)
    tell("The trial was thrown away.")
    return redirect(url_for(".trials", draft_id=draft_id), 303)
