"""The fields of a form's sections, compiled once into plates that a request only fills.

Here lives how questions, evidence prompts and answers are put together on a page to be filled in. The inputs
themselves are WTForms fields of the answer's kind, rendered once for each distinct column; their places in the page
are cut by `engine.page.stencil`. Nothing here knows what any kind is, and nothing here decides what is right.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape
from wtforms import Field
from wtforms.form import BaseForm

from engine.form import Cell, Form
from engine.page.environment import template
from engine.page.stencil import Mark, Pieces, Plate, cut, fill, mark, paragraphs, shield
from formspec.model import Column, Question, Section

_LINE = Markup("<br>")
_TICKED = frozenset({"RadioField", "BooleanField"})


class Run(NamedTuple):
    """Neighbouring questions that are answered alike, and so stand in one table."""

    plain: bool
    columns: tuple[Column, ...]
    questions: tuple[Question, ...]


class Pages:
    """The pages of one form, each compiled when it is first asked for and kept."""

    def __init__(self, form: Form) -> None:
        """Keep the form; nothing is compiled yet."""
        self._form = form
        self._cells = {cell.address: cell for cell in form.cells}
        self._columns: dict[Column, Pieces] = {}
        self._contexts: dict[int, str] = {}
        self._plates: dict[str, Plate] = {}

    def section(self, section_id: str) -> Plate:
        """Return the plate of one section's fields. KeyError when the form has no such section."""
        if section_id not in self._plates:
            section = next((each for each in self._form.spec.sections if each.id == section_id), None)
            if section is None:
                raise KeyError(section_id)
            self._plates[section_id] = self._plate((section,))
        return self._plates[section_id]

    def whole(self) -> Plate:
        """Return the plate of all sections, one below the other with their titles."""
        if "" not in self._plates:
            self._plates[""] = self._plate(self._form.spec.sections, titled=True)
        return self._plates[""]

    def blank(self, section_id: str) -> str:
        """Return one section's fields with nothing entered."""
        return self.section(section_id).render({}, {})

    def _plate(self, sections: tuple[Section, ...], *, titled: bool = False) -> Plate:
        spec = self._form.spec
        pieces: Pieces = []
        for section in sections:
            if section is spec.sections[0]:
                pieces.append(template("letter.html").render(spec=spec))
            if titled:
                pieces.append(f"<h2>{escape(shield(section.title))}</h2>")
            pieces += self._section(section)
        return Plate(pieces, errors_at=_errors_at(self._form))

    def _section(self, section: Section) -> Pieces:
        html = template("section.html").render(
            section=section,
            runs=tuple(runs(section)),
            questions_label=self._form.spec.questions_label,
            answer_column=answer_column,
        )
        return fill(cut(html), lambda at: self._cell(self._cells[at.name]) if at.sort == "cell" else at)

    def _cell(self, cell: Cell) -> Pieces:
        if cell.column not in self._columns:
            self._columns[cell.column] = _field(cell)
        words = _words(cell, self._context(cell.question))
        address = cell.address
        return [
            piece
            if isinstance(piece, str)
            else words[piece.sort]
            if piece.sort in words
            else Mark(piece.sort, address + piece.name[1:], piece.option)
            for piece in self._columns[cell.column]
        ]

    def _context(self, question: Question) -> str:
        """Return a question's first paragraph as HTML, for labels that are read without their row."""
        if id(question) not in self._contexts:
            said = paragraphs(question.label)
            self._contexts[id(question)] = str(escape(said[0])) if said else ""
        return self._contexts[id(question)]


def runs(section: Section) -> Iterator[Run]:
    """Yield the section's questions in runs that stand in one table each."""
    for (plain, _), questions in groupby(section.questions, _answered_with):
        run = tuple(questions)
        yield Run(plain, () if plain else run[0].columns, run)


def _answered_with(question: Question) -> tuple[bool, tuple[tuple[str, str], ...]]:
    return question.plain, tuple((column.id, column.label) for column in question.columns if column.id)


def answer_column(question: Question) -> str:
    """Return the id of the column that a question's evidence prompts stand in: its answer, or else its first."""
    return next((column.id for column in question.columns if column.role == "answer"), question.columns[0].id)


def _field(cell: Cell) -> Pieces:
    """Return the pieces of one column's inputs, with the address still open."""
    address, column = mark("address"), cell.column
    fields = cell.kind.fields(column)
    form = BaseForm({address + suffix: field for suffix, field in fields.items()})
    bound: Mapping[str, Field] = {suffix: form[address + suffix] for suffix in fields}
    typed = [suffix for suffix, field in bound.items() if field.type not in _TICKED]
    form.process(data={address + suffix: str(mark("value", "@" + suffix)) for suffix in typed})
    hints = {option.value: shield(option.hint) for option in column.options}
    grouped = len(bound) > 1 or not typed
    return cut(template("field.html").render(column=column, fields=bound, hints=hints, grouped=grouped))


def _words(cell: Cell, context: str) -> dict[str, str]:
    """Return what the marks of a field's wording stand for in one cell, as HTML."""
    question, column, address = cell.question, cell.column, cell.address
    if question.plain:
        label = str(_LINE.join(map(escape, paragraphs(question.label))))
        label = label if column.required else f'{label} <span class="optional">(optional)</span>'
        hint = template("hint.html").render(question=question, address=address) if _hinted(question) else ""
    else:
        label = f'{escape(shield(column.label))}<span class="visually-hidden"> for: {context}</span>'
        hint = f'<p class="hint" id="{address}--hint">{escape(shield(column.hint))}</p>' if column.hint else ""
    described = f"{address}--hint {address}--error" if hint else f"{address}--error"
    return {"address": address, "context": context, "label": label, "hint": hint, "described": described}


def _hinted(question: Question) -> bool:
    return bool(question.hint or question.points)


def _errors_at(form: Form) -> dict[str, str]:
    """Return, for every input's name, the address where its message is shown."""
    shown = {name: cell.address for cell in form.cells for name in cell.names}
    first: dict[str, str] = {}
    for cell in form.cells:
        first.setdefault(f"{cell.section}.{cell.question.id}", cell.address)
    return shown | {tick.name: first[tick.question_address] for tick in form.ticks}
