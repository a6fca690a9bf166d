"""Which questions of a form serve which of the standards that it names, and what a new version changes in that.

Here lives what a form's `standards:` and `meets:` come to. Whether what is named exists is a rule's to check, and
nothing here judges whether a question serves a standard well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from formspec.addresses import Placed, placed
from formspec.model import Spec, Standard
from formspec.sources import Sources, sources


@dataclass(frozen=True, slots=True)
class Serving:
    """A question as a report names it: its address, its section's title, and the first paragraph of its label."""

    address: str
    section: str
    label: str


@dataclass(frozen=True, slots=True)
class Covered:
    """A standard of a form, and the questions that meet it, in the form's order."""

    standard: Standard
    questions: tuple[Serving, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every standard of a form in its order, and the questions that meet none of them."""

    standards: tuple[Covered, ...]
    apart: tuple[Serving, ...]

    @property
    def untested(self) -> tuple[Standard, ...]:
        """The standards that no question meets."""
        return tuple(each.standard for each in self.standards if not each.questions)


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """What a new version changes in how one standard is met: in a sentence, with the questions gained and lost.

    `worse` says that a standard which a question met is met by none any more.
    """

    standard: Standard
    sentence: str
    gained: tuple[Serving, ...] = ()
    lost: tuple[Serving, ...] = ()
    worse: bool = False


def coverage(spec: Spec) -> Coverage:
    """Return which questions meet which standard. What a section or a group meets counts for all that stands in it."""
    asked = list(placed(spec))
    standards = tuple(
        Covered(each, tuple(_serving(at) for at in asked if each.id in _met_by(at))) for each in spec.standards
    )
    serving = {_outermost(at) for at in asked if _met_by(at)}
    apart = (at for at in asked if not at.groups and at.address not in serving)
    return Coverage(standards, tuple(map(_serving, apart)))


def coverage_changes(old: Spec, new: Spec) -> Iterator[CoverageChange]:
    """Yield what a new version changes in how the standards are met: those of the new one first, in its order.

    A question that only moved, or has another name, counts as the same one.
    """
    was = sources(old, new)
    before = {each.standard.id: each for each in coverage(old).standards}
    for each in coverage(new).standards:
        known = before.pop(each.standard.id, None)
        change = _change(known, each, was) if known else _added(each)
        if change is not None:
            yield change
    yield from map(_dropped, before.values())


def _met_by(at: Placed) -> frozenset[str]:
    """Return what a question says that it meets, and what its section says for all in it.

    A question of a group has its own words alone: the group counts as one question, which has the section's.
    """
    return frozenset(at.question.meets) if at.groups else frozenset((*at.section.meets, *at.question.meets))


def _outermost(at: Placed) -> str:
    return at.groups[0] if at.groups else at.address


def _serving(at: Placed) -> Serving:
    return Serving(at.address, at.section.title, at.question.label.partition("\n")[0])


def _dropped(old: Covered) -> CoverageChange:
    sentence = f"The form does not name this standard any more; before, {_number(old.questions)} met it."
    return CoverageChange(old.standard, sentence, lost=old.questions, worse=bool(old.questions))


def _added(new: Covered) -> CoverageChange:
    sentence = f"This standard is new on the form, and {_meeting(new.questions)} it."
    return CoverageChange(new.standard, sentence, gained=new.questions)


def _change(old: Covered, new: Covered, was: Sources) -> CoverageChange | None:
    """Return what has changed about a standard that both versions name; None when the same questions meet it."""
    kept = {name for each in old.questions for name in was.questions.became(each.address)}
    lasting = {each.address for each in new.questions}
    gained = tuple(each for each in new.questions if each.address not in kept)
    lost = tuple(each for each in old.questions if lasting.isdisjoint(was.questions.became(each.address)))
    if not gained and not lost:
        return None
    sentence = _sentence(old.questions, new.questions, gained=len(gained), lost=len(lost))
    return CoverageChange(new.standard, sentence, gained, lost, worse=not new.questions)


def _sentence(old: tuple[Serving, ...], new: tuple[Serving, ...], *, gained: int, lost: int) -> str:
    if not new:
        return f"No question meets this standard any more; before, {_number(old)} met it."
    if not old:
        return f"No question met this standard before; now {_meeting(new)} it."
    told = " and ".join([*([f"{gained} more"] if gained else []), *([f"{lost} fewer"] if lost else [])])
    return f"Now {_meeting(new)} this standard, {told} than before."


def _meeting(questions: tuple[Serving, ...]) -> str:
    return f"{_number(questions)} {'meet' if len(questions) > 1 else 'meets'}"


def _number(questions: tuple[Serving, ...]) -> str:
    count = len(questions)
    return "no question" if not count else "1 question" if count == 1 else f"{count} questions"
