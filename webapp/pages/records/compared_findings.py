"""The findings of a comparison, as they are read: what is new, repeated, closed, or not known to be.

Here live their words and their arrangement; how they look lives in `comparison.html`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.compare.comparison import (
    CLOSED,
    NEW,
    NOT_ANSWERED,
    NOT_ASKED,
    NOT_KNOWN,
    REPEATED,
    UNKNOWN,
    ComparedFinding,
    Comparison,
    Finding,
)
from formspec.model import Spec
from webapp.pages.findings import COULD_NOT_FIND_OUT
from webapp.pages.records.beside import Text, texts
from webapp.pages.words import role_word

_NOTHING: Mapping[str, str] = {}
_GROUPS = (
    (NEW, "New", "Not there in the one before."),
    (REPEATED, "Repeated", "At the same question both times, in the same words or in others."),
    (UNKNOWN, "Not known to be closed", "There before. This time nothing was found out that would close it."),
    (CLOSED, "Closed", "There before. This time the question was answered, and nothing of the kind was said."),
)
_FOUND_OUT = {
    NEW: "These could not be found out this time.",
    REPEATED: "These could not be found out either time.",
    UNKNOWN: "These could not be found out before, and no answer was given this time.",
    CLOSED: "These could not be found out before, and were answered this time.",
}
_WHY_NEW = {
    NOT_ASKED: "This was not asked the time before.",
    NOT_KNOWN: "The time before, the answer could not be found out.",
    NOT_ANSWERED: "The time before, the question was not answered.",
}
_WHY_UNKNOWN = {
    NOT_ASKED: "This was not asked this time.",
    NOT_KNOWN: "This time, the answer could not be found out.",
    NOT_ANSWERED: "This time, the question was not answered.",
}


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with what became of it: the texts, how bad it is, why it is not known, and its actions.

    `anchor` is the id of its question on the page, "" where it has none there. `severity` is in words, with what it was
    where that was another; `actions` are texts, those of before first.
    """

    anchor: str
    finding: Finding
    texts: tuple[Text, ...]
    severity: str
    why: str
    actions: tuple[tuple[str, Finding], ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The findings of which the same became."""

    status: str
    title: str
    text: str
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True, slots=True)
class ShownFindings:
    """The findings of one sort, in the form's own words, with how many there are of what became of them."""

    id: str
    title: str
    counts: str
    groups: tuple[ShownGroup, ...]


def shown_findings(comparison: Comparison, spec: Spec) -> tuple[ShownFindings, ...]:
    """Return the findings of a comparison in the words of the later form, each sort of which there are any."""
    found = (
        ("concerns", role_word(spec, "concern"), comparison.concerns, _NOTHING),
        ("actions", f"{role_word(spec, 'action')}, with no concern beside", comparison.actions, _NOTHING),
        ("not-found-out", COULD_NOT_FIND_OUT, comparison.not_found_out, _FOUND_OUT),
    )
    anchors = _Anchors(comparison)
    return tuple(
        _findings(name, title, anchors.beside(listed), words) for name, title, listed, words in found if listed
    )


Anchored = tuple[str, ComparedFinding]
"""A finding, with the id of its question on the page."""


class _Anchors:
    """Where on the page the questions of findings are."""

    def __init__(self, comparison: Comparison) -> None:
        self._before: dict[str, str] = {}
        self._now: dict[str, str] = {}
        for question in comparison.questions:
            for answer in question.answers:
                self._before |= {each.address: question.address for each in answer.before}
                self._now |= {each.address: question.address for each in answer.now}

    def beside(self, found: Sequence[ComparedFinding]) -> list[Anchored]:
        """Return each finding with the id of its question."""
        return [(self._of(each), each) for each in found]

    def _of(self, found: ComparedFinding) -> str:
        known = self._now if found.now else self._before
        return "" if found.shown.version else known.get(found.shown.address, "")


def _findings(name: str, title: str, found: Sequence[Anchored], said: Mapping[str, str]) -> ShownFindings:
    groups = []
    for status, words, text in _GROUPS:
        some = tuple(_finding(*each) for each in found if each[1].status == status)
        if some:
            groups.append(ShownGroup(status, words, said.get(status, text), some))
    counts = ", ".join(f"{len(each.findings)} {each.title.lower()}" for each in groups)
    return ShownFindings(name, title, counts, tuple(groups))


def _finding(anchor: str, found: ComparedFinding) -> ShownFinding:
    why = (_WHY_NEW if found.status == NEW else _WHY_UNKNOWN).get(found.why, "")
    return ShownFinding(
        anchor=anchor,
        finding=found.shown,
        texts=tuple(_found_texts(found)),
        severity=_severity(found),
        why=why,
        actions=tuple(_actions(found)),
    )


def _found_texts(found: ComparedFinding) -> Iterator[Text]:
    before, now = (tuple((each.text, _elsewhere(each, side)) for each in side) for side in (found.before, found.now))
    yield from texts(before, now, alone=found.status != REPEATED)


def _elsewhere(finding: Finding, side: Sequence[Finding]) -> str:
    return finding.question if len(side) > 1 else ""


def _severity(found: ComparedFinding) -> str:
    before, now = ("".join(each.severity for each in side[:1]) for side in (found.before, found.now))
    if before and now and before != now:
        return f"{now} (before: {before})"
    return now or before


def _actions(found: ComparedFinding) -> Iterator[tuple[str, Finding]]:
    """Yield the actions of a finding, with when each was written; what was written both times, once."""
    before, now = (tuple(one for each in side for one in each.actions) for side in (found.before, found.now))
    again = {each.text for each in now} & {each.text for each in before}
    yield from (("before", each) for each in before if each.text not in again)
    yield from (("both times" if each.text in again else "now", each) for each in now)
