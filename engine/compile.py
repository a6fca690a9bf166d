"""From a spec to a form, once per version.

Here lives the laying out of a form for the rows that it has: names, order and nouns. Nothing here looks at an answer.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

from engine.attachments import column_of, kind_in
from engine.form import (
    ANSWER,
    CHECKS,
    EVIDENCE,
    OVERRIDE,
    PARTS,
    Cell,
    Form,
    FormSection,
    Laid,
    Rows,
    Tick,
)
from engine.kept import Kept
from engine.kinds import kinds_in
from engine.kinds.kind import CNFO, REASON_LIMIT, Kind
from engine.language import ENGLISH, Language
from engine.rows import ROW, row_names, rows_of
from engine.ruled import is_ruled
from engine.tabling import tables_of
from engine.wording import wording
from formspec.attaching import takes_attachments
from formspec.logic import Check
from formspec.model import Column, Group, Prompt, Question, Section, Spec

_MOST_NAMES = 50_000
"""How many names of inputs the layouts of one form that are kept may have together."""


def compile_form(spec: Spec, language: Language = ENGLISH, original: Form | None = None) -> Form:
    """Return the form of a spec that the loader found no error in, with the rows that it begins with.

    Its messages are in `language`. Of a translation, `original` is the form in the words of the spec itself.
    """
    return _Layouts(spec, language, original).lay(rows_of(spec, {}))


class _Layouts:
    """The layouts of one form, each made when its rows first occur; those that were asked for last are kept."""

    def __init__(self, spec: Spec, language: Language, original: Form | None) -> None:
        self._spec = spec
        self._original = original
        self._language = language
        self._ruled = is_ruled(spec)
        self._row_names = row_names(spec)
        self._kept: Kept[tuple[tuple[str, tuple[str, ...]], ...], Form] = Kept(_MOST_NAMES, _names)

    def lay(self, rows: Rows) -> Form:
        """Return the form with these rows."""
        return self._kept.get(tuple(rows.items()), lambda: self._laid_out(rows))

    def _laid_out(self, rows: Rows) -> Form:
        sections: list[FormSection] = []
        place = 0
        for section in self._spec.sections:
            made = _Section(section, rows, place, self._language, self._spec)
            sections.append(made.section())
            place = made.place
        cells = tuple(chain.from_iterable(each.cells for each in sections))
        ticks = tuple(chain.from_iterable(each.ticks for each in sections))
        laid = {each.address: each for section in sections for each in _flat(section.laid)}
        reasons = tuple(_reasons(self._spec.checks, CHECKS)) + tuple(
            chain.from_iterable(map(_reasons_within, chain.from_iterable(each.laid for each in sections)))
        )
        seals = tuple(f"{PARTS}.{part.id}" for part in self._spec.parts)
        markers = [each.tables.limits for each in sections]
        return Form(
            spec=self._spec,
            language=self._language,
            sections=tuple(sections),
            cells=cells,
            ticks=ticks,
            tables=tables_of(cells, ticks, [*markers, dict.fromkeys((*reasons, *seals), REASON_LIMIT)], self._language),
            by_address=MappingProxyType({cell.address: cell for cell in cells}),
            laid=MappingProxyType(laid),
            groups=MappingProxyType({address: each for address, each in laid.items() if each.row_ids is not None}),
            reasons=reasons,
            seals=seals,
            ruled=self._ruled,
            row_names=self._row_names,
            lay=self.lay,
            original=self._original,
        )


def _names(form: Form) -> int:
    return len(form.limits)


def _reasons(checks: tuple[Check, ...], within: str) -> Iterator[str]:
    """Yield the names of the reasons why warnings are overridden."""
    return (f"{within}.{check.id}" for check in checks if check.warns)


def _reasons_within(laid: Laid) -> Iterator[str]:
    if laid.row_ids is None:
        yield from _reasons(laid.question.checks, f"{laid.address}.{CHECKS}")
    for cell in laid.cells:
        yield from _reasons(cell.column.checks, f"{cell.address}.{CHECKS}")
    for row_id, row in zip(laid.row_ids or (), laid.laid, strict=True):
        yield from _reasons(laid.question.checks, f"{laid.address}.{row_id}.{CHECKS}")
        yield from chain.from_iterable(map(_reasons_within, row))


def _flat(laid: tuple[Laid, ...]) -> Iterator[Laid]:
    for each in laid:
        yield each
        for row in each.laid:
            yield from _flat(row)


class _Section:
    """Lays out one section: names its inputs in order, and counts places, which groups and outputs have, too."""

    def __init__(self, section: Section, rows: Rows, place: int, language: Language, spec: Spec) -> None:
        self._section = section
        self._language = language
        self._spec = spec
        self._rows = rows
        self.place = place
        self.cells: list[Cell] = []
        self.ticks: list[Tick] = []
        self.names: list[str] = []
        self.markers: list[str] = []
        top = Laid(section.id, section.id, (), (section.id,), Question(id=section.id, label=""))
        self.laid = tuple(self._laid(each, top) for each in section.questions)

    def _laid(self, question: Question, within: Laid) -> Laid:
        bare = Laid(
            address=f"{within.address}.{question.id}",
            template=f"{within.template}.{question.id}",
            rows=within.rows,
            path=(*within.path, question.id),
            question=question,
            place=self.place,
        )
        return self._group(bare, question.group) if question.group else self._answered(bare)

    def _group(self, bare: Laid, group: Group) -> Laid:
        ids = self._rows.get(bare.address, ())
        laid = replace(bare, row_ids=ids)
        self.markers += laid.markers
        self.names += laid.markers
        self.place += 1
        return replace(laid, laid=tuple(self._row(laid, group, number, row) for number, row in enumerate(ids)))

    def _row(self, laid: Laid, group: Group, number: int, row: str) -> tuple[Laid, ...]:
        within = replace(
            laid,
            address=f"{laid.address}.{row}",
            rows=(*laid.rows, (laid.template, row)),
            path=(*laid.path, number),
            row_ids=None,
        )
        return tuple(self._laid(each, within) for each in group.questions)

    def _answered(self, bare: Laid) -> Laid:
        attaches = takes_attachments(self._spec, bare.question)
        member = ANSWER if bare.question.evidence or attaches else ""
        ticks = tuple(self._tick(bare, prompt) for prompt in leaves(bare.question.evidence))
        kinds = kinds_in(self._language)
        cells = tuple(
            self._cell(bare, each, kinds[each.kind], member=each.id or member) for each in bare.question.columns
        )
        return replace(bare, ticks=ticks, cells=cells, attachments=self._attachments(bare) if attaches else None)

    def _attachments(self, laid: Laid) -> Cell:
        column = column_of(laid.question, self._language)
        return self._cell(laid, column, kind_in(self._language), member=column.id)

    def _tick(self, laid: Laid, prompt: Prompt) -> Tick:
        step = f".{EVIDENCE}.{prompt.id}"
        tick = Tick(
            name=laid.address + step,
            template=laid.template + step,
            rows=laid.rows,
            path=(*laid.path, EVIDENCE, prompt.id),
            section=self._section.id,
            question=laid.question,
            prompt=prompt,
            place=self.place,
        )
        self.place += 1
        self.names.append(tick.name)
        self.ticks.append(tick)
        return tick

    def _cell(self, laid: Laid, column: Column, kind: Kind, *, member: str) -> Cell:
        step = f".{column.id}" if column.id else ""
        address = laid.address + step
        inputs = kind.inputs(column)
        typed = tuple(address + each.suffix for each in inputs)
        reason = f"{address}.{CNFO}" if column.could_not_find_out and inputs else ""
        override = f"{address}.{OVERRIDE}" if column.suggest else ""
        cell = Cell(
            address=address,
            template=laid.template + step,
            rows=laid.rows,
            section=self._section.id,
            question=laid.question,
            column=column,
            kind=kind,
            inputs=inputs,
            names=(*typed, *filter(None, (reason, override))),
            typed=typed,
            reason=reason,
            override=override,
            path=(*laid.path, member),
            place=self.place,
            wording=wording(laid.question, column, self._language),
        )
        self.place += max(1, len(cell.names))
        self.names += cell.names
        self.cells.append(cell)
        return cell

    def section(self) -> FormSection:
        """Return the section with its tables."""
        cells, ticks = tuple(self.cells), tuple(self.ticks)
        markers = [dict.fromkeys(self.markers, len(ROW))]
        tables = tables_of(cells, ticks, markers, self._language)
        return FormSection(self._section, self.laid, cells, ticks, tuple(self.names), tables)


def leaves(prompts: tuple[Prompt, ...]) -> Iterator[Prompt]:
    """Yield the prompts that can be ticked: those without prompts of their own, in order."""
    for prompt in prompts:
        if prompt.prompts:
            yield from leaves(prompt.prompts)
        else:
            yield prompt
