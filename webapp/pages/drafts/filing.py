"""Filing a note: its words become part of an answer, a concern or a further action, and can be taken out again.

Here lives which answers can take words, and what both acts make of what stands there. Merging that with what others
save is the repository's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.check import state_of
from engine.form import ANSWER, Cell, Laid, answer_cell
from engine.length import exceeds
from engine.notes import Note, filed_name
from engine.parts import is_open
from engine.row_words import question_words
from engine.texts import Told
from engine.wording import question_text
from webapp.pages.desk import today
from webapp.pages.drafts.steps import titles
from webapp.pages.shelf import Edition
from webapp.pages.words import role_word
from webapp.storage.stored import Draft

_LINE, _LINES = "text", "long-text"
_FILED_AS = (ANSWER, "concern", "action")
Posted = Mapping[str, str]


class NotFiledError(Exception):
    """A note cannot be filed as somebody asked; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """A question that a note can be filed under, by its address."""

    address: str
    question: str


def places(opened: Edition, draft: Draft) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Yield the questions that are asked now and can take words, with the title of each section."""
    form, titled = opened.form.of(draft.entries), titles(opened, draft)
    told = Told(form, draft.entries, state_of(form, draft.entries, today()))
    for section in form.sections:
        if is_open(form, draft.entries, section.section):
            able = [each for each in flat(section.laid) if boxes(told, each)]
            found = (
                Place(each.address, question_words(told, each.address, question_text(each.question))) for each in able
            )
            if able:
                yield titled[section.section.id], tuple(found)


def boxes(told: Told, laid: Laid) -> dict[str, Cell]:
    """Return the answers of a question that take words now, by the role that these are filed as."""
    found = ((role, _takes(told, laid, role)) for role in _FILED_AS)
    return {role: cell for role, cell in found if cell is not None}


def sorts(opened: Edition) -> tuple[tuple[str, str], ...]:
    """Return what a note can be filed as in a form: the role, and what the form calls it."""
    roles = [role for role in _FILED_AS[1:] if opened.form.with_role(role)]
    return ((ANSWER, "Answer"), *((role, role_word(opened.spec, role)) for role in roles))


def filed(opened: Edition, draft: Draft, note: Note, address: str, role: str) -> Posted:
    """Return what makes a note part of an answer: the answer with its words, and where it is filed.

    Raises NotFiledError where there is no such answer, or no room in it.
    """
    form = opened.form.of(draft.entries)
    told = Told(form, draft.entries, state_of(form, draft.entries, today()))
    laid = form.laid.get(address)
    if laid is None or role not in _FILED_AS:
        raise NotFiledError("Select the question that the note belongs to.")
    cell = _takes(told, laid, role)
    if cell is None or not is_open(form, draft.entries, form.section(cell.section).section):
        raise NotFiledError("That question has no box of this sort for words: choose another question, or another box.")
    name = cell.typed[0]
    text = joined(cell, draft.entries.get(name, ""), note.text)
    if exceeds(text, form.limits[name]):
        raise NotFiledError(
            f"There is not enough room in that box: it takes {form.limits[name]:,} characters. Shorten the note or the "
            "answer first."
        )
    return {name: text, filed_name(note.id): name}


def taken_out(opened: Edition, draft: Draft, note: Note) -> Posted | None:
    """Return what makes a note one that is not filed; None where its words stand in the answer no more.

    They are then for a person to look for.
    """
    cell = opened.form.of(draft.entries).tables.owners.get(note.filed)
    rest = without(cell if isinstance(cell, Cell) else None, draft.entries.get(note.filed, ""), note)
    return None if rest is None else {note.filed: rest, filed_name(note.id): ""}


def without(cell: Cell | None, stands: str, note: Note) -> str | None:
    """Return an answer without the words of a note, given what answer it is; None where they stand in it no more."""
    words = joined(cell, "", note.text) if cell else note.text
    before, there, after = stands.rpartition(words)
    if not there:
        return None
    blank = "\n" if "\n" in stands else " "
    return blank.join(filter(None, (before.rstrip(), after.lstrip())))


def where(opened: Edition, draft: Draft, note: Note) -> str:
    """Return what the answer is called that a note was filed under; "" where the form has no such answer now."""
    form = opened.form.of(draft.entries)
    cell = form.tables.owners.get(note.filed)
    if not isinstance(cell, Cell):
        return ""
    told = Told(form, draft.entries, state_of(form, draft.entries, today()))
    question = question_words(told, cell.address, question_text(cell.question))
    return f"{question} ({cell.column.label})" if cell.column.label and not cell.question.plain else question


def joined(cell: Cell, stands: str, words: str) -> str:
    """Return an answer with words behind it, on a line of their own where the answer may have several."""
    if cell.kind.name == _LINE:
        return " ".join(filter(None, (stands.strip(), " ".join(words.split()))))
    return "\n".join(filter(None, (stands.rstrip(), words.strip())))


def _takes(told: Told, laid: Laid, role: str) -> Cell | None:
    """Return the answer of a question that takes words in a role; None where there is none, or it is not asked."""
    cell = (
        answer_cell(laid) if role == ANSWER else next((each for each in laid.cells if each.column.role == role), None)
    )
    if cell is None or cell.kind.name not in {_LINE, _LINES} or (role == ANSWER and cell.column.role in _FILED_AS[1:]):
        return None
    return cell if told.state.asked.get(cell.address, True) else None


def flat(laid: tuple[Laid, ...]) -> Iterator[Laid]:
    """Yield questions with those within them, in their order."""
    for each in laid:
        yield each
        for row in each.laid:
            yield from flat(row)
