"""The findings of a comparison, as they are read: what is new, repeated, not raised again, or not known to be there.

Here live their words and their arrangement; how they look lives in `comparison.html`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.compare.comparison import (
    NEW,
    NOT_AGAIN,
    NOT_ANSWERED,
    NOT_ASKED,
    NOT_KNOWN,
    REPEATED,
    UNKNOWN,
    ComparedFinding,
    Comparison,
    Finding,
)
from engine.compare.wording import plain
from formspec.model import Spec
from webapp.pages.findings import COULD_NOT_FIND_OUT
from webapp.pages.records.beside import Text, texts
from webapp.pages.words import role_word

Followed = Mapping[tuple[str, int], bool]
"""Whether a concern of the earlier record is open, by its address and the earlier version that asked, 0 for none."""
_NOTHING: Mapping[str, tuple[str, str]] = {}
_UNFOLLOWED: Followed = {}
_GROUPS = (
    (NEW, "New", "Not in the record before."),
    (REPEATED, "Repeated", "At the same question both times, in the same words or in others."),
    (
        UNKNOWN,
        "Not known if still there",
        "In the record before. Nothing that was said this time tells whether it still is so.",
    ),
    (
        NOT_AGAIN,
        "Not raised again",
        "In the record before. This time the question was answered, and nothing of the kind was said.",
    ),
)
_FOUND_OUT = {
    NEW: ("New", "These could not be found out this time."),
    REPEATED: ("Repeated", "These could not be found out either time."),
    UNKNOWN: ("Not answered this time", "These could not be found out before, and no answer was given this time."),
    NOT_AGAIN: ("Found out", "These could not be found out before, and were answered this time."),
}
_WHY_NEW = {
    NOT_ASKED: "This was not asked before.",
    NOT_KNOWN: "Before, the answer could not be found out.",
    NOT_ANSWERED: "Before, the question was not answered.",
}
_WHY_UNKNOWN = {
    NOT_ASKED: "This was not asked this time.",
    NOT_KNOWN: "This time, the answer could not be found out.",
    NOT_ANSWERED: "This time, the question was not answered.",
}
_STILL_OPEN = "still open: something is left to be done about it, or nothing was begun."
_CLOSED = "closed: all that was to be done about it was done, or is not needed."


_BESIDE: tuple[tuple[str, Callable[[Finding], str]], ...] = (
    ("Who", lambda action: action.who),
    ("By when", lambda action: action.due),
)
"""What stands beside an action, and what it is called."""
Beside = tuple[tuple[str, str], ...]
"""What stands beside an action: what it is called, with when it was said if not both times, and its words."""


@dataclass(frozen=True, slots=True)
class ShownAction:
    """An action: when it was written, its words, and what stands beside it."""

    when: str
    text: str
    beside: Beside


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with what became of it: the texts, how bad it is, why it is not known, and its actions.

    `anchor` is the id of its question on the page, "" where it has none there. `severity` is in words, with what it was
    where that was another; `beside` is what stands beside an action that is none of a concern's; `actions` are those of
    a concern, those of before first. `followed` says of a concern that was there
    before whether all that was to be done about it is closed, "" where that is not known.
    """

    anchor: str
    finding: Finding
    texts: tuple[Text, ...]
    severity: str
    why: str
    followed: str
    beside: Beside
    actions: tuple[ShownAction, ...]


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


def shown_findings(comparison: Comparison, spec: Spec, followed: Followed = _UNFOLLOWED) -> tuple[ShownFindings, ...]:
    """Return the findings of a comparison in the words of the later form, each sort of which there are any."""
    found = (
        ("concerns", role_word(spec, "concern"), comparison.concerns, followed, _NOTHING),
        ("actions", f"{role_word(spec, 'action')}, with no concern beside", comparison.actions, _UNFOLLOWED, _NOTHING),
        ("not-found-out", COULD_NOT_FIND_OUT, comparison.not_found_out, _UNFOLLOWED, _FOUND_OUT),
    )
    anchors = _Anchors(comparison)
    return tuple(
        _findings(name, title, [_finding(anchor, each, known) for anchor, each in anchors.beside(listed)], words)
        for name, title, listed, known, words in found
        if listed
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


def _findings(
    name: str, title: str, found: Sequence[tuple[str, ShownFinding]], said: Mapping[str, tuple[str, str]]
) -> ShownFindings:
    groups = []
    for status, *words in _GROUPS:
        some = tuple(each for became, each in found if became == status)
        if some:
            heading, text = said.get(status, words)
            groups.append(ShownGroup(status, heading, text, some))
    counts = ", ".join(f"{len(each.findings)} {each.title.lower()}" for each in groups)
    return ShownFindings(name, title, counts, tuple(groups))


def _finding(anchor: str, found: ComparedFinding, followed: Followed) -> tuple[str, ShownFinding]:
    """Return a finding as it is read, with what became of it."""
    why = (_WHY_NEW if found.status == NEW else _WHY_UNKNOWN).get(found.why, "")
    return found.status, ShownFinding(
        anchor=anchor,
        finding=found.shown,
        texts=tuple(_found_texts(found)),
        severity=_severity(found),
        why=why,
        followed=_followed(found, followed),
        beside=_beside_alone(found),
        actions=tuple(_actions(found)),
    )


def _followed(found: ComparedFinding, followed: Followed) -> str:
    known = [followed[place] for each in found.before if (place := (each.address, each.version)) in followed]
    if not known:
        return ""
    words = _STILL_OPEN if any(known) else _CLOSED
    return f"The concern before is {words}" if found.now else words[0].upper() + words[1:]


def _found_texts(found: ComparedFinding) -> Iterator[Text]:
    before, now = (tuple((each.text, _elsewhere(each, side)) for each in side) for side in (found.before, found.now))
    yield from texts(before, now, alone=found.status != REPEATED)


def _elsewhere(finding: Finding, side: Sequence[Finding]) -> str:
    return finding.question if len(side) > 1 else ""


def _severity(found: ComparedFinding) -> str:
    before, now = ("".join(each.severity for each in side[:1]) for side in (found.before, found.now))
    if before and now and before != now:
        return f"{now} (before: {before})"
    both = found.before and found.now and before != now
    return f"{now or before} (said only {'now' if now else 'before'})" if both else now or before


def _actions(found: ComparedFinding) -> Iterator[ShownAction]:
    """Yield the actions of a finding, with when each was written; what was written both times, once."""
    before, now = ([one for each in side for one in each.actions] for side in (found.before, found.now))
    pairs = [(_taken(before, each), each) for each in now]
    yield from (ShownAction("before", each.text, _beside(each, None)) for each in before)
    for old, new in pairs:
        yield ShownAction("both times" if old else "now", new.text, _beside(old, new))


def _taken(before: list[Finding], action: Finding) -> Finding | None:
    """Take the action out of those of before that says the same as one."""
    at = next((at for at, each in enumerate(before) if plain(each.text) == plain(action.text)), None)
    return None if at is None else before.pop(at)


def _beside_alone(found: ComparedFinding) -> Beside:
    """Return what stands beside an action, nothing where it is one of several that became one, or that one became."""
    if max(len(found.before), len(found.now)) > 1:
        return ()
    return _beside(*(next(iter(side), None) for side in (found.before, found.now)))


def _beside(before: Finding | None, now: Finding | None) -> Beside:
    """Return what stands beside an action, and of one that was there both times what stood only before or only now."""
    found: list[tuple[str, str]] = []
    for label, words in _BESIDE:
        old, new = (words(each) if each else "" for each in (before, now))
        if before is None or now is None or plain(old) == plain(new):
            found.append((label, new or old))
        else:
            found += [(f"{label}, before", old), (f"{label}, now", new)]
    return tuple(each for each in found if each[1])
