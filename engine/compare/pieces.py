"""One submission, taken apart into the places where something was asked.

Here lives what stands at each place, in words. Which place of another submission is the same is for
`engine.compare.matching` to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.answers import declared
from engine.check import state_of
from engine.compare.comparison import BLANK, EVIDENCE, EXCUSED, GIVEN, HIDDEN, Answer
from engine.form import Cell, Form, Tick
from engine.json_value import JsonObject, as_text
from engine.kinds.kind import Fault
from engine.london import day_of
from engine.named_files import takes_files
from engine.row_words import row_words
from engine.stored_file import read_files
from engine.taking import entries_of
from engine.texts import Told
from engine.wording import first_paragraph, question_text

Rows = tuple[tuple[str, str], ...]
"""The rows that something stands in: the address of each group, without rows, with the row's id."""
SEEN = "Ticked as seen"


@dataclass(frozen=True, slots=True)
class Piece:
    """One place: an answer that is asked for, or an evidence prompt.

    `template` is its address without rows, `question` the address of its question, with rows. `cell` is None for a
    prompt. `files` are the checksums and captions of the files that were given as the answer.
    """

    answer: Answer
    template: str
    rows: Rows
    question: str
    place: int
    cell: Cell | None
    files: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """Its address, with rows."""
        return self.answer.address

    @property
    def given(self) -> bool:
        """Whether an answer was given."""
        return self.answer.state == GIVEN


@dataclass(frozen=True, slots=True)
class Said:
    """What one submission says: its form laid out for it, all its places in order, and the document itself."""

    told: Told
    pieces: tuple[Piece, ...]
    document: JsonObject

    @property
    def form(self) -> Form:
        """The form, laid out for the rows that there are."""
        return self.told.form

    @property
    def entries(self) -> Mapping[str, str]:
        """What was entered, by the names of inputs."""
        return self.told.entries


def said(form: Form, document: JsonObject) -> Said:
    """Return what a document says that is valid under a form, in the words of that form."""
    entries, _ = entries_of(form, document["answers"])
    laid = form.of(entries)
    told = Told(laid, entries, state_of(laid, entries, _day(document)))
    found = [*(_of_cell(told, each) for each in laid.cells), *(_of_tick(told, each) for each in laid.ticks)]
    return Said(told, tuple(sorted(found, key=lambda piece: piece.place)), document)


def _day(document: JsonObject) -> date:
    moment = "submitted" if document["status"] == "submitted" else "saved"
    return day_of(datetime.fromisoformat(as_text(document[moment])))


def _of_cell(told: Told, cell: Cell) -> Piece:
    state, text = _answered(told, cell)
    own = cell.question.plain or not cell.column.label
    answer = Answer(
        address=cell.address,
        section=cell.section,
        question=told.filled(question_text(cell.question), cell.rows),
        row=row_words(told, cell.address),
        label="" if own else told.filled(first_paragraph(cell.column.label), cell.rows),
        role=cell.column.role,
        state=state,
        text=text,
    )
    files = tuple(_files(told, cell)) if state == GIVEN and takes_files(cell) else ()
    return Piece(answer, cell.template, cell.rows, cell.question_address, cell.place, cell, files)


def _of_tick(told: Told, tick: Tick) -> Piece:
    asked = told.state.asked.get(tick.question_address, True)
    seen = asked and bool(told.entries.get(tick.name))
    answer = Answer(
        address=tick.name,
        section=tick.section,
        question=told.filled(question_text(tick.question), tick.rows),
        row=row_words(told, tick.name),
        label=told.filled(first_paragraph(tick.prompt.text), tick.rows),
        role=EVIDENCE,
        state=GIVEN if seen else BLANK if asked else HIDDEN,
        text=SEEN if seen else "",
    )
    return Piece(answer, tick.template, tick.rows, tick.question_address, tick.place, None)


def _answered(told: Told, cell: Cell) -> tuple[str, str]:
    """Return the state of an answer, and the answer in words."""
    if not told.state.asked.get(cell.address, True):
        return HIDDEN, ""
    excuse = cell.could_not_find_out(told.entries)
    if excuse:
        return EXCUSED, excuse
    text = in_words(told, cell)
    return (GIVEN, text) if text else (BLANK, "")


def in_words(told: Told, cell: Cell) -> str:
    """Return an answer as it is read, with why it is not the one suggested; "" when there is none."""
    if cell.address in told.state.names:
        return told.state.names[cell.address].strip()
    value = told.state.worked.get(cell.address, cell.value(told.entries))
    if value is None:
        return ""
    if isinstance(value, Fault):
        return cell.kind.as_typed(cell.column, cell.texts(told.entries.get)).strip()
    shown = cell.kind.show(told.column(cell), declared(cell, value, told)).strip()
    reason = told.entries.get(cell.override, "").strip() if cell.override else ""
    return f"{shown}\n{reason}" if shown and reason else shown


def _files(told: Told, cell: Cell) -> Iterator[tuple[str, str]]:
    for text in cell.texts(told.entries.get):
        yield from ((each.sha256, each.caption) for each in read_files(text) or ())
