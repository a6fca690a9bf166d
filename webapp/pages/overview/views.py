"""The pages of the overview: the charts, and the lists that their numbers lead to.

Here lives what these pages gather. What is counted is for `counted` to say, and what somebody may see for the
repository.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, render_template, request, url_for

from webapp.deeds import Deed
from webapp.pages.desk import Desk, desk, today
from webapp.pages.findings import Finding
from webapp.pages.identity import viewer
from webapp.pages.leafing import leaf
from webapp.pages.overview.counted import of_actions, of_forms, of_registers
from webapp.pages.overview.forms import CountedForm, counted_form
from webapp.pages.overview.months import Month, last_months, month_of
from webapp.pages.overview.reviewed import DONE, fell_due
from webapp.pages.records.reading import ReadRecord, read
from webapp.pages.registers.views import scope
from webapp.pages.subjects import known_register, texts_about
from webapp.rights import Act
from webapp.storage.failures import Damaged
from webapp.storage.overview_statements import Came, Counted, Place
from webapp.storage.stored import Record

overview = Blueprint("overview", __name__, url_prefix="/overview", template_folder="templates")
_PAGE = 50


@dataclass(frozen=True, slots=True)
class ListedConcern:
    """A concern on a list: the record that it was raised in, what was written, and the title of its section.

    `concern` is None where the record is damaged.
    """

    record: Record
    concern: Finding | None
    section: str


@dataclass(frozen=True, slots=True)
class ListedOutcome:
    """A record on a list, with what it came to in words."""

    record: Record
    words: str


@overview.get("")
def page() -> str:
    """Show how everything stands that whoever asks may see."""
    at, asks = desk(), viewer()
    registers = of_registers(at) if asks.may(Act.READ_REGISTERS) else []
    followed = [of_actions(at)] if asks.may(Act.SEE_ACTIONS) else []
    forms = of_forms(at) if asks.may(Act.READ_RECORDS) else []
    return render_template("overview.html", parts=[*registers, *followed, *forms], scope=scope())


@overview.get("/concerns/<form>")
def concerns(form: str) -> str:
    """List what was raised with a form in the last months, in one section or one month where asked."""
    at = desk()
    known, months = _known(at, form), last_months(today())
    month, section = _month(), request.args.get("section")
    since, until = _span(month)
    sections = None if section is None else _sections(at, known, section)
    wanted = Counted(form=form, since=since, until=until, sections=sections)
    shown = leaf(at.repository.count_concerns(wanted), _PAGE)
    found = at.repository.listed_concerns(wanted, skip=shown.skip, limit=_PAGE)
    title = "" if section is None or sections is None else _section_words(known, section, sections)
    return render_template(
        "overview-concerns.html",
        form=known,
        listed=list(_concerns(at, known, found)),
        leaf=shown,
        address=_leaf_url,
        where=title,
        when=month.words if month else f"{months[0].words} to {months[-1].words}",
        narrowed=section is not None or month is not None,
        scope=scope(),
    )


@overview.get("/outcomes/<form>")
def outcomes(form: str) -> str:
    """List what was submitted of a form in the last months, what came to one option where asked."""
    at = desk()
    known, months = _known(at, form), last_months(today())
    option = request.args.get("option")
    came_to = [each for each in at.repository.came_to(*_span(None)) if each.form == form]
    options = frozenset(
        (each.version, each.option) for each in came_to if known.option_now(each.version, each.option) == option
    )
    since, until = _span(None)
    wanted = Counted(form=form, since=since, until=until, options=None if option is None else options)
    shown = leaf(at.repository.count_outcomes(wanted), _PAGE)
    found = at.repository.listed_outcomes(wanted, skip=shown.skip, limit=_PAGE)
    return render_template(
        "overview-outcomes.html",
        form=known,
        listed=list(_outcomes(at, known, found)),
        leaf=shown,
        address=_leaf_url,
        option=None if option is None else known.option_words(option) or "Nothing was decided",
        when=f"{months[0].words} to {months[-1].words}",
        scope=scope(),
    )


@overview.get("/reviews/<register>")
def reviews(register: str) -> str:
    """List the reviews of the entries of a register that were due in the last year, and how they were done."""
    at, known, done = desk(), known_register(register), request.args.get("done", "")
    if done and done not in DONE:
        abort(404)
    if not viewer().may(Act.READ_REGISTERS):
        abort(404)
    mentions = at.repository.mentions(texts_about(at, known.id))
    found = [each for each in fell_due(at, known, mentions) if done in {"", each.done}]
    found.sort(key=lambda each: (each.due, each.entry.name.casefold()), reverse=True)
    return render_template(
        "overview-reviews.html",
        register=known,
        listed=[(each, DONE[each.done]) for each in found],
        done=DONE.get(done, ""),
        scope=scope(),
    )


def _known(at: Desk, form: str) -> CountedForm:
    """Return a form that is counted by; ends the request where there is none."""
    return counted_form(at, form) or abort(404)


def _month() -> Month | None:
    """Return the month that is asked for, None for all; ends the request where it is none of the last ones."""
    key = request.args.get("month")
    return None if key is None else month_of(key, today()) or abort(404)


def _span(month: Month | None) -> tuple[datetime, datetime]:
    months = (month,) if month else last_months(today())
    return months[0].since, months[-1].until


def _sections(at: Desk, form: CountedForm, section: str) -> frozenset[tuple[int, str]]:
    """Return the sections of all versions that count as a section of the latest one."""
    raised = at.repository.tallied_concerns([_span(None)])
    places = {(each.version, each.section) for each in raised if each.form == form.id}
    return frozenset(each for each in places if form.section_now(*each) == section)


def _section_words(form: CountedForm, section: str, places: frozenset[tuple[int, str]]) -> str:
    """Return the title of a section; ends the request where it is none of the form's and nothing was raised in it."""
    known = form.sections.get(section, "")
    return known or next((form.section_title(*each) for each in places), "") or abort(404)


def _leaf_url(number: int) -> str:
    """Return the address of another page of the list that the request asks for."""
    section, month, option = map(request.args.get, ("section", "month", "option"))
    asked = {**(request.view_args or {}), "section": section, "month": month, "option": option}
    return url_for(request.endpoint or "", **asked, page=number)


def _concerns(at: Desk, form: CountedForm, found: tuple[Place, ...]) -> Iterator[ListedConcern]:
    """Yield concerns with what was written; that each record was looked at is kept."""
    opened = dict(_opened(at, list(dict.fromkeys(each.record for each in found))))
    for each in found:
        record, said = opened[each.record]
        concern = said.found.concerns[each.number] if said else None
        if concern is None:
            yield ListedConcern(record, None, "")
            continue
        version = concern.version or record.version
        section = concern.address.partition(".")[0]
        yield ListedConcern(record, concern, form.section_title(version, section) if section else "")


def _opened(at: Desk, ids: list[str]) -> Iterator[tuple[str, tuple[Record, ReadRecord | None]]]:
    """Yield records by their ids, each as it is read, None where it is damaged."""
    at.repository.look_at_each(Deed.RECORD_READ, ids, what="overview")
    for record_id in ids:
        record = at.repository.listed(record_id)
        if record is None:
            abort(404)
        try:
            sound = at.repository.record(record_id)
        except Damaged:
            sound = None
        yield record_id, (record, read(sound, at.spoken(sound.sha256)) if sound else None)


def _outcomes(at: Desk, form: CountedForm, found: tuple[Came, ...]) -> Iterator[ListedOutcome]:
    for each in found:
        record = at.repository.listed(each.record)
        if record is not None:
            option = form.option_now(record.version, each.option)
            yield ListedOutcome(record, form.option_words(option) or "Nothing was decided")
