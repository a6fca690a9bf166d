"""The document that a complete draft becomes.

Here lives its making, with what lists show of it. When a draft is complete, and what happens then, is not for this
module to say.
"""

from datetime import UTC, datetime

from engine.document import plain_outcome, submission
from engine.form import Form
from engine.json_value import as_list, as_object, as_text
from webapp.pages.carried.kept import origin_of_draft
from webapp.pages.desk import Desk, today
from webapp.pages.downloads import as_line
from webapp.pages.drafts.parts import in_hand
from webapp.pages.drafts.progress import progress
from webapp.pages.shelf import Edition
from webapp.storage.stored import Document, Draft


class NotCompleteError(Exception):
    """Something that is required is missing, or something is malformed, when a draft is submitted."""


def document_if_complete(at: Desk, opened: Edition, draft: Draft) -> Document:
    """Return the submission of a draft, made now. Raises NotCompleteError when something is left to do before."""
    if in_hand(opened, draft) or not progress(opened.form, draft.entries, today()).ready:
        raise NotCompleteError
    return _document(at, opened.form, draft)


def _document(at: Desk, form: Form, draft: Draft) -> Document:
    now = datetime.now(UTC)
    document = submission(form, draft.entries, id=draft.id, submitted=now, origin=origin_of_draft(at, draft))
    found = as_object(document["findings"])
    return Document(
        text=as_line(document),
        digest=as_text(document["digest"]),
        about=as_text(as_object(document["about"]).get("name", "")),
        outcome=plain_outcome(found),
        concerns=len(as_list(found["concerns"])),
        actions=len(as_list(found["actions"])),
        submitted=now,
    )
