"""A compiled form: one version of one spec, with everything that can be known before an answer comes in.

Here live the values that `engine.compile` makes and that checking, documents, schemas and pages read: cells (one
answer each), ticks (one evidence prompt each) and the short tables that `engine.check` walks. A form never changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.answer_error import AnswerError
from engine.json_value import Json
from engine.kinds.kind import Fault, Input, Kind, Reading, is_blank
from engine.wording import Wording
from formspec.model import Column, Prompt, Question, Section, Spec

ANSWER = "answer"
EVIDENCE = "evidence"
SEEN = "seen"
Get = Callable[[str, str], str]


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One answer that is asked for.

    `typed` are the names of its inputs, in order; `reason` is the name of the reason why it could not be found out (""
    where that is not allowed); `names` are all of them. `member` is where the value stands in the question's object,
    or "" when it stands in the question's place. `place` is where its first input comes in the form's order. `errors`
    keeps the few errors that an answer can have, each from when it was first made.
    """

    address: str
    section: str
    question: Question
    column: Column
    kind: Kind
    inputs: tuple[Input, ...]
    names: tuple[str, ...]
    typed: tuple[str, ...]
    reason: str
    member: str
    place: int
    wording: Wording
    errors: dict[Fault, AnswerError] = field(default_factory=dict, repr=False)

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
        if fault not in self.errors:
            message = dict(self.column.errors).get(fault.code) or self.kind.sentence(self.column, self.wording, fault)
            self.errors[fault] = AnswerError(self.address, self.address + fault.suffix, fault.code, message)
        return self.errors[fault]


@dataclass(frozen=True, slots=True, eq=False)
class Tick:
    """One evidence prompt that can be ticked as seen. `name` is its input's name, and its address."""

    name: str
    section: str
    question: Question
    prompt: Prompt
    place: int

    @property
    def question_address(self) -> str:
        """The address of the question that the prompt belongs to."""
        return f"{self.section}.{self.question.id}"


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """What the check of a form, or of one of its sections, walks.

    `limits` holds every name that is accepted, with the longest text; `places` the names' order. The rest are rows for
    one rule each, with the order and the error ready: `required` (name), `reasoned` (name, reason), `options` (name,
    texts allowed), `lines` (name of a text of one line), `exact` (name, the one text). `read` are the answers that
    must be read to be checked, `excusable` those that may have a reason in place of a value. `owners` says whose a
    name is.
    """

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


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the answers to one question stand in a document.

    `cells` are found by their member ("" is in the question's own place), `ticks` by their prompt's id.
    """

    cells: Mapping[str, Cell]
    ticks: Mapping[str, Tick]


@dataclass(frozen=True, slots=True, eq=False)
class FormSection:
    """One section of a form: its cells and ticks, the names of all its inputs, and the tables to check it by."""

    section: Section
    cells: tuple[Cell, ...]
    ticks: tuple[Tick, ...]
    names: tuple[str, ...]
    tables: Tables


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One version of a form, ready to be filled in."""

    spec: Spec
    sections: tuple[FormSection, ...]
    cells: tuple[Cell, ...]
    ticks: tuple[Tick, ...]
    tables: Tables
    by_address: Mapping[str, Cell]
    questions: Mapping[str, Mapping[str, Places]]
    """The places of the answers, by section and question."""

    @property
    def limits(self) -> Mapping[str, int]:
        """Every name that is accepted, with the length of the longest text."""
        return self.tables.limits

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
        section, _, question = address.partition(".")
        places = self.questions.get(section, {}).get(question)
        within = tuple(places.cells.values()) if places else ()
        return next((cell for cell in within if cell.column.role == ANSWER), within[0] if within else None)

    def with_role(self, role: str) -> tuple[Cell, ...]:
        """Return the cells whose column has the role, in the form's order."""
        return tuple(cell for cell in self.cells if cell.column.role == role)
