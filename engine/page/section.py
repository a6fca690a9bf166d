"""The fields of a form's sections, compiled once into plates that a request only fills.

Here lives how questions, rows, evidence prompts and answers are put together on a page to be filled in. The inputs
themselves are WTForms fields of the answer's kind, rendered once for each distinct column; their places in the page
are cut by `engine.page.stencil`. What depends on answers is put in by `engine.page.live`. Nothing here knows what any
kind is, and nothing here decides what is right.
"""

from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape
from wtforms import Field
from wtforms.form import BaseForm

from engine import nothing
from engine.form import Cell, Form, FormSection, Laid
from engine.kept import Kept
from engine.numbering import numbers
from engine.page.boxes import boxes
from engine.page.environment import template
from engine.page.runs import Run, answer_column, questions_label, runs
from engine.page.said import said, stood
from engine.page.stencil import Mark, Pieces, Plate, cut, fill, hole, mark, paragraphs, shield
from engine.references import beside_numbers
from engine.rows import ROW
from formspec.model import Column

_LINE = Markup("<br>")
_TICKED = frozenset({"RadioField", "BooleanField"})
_NEW_ROW = ("__row__", "__row2__", "__row3__", "__row4__")
_KEPT = 64

__all__ = ["Pages", "Run", "answer_column", "runs"]


class Pages:
    """The pages of one form, each compiled when it is first asked for, for the rows that it has, and kept."""

    def __init__(self, form: Form) -> None:
        """Keep the form; nothing is compiled yet."""
        self._form = form
        self._columns: dict[tuple[Column, bool], Pieces] = {}
        self._plates: Kept[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], Plate] = Kept(_KEPT, lambda _: 1)

    def section(self, section_id: str, form: Form | None = None) -> Plate:
        """Return the plate of one section's fields, with the rows of a layout. KeyError when there is none such."""
        form = form or self._form
        return self._kept(section_id, form, (form.section(section_id),))

    def row(self, address: str, form: Form | None = None) -> Plate:
        """Return the plate of one question of a section, with the rows of a layout. KeyError when there is none."""
        form = form or self._form
        return self._plates.get((address, tuple(form.rows.items())), lambda: self._made_row(address, form))

    def whole(self, form: Form | None = None) -> Plate:
        """Return the plate of all sections, one below the other with their titles."""
        form = form or self._form
        return self._kept("", form, form.sections)

    def blank(self, section_id: str) -> str:
        """Return one section's fields with nothing entered."""
        return self.section(section_id).render({}, {})

    def _kept(self, name: str, form: Form, sections: tuple[FormSection, ...]) -> Plate:
        return self._plates.get((name, tuple(form.rows.items())), lambda: self._made(name, form, sections))

    def _made(self, name: str, form: Form, sections: tuple[FormSection, ...]) -> Plate:
        laid_out = _with_room_to_add(form)
        chosen = tuple(laid_out.section(each.section.id) for each in sections)
        return _Making(laid_out, self._columns).plate(chosen, titled=not name)

    def _made_row(self, address: str, form: Form) -> Plate:
        laid_out = _with_room_to_add(form)
        return _Making(laid_out, self._columns).row(laid_out.section(address.partition(".")[0]), laid_out.laid[address])


def _with_room_to_add(form: Form) -> Form:
    """Return a layout with a row more in every group that takes one, as a script copies it."""
    return form.lay(dict(_with_new_rows(form))) if form.row_names else form


def _with_new_rows(form: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the rows of every group with one more, as a script copies it to add a row."""
    for section in form.sections:
        yield from _new_rows_within(section.laid, section.section.id, 0)


def _new_rows_within(laid: tuple[Laid, ...], within: str, depth: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in laid:
        group, address = each.question.group, f"{within}.{each.question.id}"
        if group is None:
            continue
        ids = each.row_ids or ()
        new = () if group.exactly is not None else (_NEW_ROW[min(depth, len(_NEW_ROW) - 1)],)
        yield address, (*ids, *new)
        for row_id, row in zip(ids, each.laid, strict=True):
            yield from _new_rows_within(row, f"{address}.{row_id}", depth)
        for row_id in new:
            bare = tuple(Laid("", "", (), (), inner, row_ids=() if inner.group else None) for inner in group.questions)
            yield from _new_rows_within(bare, f"{address}.{row_id}", depth + 1)


def _may_be_none(cell: Cell) -> bool:
    """Say whether an answer is a concern or a further action in somebody's own words, where there need be none."""
    return nothing.may_say(cell.column) and not cell.column.required


class _Making:
    """One layout of a form being made into plates."""

    def __init__(self, form: Form, columns: dict[tuple[Column, bool], Pieces]) -> None:
        self._form = form
        self._subject = form.spec.about.question if form.spec.about else ""
        self._columns = columns
        self._numbers = numbers(form.spec)
        self._references = beside_numbers(form.spec)
        self._contexts: dict[str, str] = {}

    def plate(self, sections: tuple[FormSection, ...], *, titled: bool) -> Plate:
        """Return the plate of some sections."""
        pieces: Pieces = []
        for section in sections:
            if section.section is self._form.spec.sections[0]:
                pieces += cut(template("letter.html").render(spec=self._form.spec, rows=()))
            pieces += self._titled(section) if titled else self._questions(section, section.laid, whole=True)
        return self._plate(pieces, tuple(each for section in sections for each in section.laid))

    def row(self, section: FormSection, laid: Laid) -> Plate:
        """Return the plate of one question of a section."""
        return self._plate(self._questions(section, (laid,), whole=False), (laid,))

    def _titled(self, section: FormSection) -> Pieces:
        """Return a section with its title, which goes with it where the section is only asked sometimes."""
        title = f"<h2>{escape(shield(section.section.title))}</h2>"
        questions = self._questions(section, section.laid, whole=True)
        if section.section.when is None:
            return [title, *questions]
        address = section.section.id
        return [*cut(f'<div data-asked="{address}"{hole("asked", address)}>'), title, *questions, "</div>"]

    def _plate(self, pieces: Pieces, laid: tuple[Laid, ...]) -> Plate:
        return Plate(pieces, errors_at=dict(_shown_at(laid)), error=self._form.language.say("Error:"))

    def _questions(self, section: FormSection, laid: tuple[Laid, ...], *, whole: bool) -> Pieces:
        html = template("section.html").render(
            section=section.section,
            laid=laid,
            text=section.section.text if whole else "",
            may_be_none=whole and any(map(_may_be_none, section.cells)),
            runs=runs,
            boxes=boxes,
            questions_label=questions_label(self._form),
            say=self._form.language.say,
            answer_column=answer_column,
            ruled=self._form.ruled,
            numbers=self._numbers,
            references=self._references,
            row_marker=ROW,
            new_rows=_NEW_ROW,
        )
        return fill(cut(html), lambda at: self._cell(self._form.by_address[at.name]) if at.sort == "cell" else at)

    def _cell(self, cell: Cell) -> Pieces:
        names_subject = cell.address == self._subject
        key = (cell.column, names_subject)
        if key not in self._columns:
            self._columns[key] = _field(cell, ruled=self._form.ruled, names_subject=names_subject)
        words = self._words(cell)
        return [
            piece
            for each in self._columns[key]
            for piece in (
                (each,) if isinstance(each, str) else words[each.sort] if each.sort in words else (_stood(each, cell),)
            )
        ]

    def _words(self, cell: Cell) -> dict[str, Pieces]:
        """Return what the marks of a field's wording stand for in one cell."""
        question, column, address = cell.question, cell.column, cell.address
        if question.plain:
            label = str(self._number(cell) + _LINE.join(said(each, cell.rows) for each in paragraphs(question.label)))
            label += _optional(cell)
            hint = template("hint.html").render(question=question, address=address, rows=cell.rows)
            hint = hint if question.hint or question.points else ""
        else:
            context, of = self._context(cell), escape(self._form.language.say("for:"))
            label = f'{said(shield(column.label), cell.rows)}<span class="visually-hidden"> {of} {context}</span>'
            hint = f'<p class="hint" id="{address}--hint">{said(column.hint, cell.rows)}</p>' if column.hint else ""
        described = (f"{address}--hint " if hint else "") + f"{mark('before-id', address)}{address}--error"
        written = {"address": address, "label": label, "hint": hint, "described": described}
        return {sort: cut(html) for sort, html in (written | {"context": self._context(cell)}).items()}

    def _number(self, cell: Cell) -> Markup:
        number = self._numbers.get(cell.template, "")
        return Markup('<span class="number">{}</span> ').format(number) if number else Markup()

    def _context(self, cell: Cell) -> str:
        """Return a question's first paragraph as HTML, for labels that are read without their row."""
        key = f"{cell.section} {cell.rows} {cell.question.id}"
        if key not in self._contexts:
            words = paragraphs(cell.question.label)
            self._contexts[key] = str(said(words[0], cell.rows)) if words else ""
        return self._contexts[key]


def _stood(hole: Mark, cell: Cell) -> str | Mark:
    """Return a hole of a column's inputs as it is for one cell."""
    if hole.name.startswith("@"):
        return Mark(hole.sort, cell.address + hole.name[1:], hole.option)
    return stood(hole, cell.rows)


def _optional(cell: Cell) -> str:
    """Return the words that an answer may be left out, which go while a condition needs it."""
    if cell.column.required or not cell.typed:
        return ""
    said = escape(cell.kind.language.say("(optional)"))
    if cell.column.required_when is None:
        return f' <span class="optional">{said}</span>'
    hidden = hole("needed", cell.address)
    return f' <span class="optional" data-required="{cell.address}"{hidden}>{said}</span>'


def _field(cell: Cell, *, ruled: bool, names_subject: bool) -> Pieces:
    """Return the pieces of one column's inputs, with the address still open."""
    address, column = mark("address"), cell.column
    fields = cell.kind.fields(column)
    form = BaseForm({address + suffix: field for suffix, field in fields.items()})
    bound: Mapping[str, Field] = {suffix: form[address + suffix] for suffix in fields}
    typed = [suffix for suffix, field in bound.items() if field.type not in _TICKED]
    form.process(data={address + suffix: str(mark("value", "@" + suffix)) for suffix in typed})
    html = template("field.html").render(
        column=column,
        fields=bound,
        say=cell.kind.language.say,
        options={option.value: option for option in column.options},
        grouped=len(bound) > 1 or not typed,
        ruled=ruled,
        names_subject=names_subject,
    )
    return cut(html)


def _shown_at(laid: tuple[Laid, ...]) -> Iterator[tuple[str, str]]:
    """Yield, for every input's name, the address where its message is shown."""
    for each in laid:
        yield each.address, each.cells[0].address if each.cells else each.address
        for cell in (*each.cells, *each.attaching):
            yield from ((name, cell.address) for name in (cell.address, *cell.names))
        for tick in each.ticks:
            yield tick.name, each.cells[0].address
        for row in each.laid:
            yield from _shown_at(row)
