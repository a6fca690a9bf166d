"""The text of a spec draft on a page: writing it, saving it, and the page that keeps every word when it cannot be.

Here lives what happens around a save. Everything works without scripts; what a script asks while somebody types lives
in `live`.
"""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formspec.loader import Loaded
from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk, today
from webapp.pages.refusals import with_reference
from webapp.pages.review.cautions import caution
from webapp.pages.review.editor.ace import is_there
from webapp.pages.review.editor.behind import behind, catch_up
from webapp.pages.review.editor.clashes import both
from webapp.pages.review.editor.opened import loaded, number, open_spec_draft, tell, title_of, told
from webapp.pages.review.editor.problems import mended, verdict
from webapp.pages.review.editor.problems import tell as tell_problems
from webapp.pages.review.writer import keep_writer, writer
from webapp.pages.words import moment
from webapp.storage.failures import DraftClosed, StorageError
from webapp.storage.line_merge import Clash
from webapp.storage.stored import SpecDraft

EXPIRED = (
    "This page was open for too long. What you typed is below: send it again. If this comes back, let this browser "
    "keep cookies for this address."
)
MERGED = "Saved. Somebody else saved meanwhile: the text below has what both of you wrote."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What differs between the ways of showing the text.

    `base` is the revision that the next save builds on. `refused` says why nothing was saved. `clashes` are the lines
    that somebody else changed, too, and `theirs` who that was. `taken` is the version whose changes are in the text.
    """

    text: str
    base: int
    refused: str = ""
    clashes: tuple[Clash, ...] = ()
    theirs: str = ""
    taken: int = 0


def page(draft_id: str) -> str:
    """Show the text to be written on, with its problems."""
    draft = open_spec_draft(draft_id)
    return show(draft, Fill(text=draft.text, base=draft.revision))


def save(draft_id: str) -> Response | tuple[str, int]:
    """Keep the text, whatever is wrong with it; put both before the writer when two changed the same lines."""
    sent = posted(request)
    draft = desk().repository.spec_draft(draft_id)
    if draft is None or draft.state != "open":
        return closed(draft, sent.get("text", ""))
    base, name = number(sent.get("base", "")), keep_writer(sent)
    text, words = _after_remedy(sent.get("text", draft.text), sent.get("mend", ""))
    try:
        saved = desk().repository.save_spec_draft(draft_id, base=base, text=text, author=name)
    except DraftClosed:
        return closed(desk().repository.spec_draft(draft_id), text)
    except StorageError as failure:
        return show(draft, Fill(text=text, base=base, refused=with_reference(failure))), 503
    if saved.conflict:
        return show_both(saved.draft, base, text)
    if catch_up(saved.draft, number(sent.get("taken", ""))):
        words = f"Saved, with what version {sent['taken']} changed."
    tell(MERGED if saved.merged else words or f"Saved {moment(saved.draft.changed)}.")
    return redirect(url_for(".page", draft_id=draft_id), 303)


def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back the text that was typed on a page whose token no longer holds, with a fresh one."""
    sent = posted(request)
    draft = desk().repository.spec_draft((request.view_args or {})["draft_id"])
    if draft is None or draft.state != "open":
        return closed(draft, sent.get("text", ""))
    fill = Fill(text=sent.get("text", draft.text), base=number(sent.get("base", "")), refused=EXPIRED)
    return show(draft, fill), refusal.status


def show(draft: SpecDraft, fill: Fill) -> str:
    """Return the page of a text."""
    found = loaded(fill.text)
    return render_template(
        "spec-text.html",
        draft=draft,
        title=title_of(fill.text),
        fill=fill,
        base=fill.base,
        behind=behind(draft),
        caution=caution(draft.form, draft.base, today()) if draft.base else None,
        told=tell_problems(fill.text, found.problems),
        verdict=verdict(found.problems),
        lines=_lines(fill.text, found),
        writer=writer(),
        done=told(),
        ace=is_there(),
    )


def _after_remedy(text: str, key: str) -> tuple[str, str]:
    """Return a text after the remedy whose button was pressed, if any, and what was done in words."""
    found = mended(text, loaded(text).problems, key) if key else None
    return (found[0], f"Done and saved: {found[1]}.") if found else (text, "")


def show_both(now: SpecDraft, base: int, text: str) -> tuple[str, int]:
    """Return the page of a text that changed the same lines as somebody else's, with what both wrote."""
    found = both(now, base, text)
    fill = Fill(text=found.text, base=now.revision, clashes=found.clashes, theirs=found.writer)
    return show(now, fill), 409


def closed(draft: SpecDraft | None, text: str) -> tuple[str, int]:
    """Return the page of a text that came too late, so that it can be copied."""
    return render_template("spec-closed.html", draft=draft, text=text, why=""), 409


def _lines(text: str, found: Loaded) -> list[tuple[int, str, bool]]:
    """Return the lines of a text with their numbers, and whether something is wrong with each."""
    wrong = {each.line for each in found.problems}
    return [(at, line, at in wrong) for at, line in enumerate(text.split("\n"), 1)] if wrong else []
