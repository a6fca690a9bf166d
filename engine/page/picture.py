"""What a sheet shows of a form, made of it and of what was entered: the same for a page, for paper and for a PDF.

Here lives the way from a form and its entries to the values of `engine.page.shown`. Nothing here knows how they look:
`engine.page.sheet` makes HTML of them, `engine.pdf` the content of a PDF.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from engine.answers import declared
from engine.check import state_of
from engine.form import Cell, Form, Laid
from engine.json_value import Json
from engine.kinds.kind import Fault
from engine.language import noted
from engine.named_files import takes_files
from engine.numbering import numbers
from engine.page.blank_rows import blank_rows, rows_with_room
from engine.page.runs import MATRIX, PLAIN, answer_column, runs
from engine.page.shown import ShownCell, ShownFile, ShownPrompt, ShownRow, ShownRun, ShownSection
from engine.page.stencil import paragraphs, shield
from engine.references import beside_numbers
from engine.rules import State
from engine.stored_file import read_files, size_in_words
from engine.texts import Told
from formspec.model import Prompt

NOTHING = noted("Nothing entered")
NOT_KNOWN = noted("Not known yet")
Previews = Callable[[str], str]
"""Returns the address of the preview of a photo, from the checksum of its content."""


class Picture:
    """What of a form is shown, with these entries, or blank where there are none.

    `today` is the day by which rules are judged, `previews` gives where the preview of a photo is, `room` leaves room
    for what may still come to be asked. `told` fills the words of answers into texts.
    """

    def __init__(
        self,
        form: Form,
        entries: Mapping[str, str] | None,
        today: date | None,
        previews: Previews | None = None,
        *,
        room: bool = False,
    ) -> None:
        self._previews = previews
        self._blank = entries is None
        self.form = form.lay(blank_rows(form)) if entries is None else form.of(entries)
        if room and self.form.groups:
            self.form = form.lay(rows_with_room(self.form))
        self._room = room
        self.entries = entries or {}
        self.state = State() if entries is None else state_of(self.form, self.entries, today)
        self._numbers = numbers(form.spec)
        self._references = beside_numbers(form.spec)
        self.told = Told(self.form, self.entries, self.state)

    def sections(self) -> Iterator[ShownSection]:
        """Yield the sections that are asked, in order."""
        for each in self.form.sections:
            section = each.section
            if self._asked(section.id):
                number = self._numbers.get(section.id, "")
                laid, sometimes = tuple(self._runs(each.laid)), section.when is not None
                yield ShownSection(section.id, section.title, section.text, number, sometimes, laid)

    def _asked(self, address: str) -> bool:
        """Return whether something is asked, or may still come to be where room is left for it."""
        return self._room or self.state.asked.get(address, True)

    def _runs(self, laid: tuple[Laid, ...]) -> Iterator[ShownRun]:
        asked = tuple(each for each in laid if self._asked(each.address))
        for run in runs(asked):
            sort = PLAIN if run.sort == MATRIX and not self._blank else run.sort
            yield ShownRun(sort, run.columns if sort != PLAIN else (), tuple(map(self._row, run.laid)))

    def _row(self, laid: Laid) -> ShownRow:
        return ShownRow(
            question=laid.question,
            rows=laid.rows,
            number=self._numbers.get(laid.template, ""),
            reference=self._references.get(laid.template, ""),
            prompts=tuple(self._prompts(laid.question.evidence, f"{laid.address}.evidence")),
            cells=tuple(map(self._cell, laid.cells)),
            attached=tuple(self._attached(laid.attachments)) if laid.attachments else (),
            within=tuple(tuple(self._runs(row)) for row in laid.laid),
        )

    def _prompts(self, prompts: tuple[Prompt, ...], within: str) -> Iterator[ShownPrompt]:
        for prompt in prompts:
            seen = self.entries.get(f"{within}.{prompt.id}") == "seen"
            yield ShownPrompt(shield(prompt.text), seen, tuple(self._prompts(prompt.prompts, within)))

    def _attached(self, cell: Cell) -> Iterator[ShownFile]:
        labels = {option.value: option.label for option in cell.column.options}
        for file in read_files(self.entries.get(cell.address, "")) or ():
            preview = self._previews(file.sha256) if self._previews and file.is_photo else ""
            name = f"{file.name} ({size_in_words(file.size, self.form.language)})"
            yield ShownFile(shield(file.caption), shield(name), labels.get(file.prompt, ""), preview)

    def _cell(self, cell: Cell) -> ShownCell:
        column, asked = cell.column, self._asked(cell.address)
        return ShownCell(
            kind=column.kind,
            label=column.label,
            unit=column.unit,
            asked=asked,
            worked=column.calculate is not None,
            shown=self._shown(cell) if asked else (),
            could_not_find_out=shield(cell.could_not_find_out(self.entries)),
            overriding=self._overriding(cell),
            choices=tuple(_choices(cell)),
            parts=cell.kind.parts(column),
            nothing=self.form.language.say(NOTHING if column.calculate is None else NOT_KNOWN),
            answers=(answers := answer_column(cell.question) == column.id),
            holds_prompts=bool(cell.question.evidence) and answers,
            files=tuple(self._attached(cell)) if asked and takes_files(cell) else (),
        )

    def _overriding(self, cell: Cell) -> str:
        """Return why another answer was given than was suggested, "" when the suggestion was followed."""
        suggested = self.state.suggested.get(cell.address)
        if suggested is None or self.entries.get(cell.address, "") in {"", suggested}:
            return ""
        reason = shield(self.entries.get(cell.override, "").strip())
        option = shield(cell.kind.show(self.told.column(cell), suggested))
        said = self.form.language.say("Suggested: {option}.", option=option)
        return f"{said} {reason}".rstrip()

    def _shown(self, cell: Cell) -> tuple[str, ...]:
        """Return the paragraphs of an answer, parted by blank lines; where it is malformed, what was typed."""
        if cell.address in self.state.names:
            return (shield(self.state.names[cell.address]),)
        value: Json | Fault = self.state.worked.get(cell.address, cell.value(self.entries))
        if isinstance(value, Fault):
            return tuple(paragraphs(cell.kind.as_typed(cell.column, cell.texts(self.entries.get))))
        if value is None:
            return ()
        return tuple(_parted(shield(cell.kind.show(self.told.column(cell), declared(cell, value, self.told)))))


def _choices(cell: Cell) -> Iterator[tuple[str, str]]:
    """Yield the labels of what can be chosen, each with the label of the box that it opens, if any."""
    says = {option.label: option.please_say for option in cell.column.options}
    return ((label, says.get(label, "")) for label in cell.kind.choices(cell.column))


def _parted(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n(?:[^\S\n]*\n)+", text) if part.strip()]
