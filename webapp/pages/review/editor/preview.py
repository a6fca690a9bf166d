"""The preview of a spec draft: its sections as staff will see them, its blank table, and every message it can give.

Here lives the showing alone; nothing that is typed into a preview is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, render_template, request
from markupsafe import Markup

from engine.check import state_of
from engine.foreseen import UNKNOWN_YET, foreseen, foreseen_of_form
from engine.form import Cell, Form, Laid
from engine.numbering import numbers
from engine.page.live import Live
from engine.page.sheet import heading, letter, sheet
from engine.rows import one_row_each
from engine.wording import question_text
from formspec.model import Section
from formspec.placeholders import PLACEHOLDER
from webapp.pages.desk import today
from webapp.pages.drafts.rules import rules_of
from webapp.pages.review.editor.drafted import drafted
from webapp.pages.review.editor.opened import open_spec_draft, title_of
from webapp.pages.shelf import Edition

WIDTHS = ("phone", "wide")


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """An answer with every message that there can be about it; the name of a question's own messages is ""."""

    name: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldQuestion:
    """A question with the messages of its answers."""

    address: str
    label: str
    answers: tuple[ToldAnswer, ...]


def page(draft_id: str) -> str:
    """Show the preview at the width of a phone or of a wide screen, with the way to each section."""
    draft = open_spec_draft(draft_id)
    found = drafted(draft)
    width = request.args.get("width", WIDTHS[0])
    return render_template(
        "spec-preview.html",
        draft=draft,
        title=title_of(draft.text),
        found=found,
        section=_chosen(found.edition).id if found else "",
        width=width if width in WIDTHS else WIDTHS[0],
        widths=WIDTHS,
    )


def frame(draft_id: str) -> str:
    """Show one section of the form as staff will see it, to stand within another page."""
    draft = open_spec_draft(draft_id)
    found = drafted(draft)
    if found is None:
        return render_template("spec-frame-none.html", draft=draft)
    opened = found.edition
    section = _chosen(opened)
    form = opened.form.of({})
    live = Live(form, {}, state_of(form, {}, today()))
    at = opened.spec.sections.index(section)
    fields = opened.pages.section(section.id, form).render({}, {}, live)
    return render_template(
        "spec-frame.html",
        draft=draft,
        spec=opened.spec,
        section=section,
        number=numbers(opened.spec).get(section.id, ""),
        at=at + 1,
        before=opened.spec.sections[at - 1] if at else None,
        after=opened.spec.sections[at + 1] if at + 1 < len(opened.spec.sections) else None,
        fields=Markup(fields),  # noqa: S704 (rendered with escaping)
        rules=rules_of(opened, form, section.id, {}),
        saved=found.saved,
    )


def blank(draft_id: str) -> str:
    """Show the blank table of the form, to be printed and looked over."""
    draft = open_spec_draft(draft_id)
    found = drafted(draft)
    if found is None:
        abort(404)
    form = found.edition.form
    return render_template(
        "spec-blank.html",
        draft=draft,
        title=title_of(draft.text),
        heading=Markup(heading(form)),  # noqa: S704 (rendered with escaping)
        letter=Markup(letter(form)),  # noqa: S704 (rendered with escaping)
        sheet=Markup(sheet(form, None)),  # noqa: S704 (rendered with escaping)
    )


def messages(draft_id: str) -> str:
    """List every message that the form can give, question by question."""
    draft = open_spec_draft(draft_id)
    found = drafted(draft)
    sections, of_form = _told(found.edition.form) if found else ([], ())
    return render_template(
        "spec-messages.html",
        draft=draft,
        title=title_of(draft.text),
        found=found,
        sections=sections,
        of_form=of_form,
    )


def _chosen(opened: Edition) -> Section:
    """Return the section that was asked for, the first without one."""
    asked = request.args.get("section", "")
    return next((each for each in opened.spec.sections if each.id == asked), opened.spec.sections[0])


def _told(form: Form) -> tuple[list[tuple[Section, list[ToldQuestion]]], tuple[str, ...]]:
    laid_out = form.lay(one_row_each(form.spec))
    told = [(each.section, list(_questions(laid_out, each.laid))) for each in laid_out.sections]
    return told, tuple(map(_plainly, foreseen_of_form(form)))


def _questions(form: Form, laid: tuple[Laid, ...]) -> Iterator[ToldQuestion]:
    for each in laid:
        answers = tuple(_answer(cell, found) for cell, found in foreseen(form, each) if found)
        yield ToldQuestion(each.template, question_text(each.question), answers)
        for row in each.laid:
            yield from _questions(form, row)


def _answer(cell: Cell | None, found: tuple[str, ...]) -> ToldAnswer:
    return ToldAnswer(cell.column.label if cell else "", tuple(map(_plainly, found)))


def _plainly(message: str) -> str:
    """Return a message with … where the words of an answer will stand."""
    return PLACEHOLDER.sub(UNKNOWN_YET, message)
