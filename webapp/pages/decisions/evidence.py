"""What there is to decide on: every concern with its actions and files, further actions, and what is not known.

Here lives how that is put together for one page. What a finding is, is for the engine to say, and how an action stands
for the repository.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import url_for

from engine.check import state_of
from engine.document import entries_of
from engine.follow_up import Raised, concerns_of, open_concerns, question_of
from engine.form import SEEN, Cell, Laid
from engine.json_value import JsonObject, as_object
from engine.kinds.kind import Fault
from engine.london import day_of
from engine.named_files import takes_files
from engine.partners import PARTNERS
from engine.stored_file import StoredFile, read_files
from engine.texts import Told
from webapp.pages.actions.shown import ShownAction, shown
from webapp.pages.desk import desk
from webapp.pages.findings import Finding, Findings
from webapp.pages.findings import shown as shown_findings
from webapp.pages.shelf import Edition
from webapp.storage.soundness import document_of
from webapp.storage.stored import Record

_TOLD_APART = {role for finding, beside in PARTNERS.items() for role in (finding, *beside)}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file beside an answer: its name and caption, where it opens, and where its preview is, "" for none."""

    name: str
    caption: str
    url: str
    preview: str


@dataclass(frozen=True, slots=True)
class ShownConcern:
    """A concern: what was found, what is done about it, the files beside it, and whether that is all done.

    `answers` are the question's own, each under the label of its column; `seen` are the evidence prompts that were
    ticked there.
    """

    finding: Finding
    answers: tuple[tuple[str, str], ...]
    seen: tuple[str, ...]
    actions: tuple[ShownAction, ...]
    files: tuple[ShownFile, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class OfSection:
    """The concerns of one section; its title is "" for what an earlier version asked."""

    title: str
    concerns: tuple[ShownConcern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that there is to decide on.

    `told` reads the record; `reasons` are what was written there for its outcome. `further` are the actions that
    belong to no concern, `actions` all of them.
    """

    told: Told
    reasons: str
    sections: tuple[OfSection, ...]
    further: tuple[ShownAction, ...]
    actions: tuple[ShownAction, ...]
    not_found_out: tuple[Finding, ...]

    @property
    def concerns(self) -> int:
        """How many concerns there are."""
        return sum(len(each.concerns) for each in self.sections)

    @property
    def concerns_open(self) -> int:
        """How many concerns are open."""
        return sum(each.is_open for section in self.sections for each in section.concerns)

    @property
    def unfinished(self) -> tuple[ShownAction, ...]:
        """The actions that are not closed, any of which may have to be closed first."""
        return tuple(each for each in self.actions if not each.action.standing.state.is_closed)


def evidence_of(record: Record, opened: Edition) -> Evidence:
    """Return what there is to decide on in a record. Raises Damaged."""
    document = document_of(record)
    told = _told(record, opened, document)
    found = shown_findings(as_object(document["findings"]), told)
    actions = tuple(shown(desk(), desk().repository.actions_of(record)))
    raised = concerns_of(document)
    asked = {each.asked_at for each in raised}
    return Evidence(
        told=told,
        reasons="\n".join(_reasons(told)),
        sections=tuple(_sections(record, told, document, found, actions)),
        further=tuple(each for each in actions if question_of(each.action.address) not in asked),
        actions=actions,
        not_found_out=found.could_not_find_out,
    )


def _told(record: Record, opened: Edition, document: JsonObject) -> Told:
    entries, _ = entries_of(opened.form, as_object(document["answers"]))
    form = opened.form.of(entries)
    return Told(form, entries, state_of(form, entries, day_of(record.submitted)))


def _reasons(told: Told) -> Iterator[str]:
    """Yield what was written in the form for its outcome."""
    yield from filter(None, (_words(told, cell) for cell in told.form.with_role("reasons")))


def _words(told: Told, cell: Cell) -> str:
    """Return an answer as people read it; "" where there is none or it is not asked."""
    value = told.state.worked.get(cell.address, cell.value(told.entries))
    if value is None or isinstance(value, Fault) or not told.state.asked.get(cell.address, True):
        return ""
    return cell.kind.show(told.column(cell), value)


def _sections(
    record: Record, told: Told, document: JsonObject, found: Findings, actions: tuple[ShownAction, ...]
) -> Iterator[OfSection]:
    titles = {each.section.id: told.filled(each.section.title) for each in told.form.sections}
    standing = ((each.action.address, each.action.standing.state.is_closed) for each in actions)
    left = open_concerns(document, standing)
    concerns = [
        ShownConcern(
            finding=finding,
            answers=tuple(_answers(told, raised)),
            seen=tuple(_seen(told, raised)),
            actions=_beside(raised, actions),
            files=tuple(_files(record, told, raised)),
            is_open=raised in left,
        )
        for raised, finding in zip(concerns_of(document), found.concerns, strict=True)
    ]
    for section, some in groupby(concerns, lambda each: each.finding.section):
        yield OfSection(titles.get(section, ""), tuple(some))


def _beside(concern: Raised, actions: tuple[ShownAction, ...]) -> tuple[ShownAction, ...]:
    return tuple(each for each in actions if question_of(each.action.address) == concern.asked_at)


def _asked(told: Told, concern: Raised) -> tuple[Laid, ...]:
    """Return the question that a concern was raised at; none of an earlier version's."""
    laid = None if concern.version else told.form.laid.get(concern.asked_at)
    return () if laid is None else (laid,)


def _answers(told: Told, concern: Raised) -> Iterator[tuple[str, str]]:
    """Yield what was answered beside a concern, with its label: what is no finding and no file."""
    for cell in (cell for laid in _asked(told, concern) for cell in laid.cells):
        is_answer = cell.column.role not in _TOLD_APART and not takes_files(cell)
        words = _words(told, cell) if is_answer else ""
        if words:
            yield cell.column.label, words


def _seen(told: Told, concern: Raised) -> Iterator[str]:
    """Yield the evidence prompts that were ticked at the question of a concern."""
    for tick in (tick for laid in _asked(told, concern) for tick in laid.ticks):
        if told.entries.get(tick.name) == SEEN:
            yield told.filled(tick.prompt.text, tick.rows)


def _files(record: Record, told: Told, concern: Raised) -> Iterator[ShownFile]:
    """Yield the photos and files beside the question that a concern was raised at."""
    cells = (cell for laid in _asked(told, concern) for cell in (*laid.cells, *laid.attaching))
    for cell in filter(takes_files, cells):
        yield from (_file(record, each) for each in _named(told, cell))


def _named(told: Told, cell: Cell) -> Iterator[StoredFile]:
    for text in cell.texts(told.entries.get):
        yield from read_files(text) or ()


def _file(record: Record, file: StoredFile) -> ShownFile:
    shown_at, previewed_at = (
        url_for(endpoint, record_id=record.id, sha256=file.sha256)
        for endpoint in ("files.of_record", "files.preview_of_record")
    )
    return ShownFile(file.name, file.caption, shown_at, previewed_at if file.is_photo else "")
