"""Pages of a section that takes nothing now: to be read, or with the words that came too late for it.

Here lives what these two pages say. Whether a section can be filled in is for the engine and the repository to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import render_template, request
from markupsafe import Markup

from engine.form import Cell, FormSection, Tick
from engine.named_files import takes_files
from engine.page.sheet import sheet
from engine.parts import completed, current
from engine.rules.state import State
from engine.stored_file import REMOVE, SAYS, SHOWS, box_of, read_files
from engine.texts import Told
from formspec.model import Section
from webapp.guard import posted, uploaded
from webapp.pages.desk import about, today
from webapp.pages.drafts.conflicts import NOTHING, label, words
from webapp.pages.drafts.file_list import previews
from webapp.pages.drafts.files import TAKEN, YES
from webapp.pages.drafts.steps import titles
from webapp.pages.files.keeping import NO_NAME
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft


@dataclass(frozen=True, slots=True)
class Late:
    """What was sent to a draft that had become a record, or had been discarded, before."""

    state: str
    typed: Mapping[str, str]


def shut(draft: Draft, opened: Edition, section: Section) -> str:
    """Return the page of a section that cannot be filled in now, because its part is complete, or waits."""
    part = next(each for each in opened.spec.parts if each.id == section.part)
    done = part.id in {each.id for each in completed(opened.form, draft.entries)}
    picture = sheet(
        opened.form,
        draft.entries,
        only=frozenset({section.id}),
        titled=False,
        today=today(),
        previews=previews(draft.id),
    )
    return render_template(
        "shut.html",
        spec=opened.spec,
        title=titles(opened, draft)[section.id],
        part=part,
        done=done,
        now=current(opened.form, draft.entries),
        draft=draft,
        about=about(draft, opened),
        sheet=Markup(picture),  # noqa: S704 (rendered with escaping)
    )


def closed(draft: Draft, opened: Edition, part: FormSection, late: Late) -> str:
    """Return the page of words that came too late, so that they can be copied."""
    typed, told = late.typed, Told(opened.form.of({**draft.entries, **late.typed}), late.typed, State())
    owners: list[Tick | Cell] = [*part.ticks, *(each for each in part.cells if not takes_files(each))]
    changed = [each for each in owners if words(each, typed) != words(each, draft.entries)]
    note = posted(request).get("note", "").strip()
    said = [(label(told, each), words(each, typed)) for each in changed]
    said += [each for cell in part.cells if takes_files(cell) for each in _of_files(told, cell, draft.entries)]
    return render_template(
        "closed.html",
        spec=opened.spec,
        section=part.section,
        state=late.state,
        typed=[*said, *([("Note", note)] if note else [])],
        draft_id=draft.id,
    )


def _of_files(told: Told, cell: Cell, entries: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what was sent about the files of an answer, their boxes and which were chosen, each with a name."""
    sent, chosen, question = posted(request), uploaded(request), label(told, cell)
    labels = {option.value: option.label for option in cell.column.options}
    for file in read_files(entries.get(cell.address, "")) or ():
        caption, prompt, out = (sent.get(box_of(cell.address, what, file.sha256)) for what in (SAYS, SHOWS, REMOVE))
        if caption is not None and " ".join(caption.split()) != file.caption:
            yield f"{question}: caption of “{file.name}”", caption.strip() or NOTHING
        if prompt is not None and prompt != file.prompt:
            yield f"{question}: what “{file.name}” shows", labels.get(prompt, NOTHING)
        if out == YES:
            yield f"{question}: remove “{file.name}”", "Ticked"
    names = [
        each.name or NO_NAME for name in (cell.address, f"{cell.address}.{TAKEN}") for each in chosen.get(name, ())
    ]
    if names:
        yield f"{question}: chosen, and not added", "\n".join(names)
