"""What a section's page posted, as entries: every input that stood on it, and what was asked for besides saving.

Here lives the way from names and values to what the draft is to hold: boxes that a browser does not send because they
are not ticked, rows that were added or taken away, and files. Merging it with what others saved is the repository's.
"""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import request

from engine.form import Form, FormSection, Laid, Rows
from engine.kinds import KINDS
from engine.named_files import FILES, takes_files
from engine.notes import filed_name, id_of, is_note, is_note_id, name_of, notes_of
from engine.references import row_alone
from engine.rows import ROW, counted_by
from formspec.attaching import takes_attachments
from formspec.model import Question, Section, Spec
from webapp.guard import uploaded
from webapp.pages.drafts.boxes import listed
from webapp.pages.drafts.files import Posted, Taken, is_beside, take_files
from webapp.pages.drafts.in_rows import InRows
from webapp.storage.repository import Repository
from webapp.storage.stored import Draft

LIVE = "live"
"""What a page's script sends to say that it kept the page's words up with what was typed."""
_OWN_NAMES = frozenset({"base", "then", "csrf", LIVE, "at", "note", "note-id", "ref"})
STAY = "--stay."
"""What begins the name of a choice of what should stay, before the address of its answer."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TIME_DIGITS = 9
_CHANCE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """What was posted: the section as it is laid out for it, the entries, and what to do then.

    `unknown` says that something was posted that the section never asks for; `row` is the address of a row that was
    added, or of the group that one was taken from; `live` says that a script kept the page's words up with what was
    typed; `section` is the id of the section to go to, "" for none; `sent` is what was posted, as it came.
    """

    part: FormSection
    entries: Mapping[str, str]
    then: str
    base: int
    unknown: bool
    row: str
    live: bool
    section: str
    sent: Mapping[str, str]


def typed(
    form: Form, section_id: str, kept: Mapping[str, str], sent: Mapping[str, str], *, base: int, row: str = ""
) -> Typed:
    """Return what was posted on a section's page, given what the draft holds.

    `row` is the address of the question that the page had alone, "" where it had all of the section.
    """
    laid_out = form.of({**kept, **sent})
    part = laid_out.section(section_id)
    part = row_alone(part, row) if row else part
    files = _file_names(part)
    own = {name: text for name, text in sent.items() if not _is_own(name) and not is_beside(name, files)}
    entries = {name: sent.get(name, "") for name in part.names if name not in files}
    in_rows = InRows(form, section_id)
    stale = [name for name in own.keys() - set(part.names) if not in_rows.is_of_files(name)]
    entries |= {name: own[name] for name in stale if name in in_rows}
    then, _, address = sent.get("then", "").partition(" ")
    changed = _changed_row(entries, laid_out, then, address)
    unknown = any(name not in in_rows for name in stale)
    section = address if then == "go" else ""
    return Typed(part, entries, then, base, unknown, changed, LIVE in sent, section, sent)


def changed_part(
    form: Form, kept: Mapping[str, str], changed: Mapping[str, str], seen: Mapping[str, str]
) -> Typed | None:
    """Return a few inputs of one section that were changed, as if the rest stood on a page as it stands in the draft.

    None when the section never asks for one of them, or it is a file. `seen` is what stood before whoever changed them:
    a row that somebody took away meanwhile is there again in what they sent. A row that they took away themselves is
    laid out as it stands.
    """
    section_id = next(iter(changed), "").partition(".")[0]
    if section_id not in {each.id for each in form.spec.sections}:
        return None
    in_rows = InRows(form, section_id)
    sent = {**changed, **in_rows.missed(changed, kept, seen)}
    part = form.of({**kept, **sent, **in_rows.taken(changed, kept)}).section(section_id)
    asked = set(part.names) - _file_names(part)
    if any(name not in in_rows or in_rows.is_of_files(name) for name in changed if name not in asked):
        return None
    return Typed(part, {**kept, **sent}, "", 0, unknown=False, row="", live=True, section="", sent=sent)


def rows_around(
    form: Form, boxes: Mapping[str, str], kept: Mapping[str, str], seen: Mapping[str, str]
) -> dict[str, str]:
    """Return what says that the rows are there in which something is said of files, where the draft has them not."""
    section_id = next(iter(boxes), "").partition(".")[0]
    known = {each.id for each in form.spec.sections}
    return InRows(form, section_id).missed(boxes, kept, seen) if section_id in known else {}


def _is_own(name: str) -> bool:
    """Say whether something that is posted belongs to the page, and to no answer."""
    return name in _OWN_NAMES or name.startswith(STAY)


def _changed_row(entries: dict[str, str], form: Form, then: str, address: str) -> str:
    """Add or take away the row that was asked for; return where the page goes on, "" when none was asked for."""
    group, _, row_id = address.rpartition(".")
    if then == "add" and address in form.groups:
        row = f"{address}.{new_row_id()}"
        entries[row] = ROW
        return row
    if then == "remove" and group in form.groups and row_id in (form.groups[group].row_ids or ()):
        gone = [name for name in entries if name == address or name.startswith(f"{address}.")]
        entries |= dict.fromkeys(gone, "")
        return group
    return ""


def answers_typed(posted: Typed, form: Form, kept: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the inputs of each answer, given what the draft holds.

    A tick is an answer of its own, and so is a reason why nothing could be found out. A row that came or went is one as
    a whole: nobody takes away what somebody else is writing in. Rows that a number counts are one with it.
    """
    moved: dict[str, list[str]] = {}
    for name, row in _moved_rows(posted, posted.part.laid, form.spec, kept=kept, there=form.of(kept).rows):
        moved.setdefault(name, []).append(f"{row}.")
    whole = [
        (name, *(each for each in posted.part.names if each.startswith(tuple(rows)))) for name, rows in moved.items()
    ]
    yield from whole
    inner = {name for group in whole for name in group}
    yield from (cell.typed for cell in posted.part.cells if inner.isdisjoint(cell.typed))


def _moved_rows(
    posted: Typed, laid: Iterable[Laid], spec: Spec, *, kept: Mapping[str, str], there: Rows
) -> Iterator[tuple[str, str]]:
    """Yield the outermost rows that are there in what was posted and not in the draft, or the other way round.

    Each comes with the name of what says so: its marker, or the number that it is counted by.
    """
    for each in laid:
        number = counted_by(spec, each.question.group, dict(each.rows))
        for row_id, row in zip(each.row_ids or (), each.laid, strict=True):
            address = f"{each.address}.{row_id}"
            if address in each.markers and posted.entries.get(address, "") != kept.get(address, ""):
                yield address, address
            elif number and row_id not in there.get(each.address, ()):
                yield number, address
            else:
                yield from _moved_rows(posted, row, spec, kept=kept, there=there)


def new_note(draft: Draft, sent: Mapping[str, str]) -> dict[str, str]:
    """Return the entry of the note that was sent with a page.

    Each page has an id for the one that may be written on it, so that it is one however often it is sent; what a page
    without one sends is another note, unless one that is not filed says the same.
    """
    words, own = sent.get("note", "").strip(), sent.get("note-id", "")
    if is_note_id(own):
        return {name_of(own): words} if words or name_of(own) in draft.notes else {}
    known = {each.text for each in notes_of(draft.notes) if not each.filed}
    return {} if not words or words in known else {name_of(new_row_id()): words}


def typed_note(entries: Mapping[str, str]) -> dict[str, str] | None:
    """Return the entries of notes among what a script sent; None where it sent more, or a note as no page sends it.

    A note whose words are changed, or that is removed, comes with the entry that says that it is filed nowhere.
    """
    notes = [each for each in dict.fromkeys(map(id_of, entries)) if is_note_id(each) and name_of(each) in entries]
    known = {name for each in notes for name in (name_of(each), filed_name(each))}
    is_one = all(name in known and not (text and name == filed_name(id_of(name))) for name, text in entries.items())
    return {name: text.strip() for name, text in entries.items()} if is_one else None


def changed_notes(entries: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the entries of each note that a script changed or removed, by the name of its words."""
    ids = [id_of(name) for name in entries if is_note(name) and name == filed_name(id_of(name))]
    return {name_of(each): (name_of(each), filed_name(each)) for each in ids}


def filed_notes(entries: Mapping[str, str], seen: Mapping[str, str]) -> dict[str, tuple[str, ...]] | None:
    """Return the entries of notes that a script filed with an answer, or took out of it, by the name of its input.

    They are kept with that answer, or not at all. `seen` is what stood before. None where no page sends such a note.
    """
    found: dict[str, tuple[str, ...]] = {}
    for each in dict.fromkeys(id_of(name) for name in entries if is_note(name)):
        filed = filed_name(each)
        answer = entries.get(filed, "") or seen.get(filed, "")
        if not is_note_id(each) or filed not in entries or (answer and (answer not in entries or is_note(answer))):
            return None
        if answer:
            own = (name for name in (name_of(each), filed) if name in entries)
            found[answer] = (*found.get(answer, ()), *own)
    return found


def new_row_id() -> str:
    """Return an id for a row that no other row has, and that comes after all rows before it."""
    now, digits = int(time.time() * 1000), ""
    while now:
        now, digit = divmod(now, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    chance = "".join(secrets.choice(_DIGITS) for _ in range(_CHANCE_DIGITS))
    return digits.zfill(_TIME_DIGITS) + chance


def _file_names(part: FormSection) -> frozenset[str]:
    return frozenset(name for cell in part.cells if takes_files(cell) for name in cell.typed)


def has_files(spec: Spec, section: Section) -> bool:
    """Say whether files can be added in a section, in a row that is still to come too.

    Its page must be sent in another way then.
    """
    return any(asks_files(spec, each) for each in section.questions)


def asks_files(spec: Spec, question: Question) -> bool:
    """Say whether files can be added to a question's answers, or in a row of it."""
    inner = question.group.questions if question.group else ()
    own = any(KINDS[column.kind].reader == FILES for column in question.columns)
    return own or takes_attachments(spec, question) or any(asks_files(spec, each) for each in inner)


def taken_files(posted: Typed, draft: Draft, repository: Repository) -> Taken:
    """Return what is to stand in the section's answers of files, and keep the files that are new."""
    cells = [cell for cell in posted.part.cells if takes_files(cell)]
    if not cells:
        return Taken({}, {})
    seen = repository.seen(draft, posted.base)
    stood = listed(posted.sent, seen, lambda: repository.history(draft.id))
    about = Posted(sent=posted.sent, uploads=uploaded(request), seen=stood)
    return take_files(cells, draft.entries, about, repository.keep_file)
