"""The policy's own table: a form as it stands on paper, blank or with what was answered.

Here lives the read-only picture of a form: the rows and cells that the sheet's templates show, whether they go into a
page of the application, onto paper, or into a file of their own. Nothing here can be filled in. What is not asked is
left out, except from a blank form.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from engine.answers import declared
from engine.check import state_of
from engine.form import Cell, Form, Laid
from engine.json_value import Json
from engine.kinds.kind import Fault
from engine.language import noted
from engine.numbering import numbers
from engine.page.blank_rows import blank_rows, rows_with_room
from engine.page.environment import template
from engine.page.live import Live
from engine.page.runs import MATRIX, PLAIN, TABLE, answer_column, questions_label, runs
from engine.page.shown import ShownCell, ShownFile, ShownPrompt, ShownRow, ShownRun, ShownSection
from engine.page.stencil import cut, paragraphs, shield
from engine.references import beside_numbers
from engine.rules import State
from engine.stored_file import read_files, size_in_words
from engine.texts import Told
from formspec.model import Prompt

NOTHING = noted("Nothing entered")
NOT_KNOWN = noted("Not known yet")
Previews = Callable[[str], str]
"""Returns the address of the preview of a photo, from the checksum of its content."""


def sheet(  # noqa: PLR0913 (each pages ask for apart)
    form: Form,
    entries: Mapping[str, str] | None,
    *,
    links: Mapping[str, str] | None = None,
    only: frozenset[str] | None = None,
    titled: bool = True,
    today: date | None = None,
    previews: Previews | None = None,
) -> str:
    """Return the form as the policy's table, as HTML: blank when there are no entries, else with the answers.

    `links` gives, by section id, where a section can be changed; `only` are the sections shown, all without it;
    `titled` says whether their titles are; `today` is the day by which rules are judged. `previews` gives where the
    preview of a photo is, by its checksum; without it, none is shown.
    """
    picture = _Picture(form, entries, today, previews)
    shown = tuple(each for each in picture.sections() if only is None or each.id in only)
    return _rendered(picture, shown, blank=entries is None, titled=titled, links=links)


def sheet_to_go_on_with(form: Form, entries: Mapping[str, str], *, today: date | None = None) -> str:
    """Return the form as the policy's table, as HTML: the answers so far, and room to write what is not answered yet.

    What is not asked so far has its room, too: on paper it may come to be.
    """
    picture = _Picture(form, entries, today, room=True)
    return _rendered(picture, tuple(picture.sections()), room_left=True)


def _rendered(
    picture: "_Picture",
    shown: tuple[ShownSection, ...],
    *,
    blank: bool = False,
    room_left: bool = False,
    titled: bool = True,
    links: Mapping[str, str] | None = None,
) -> str:
    form = picture.form
    html = template("sheet.html").render(
        sections=shown,
        questions_label=questions_label(form),
        wide=any(run.sort == TABLE for section in shown for run in section.runs),
        blank=blank,
        room_left=room_left,
        titled=titled,
        links=links,
        nothing=form.language.say(NOTHING),
        say=form.language.say,
    )
    return _told(html, picture.live)


def letter(form: Form, entries: Mapping[str, str] | None = None) -> str:
    """Return what stands before the questions, the introduction and the letter, as HTML; "" when there is neither."""
    return _told(template("letter.html").render(spec=form.spec), _Picture(form, entries, None).live)


def heading(form: Form) -> str:
    """Return the form's title with its policy and the policy's dates, as HTML."""
    return template("heading.html").render(spec=form.spec, say=form.language.say, policy_date=form.language.policy_date)


def blank_page(form: Form) -> str:
    """Return the blank form as one self-contained HTML page, ready to print."""
    return template("blank.html").render(
        spec=form.spec,
        language=form.language.tag,
        css=Markup(sheet_css()),  # noqa: S704 (our own file)
        heading=Markup(heading(form)),  # noqa: S704 (rendered with escaping)
        letter=Markup(letter(form)),  # noqa: S704 (rendered with escaping)
        sheet=Markup(sheet(form, None)),  # noqa: S704 (rendered with escaping)
    )


@cache
def sheet_css() -> str:
    """Return the style sheet of the policy's table."""
    return files("engine.page").joinpath("sheet.css").read_text(encoding="utf-8")


def _told(html: str, live: Live) -> str:
    """Return HTML with the words of answers in their places."""
    return "".join(piece if isinstance(piece, str) else live(piece) for piece in cut(html))


class _Picture:
    """What of a form is shown, with these entries, or blank."""

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
        self._entries = entries or {}
        self._state = State() if entries is None else state_of(self.form, self._entries, today)
        self._numbers = numbers(form.spec)
        self._references = beside_numbers(form.spec)
        self._read = Told(self.form, self._entries, self._state)
        self.live = Live(self.form, self._entries, self._state)

    def sections(self) -> Iterator[ShownSection]:
        for each in self.form.sections:
            section = each.section
            if self._asked(section.id):
                number = self._numbers.get(section.id, "")
                laid, sometimes = tuple(self._runs(each.laid)), section.when is not None
                yield ShownSection(section.id, section.title, section.text, number, sometimes, laid)

    def _asked(self, address: str) -> bool:
        """Return whether something is asked, or may still come to be where room is left for it."""
        return self._room or self._state.asked.get(address, True)

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
            seen = self._entries.get(f"{within}.{prompt.id}") == "seen"
            yield ShownPrompt(shield(prompt.text), seen, tuple(self._prompts(prompt.prompts, within)))

    def _attached(self, cell: Cell) -> Iterator[ShownFile]:
        labels = {option.value: option.label for option in cell.column.options}
        for file in read_files(self._entries.get(cell.address, "")) or ():
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
            could_not_find_out=shield(cell.could_not_find_out(self._entries)),
            overriding=self._overriding(cell),
            choices=tuple(_choices(cell)),
            parts=cell.kind.parts(column),
            nothing=self.form.language.say(NOTHING if column.calculate is None else NOT_KNOWN),
            answers=(answers := answer_column(cell.question) == column.id),
            holds_prompts=bool(cell.question.evidence) and answers,
        )

    def _overriding(self, cell: Cell) -> str:
        """Return why another answer was given than was suggested, "" when the suggestion was followed."""
        suggested = self._state.suggested.get(cell.address)
        if suggested is None or self._entries.get(cell.address, "") in {"", suggested}:
            return ""
        reason = shield(self._entries.get(cell.override, "").strip())
        option = shield(cell.kind.show(self._read.column(cell), suggested))
        said = self.form.language.say("Suggested: {option}.", option=option)
        return f"{said} {reason}".rstrip()

    def _shown(self, cell: Cell) -> tuple[str, ...]:
        """Return the paragraphs of an answer, parted by blank lines; where it is malformed, what was typed."""
        if cell.address in self._state.names:
            return (shield(self._state.names[cell.address]),)
        value: Json | Fault = self._state.worked.get(cell.address, cell.value(self._entries))
        if isinstance(value, Fault):
            return tuple(paragraphs(cell.kind.as_typed(cell.column, cell.texts(self._entries.get))))
        if value is None:
            return ()
        return tuple(_parted(shield(cell.kind.show(self._read.column(cell), declared(cell, value, self._read)))))


def _choices(cell: Cell) -> Iterator[tuple[str, str]]:
    """Yield the labels of what can be chosen, each with the label of the box that it opens, if any."""
    says = {option.label: option.please_say for option in cell.column.options}
    return ((label, says.get(label, "")) for label in cell.kind.choices(cell.column))


def _parted(text: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n(?:[^\S\n]*\n)+", text) if part.strip()]
