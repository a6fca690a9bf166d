"""A compiled form: one version of one spec, with everything that can be known before an answer comes in.

Here live the values that `engine.compile` makes and that checking, documents, schemas and pages read: cells (one
answer each), ticks (one evidence prompt each) and the short tables that `engine.check` walks. A form never changes.

A form whose groups repeat is laid out for the rows that there are: `Form.of` gives the layout for what was entered.
"""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.answer_error import AnswerError
from engine.json_value import Json
from engine.kinds.kind import Fault, Input, Kind, Reading, is_blank
from engine.language import Language
from engine.length import with_excess
from engine.rows import rows_of
from engine.wording import Wording, question_text
from formspec.model import Column, Prompt, Question, Section, Spec

ANSWER = "answer"
EVIDENCE = "evidence"
SEEN = "seen"
CHECKS = "checks"
PARTS = "parts"
OVERRIDE = "reason"
"""What the name of the reason why a suggestion was not followed ends with."""
_TOO_LONG = "too-long"
_MOST_ERRORS = 20
"""How many errors of one answer are kept: a message may have a file's name or a day in it, of which there is no end."""
LAST = sys.maxsize
"""The place of what belongs to no input: behind all of them."""
Get = Callable[[str, str], str]
Path = tuple[str | int, ...]
Rows = Mapping[str, tuple[str, ...]]
"""The ids of a group's rows, in order, by the group's address (with the rows that it stands in itself)."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One answer that is asked for.

    `template` is its address without rows, `rows` the rows it stands in: the address of each group, without rows, with
    the row's id. `typed` are the names of its inputs, in order; `reason` is the name of the reason why it could not be
    found out, `override` of the reason why another answer was given than was suggested ("" where there is none);
    `names` are all of them. `path` is where the value stands in the answers of a document; its last step is "" where
    it stands in the question's place. `place` is where it comes in the form's order, and with it its first input.
    `errors` keeps the first errors that the answer had, because most answers can only have those few.
    """

    address: str
    template: str
    rows: tuple[tuple[str, str], ...]
    section: str
    question: Question
    column: Column
    kind: Kind
    inputs: tuple[Input, ...]
    names: tuple[str, ...]
    typed: tuple[str, ...]
    reason: str
    override: str
    path: "Path"
    place: int
    wording: Wording
    errors: dict[Fault, AnswerError] = field(default_factory=dict, repr=False)

    @property
    def question_address(self) -> str:
        """The address of the question that the answer belongs to."""
        return self.address.removesuffix(f".{self.column.id}") if self.column.id else self.address

    def texts(self, get: Get) -> list[str]:
        """Return what was entered in the answer's inputs, in their order."""
        return [get(name, "") for name in self.typed]

    def reading(self, entries: Mapping[str, str]) -> Reading:
        """Return what can be read from the entries."""
        return self.kind.parse(self.column, self.texts(entries.get))

    def value(self, entries: Mapping[str, str]) -> Json | Fault:
        """Return the value that was entered, a part of one, None when there is none, or what is wrong with it."""
        value, faults = self.reading(entries)
        wrong = next((fault for fault in faults if not fault.missing), None)
        if wrong is not None:
            return wrong
        return faults[0] if faults and value is None else value

    def could_not_find_out(self, entries: Mapping[str, str]) -> str:
        """Return the reason why the answer could not be found out, "" when none was given."""
        return entries.get(self.reason, "").strip() if self.reason else ""

    def answered(self, entries: Mapping[str, str]) -> bool:
        """Say whether anything at all was entered as the answer."""
        return not all(map(is_blank, self.texts(entries.get)))

    def error(self, fault: Fault) -> AnswerError:
        """Return the fault as an error that a person can read, in the spec's words where it has its own."""
        kept = self.errors.get(fault)
        if kept is not None:
            return kept
        message = dict(self.column.errors).get(fault.code) or self.kind.sentence(self.column, self.wording, fault)
        message = with_excess(message, fault.detail, self.kind.language) if fault.code == _TOO_LONG else message
        error = AnswerError(self.address, self.address + fault.suffix, fault.code, message)
        if len(self.errors) < _MOST_ERRORS:
            self.errors[fault] = error
        return error


@dataclass(frozen=True, slots=True, eq=False)
class Tick:
    """One evidence prompt that can be ticked as seen. `name` is its input's name, and its address."""

    name: str
    template: str
    rows: tuple[tuple[str, str], ...]
    path: Path
    section: str
    question: Question
    prompt: Prompt
    place: int

    @property
    def question_address(self) -> str:
        """The address of the question that the prompt belongs to."""
        return self.name.removesuffix(f".{EVIDENCE}.{self.prompt.id}")

    def error(self, language: Language) -> AnswerError:
        """Return the error of a tick that is something else than a tick."""
        words = {"prompt": self.prompt.text, "question": question_text(self.question)}
        message = language.say("“{prompt}” for “{question}” can only be ticked as seen", **words)
        return AnswerError(self.name, self.name, "not-an-option", message)


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """What the check of a form, or of one of its sections, walks; `language` is that of its messages.

    `limits` holds every name that is accepted, with the longest text; `places` the names' order. The rest are rows for
    one rule each, with the order and the error ready: `required` (name), `reasoned` (name, reason), `options` (name,
    texts allowed), `lines` (name of a text of one line), `exact` (name, the one text). `read` are the answers that
    must be read to be checked, `excusable` those that may have a reason in place of a value. `owners` says whose a
    name is.
    """

    language: Language
    limits: Mapping[str, int]
    places: Mapping[str, int]
    owners: Mapping[str, Cell | Tick]
    required: tuple[tuple[str, int, AnswerError], ...]
    reasoned: tuple[tuple[str, str, int, AnswerError], ...]
    options: tuple[tuple[str, frozenset[str], int, AnswerError], ...]
    lines: tuple[tuple[str, int, AnswerError], ...]
    exact: Mapping[str, tuple[str, int, AnswerError]]
    read: tuple[Cell, ...]
    excusable: Mapping[str, Cell]

    def place(self, name: str) -> int:
        """Return where an input comes in the form's order, by its name; any other name comes last."""
        return self.places.get(name, LAST)


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """One question as it is laid out: its address and the rows it stands in, with its cells and ticks.

    `attachments` is the cell of the photos and files beside its answers, None where it takes none.

    A group has `row_ids` instead (None for any other question), and `laid` holds the questions of each row. `place` is
    where it begins in the form's order.
    """

    address: str
    template: str
    rows: tuple[tuple[str, str], ...]
    path: Path
    question: Question
    place: int = 0
    cells: tuple[Cell, ...] = ()
    ticks: tuple[Tick, ...] = ()
    attachments: Cell | None = None
    row_ids: tuple[str, ...] | None = None
    laid: tuple[tuple["Laid", ...], ...] = ()

    @property
    def markers(self) -> tuple[str, ...]:
        """The names of the entries that say which rows a group has; none where that is not for a person to say."""
        group = self.question.group
        counted = group is None or group.exactly is not None or bool(group.as_many_as)
        return () if counted else tuple(f"{self.address}.{row}" for row in self.row_ids or ())

    @property
    def members(self) -> Mapping[str, Cell]:
        """The cells by where they stand in the question's object; "" is in the question's own place."""
        return {str(cell.path[-1]): cell for cell in (*self.cells, *self.attaching)}

    @property
    def attaching(self) -> tuple[Cell, ...]:
        """The cell of the attachments; none where it takes none."""
        return () if self.attachments is None else (self.attachments,)


@dataclass(frozen=True, slots=True, eq=False)
class FormSection:
    """One section of a form: its questions, cells and ticks, the names of all its inputs, and the tables for them.

    The cells of attachments are among the cells.
    """

    section: Section
    laid: tuple[Laid, ...]
    cells: tuple[Cell, ...]
    ticks: tuple[Tick, ...]
    names: tuple[str, ...]
    tables: Tables


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Form:
    """One version of a form in one language, ready to be filled in, with the rows that its groups have.

    `laid` are its questions and `groups` its groups as laid out, by address. `reasons` are the names of the entries
    that say why a warning was overridden, `seals` of those that say that a part is complete. `ruled` says that it has
    rules beyond each answer, `row_names` how the names of what stands in rows begin (None when nothing repeats). `lay`
    gives the same form with other rows. `original` is a translation's form in the words of its spec.
    """

    spec: Spec
    language: Language
    sections: tuple[FormSection, ...]
    cells: tuple[Cell, ...]
    ticks: tuple[Tick, ...]
    tables: Tables
    by_address: Mapping[str, Cell]
    laid: Mapping[str, Laid]
    groups: Mapping[str, Laid]
    reasons: tuple[str, ...]
    seals: tuple[str, ...]
    ruled: bool
    row_names: re.Pattern[str] | None
    lay: Callable[[Rows], "Form"] = field(repr=False)
    original: "Form | None" = field(default=None, repr=False)

    @property
    def own(self) -> "Form":
        """The form in the words of its spec, which documents are in: itself, unless it is a translation."""
        return self if self.original is None else self.original

    @property
    def limits(self) -> Mapping[str, int]:
        """Every name that is accepted, with the length of the longest text."""
        return self.tables.limits

    @property
    def rows(self) -> Rows:
        """The rows that this layout has."""
        return {address: group.row_ids or () for address, group in self.groups.items()}

    def of(self, entries: Mapping[str, str]) -> "Form":
        """Return the form with the rows that these entries have."""
        return self if self.row_names is None else self.lay(rows_of(self.spec, entries))

    def standing(self, entries: Mapping[str, str]) -> Mapping[str, str]:
        """Return the entries without those of rows that are no longer there, which a draft keeps."""
        if self.row_names is None:
            return entries
        limits, is_of_a_row = self.limits, self.row_names.match
        return {name: text for name, text in entries.items() if name in limits or not is_of_a_row(name)}

    def section(self, section_id: str) -> FormSection:
        """Return one section. KeyError when the form has none of that id."""
        for each in self.sections:
            if each.section.id == section_id:
                return each
        raise KeyError(section_id)

    def cell(self, address: str) -> Cell | None:
        """Return the cell at an address; for the address of a question with columns, its answer's (or first) cell."""
        if address in self.by_address:
            return self.by_address[address]
        laid = self.laid.get(address)
        return answer_cell(laid) if laid else None

    def with_role(self, role: str) -> tuple[Cell, ...]:
        """Return the cells whose column has the role, in the form's order."""
        return tuple(cell for cell in self.cells if cell.column.role == role)


def answer_cell(laid: Laid) -> Cell | None:
    """Return the cell of a question's answer, or else its first; None for a group."""
    return next((cell for cell in laid.cells if cell.column.role == ANSWER), laid.cells[0] if laid.cells else None)
