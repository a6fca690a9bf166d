"""The history of a draft's answers: every text that stood there or was set aside, who wrote it, and putting one back.

Here live these pages. Putting back is a save like any other: the text that stood till then is in the history after it.
What declares or signs something is not put back, because nobody declares it by that.
"""

from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.declared import box_of
from engine.form import Cell
from engine.parts import is_open
from webapp.guard import posted
from webapp.pages.desk import about, desk, open_draft
from webapp.pages.drafts.declaring import cleared_by
from webapp.pages.drafts.past import Owner, Past, names_of
from webapp.pages.drafts.saving import revision
from webapp.pages.drafts.steps import titles
from webapp.pages.drafts.writers import name_of
from webapp.pages.refusals import message
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed, DraftMoved
from webapp.storage.stored import Draft

history = Blueprint("history", __name__, template_folder="templates")
_CHANGED = (
    "Somebody changed this answer, or its section, since you opened the page. Go back, load it again, and decide anew."
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that had other texts before: what it is called, how many there were, and where they are told."""

    label: str
    count: int
    url: str


@history.get("/drafts/<draft_id>/history")
def page(draft_id: str) -> str:
    """Show the answers in which another text stood, by section."""
    draft, opened = open_draft(draft_id)
    past = Past(desk(), draft, opened)
    found = groupby(past.changed(), key=lambda each: each[0].section)
    titled = titles(opened, draft)
    return render_template(
        "history.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        sections=[(each, titled[each], [_earlier(past, draft, *one) for one in group]) for each, group in found],
    )


@history.get("/drafts/<draft_id>/history/<address>")
def answer(draft_id: str, address: str) -> str:
    """Show every text that stood in one answer, the last first."""
    draft, opened = open_draft(draft_id)
    past = Past(desk(), draft, opened)
    owner = _owner(past, address)
    names = desk().repository.names()
    return render_template(
        "history-answer.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        address=address,
        title=titles(opened, draft)[owner.section],
        section=owner.section,
        label=past.label(owner),
        stood=[(each, name_of(each.author, names)) for each in reversed(past.of(owner))],
        open=_is_open(draft, opened, owner),
        declares=bool(_declares(owner)),
        done="done" in request.args,
    )


@history.post("/drafts/<draft_id>/history/<address>")
def put_back(draft_id: str, address: str) -> Response | tuple[str, int]:
    """Put a text back that stood in an answer, unless somebody changed the answer since the page was opened."""
    sent = posted(request)
    draft, opened = open_draft(draft_id)
    past = Past(desk(), draft, opened)
    owner = _owner(past, address)
    wanted = sent.get("op", ""), sent.get("revision", "")
    stood = next((each for each in past.of(owner) if each.fits and each.is_named(*wanted)), None)
    if stood is None:
        return message("Not put back", "This text is not in the history of the answer. Go back, and choose one."), 422
    entries = past.entries_of(owner, stood)
    kept = {name: text for name, text in entries.items() if name != _declares(owner)}

    def require(held: Draft) -> None:
        if held.sha256 != draft.sha256 or not _is_open(held, opened, owner):
            raise DraftMoved(held.revision)

    groups, settle = [tuple(kept)], cleared_by(opened.form)
    try:
        saved = desk().repository.save(
            draft_id, base=revision(sent), posted=kept, groups=groups, settle=settle, require=require
        )
    except DraftClosed as late:
        return message("This draft is closed", str(late)), 409
    except DraftMoved:
        return message("Not put back", _CHANGED), 409
    if saved.conflicts:
        return message("Not put back", _CHANGED), 409
    if (to := sent.get("to", "")) in names_of(owner):
        section = url_for("sections.page", draft_id=draft_id, section_id=owner.section, back="yes", _anchor=to)
        return redirect(section, 303)
    return redirect(url_for(".answer", draft_id=draft_id, address=address, done="yes"), 303)


def _owner(past: Past, address: str) -> Owner:
    owner = past.owners.get(address)
    if owner is None:
        abort(404)
    return owner


def _is_open(draft: Draft, opened: Edition, owner: Owner) -> bool:
    """Return whether an answer can be changed now: its part is in hand, and its row is still there."""
    form = opened.form.of(draft.entries)
    section = form.section(owner.section).section
    return is_open(form, draft.entries, section) and not form.limits.keys().isdisjoint(names_of(owner))


def _declares(owner: Owner) -> str:
    """Return the name of the box that declares something, "" where there is none."""
    return box_of(owner) if isinstance(owner, Cell) else ""


def _earlier(past: Past, draft: Draft, owner: Owner, count: int) -> Earlier:
    address = owner.address if isinstance(owner, Cell) else owner.name
    return Earlier(past.label(owner), count, url_for(".answer", draft_id=draft.id, address=address))
