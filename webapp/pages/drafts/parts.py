"""The parts of a draft: which one is in hand, completing it, and going back to it.

Here lives what pages say and do about parts. What a part keeps when it is complete is the engine's; that a part is
complete is an entry of the draft, so that nothing of its history is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.document import timestamp
from engine.parts import completed, current, entry_of, name_of
from formspec.model import Part
from webapp.guard import posted
from webapp.pages.desk import desk, open_draft, today
from webapp.pages.drafts.progress import Task, progress
from webapp.pages.drafts.saving import revision
from webapp.pages.refusals import message
from webapp.pages.shelf import Edition
from webapp.pages.words import stamp
from webapp.storage.drafts import require_unmoved
from webapp.storage.failures import DraftClosed, DraftMoved
from webapp.storage.stored import Draft

parts = Blueprint("parts", __name__)
_MOVED = (
    "Somebody saved this draft meanwhile, so nothing was done. Go back to the list, look at what is in it now, and "
    "decide again."
)


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part on the task list: its state in words, its sections, and whether it can be gone back to."""

    id: str
    title: str
    text: str
    state: str
    done: bool
    open: bool
    tasks: tuple[Task, ...]


def shown_parts(opened: Edition, draft: Draft, tasks: tuple[Task, ...]) -> tuple[ShownPart, ...]:
    """Return the parts of a draft with their sections; one without a name where the form is in one piece."""
    if not opened.spec.parts:
        return (ShownPart("", "", "", "", done=False, open=True, tasks=tasks),)
    return tuple(_shown(opened, draft, tasks))


def _shown(opened: Edition, draft: Draft, tasks: tuple[Task, ...]) -> Iterator[ShownPart]:
    done = {each.id: each.moment for each in completed(opened.form, draft.entries)}
    now = current(opened.form, draft.entries)
    for part in opened.spec.parts:
        yield ShownPart(
            id=part.id,
            title=part.title,
            text=part.text,
            state=_state(part, done, now),
            done=part.id in done,
            open=now is part,
            tasks=tuple(task for task in tasks if task.part == part.id),
        )


def _state(part: Part, done: dict[str, str], now: Part | None) -> str:
    if part.id in done:
        return f"Completed on {stamp(datetime.fromisoformat(done[part.id]))}"
    return "To be completed now" if now is part else f"Waits for: {now.title}" if now else "To be completed"


def in_hand(opened: Edition, draft: Draft) -> Part | None:
    """Return the part that is completed by itself, before the form is submitted; None when submitting comes next."""
    part = current(opened.form, draft.entries)
    return None if part is None or part is opened.spec.parts[-1] else part


@parts.post("/drafts/<draft_id>/parts/<part_id>/complete")
def complete(draft_id: str, part_id: str) -> Response | tuple[str, int]:
    """Complete the part in hand, if nothing is missing from it and nobody changed the draft meanwhile."""
    draft, opened = open_draft(draft_id)
    part = in_hand(opened, draft)
    if part is None or part.id != part_id:
        abort(404)
    if revision(posted(request)) != draft.revision:
        return message("Not completed", _MOVED), 409
    if not progress(opened.form, draft.entries, today()).ready:
        return redirect(url_for("drafts.check", draft_id=draft_id), 303)
    now = datetime.now(UTC)
    entry = entry_of(opened.form, draft.entries, part.id, now, timestamp(now))
    return _kept(draft, {name_of(part.id): entry})


@parts.post("/drafts/<draft_id>/parts/<part_id>/open")
def reopen(draft_id: str, part_id: str) -> Response | tuple[str, int]:
    """Go back to a part that was complete; those after it are to be completed again."""
    draft, opened = open_draft(draft_id)
    ids = [part.id for part in opened.spec.parts]
    if part_id not in ids:
        abort(404)
    if revision(posted(request)) != draft.revision:
        return message("Not changed", _MOVED), 409
    return _kept(draft, {name_of(each): "" for each in ids[ids.index(part_id) :]})


def _kept(draft: Draft, entries: dict[str, str]) -> Response | tuple[str, int]:
    """Keep which parts are complete, unless anybody saved the draft since it was looked at."""
    unmoved = partial(require_unmoved, base=draft.revision)
    try:
        desk().repository.save(draft.id, base=draft.revision, posted=entries, require=unmoved)
    except DraftClosed as late:
        return message("This draft is closed", str(late)), 409
    except DraftMoved:
        return message("Not changed", _MOVED), 409
    return redirect(url_for("drafts.tasks", draft_id=draft.id), 303)
