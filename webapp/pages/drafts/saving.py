"""Keeping what a page of a draft's answers posted, whatever it is, and what is shown when it could not be kept.

Here lives what the page of a section and that of a single row share. Where a save leads is for each of them to say;
merging two people's answers is the repository's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from flask import request

from engine.notes import is_note
from engine.parts import is_open
from formspec.suggest import listed
from webapp.guard import posted, uploaded
from webapp.pages.desk import desk
from webapp.pages.drafts.choosing import settled
from webapp.pages.drafts.conflicts import yours
from webapp.pages.drafts.declaring import cleared_by
from webapp.pages.drafts.files import Taken
from webapp.pages.drafts.late import moves_since
from webapp.pages.drafts.shut import Late, closed
from webapp.pages.drafts.still_open import still_open
from webapp.pages.drafts.typed import Typed, answers_typed, new_note, taken_files, typed
from webapp.pages.files.keeping import NO_NAME
from webapp.pages.leafing import whole_number
from webapp.pages.refusals import with_reference
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed, StorageError
from webapp.storage.stored import Conflict, Draft, Saved

_TRIES = 8
"""How often files are added to what others add to at the same time."""
EXPIRED = (
    "This page was open for too long, or you signed in again since. What you typed is below: save it again. If this "
    "comes back, let this browser keep cookies for this address."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What differs between the ways of showing answers to be filled in.

    `base` is the revision that the next save builds on. `refused` says why nothing was saved, `files` why some files
    were not added. `saved` is the title of the section that was saved just before, `here` says that it was this one,
    `opened` how many questions were opened by what was saved, and `again` that something is to be declared again.
    `note` is a note that was written and is not saved yet, `boxes` what was sent so with boxes beside files.
    """

    entries: Mapping[str, str]
    base: int
    conflicts: tuple[Conflict, ...] = ()
    refused: str = ""
    files: tuple[str, ...] = ()
    saved: str = ""
    here: bool = False
    opened: int = 0
    again: bool = False
    note: str = ""
    boxes: Mapping[str, str] = field(default_factory=dict)


Show = Callable[[Draft, Fill], str]
"""Returns the page with answers to be filled in again."""


def keep(draft: Draft, opened: Edition, sent: Typed, show: Show) -> Saved | tuple[str, int]:
    """Keep what was typed; return what became of it, or the page that says what could not be kept."""
    if not is_open(opened.form, draft.entries, sent.part.section):
        return closed(draft, opened, sent.part, Late("completed", sent.entries)), 409
    try:
        sent = settled(draft, opened, sent)
        for _ in range(_TRIES):
            saved, files = _saved(draft, opened, sent)
            if all(each.name not in files.on_top_of for each in saved.conflicts):
                break
            draft = saved.draft
    except DraftClosed as late:
        return closed(draft, opened, sent.part, Late(late.state, sent.entries)), 409
    except StorageError as failure:
        return show(draft, _unsaved(draft, sent, with_reference(failure))), 503
    now, again = saved.draft, bool(saved.cleared)
    if saved.conflicts:
        mine = yours(opened.form.of(now.entries), now.entries, saved.conflicts)
        return show(now, Fill(entries=mine, base=now.revision, conflicts=saved.conflicts, again=again)), 409
    if files.refused:
        refused = tuple(sentence for each in files.refused.values() for sentence in each)
        return show(now, Fill(entries=now.entries, base=now.revision, files=refused, again=again)), 422
    return saved


def _saved(draft: Draft, opened: Edition, sent: Typed) -> tuple[Saved, Taken]:
    """Save what was typed, with the files that were added to what stood there when the draft was read.

    They are there also where two people gave one of the files different captions, and have to choose between these.
    """
    files = taken_files(sent, draft, desk().repository)
    require = still_open(opened.form, sent.part.names)
    if files.agreed:
        stood = {name: draft.entries.get(name, "") for name in files.agreed}
        desk().repository.save(
            draft.id, base=sent.base, posted=files.agreed, on_top_of=stood, asked=draft.sha256, require=require
        )
    kept = {**sent.entries, **files.entries, **new_note(draft, sent.sent)}
    groups, settle = answers_typed(sent, opened.form, draft.entries), cleared_by(opened.form, sent)
    saved = desk().repository.save(
        draft.id,
        base=sent.base,
        posted=kept,
        groups=groups,
        settle=settle,
        on_top_of=files.on_top_of,
        asked=draft.sha256,
        require=require,
    )
    return _with_note(saved, sent), files


def _with_note(saved: Saved, sent: Typed) -> Saved:
    """Keep the words of a note beside what it reads by now, as another one: a page may be gone back to and sent again.

    Nobody is asked which should stay, as both do.
    """
    answers = tuple(each for each in saved.conflicts if not is_note(each.name))
    if len(answers) == len(saved.conflicts):
        return saved
    another = new_note(saved.draft, {**sent.sent, "note-id": ""})
    now = desk().repository.save(saved.draft.id, base=saved.draft.revision, posted=another)
    return replace(saved, draft=now.draft, conflicts=answers)


def edition_sent(draft: Draft, opened: Edition, base: int) -> Edition:
    """Return the edition that a page was of which was made from a revision: an older one if it was carried since."""
    moves = moves_since(draft, base)
    return desk().edition(moves[0].from_sha256) if moves else opened


def give_back(draft: Draft, opened: Edition, sent: Typed, show: Show) -> tuple[str, int]:
    """Return the page with what was typed on one whose token no longer holds, with a fresh one."""
    if moves_since(draft, sent.base):
        return closed(draft, opened, sent.part, Late("carried forward", sent.entries)), 409
    if draft.state != "open":
        return closed(draft, opened, sent.part, Late(draft.state, sent.entries)), 409
    return show(draft, _unsaved(draft, sent, EXPIRED)), 403


def as_sent(draft: Draft, opened: Edition, section_id: str, row: str = "") -> Typed:
    """Return what the request posted for a section, or for one question of it."""
    sent = posted(request)
    return typed(opened.form, section_id, draft.entries, sent, base=revision(sent), row=row)


def typed_before(old: Edition, then: Draft, section_id: str, row: str = "") -> dict[str, str]:
    """Return what was typed on a page of the version before a draft was carried, with the files that were added."""
    sent = as_sent(then, old, section_id, row)
    return {**sent.entries, **taken_files(sent, then, desk().repository).entries}


def revision(sent: Mapping[str, str]) -> int:
    """Return the revision that a page was made from; 0, which has seen nothing, when it does not say."""
    return whole_number(sent.get("base", "")) or 0


def _unsaved(draft: Draft, sent: Typed, why: str) -> Fill:
    return Fill(
        entries={**draft.entries, **sent.entries},
        base=sent.base,
        refused=" ".join(filter(None, (why, _to_choose_again()))),
        note=sent.sent.get("note", ""),
        boxes=sent.sent,
    )


def _to_choose_again() -> str:
    """Return which files a page has to be given again, as no page can hold them; "" where none were chosen."""
    names = [f"“{each.name or NO_NAME}”" for files in uploaded(request).values() for each in files]
    return f"Files have to be chosen again: {listed(names, 'and')}." if names else ""
