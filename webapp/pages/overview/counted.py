"""What the overview shows, chart by chart, each number with the address of the list that it counts.

Here lives what is counted. What somebody may not see is left out by the repository; lists and numbers ask it for the
same.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from webapp.pages.actions.chosen import by_age
from webapp.pages.desk import Desk, today
from webapp.pages.overview.charts import Bar, Chart
from webapp.pages.overview.forms import CountedForm, counted_forms
from webapp.pages.overview.months import Month, last_months
from webapp.pages.overview.reviewed import DONE, IN_TIME, fell_due
from webapp.pages.registers.listed import OVERDUE, REVIEWS, ListedEntry, by_name, listed
from webapp.pages.subjects import Register, registers, texts_about
from webapp.storage.overview_statements import CameTo, Tally

_VERDICTS = ("yes", "said", "no", "undecided", "unknown")
_NO_ENTRY = "Nothing is in this register yet."


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the overview: its title, what is said under it, and its charts; `columns` are drawn over time."""

    id: str
    title: str
    charts: tuple[Chart, ...]
    columns: Chart | None = None


def of_registers(at: Desk) -> list[Part]:
    """Return how the entries of each register stand, when their next reviews are, and how reviews were done."""
    return [_of_register(at, each) for each in registers(at).values()]


def of_actions(at: Desk) -> Part:
    """Return how many actions are not finished, by how they are due."""
    ages = by_age(at)
    bars = tuple(Bar(each.words, each.number, each.url) for each in ages) if any(each.number for each in ages) else ()
    empty = "Nothing is left to do. When a form with further actions is submitted, they are counted here."
    return Part("actions", "Actions", (Chart("age", "Not finished, by day", "Due", bars, empty),))


def of_forms(at: Desk) -> list[Part]:
    """Return, form by form, what was found and what it came to in the last months."""
    months = last_months(today())
    spans = [(each.since, each.until) for each in months]
    tallies = at.repository.tallied_concerns(spans)
    outcomes = at.repository.came_to(months[0].since, months[-1].until)
    found = []
    for form in counted_forms(at):
        raised = [each for each in tallies if each.form == form.id]
        came_to = [each for each in outcomes if each.form == form.id]
        if form.sections or raised or form.options:
            found.append(_of_form(form, months, raised, came_to))
    return found


def _of_register(at: Desk, register: Register) -> Part:
    entries = at.repository.register_entries(register.id)
    mentions = at.repository.mentions(texts_about(at, register.id))
    every = list(listed(at, register, entries, by_name(mentions)))
    done = _done(register, Counter(each.done for each in fell_due(at, register, mentions)))
    return Part(f"register-{register.id}", register.title, (_standing(register, every), _due(register, every), done))


def _standing(register: Register, every: list[ListedEntry]) -> Chart:
    """Return how entries stand: those that may be used first."""
    order = {each.standing.short: (_VERDICTS.index(each.standing.verdict), each.standing.to_settle) for each in every}
    counted = Counter(each.standing.short for each in every)
    listed_as = sorted(counted, key=lambda each: (*order[each], each))
    bars = (Bar(each, counted[each], _listing(register, each)) for each in listed_as)
    return Chart("standing", "May we use them?", "Standing", tuple(bars), _NO_ENTRY)


def _due(register: Register, every: list[ListedEntry]) -> Chart:
    """Return when the next reviews of entries are; each entry is in one row."""
    counted = Counter(each.review for each in every)
    bars = (Bar(words, counted[value], _listing(register, value)) for value, words in REVIEWS.items())
    note = f"{counted[OVERDUE]} of {len(every)} past the next review."
    return Chart("due", "Next review", "When", tuple(bars) if every else (), _NO_ENTRY, note)


def _done(register: Register, counted: Counter[str]) -> Chart:
    """Return how the reviews were done that were due."""
    url = {value: url_for("overview.reviews", register=register.id, done=value) for value in DONE}
    bars = (Bar(words, counted[value], url[value]) for value, words in DONE.items())
    title = "Reviews that were due in the last 12 months"
    note = f"{counted[IN_TIME]} of {counted.total()} done in time."
    empty = "No review was due in the last 12 months."
    return Chart("done", title, "Done", tuple(bars) if counted else (), empty, note)


def _listing(register: Register, state: str) -> str:
    return url_for("registers.listing", register=register.id, state=state)


def _of_form(form: CountedForm, months: tuple[Month, ...], raised: list[Tally], came_to: list[CameTo]) -> Part:
    charts = []
    word = form.concern_word
    empty = "Nothing was raised in the last 12 months."
    if form.sections or raised:
        bars = tuple(_by_section(form, raised)) if raised else ()
        charts.append(Chart("sections", f"{word}, by section", "Section", bars, empty))
    if form.options:
        outcomes = tuple(_by_option(form, came_to)) if came_to else ()
        nothing = "Nothing was submitted in the last 12 months."
        charts.append(Chart("outcomes", "What it came to", "Outcome", outcomes, nothing))
    columns = Chart("months", f"{word}, by month", "Month", tuple(_by_month(form, months, raised)), empty)
    return Part(f"form-{form.id}", form.title, tuple(charts), columns if raised else None)


def _by_section(form: CountedForm, raised: list[Tally]) -> Iterator[Bar]:
    """Yield how much was raised in each section: those of the latest version in its order, then earlier ones."""
    titles = dict(form.sections)
    counted: Counter[str] = Counter()
    for each in raised:
        now = form.section_now(each.version, each.section)
        counted[now] += each.number
        titles.setdefault(now, f"{form.section_title(each.version, each.section)} (asked in an earlier version)")
    for section, title in titles.items():
        yield Bar(title, counted[section], url_for("overview.concerns", form=form.id, section=section))


def _by_month(form: CountedForm, months: tuple[Month, ...], raised: list[Tally]) -> Iterator[Bar]:
    counted: Counter[int] = Counter()
    for each in raised:
        counted[each.span] += each.number
    for at, month in enumerate(months):
        url = url_for("overview.concerns", form=form.id, month=month.key)
        yield Bar(month.words, counted[at], url, month.short)


def _by_option(form: CountedForm, came_to: list[CameTo]) -> Iterator[Bar]:
    """Yield how many records came to each option: those of the latest version in its order, then others, then none."""
    titles = dict(form.options)
    counted: Counter[str] = Counter()
    for each in came_to:
        counted[form.option_now(each.version, each.option)] += each.number
    titles |= {option: form.option_words(option) for option in counted if option and option not in titles}
    if counted[""]:
        titles[""] = "Nothing was decided"
    for option, words in titles.items():
        yield Bar(words, counted[option], url_for("overview.outcomes", form=form.id, option=option))
