"""From a spec to a form, once per version.

Here lives everything that is worked out beforehand: names, order, limits, nouns, ready-made errors and the tables of
`engine.form.Tables`. Nothing here looks at an answer.
"""

from collections.abc import Iterator
from itertools import chain
from types import MappingProxyType

from engine.answer_error import AnswerError
from engine.form import ANSWER, EVIDENCE, SEEN, Cell, Form, FormSection, Places, Tables, Tick
from engine.kinds import KINDS
from engine.kinds.kind import CNFO, REASON_LIMIT, Fault
from engine.wording import question_text, wording
from formspec.model import Column, Prompt, Question, Section, Spec


def compile_form(spec: Spec) -> Form:
    """Return the form of a spec that the loader found no error in."""
    sections: list[FormSection] = []
    place = 0
    for section in spec.sections:
        sections.append(_section(section, place))
        place += len(sections[-1].names)
    cells = tuple(chain.from_iterable(each.cells for each in sections))
    ticks = tuple(chain.from_iterable(each.ticks for each in sections))
    return Form(
        spec=spec,
        sections=tuple(sections),
        cells=cells,
        ticks=ticks,
        tables=_tables(cells, ticks),
        by_address=MappingProxyType({cell.address: cell for cell in cells}),
        questions=MappingProxyType({each.section.id: _places(each) for each in sections}),
    )


def _places(section: FormSection) -> dict[str, Places]:
    cells: dict[str, dict[str, Cell]] = {question.id: {} for question in section.section.questions}
    ticks: dict[str, dict[str, Tick]] = {question_id: {} for question_id in cells}
    for cell in section.cells:
        cells[cell.question.id][cell.member] = cell
    for tick in section.ticks:
        ticks[tick.question.id][tick.prompt.id] = tick
    return {question_id: Places(cells[question_id], ticks[question_id]) for question_id in cells}


def _section(section: Section, place: int) -> FormSection:
    cells: list[Cell] = []
    ticks: list[Tick] = []
    names: list[str] = []
    for question in section.questions:
        for prompt in leaves(question.evidence):
            name = f"{section.id}.{question.id}.{EVIDENCE}.{prompt.id}"
            ticks.append(Tick(name, section.id, question, prompt, place + len(names)))
            names.append(name)
        for column in question.columns:
            cells.append(_cell(section, question, column, place + len(names)))
            names += cells[-1].names
    return FormSection(section, tuple(cells), tuple(ticks), tuple(names), _tables(tuple(cells), tuple(ticks)))


def leaves(prompts: tuple[Prompt, ...]) -> Iterator[Prompt]:
    """Yield the prompts that can be ticked: those without prompts of their own, in order."""
    for prompt in prompts:
        if prompt.prompts:
            yield from leaves(prompt.prompts)
        else:
            yield prompt


def _cell(section: Section, question: Question, column: Column, place: int) -> Cell:
    address = f"{section.id}.{question.id}" + (f".{column.id}" if column.id else "")
    kind = KINDS[column.kind]
    inputs = kind.inputs(column)
    reason = f"{address}.{CNFO}" if column.could_not_find_out else ""
    names = tuple(address + each.suffix for each in inputs)
    return Cell(
        address=address,
        section=section.id,
        question=question,
        column=column,
        kind=kind,
        inputs=inputs,
        names=(*names, reason) if reason else names,
        typed=names,
        reason=reason,
        member=column.id or (ANSWER if question.evidence else ""),
        place=place,
        wording=wording(question, column),
    )


def _tables(cells: tuple[Cell, ...], ticks: tuple[Tick, ...]) -> Tables:
    limits: dict[str, int] = {}
    places: dict[str, int] = {}
    owners: dict[str, Cell | Tick] = {}
    exact: dict[str, tuple[str, int, AnswerError]] = {}
    for tick in ticks:
        limits[tick.name], places[tick.name], owners[tick.name] = len(SEEN), tick.place, tick
        exact[tick.name] = (SEEN, tick.place, tick_error(tick))
    for cell in cells:
        allowances = [each.limit for each in cell.inputs] + [REASON_LIMIT]
        for step, (name, limit) in enumerate(zip(cell.names, allowances, strict=False)):
            limits[name], places[name], owners[name] = limit, cell.place + step, cell
        for suffix, text in cell.kind.exact(cell.column).items():
            name = cell.address + suffix
            exact[name] = (text, places[name], cell.error(Fault("not-an-option", suffix)))
    return Tables(
        limits=limits,
        places=places,
        owners=owners,
        required=tuple(_required(cells)),
        reasoned=tuple(_reasoned(cells)),
        options=tuple(_options(cells)),
        lines=tuple((cell.typed[0], cell.place, cell.error(Fault("one-line"))) for cell in cells if cell.kind.one_line),
        exact=exact,
        read=tuple(cell for cell in cells if _must_be_read(cell)),
        excusable={cell.reason: cell for cell in cells if cell.reason},
    )


def _must_be_read(cell: Cell) -> bool:
    return not cell.kind.free and not cell.kind.one_line and cell.kind.allowed(cell.column) is None


def _required(cells: tuple[Cell, ...]) -> Iterator[tuple[str, int, AnswerError]]:
    for cell in cells:
        if cell.column.required and len(cell.inputs) == 1 and not cell.reason:
            yield cell.names[0], cell.place, required_error(cell)


def _reasoned(cells: tuple[Cell, ...]) -> Iterator[tuple[str, str, int, AnswerError]]:
    for cell in cells:
        if cell.column.required and len(cell.inputs) == 1 and cell.reason:
            yield cell.names[0], cell.reason, cell.place, required_error(cell)


def _options(cells: tuple[Cell, ...]) -> Iterator[tuple[str, frozenset[str], int, AnswerError]]:
    for cell in cells:
        allowed = cell.kind.allowed(cell.column)
        if allowed is not None:
            yield cell.names[0], allowed, cell.place, cell.error(Fault("not-an-option"))


def required_error(cell: Cell) -> AnswerError:
    """Return the error of a required answer that is not there, which links to its first input."""
    return cell.error(Fault("required", cell.inputs[0].suffix))


def tick_error(tick: Tick) -> AnswerError:
    """Return the error of a tick that is something else than a tick."""
    message = f"“{tick.prompt.text}” for “{question_text(tick.question)}” can only be ticked as seen"
    return AnswerError(tick.name, tick.name, "not-an-option", message)
