"""What became of a spec draft so far and what becomes of it now: its history, going back, discarding, downloading.

Here lives everything that is done with a draft's texts as a whole. Nothing is ever lost: going back to a text makes it
the newest one.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import posted, uploaded
from webapp.pages.desk import desk
from webapp.pages.review.editor.opened import exact, number, open_spec_draft, tell, title_of, told
from webapp.pages.review.editor.sources import read_upload
from webapp.pages.review.editor.writing import show_both
from webapp.pages.review.writer import keep_writer
from webapp.pages.words import moment
from webapp.storage.failures import DraftMoved
from webapp.storage.stored import SpecDraft, SpecText

_SITTING = timedelta(minutes=10)
"""Texts that one person saved within this time of the first of them are listed as one, the last of them."""
_MOVED = "Somebody saved this draft meanwhile, so nothing was done. Look at it as it is now, then decide again."


def history(draft_id: str) -> str:
    """List the texts that the draft had, the latest first: the last of each sitting, or every one."""
    draft = open_spec_draft(draft_id)
    texts, every = desk().repository.spec_texts_of(draft_id), "every" in request.args
    listed = texts if every else tuple(sittings(texts))
    return render_template(
        "spec-history.html",
        draft=draft,
        title=title_of(draft.text),
        texts=listed[::-1],
        every=every,
        left_out=len(texts) - len(listed),
        done=told(),
    )


def past_text(draft_id: str, revision: int) -> str:
    """Show one of the texts that the draft had."""
    draft = open_spec_draft(draft_id)
    return render_template("spec-past.html", draft=draft, title=title_of(draft.text), past=_past(draft, revision))


def restore(draft_id: str, revision: int) -> Response | tuple[str, int]:
    """Make an earlier text the newest one, unless somebody saved since the page was made."""
    sent = posted(request)
    draft = open_spec_draft(draft_id)
    past = _past(draft, revision)
    if number(sent.get("base", "")) != draft.revision:
        tell(_MOVED)
        return redirect(url_for(".history", draft_id=draft_id), 303)
    saved = desk().repository.save_spec_draft(draft_id, base=draft.revision, text=past.text, author=keep_writer(sent))
    if saved.conflict:
        tell(_MOVED)
    else:
        also = ", with what somebody else saved meanwhile" if saved.merged else ""
        undo = 0 if saved.draft.revision == draft.revision else saved.draft.revision - 1
        tell(f"The text is again as it was {moment(past.saved)}{also}.", undo)
    return redirect(url_for(f".{_back(sent.get('back', ''))}", draft_id=draft_id), 303)


def download(draft_id: str) -> Response:
    """Give the text as a file."""
    return exact(open_spec_draft(draft_id))


def replacement(draft_id: str) -> str:
    """Ask for the file whose text is to take the place of this one."""
    draft = open_spec_draft(draft_id)
    return _replacement(draft)


def replace(draft_id: str) -> Response | tuple[str, int]:
    """Take the text of a file in place of this one, merged with what others saved since the page was made."""
    sent = posted(request)
    draft = open_spec_draft(draft_id)
    text, refused = read_upload(uploaded(request).get("file", []))
    if refused:
        return _replacement(draft, refused), 422
    base = number(sent.get("base", ""))
    saved = desk().repository.save_spec_draft(draft_id, base=base, text=text, author=keep_writer(sent))
    if saved.conflict:
        return show_both(saved.draft, base, text)
    tell("The text of the file is here now.", 0 if saved.draft.revision == draft.revision else draft.revision)
    return redirect(url_for(".page", draft_id=draft_id), 303)


def discard(draft_id: str) -> str:
    """Ask whether the draft should go."""
    return _discard_page(open_spec_draft(draft_id))


def discard_now(draft_id: str) -> Response | tuple[str, int]:
    """Discard the draft, unless somebody saved it since the question was asked."""
    draft = open_spec_draft(draft_id)
    try:
        desk().repository.discard_spec_draft(draft_id, base=number(posted(request).get("base", "")))
    except DraftMoved:
        return _discard_page(draft, moved=True), 409
    return redirect(url_for("review.listing"), 303)


def _discard_page(draft: SpecDraft, *, moved: bool = False) -> str:
    return render_template("spec-discard.html", draft=draft, title=title_of(draft.text), moved=moved)


def _replacement(draft: SpecDraft, refused: str = "") -> str:
    return render_template("spec-replace.html", draft=draft, title=title_of(draft.text), refused=refused)


def _past(draft: SpecDraft, revision: int) -> SpecText:
    """Return one of the texts that a draft had; ends the request when there is none."""
    texts = desk().repository.spec_texts_of(draft.id)
    found = next((each for each in texts if each.revision == revision), None)
    if found is None:
        abort(404)
    return found


def _back(asked: str) -> str:
    return asked if asked in {"page", "outline"} else "page"


def sittings(texts: tuple[SpecText, ...]) -> Iterator[SpecText]:
    """Yield the last text of each sitting, and the very first."""
    yield from texts[:1]
    began = texts[1].saved if texts[1:] else None
    for text, following in pairwise(texts[1:]):
        if text.author != following.author or (began and following.saved - began > _SITTING):
            yield text
            began = following.saved
    yield from texts[1:][-1:]
