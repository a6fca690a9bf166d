"""The policy's own table: a form as it stands on paper, blank or with what was answered.

Here lives the read-only picture of a form: the rows and cells that the sheet's templates show, whether they go into a
page of the application, onto paper, or into a file of their own. Nothing here can be filled in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from engine.form import Cell, Form
from engine.kinds.kind import Fault
from engine.page.environment import template
from engine.page.section import Run, answer_column, runs
from engine.page.stencil import paragraphs, shield
from formspec.model import Column, Prompt, Question, Section

NOTHING = "Nothing entered"


@dataclass(frozen=True, slots=True)
class ShownPrompt:
    """An evidence prompt, and whether it was ticked as seen."""

    text: str
    seen: bool
    prompts: tuple["ShownPrompt", ...]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One answer as it is read: its paragraphs, or why it could not be found out, or the room to write it in."""

    kind: str
    label: str
    shown: tuple[str, ...]
    could_not_find_out: str
    choices: tuple[str, ...]
    parts: tuple[str, ...]
    holds_prompts: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One question with its prompts and cells."""

    question: Question
    prompts: tuple[ShownPrompt, ...]
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownRun:
    """Neighbouring questions that stand in one table."""

    plain: bool
    columns: tuple[Column, ...]
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its tables."""

    id: str
    title: str
    text: str
    runs: tuple[ShownRun, ...]


def sheet(form: Form, entries: Mapping[str, str] | None, *, links: Mapping[str, str] | None = None) -> str:
    """Return the form as the policy's table, as HTML: blank when there are no entries, else with the answers.

    `links` gives, by section id, where a section can be changed.
    """
    cells = {cell.address: cell for cell in form.cells}
    shown = tuple(_section(section, cells, entries or {}) for section in form.spec.sections)
    return template("sheet.html").render(
        sections=shown,
        questions_label=form.spec.questions_label,
        wide=any(not run.plain for section in shown for run in section.runs),
        blank=entries is None,
        links=links,
        nothing=NOTHING,
    )


def letter(form: Form) -> str:
    """Return what stands before the questions, the introduction and the letter, as HTML; "" when there is neither."""
    return template("letter.html").render(spec=form.spec)


def heading(form: Form) -> str:
    """Return the form's title with its policy and the policy's dates, as HTML."""
    return template("heading.html").render(spec=form.spec)


def blank_page(form: Form) -> str:
    """Return the blank form as one self-contained HTML page, ready to print."""
    return template("blank.html").render(
        spec=form.spec,
        css=Markup(sheet_css()),  # noqa: S704 (our own file)
        heading=Markup(heading(form)),  # noqa: S704 (rendered with escaping)
        letter=Markup(letter(form)),  # noqa: S704 (rendered with escaping)
        sheet=Markup(sheet(form, None)),  # noqa: S704 (rendered with escaping)
    )


@cache
def sheet_css() -> str:
    """Return the style sheet of the policy's table."""
    return files("engine.page").joinpath("sheet.css").read_text(encoding="utf-8")


def _section(section: Section, cells: Mapping[str, Cell], entries: Mapping[str, str]) -> ShownSection:
    shown = tuple(ShownRun(run.plain, run.columns, tuple(_rows(section, run, cells, entries))) for run in runs(section))
    return ShownSection(section.id, section.title, section.text, shown)


def _rows(section: Section, run: Run, cells: Mapping[str, Cell], entries: Mapping[str, str]) -> Iterator[ShownRow]:
    for question in run.questions:
        address = f"{section.id}.{question.id}"
        prompts = tuple(_prompts(question.evidence, f"{address}.evidence", entries))
        addresses = [f"{address}.{column.id}" if column.id else address for column in question.columns]
        shown = tuple(_cell(cells[each], entries) for each in addresses)
        yield ShownRow(question, prompts, shown)


def _prompts(prompts: tuple[Prompt, ...], within: str, entries: Mapping[str, str]) -> Iterator[ShownPrompt]:
    for prompt in prompts:
        seen = entries.get(f"{within}.{prompt.id}") == "seen"
        yield ShownPrompt(shield(prompt.text), seen, tuple(_prompts(prompt.prompts, within, entries)))


def _cell(cell: Cell, entries: Mapping[str, str]) -> ShownCell:
    column = cell.column
    holds = bool(cell.question.evidence) and answer_column(cell.question) == column.id
    return ShownCell(
        kind=column.kind,
        label=shield(column.label),
        shown=_shown(cell, entries),
        could_not_find_out=shield(cell.could_not_find_out(entries)),
        choices=cell.kind.choices(column),
        parts=cell.kind.parts(column),
        holds_prompts=holds,
    )


def _shown(cell: Cell, entries: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paragraphs of an answer, parted by blank lines; where it is malformed, what was typed."""
    value = cell.value(entries)
    if isinstance(value, Fault):
        return tuple(paragraphs(" ".join(filter(None, cell.texts(entries.get)))))
    return tuple(_parted(shield(cell.kind.show(cell.column, value)))) if value is not None else ()


def _parted(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n(?:[^\S\n]*\n)+", text) if part.strip()]
