"""The button that takes over into a draft what the last version changed after the draft was begun.

Here lives what follows from it. Where both changed the same lines, they are put before the writer as for two authors.
"""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import posted
from webapp.pages.desk import desk
from webapp.pages.review.editor.behind import behind, catch_up, taken_over
from webapp.pages.review.editor.opened import open_spec_draft, tell
from webapp.pages.review.editor.writing import Fill, show
from webapp.pages.review.writer import keep_writer

_UNREADABLE = "Version {} cannot be read at the moment, so nothing was taken over. Try again later."
_MOVED = "Somebody else changed the same lines meanwhile, so nothing was taken over. Press the button again."
_TAKEN = "What version {} changed is in the text now. Read it before you publish."


def take_over(draft_id: str) -> Response | tuple[str, int]:
    """Merge what the last version changed into the text of a draft, or show where both changed the same lines."""
    name, draft = keep_writer(posted(request)), open_spec_draft(draft_id)
    last = behind(draft)
    back = redirect(url_for(".page", draft_id=draft_id), 303)
    if not last:
        return back
    try:
        text, clashes = taken_over(draft, last)
    except (KeyError, OSError):
        tell(_UNREADABLE.format(last))
        return back
    if clashes:
        fill = Fill(text=text, base=draft.revision, clashes=clashes, theirs=f"Version {last}", taken=last)
        return show(draft, fill), 409
    saved = desk().repository.save_spec_draft(draft_id, base=draft.revision, text=text, author=name)
    if saved.conflict:
        tell(_MOVED)
        return back
    catch_up(saved.draft, last)
    tell(_TAKEN.format(last), draft.revision if saved.draft.revision != draft.revision else 0)
    return back
