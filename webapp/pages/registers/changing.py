"""Changing a register: adding an entry, saying something else of it, merging two, and undoing that.

Here lives what these pages ask and answer. What was typed is never lost: a save that somebody else came before is shown
beside what stands, and so is what cannot be kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.register.details import FIELDS, LISTED, Details, day, read
from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk, today
from webapp.pages.drafts.saving import revision
from webapp.pages.refusals import message
from webapp.pages.registers.views import in_words, known_entry
from webapp.pages.subjects import Register, known_register
from webapp.pages.words import moment
from webapp.storage.failures import StorageError, Unknown
from webapp.storage.register_failures import EntryMerged, NameTaken, RegisterMoved
from webapp.storage.register_statements import RegisterEntry

register_changes = Blueprint("register_changes", __name__, url_prefix="/registers", template_folder="templates")
_Answer = str | Response | tuple[str, int]
_EXPIRED = "This page was open for too long, so nothing was saved. What you typed is below: save it again."
_CLASH = "Somebody else changed the same entry meanwhile, so nothing was saved. What they wrote stands beside yours."
_PAST = "Enter today or a later day, as that day is in the past"
_UNFIT = 422
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes: texts by field, the revision that they build on, and what is wrong with them.

    `refused` says why nothing was saved; `taken` is an entry that has one of the names; `theirs` are what somebody else
    wrote in fields that were changed here too, and `last` says who changed the entry last, and when.
    """

    texts: Mapping[str, str]
    base: int = 0
    faults: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    last: str = ""
    taken: str = ""
    theirs: Mapping[str, str] = field(default_factory=dict)


@register_changes.get("/<register>/add")
def adding(register: str) -> str:
    """Ask what the new entry says."""
    return _form(known_register(register), None, Typed(Details(name=request.args.get("name", "")).texts()))


@register_changes.post("/<register>/add")
def add(register: str) -> _Answer:
    """Add an entry."""
    known, sent = known_register(register), _sent()
    details, faults = _read(sent)
    if faults:
        return _form(known, None, Typed(_shown(sent), faults=faults)), _UNFIT
    try:
        made = desk().repository.add_entry(register, details)
    except NameTaken as refused:
        return _form(known, None, Typed(details.texts(), refused=str(refused), taken=refused.entry)), _CONFLICT
    return _page(made, "added")


@register_changes.post("/<register>/add-named")
def add_named(register: str) -> _Answer:
    """Add the subject of a record by its name alone; one that is there already is opened."""
    known, sent = known_register(register), _sent()
    details, faults = read({"name": sent.get("name", "")})
    if faults:
        return _form(known, None, Typed(_shown(sent), faults=faults)), _UNFIT
    try:
        made = desk().repository.add_entry(register, details)
    except NameTaken as known_already:
        return redirect(url_for("registers.page", register=register, entry_id=known_already.entry), 303)
    return _page(made, "added")


@register_changes.get("/<register>/<entry_id>/edit")
def editing(register: str, entry_id: str) -> _Answer:
    """Show what an entry says, to be changed."""
    known, entry = known_entry(register, entry_id)
    if entry.merged_into:
        return redirect(url_for(".editing", register=register, entry_id=entry.merged_into), 303)
    return _form(known, entry, Typed(entry.details.texts(), entry.revision))


@register_changes.post("/<register>/<entry_id>/edit")
def edit(register: str, entry_id: str) -> _Answer:
    """Keep what an entry says now; what somebody else changed meanwhile is shown beside it."""
    known, entry = known_entry(register, entry_id)
    sent, base = _sent(), revision(posted(request))
    details, faults = _read(sent, entry.details)
    if faults:
        return _form(known, entry, Typed(_shown(sent, entry.details), base, faults)), _UNFIT
    try:
        saved = desk().repository.save_entry(entry_id, base=base, details=details)
    except NameTaken as refused:
        typed = Typed(details.texts(), base, refused=str(refused), taken=refused.entry)
        return _form(known, entry, typed), _CONFLICT
    except EntryMerged as refused:
        typed = Typed(details.texts(), base, refused=str(refused), taken=refused.into)
        return _form(known, entry, typed), _CONFLICT
    if saved.clashes:
        stands = saved.entry.details.texts()
        theirs = {name: in_words(name, stands[name]) or "Nothing" for name in saved.clashes}
        last = _last_change(saved.entry)
        typed = Typed(saved.offered.texts(), saved.entry.revision, refused=_CLASH, theirs=theirs, last=last)
        return _form(known, saved.entry, typed), _CONFLICT
    return _page(saved.entry, "saved")


@register_changes.get("/<register>/<entry_id>/merge")
def merging(register: str, entry_id: str) -> _Answer:
    """Ask into which entry this one is to be merged."""
    known, entry = known_entry(register, entry_id)
    if entry.merged_into:
        return redirect(url_for("registers.page", register=register, entry_id=entry_id), 303)
    return _merging(known, entry)


@register_changes.post("/<register>/<entry_id>/merge")
def merge(register: str, entry_id: str) -> _Answer:
    """Merge an entry into another one."""
    known, entry = known_entry(register, entry_id)
    sent = posted(request)
    if not sent.get("into"):
        return _merging(known, entry, "Choose the entry that stays"), _UNFIT
    try:
        stays = desk().repository.merge_entries(entry_id, sent["into"], base=revision(sent))
    except (RegisterMoved, EntryMerged) as refused:
        return _merging(known, entry, str(refused)), _CONFLICT
    except Unknown:
        abort(404)
    return _page(stays, "merged")


@register_changes.post("/<register>/<entry_id>/part")
def part(register: str, entry_id: str) -> _Answer:
    """Undo that an entry was merged into another one."""
    posted(request)
    known, entry = known_entry(register, entry_id)
    try:
        again = desk().repository.part_entry(entry_id)
    except (NameTaken, EntryMerged) as refused:
        return _not_parted(known, entry, refused), _CONFLICT
    return _page(again, "parted")


@register_changes.get("/<register>/<entry_id>/forget")
def forgetting(register: str, entry_id: str) -> str:
    """Say what goes from the history of an entry, and ask."""
    known, entry = known_entry(register, entry_id)
    return render_template("entry-forget.html", register=known, entry=entry)


@register_changes.post("/<register>/<entry_id>/forget")
def forget(register: str, entry_id: str) -> Response:
    """Take every earlier contact out of the history of an entry."""
    posted(request)
    known, entry = known_entry(register, entry_id)
    clean = desk().repository.forget_contacts(entry.id)
    done = "forgotten" if clean else "forgotten-later"
    return redirect(url_for("registers.history", register=known.id, entry_id=entry.id, done=done), 303)


@register_changes.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    asked = request.view_args or {}
    sent, known = _sent(), known_register(asked.get("register", ""))
    if "entry_id" not in asked:
        return _form(known, None, Typed(_shown(sent), refused=_EXPIRED)), refusal.status
    _, entry = known_entry(known.id, asked["entry_id"])
    if request.endpoint != "register_changes.edit":
        return message("Nothing was done", _EXPIRED), refusal.status
    typed = Typed(_shown(sent, entry.details), revision(posted(request)), refused=_EXPIRED)
    return _form(known, entry, typed), refusal.status


def _last_change(entry: RegisterEntry) -> str:
    """Say who changed an entry last, and when."""
    repository = desk().repository
    last = repository.entry_changes(entry.id)[-1]
    by = repository.names().get(last.author, "")
    return f"The last change was made{f' by {by}' if by else ''} {moment(last.saved)}."


def _sent() -> dict[str, str]:
    """Return what was typed, by field."""
    sent = posted(request)
    return {each.name: sent[each.name] for each in FIELDS if each.name in sent}


def _read(sent: Mapping[str, str], known: Details | None = None) -> tuple[Details, dict[str, str]]:
    """Return the details that were typed, and what is wrong with them.

    A next review that is past stays where it stood so, as one that was imported or was not held; nobody sets one. So do
    more names than anybody may enter, which an entry has that took others in.
    """
    details, faults = read(sent, known)
    if known is not None and details.other_names == known.other_names:
        faults = {name: fault for name, fault in faults.items() if name != "other_names"}
    stood = known.next_review if known else ""
    due = None if "next_review" in faults or details.next_review == stood else day(details.next_review)
    return details, {**faults, **({"next_review": _PAST} if due and due < today() else {})}


def _shown(sent: Mapping[str, str], known: Details | None = None) -> dict[str, str]:
    """Return what stands in the boxes: what was typed, and what is known where nothing was asked."""
    return {**(known or Details()).texts(), **sent}


def _page(entry: RegisterEntry, done: str) -> Response:
    return redirect(url_for("registers.page", register=entry.register, entry_id=entry.id, done=done), 303)


def _form(register: Register, entry: RegisterEntry | None, typed: Typed) -> str:
    return render_template(
        "entry-edit.html",
        register=register,
        entry=entry,
        typed=typed,
        labels={each.name: each.label for each in FIELDS},
        listed=LISTED,
    )


def _merging(register: Register, entry: RegisterEntry, fault: str = "") -> str:
    others = [each for each in desk().repository.register_entries(register.id) if each.id != entry.id]
    return render_template("entry-merge.html", register=register, entry=entry, others=others, fault=fault)


def _not_parted(register: Register, entry: RegisterEntry, refused: StorageError) -> str:
    leads = refused.entry if isinstance(refused, NameTaken) else entry.merged_into
    return render_template("entry-not-parted.html", register=register, entry=entry, sentence=str(refused), leads=leads)
