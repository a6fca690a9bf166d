"""Everything that the answers of a draft have brought to light so far, on one page.

Here lives in which order it is read, and where each finding leads. What a finding is, is for the engine to say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, url_for

from engine import nothing
from engine.check import state_of
from engine.document import findings
from engine.form import Form
from engine.numbered import numbered, renaming
from engine.rules.state import State
from engine.texts import Told
from webapp.pages.carried.kept import origin_of_draft
from webapp.pages.desk import about, desk, open_draft, today
from webapp.pages.drafts.steps import titles
from webapp.pages.findings import COULD_NOT_FIND_OUT, Finding, Findings, shown
from webapp.pages.shelf import Edition
from webapp.pages.words import count, role_word
from webapp.storage.stored import Draft

found = Blueprint("found", __name__, template_folder="templates")
_Order = Callable[[Finding], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding, where its answer stands ("" for one of an earlier version), and whether its day has passed."""

    finding: Finding
    url: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class OfSection:
    """What was found in one section; its title is "" for what an earlier version asked."""

    title: str
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """All findings of one sort, such as concerns, by section."""

    title: str
    number: int
    sections: tuple[OfSection, ...]


def found_so_far(draft: Draft, opened: Edition) -> Findings:
    """Return what the answers of a draft have brought to light, as it is read."""
    form, entries = opened.form.of(draft.entries), draft.entries
    told = Told(*numbered(form, entries), State())
    return shown(findings(form, entries, today(), origin_of_draft(desk(), draft)), told)


def in_words(found: Findings) -> str:
    """Return how much was found, as it stands in a sentence; "" for nothing."""
    return ", ".join(
        said
        for number, said in (
            (len(found.concerns), count(len(found.concerns), "concern")),
            (len(found.actions), count(len(found.actions), "further action")),
            (len(found.could_not_find_out), f"{len(found.could_not_find_out)} that could not be found out"),
        )
        if number
    )


@found.get("/drafts/<draft_id>/findings")
def page(draft_id: str) -> str:
    """Show every concern, the worst first, every action, the first due first, and what could not be found out."""
    draft, opened = open_draft(draft_id)
    so_far = found_so_far(draft, opened)
    return render_template(
        "found.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        words=in_words(so_far),
        unlisted=_unlisted(draft, opened.form.of(draft.entries)),
        sorts=tuple(_sorts(draft, opened, so_far)),
    )


def _unlisted(draft: Draft, form: Form) -> int:
    """Return how many answers say that there is no concern or further action."""
    asked = state_of(form, draft.entries, today()).asked
    cells = (each for each in form.cells if nothing.may_say(each.column) and asked.get(each.address, True))
    return sum(nothing.is_said(each.column, each.value(draft.entries)) for each in cells)


def _sorts(draft: Draft, opened: Edition, so_far: Findings) -> Iterator[Sort]:
    named = (
        (role_word(opened.spec, "concern"), so_far.concerns, _worst_first),
        (role_word(opened.spec, "action"), so_far.actions, _due_first),
        (COULD_NOT_FIND_OUT, so_far.could_not_find_out, _as_asked),
    )
    form, titled = opened.form.of(draft.entries), titles(opened, draft)
    links = dict(_links(draft, form))
    for title, listed, order in named:
        if listed:
            yield Sort(title, len(listed), tuple(_of_sections(listed, order, titled, links)))


def _worst_first(finding: Finding) -> tuple[object, ...]:
    return (-finding.rank,)


def _due_first(finding: Finding) -> tuple[object, ...]:
    return (finding.due or date.max,)


def _as_asked(_finding: Finding) -> tuple[object, ...]:
    return ()


def _of_sections(
    listed: Iterable[Finding], order: _Order, titled: Mapping[str, str], links: Mapping[str, str]
) -> Iterator[OfSection]:
    """Yield findings by section, the section with the first of them first, and each in their order."""
    by_section: dict[str, list[ShownFinding]] = {}
    for each in sorted(listed, key=order):
        overdue = each.due is not None and each.due < today()
        by_section.setdefault(each.section, []).append(ShownFinding(each, links.get(each.address, ""), overdue))
    for section_id, some in by_section.items():
        yield OfSection(titled.get(section_id, ""), tuple(some))


def _links(draft: Draft, form: Form) -> Iterator[tuple[str, str]]:
    """Yield where each answer stands, by its address with numbered rows."""
    other, _ = renaming(form)
    for cell, as_numbered in zip(form.cells, other.cells, strict=True):
        page = url_for("sections.page", draft_id=draft.id, section_id=cell.section)
        yield as_numbered.address, f"{page}#{cell.names[0]}" if cell.names else page
