"""The page of checking the answers: what is missing, what is warned of, what it comes to, and every answer again.

Here lives what that page gathers. Where a form has parts, it is about the part in hand and those before it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from flask import render_template, url_for
from markupsafe import Markup

from engine.answer_error import AnswerError
from engine.check import state_of
from engine.document import findings
from engine.form import Form
from engine.notes import notes_of
from engine.numbered import numbered
from engine.page.sheet import letter, sheet
from engine.parts import is_open, sections_until
from engine.row_words import question_words, with_rows
from engine.rules.state import Advice, State
from engine.texts import Told
from engine.wording import question_text
from formspec.model import Part
from webapp.pages.carried.awaiting import awaiting
from webapp.pages.carried.kept import origin_of_draft
from webapp.pages.carried.versions import newer
from webapp.pages.desk import about, desk, today
from webapp.pages.drafts.file_list import previews
from webapp.pages.drafts.meanwhile import Meanwhile
from webapp.pages.drafts.parts import in_hand
from webapp.pages.drafts.progress import progress
from webapp.pages.drafts.steps import saved_title, titles
from webapp.pages.drafts.writers import writers
from webapp.pages.findings import can_find, outcomes, shown
from webapp.pages.shelf import Edition
from webapp.storage.stored import Conflict, Draft


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing or wrong, and where it can be mended; "" where that is no one answer."""

    message: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one section still needs before the draft can be submitted."""

    title: str
    errors: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class ShownWarning:
    """A warning: the name of its reason, what it says, the reason so far, and the answer that it is about.

    `theirs` is the reason that somebody else saved meanwhile, where the two differ, and `who` says who and when.
    """

    name: str
    message: str
    reason: str
    question: str
    url: str
    theirs: str = ""
    who: str = ""


def check_page(
    draft: Draft,
    opened: Edition,
    *,
    tried: bool = False,
    moved: Meanwhile | None = None,
    conflicts: Iterable[Conflict] = (),
) -> str:
    """Return the page of checking a draft.

    `tried` says that submitting it was tried, `moved` what others changed meanwhile, `conflicts` are the reasons
    that two people gave at once.
    """
    form, part = opened.form.of(draft.entries), in_hand(opened, draft)
    origin = origin_of_draft(desk(), draft)
    come = progress(form, draft.entries, today())
    told = Told(form, draft.entries, state_of(form, draft.entries, today()))
    who = writers(draft, (each.name for each in conflicts))
    links = {each.id: url_for("sections.page", draft_id=draft.id, section_id=each.id) for each in form.spec.sections}
    missing = tuple(_grouped(told, titles(opened, draft), come.errors, links))
    return render_template(
        "check.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        review=None if newer(desk(), draft) else opened.review(today()),
        saved=saved_title(opened, draft),
        tried=tried,
        moved=moved,
        in_hand=part,
        missing=missing,
        missing_words=come.missing,
        first=next((error.url for group in missing for error in group.errors if error.url), ""),
        warnings=[_warning(told, advice, links, tuple(conflicts), who) for advice in come.warnings],
        conflicts=tuple(conflicts),
        notes=sum(not each.filed for each in notes_of(draft.notes)),
        unexplained=len(come.unexplained),
        outcomes=outcomes(told),
        found=shown(findings(form, draft.entries, today(), origin), Told(*numbered(form, draft.entries), State())),
        may_find=can_find(form),
        carries=origin.carries,
        waiting=awaiting(desk(), draft, form, origin.carries).steps,
        letter=Markup(letter(form, draft.entries)),  # noqa: S704 (rendered with escaping)
        sheet=_sheet(form, draft, links, part),
    )


def _sheet(form: Form, draft: Draft, links: Mapping[str, str], part: Part | None) -> Markup:
    """Return every answer again, as far as the part in hand goes, with the way to those that can be changed now."""
    can_change = {each.id: links[each.id] for each in form.spec.sections if is_open(form, draft.entries, each)}
    only = sections_until(form, part.id) if part else None
    html = sheet(form, draft.entries, links=can_change, only=only, today=today(), previews=previews(draft.id))
    return Markup(html)  # noqa: S704 (rendered with escaping)


def _warning(
    told: Told, advice: Advice, links: Mapping[str, str], conflicts: tuple[Conflict, ...], who: Mapping[str, str]
) -> ShownWarning:
    asker = told.form.by_address.get(advice.address) or told.form.laid.get(advice.address)
    section = advice.address.partition(".")[0]
    conflict = next((each for each in conflicts if each.name == advice.check), None)
    return ShownWarning(
        name=advice.check,
        message=advice.message,
        reason=conflict.yours if conflict else advice.reason,
        question=question_words(told, asker.address, question_text(asker.question)) if asker else "",
        url=f"{links[section]}#{advice.name}" if section in links else "",
        theirs=conflict.theirs if conflict else "",
        who=who.get(advice.check, ""),
    )


def _grouped(
    told: Told, titled: Mapping[str, str], errors: tuple[AnswerError, ...], links: Mapping[str, str]
) -> Iterator[Group]:
    for section_id, found in groupby(errors, key=lambda error: error.address.partition(".")[0]):
        missing = (_missing(told, error, links.get(section_id, "")) for error in found)
        yield Group(titled.get(section_id, told.form.spec.title), tuple(missing))


def _missing(told: Told, error: AnswerError, page: str) -> Missing:
    return Missing(with_rows(told, error.address, error.message), f"{page}#{error.name}" if page else "")
