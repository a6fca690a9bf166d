"""Findings as pages show them: what the answers brought to light, taken out of a document's findings.

Here lives only the narrowing from JSON to values, in the form's own words. What counts as a finding is for
`engine.document` to say.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from engine.form import Form
from engine.json_value import Json, JsonObject, as_list, as_object, as_text
from engine.kinds import calendar
from engine.kinds.numbers import exact, show
from engine.partners import BY_WHEN, SEVERITY, WHO, partners_of, rank
from engine.row_words import question_words, with_rows
from engine.rules.state import Gap
from engine.texts import Told
from formspec.logic import Outcome as RuledOutcome
from webapp.pages.words import role_word

NOT_YET = "Not known: something that it needs is not answered"
COULD_NOT_FIND_OUT = "Could not find out"
_UNKNOWN = Fraction(-1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the question, the words that were written, and what is said beside them.

    `version` is the earlier version that asked, 0 for this one. `severity` is the option's label, `rank` how bad it is,
    to be compared; `due` is the day by which an action is done.
    """

    question: str
    text: str
    version: int = 0
    address: str = ""
    severity: str = ""
    rank: Fraction = _UNKNOWN
    who: str = ""
    due: date | None = None

    @property
    def section(self) -> str:
        """The id of the section that it was found in; "" for one of an earlier version."""
        return "" if self.version else self.address.partition(".")[0]

    @property
    def by_when(self) -> str:
        """The day by which an action is done, in words; "" when nobody said."""
        return calendar.show_day(self.due.isoformat()) if self.due else ""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the answers brought to light."""

    concerns: tuple[Finding, ...]
    actions: tuple[Finding, ...]
    could_not_find_out: tuple[Finding, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.concerns or self.actions or self.could_not_find_out)


_NOTHING = Findings((), (), ())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a record came to: the question that asked for the decision, and the option that was taken, as labelled."""

    question: str
    answer: str


def shown(found: JsonObject, told: Told) -> Findings:
    """Return a document's findings as values, each question as it was read."""
    return Findings(*(_listed(found, key, told) for key in ("concerns", "actions", "could-not-find-out")))


def _listed(found: JsonObject, key: str, told: Told) -> tuple[Finding, ...]:
    listed = map(as_object, as_list(found.get(key, [])))
    return tuple(_finding(each, told) for each in listed)


def _finding(found: JsonObject, told: Told) -> Finding:
    question, text = as_text(found["question"]), as_text(found["text"])
    if "version" in found:
        return Finding(question, text, int(exact(found["version"])))
    address = as_text(found["address"])
    severity, how_bad = _severity(found, told, address)
    return Finding(
        question=with_rows(told, address, question),
        text=text,
        address=address,
        severity=severity,
        rank=how_bad,
        who=as_text(found.get(WHO, "")),
        due=date.fromisoformat(as_text(found[BY_WHEN])) if BY_WHEN in found else None,
    )


def _severity(found: JsonObject, told: Told, address: str) -> tuple[str, Fraction]:
    """Return how bad a concern is, in words and to be compared."""
    cell, option = told.form.by_address.get(address), as_text(found.get(SEVERITY, ""))
    for beside in partners_of(told.form, cell) if cell and option else ():
        labels = {each.value: each.label for each in told.column(beside).options}
        return labels.get(option, option), rank(beside, option)
    return option, _UNKNOWN


def outcome(form: Form, value: str) -> Outcome | None:
    """Return the decision that stands in a record, in the words of its form; None when it came to none."""
    asked = form.with_role("outcome")
    if not value or not asked:
        return None
    cell = asked[0]
    known = cell.kind.shape(cell.column, complete=True).accepts(value)
    return Outcome(cell.wording.question, cell.kind.show(cell.column, value) if known else value)


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """What a form came to by its own rules: its label, and the value or the gaps in words."""

    label: str
    value: str
    gaps: tuple[Finding, ...] | None


def outcomes(told: Told) -> tuple[ShownOutcome, ...]:
    """Return everything that a form came to by its own rules, in words."""
    return tuple(_outcome(each, told) for each in told.form.spec.outcomes)


def _outcome(outcome: RuledOutcome, told: Told) -> ShownOutcome:
    found, label = told.state.outcomes.get(outcome.id), told.filled(outcome.label)
    if outcome.gaps is not None:
        gaps = found if isinstance(found, tuple) else ()
        return ShownOutcome(
            label, "", tuple(Finding(question_words(told, each.address, each.question), each.text) for each in gaps)
        )
    named = told.state.names.get(outcome.id)
    return ShownOutcome(label, named or _in_words(found, outcome), None)


def _in_words(found: Json | tuple[Gap, ...], outcome: RuledOutcome) -> str:
    if isinstance(found, int | float):
        return show(found, outcome.unit, whole=outcome.decimal_places == 0)
    return calendar.show(found) if isinstance(found, str) else NOT_YET


def counted(form: Form, found: Findings) -> tuple[tuple[str, int], ...]:
    """Return how many there are of everything that this form can find, each by its name."""
    by_role = {"concern": found.concerns, "action": found.actions}
    counts = [
        (role_word(form.spec, role), len(listed)) for role, listed in by_role.items() if listed or form.with_role(role)
    ]
    if found.could_not_find_out or any(cell.reason for cell in form.cells):
        counts.append((COULD_NOT_FIND_OUT, len(found.could_not_find_out)))
    return tuple(counts)


def can_find(form: Form) -> bool:
    """Say whether answers to this form can bring anything to light."""
    return bool(counted(form, _NOTHING))
