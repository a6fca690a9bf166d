"""Registers to be read: which there are, the list of one, the page of an entry, and what became of it.

Here lives what these pages gather, always of the records that whoever asks may read. Whether a subject may be used is
for `standing` to say.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.register.details import FIELDS, LISTED, Details, changed, day
from engine.register.plan import SORTS
from formspec.reviews import day_in_words
from webapp.action_state import UNFINISHED
from webapp.deeds import Deed
from webapp.pages.actions.shown import shown
from webapp.pages.decisions.last import Editions
from webapp.pages.decisions.wording import in_words as decision_words
from webapp.pages.desk import Desk, desk, today
from webapp.pages.findings import Finding, Outcome, outcome
from webapp.pages.identity import viewer
from webapp.pages.leafing import whole_number
from webapp.pages.records.reading import read
from webapp.pages.registers.confirmed import last_sent
from webapp.pages.registers.listed import REVIEWS, by_name, fits, followed_in, is_like, listed, missing, reads_all
from webapp.pages.registers.standing import Followed, newest_with_concerns, standing_of
from webapp.pages.sending.standing import about_entries
from webapp.pages.subjects import Register, known_register, texts_about
from webapp.pages.subjects import registers as every_register
from webapp.pages.words import role_word
from webapp.rights import Act, Reach
from webapp.storage.action_statements import Action, Chosen, Left
from webapp.storage.decision_statements import Decision
from webapp.storage.failures import Damaged
from webapp.storage.register_statements import Mention, RegisterChange, RegisterEntry

registers = Blueprint("registers", __name__, url_prefix="/registers", template_folder="templates")
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class OfForm:
    """The records of one form about an entry, the latest first.

    Each comes with what was filled in as its outcome, and what was decided on it, in words, "" for nothing.
    """

    title: str
    records: tuple[tuple[Mention, Outcome | None, str], ...]


@dataclass(frozen=True, slots=True)
class Concerns:
    """The open concerns of a record that is the latest of its form, and their number; None where it is damaged."""

    mention: Mention
    title: str
    word: str
    number: int
    listed: tuple[Finding, ...] | None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change of an entry: what was changed, each field with what it said before and after."""

    change: RegisterChange
    fields: tuple[tuple[str, str, str], ...]


@registers.get("")
def index() -> str | Response:
    """Show which registers there are; the only one is opened at once."""
    at = desk()
    known = every_register(at)
    if len(known) == 1:
        return redirect(url_for(".listing", register=next(iter(known))), 302)
    counted = [(each, len(at.repository.register_entries(each.id))) for each in known.values()]
    return render_template("registers.html", registers=counted)


@registers.get("/<register>")
def listing(register: str) -> str:
    """List the entries of a register, and the names that are not among them yet."""
    known, at = known_register(register), desk()
    words, chosen = request.args.get("q", ""), request.args.get("state", "")
    entries = at.repository.register_entries(register)
    mentioned = by_name(at.repository.mentions(texts_about(at, register)))
    every = list(listed(at, known, entries, mentioned))
    found = [each for each in every if fits(each, words, chosen)]
    absent = [] if chosen else [each for each in missing(entries, mentioned) if is_like((each.name,), words)]
    return render_template(
        "register.html",
        register=known,
        total=len(every),
        found=len(found),
        shown=found[:MOST_SHOWN],
        words=words,
        chosen=chosen,
        states=sorted({each.standing.short for each in every}),
        reviews=REVIEWS,
        missing=absent,
        may_change=viewer().may(Act.CHANGE_REGISTERS),
        scope=scope(),
        done=request.args.get("done", ""),
        imported={sort: whole_number(request.args.get(sort, "")) or 0 for sort in SORTS},
    )


@registers.get("/<register>/<entry_id>")
def page(register: str, entry_id: str) -> str:
    """Show all that is known of a subject: whether it may be used today, what the entry says, and its records."""
    return entry_page(*known_entry(register, entry_id))


@registers.get("/<register>/<entry_id>/history")
def history(register: str, entry_id: str) -> str:
    """Show who changed what of an entry, and when, the latest first."""
    known, entry = known_entry(register, entry_id)
    repository = desk().repository
    changes = repository.entry_changes(entry.id)
    others = {each.other: repository.register_entry(each.other) for each in changes if each.other}
    return render_template(
        "entry-history.html",
        register=known,
        entry=entry,
        changes=list(_shown_changes(changes))[::-1],
        others=others,
        names=repository.names(),
        may_erase=viewer().may(Act.ERASE),
        done=request.args.get("done", ""),
    )


def known_entry(register: str, entry_id: str) -> tuple[Register, RegisterEntry]:
    """Return a register and an entry of it; ends the request where there is none."""
    known, entry = known_register(register), desk().repository.register_entry(entry_id)
    if entry is None or entry.register != known.id:
        abort(404)
    return known, entry


def entry_page(register: Register, entry: RegisterEntry, fault: str = "") -> str:
    """Return the page of an entry; `fault` is what is wrong with a document that was to be added."""
    at = desk()
    into = at.repository.register_entry(entry.merged_into) if entry.merged_into else None
    mentions = () if into else at.repository.mentions(texts_about(at, register.id), entry.details)
    editions = cache(at.edition)
    unfinished = _unfinished(at, mentions)
    left = (Left(each.record, each.standing.due) for each in unfinished)
    merged = at.repository.entries_merged_into(entry.id)
    letters = about_entries((entry.id, *(each.id for each in merged)))
    followed = replace(followed_in(at, mentions, mentions, mentions, left), sent=last_sent(letters))
    standing = standing_of(register, entry.details, mentions, editions, today(), followed)
    counts = {each.id for each in standing.current}
    return render_template(
        "entry.html",
        register=register,
        entry=entry,
        into=into,
        standing=standing,
        concerns=list(_concerns(at, standing.current, editions, followed)),
        actions=shown(at, [each for each in unfinished if each.record in counts]),
        forms=list(_of_forms(mentions, editions, followed)),
        facts=facts(register, entry.details),
        merged=merged,
        letters=letters,
        documents=[(each, at.repository.entry_documents(each.id)) for each in (entry, *merged)],
        names=at.repository.names(),
        may_change=viewer().may(Act.CHANGE_REGISTERS),
        scope=scope(),
        done=request.args.get("done", ""),
        fault=fault,
    )


def facts(register: Register, details: Details) -> list[tuple[str, str]]:
    """Return what an entry says, label by label, without what is blank, but for a directory that a form names."""
    labels = {"listed": f"Listed in {register.directory or 'a directory'}", "listed_checked": "Looked up there on"}
    said = details.texts()
    return [
        (labels.get(each.name, each.label), in_words(each.name, said[each.name]))
        for each in FIELDS
        if each.name != "name" and (said[each.name] or (each.name == "listed" and register.directory))
    ]


def in_words(field: str, text: str) -> str:
    """Return what stands in a field as people read it."""
    if field == "listed":
        return LISTED.get(text, text)
    found = day(text) if field in {"listed_checked", "next_review"} else None
    return day_in_words(found) if found else text


def scope() -> str:
    """Say which records the pages of a register go by, for whoever may not read all of them; "" for all."""
    if reads_all():
        return ""
    is_own = viewer().reach(Act.READ_RECORDS) is Reach.OWN
    mine = "that you filled in or were let into" if is_own else "that you may read"
    return f"This goes only by the records {mine}. There may be others, and they may say otherwise."


def _unfinished(at: Desk, mentions: Sequence[Mention]) -> tuple[Action, ...]:
    """Return the actions about the subject of some records that are not finished."""
    about = tuple({each.about for each in mentions})
    return at.repository.actions(Chosen(UNFINISHED, about=about), limit=None) if about else ()


def _of_forms(mentions: Sequence[Mention], editions: Editions, followed: Followed) -> Iterator[OfForm]:
    """Yield the records of each form; a title is that of the latest record."""
    for form in dict.fromkeys(each.form for each in mentions):
        own = [each for each in mentions if each.form == form]
        said = tuple(
            (each, outcome(editions(each.sha256).form, each.outcome), _decided(followed.decided.get(each.id)))
            for each in own
        )
        yield OfForm(editions(own[0].sha256).spec.title, said)


def _decided(decision: Decision | None) -> str:
    return decision_words(decision) if decision else ""


def _concerns(at: Desk, current: Iterable[Mention], editions: Editions, followed: Followed) -> Iterator[Concerns]:
    """Yield what is open of what the latest records brought to light; that they were looked at is kept."""
    for each in newest_with_concerns(current, editions):
        left = followed.open_concerns(each)
        if not left:
            continue
        opened = editions(each.sha256)
        try:
            record = at.repository.record(each.id)
        except Damaged:
            record = None
        else:
            at.repository.look(Deed.RECORD_READ, each.id, what="register")
        numbers = followed.unsettled.get(each.id, frozenset(range(each.concerns)))
        listed = read(record, opened).found.concerns if record else None
        shown_here = listed and tuple(found for number, found in enumerate(listed) if number in numbers)
        yield Concerns(each, opened.spec.title, role_word(opened.spec, "concern"), left, shown_here)


def _shown_changes(changes: Iterable[RegisterChange]) -> Iterator[ShownChange]:
    before = Details()
    for each in changes:
        old, new = before.texts(), each.details.texts()
        fields = changed(before, each.details)
        yield ShownChange(
            each,
            tuple((f.label, in_words(f.name, old[f.name]), in_words(f.name, new[f.name])) for f in fields),
        )
        before = each.details
