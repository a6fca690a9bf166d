"""A comparison of two records, as it is read: in numbers first, then finding by finding, then question by question.

Here lives the whole, with its summary and what the two came to. The parts live in `compared_findings` and
`compared_questions`; how it looks lives in `comparison.html`.
"""

from dataclasses import dataclass

from engine.compare import Comparison
from engine.compare.pieces import said
from engine.follow_up import concerns_of
from engine.form import Form
from engine.json_value import JsonObject
from formspec.model import Spec
from webapp.pages.findings import ShownOutcome, outcome, outcomes
from webapp.pages.records.compared_findings import Followed, ShownFindings, shown_findings
from webapp.pages.records.compared_questions import ShownSection, counted, shown_sections
from webapp.pages.words import role_word

_NOTHING = "None"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the summary, and the id of what it counts."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A comparison: its summary, its findings and its sections. `nothing` says that nothing differs."""

    nothing: bool
    lines: tuple[Line, ...]
    findings: tuple[ShownFindings, ...]
    sections: tuple[ShownSection, ...]
    action: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What something came to before and now, in words."""

    label: str
    before: str
    now: str


def shown(comparison: Comparison, spec: Spec, followed: Followed | None = None) -> Shown:
    """Return a comparison as it is read, in the words of the later form.

    `followed` says which concerns of the earlier record are open, None where nobody knows.
    """
    findings = shown_findings(comparison, spec, followed or {})
    lines = tuple(Line(f"{each.title}: {each.counts}", each.id) for each in findings)
    return Shown(
        nothing=comparison.nothing,
        lines=(*lines, Line(f"Questions: {counted(comparison)}", "questions")),
        findings=findings,
        sections=shown_sections(comparison),
        action=role_word(spec, "action"),
    )


def followed(document: JsonObject, unsettled: frozenset[int] | None) -> Followed | None:
    """Return which concerns of a document are open, given the numbers of those that are; None where nobody knows."""
    if unsettled is None:
        return None
    raised = enumerate(concerns_of(document))
    return {(each.address, each.version): number in unsettled for number, each in raised}


def filled_in(before: tuple[Form, str], now: tuple[Form, str]) -> Turn | None:
    """Return the outcome that was filled in before and now, in the words of each form; None where there is neither."""
    old, new = (outcome(form, value) for form, value in (before, now))
    either = new or old
    if either is None:
        return None
    return Turn(either.question, old.answer if old else _NOTHING, new.answer if new else _NOTHING)


def worked_out(before: tuple[Form, JsonObject], now: tuple[Form, JsonObject]) -> tuple[Turn, ...]:
    """Return what both forms came to by their own rules, as far as they go by one id; lists of gaps are counted."""
    found: list[dict[str, ShownOutcome]] = []
    for form, document in (before, now):
        listed = outcomes(said(form, document).told) if form.spec.outcomes else ()
        found.append({one.id: each for one, each in zip(form.spec.outcomes, listed, strict=True)})
    old, new = found
    return tuple(
        Turn(each.label, *(one.value if one.gaps is None else str(len(one.gaps)) for one in (old[name], each)))
        for name, each in new.items()
        if name in old
    )
