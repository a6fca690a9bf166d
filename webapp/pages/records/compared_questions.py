"""The questions of a comparison, as they are read: section by section, with the answers before and now.

Here live their words and their arrangement; how they look lives in `comparison.html`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.compare.comparison import (
    ALSO_ASKED,
    ANSWERED,
    ASKED_LESS,
    CHANGED,
    EMPTIED,
    EVIDENCE,
    GIVEN,
    HIDDEN,
    NEWLY_ASKED,
    NO_LONGER_ASKED,
    NOT_FOUND_OUT,
    UNCHANGED,
    Answer,
    ComparedAnswer,
    ComparedQuestion,
    ComparedSection,
    Comparison,
)
from webapp.pages.findings import COULD_NOT_FIND_OUT
from webapp.pages.records.beside import Text, texts, whole

STATUSES = {
    CHANGED: "Changed",
    ANSWERED: "Answered now, not before",
    EMPTIED: "Answered before, not now",
    NOT_FOUND_OUT: "Could not be found out this time",
    NEWLY_ASKED: "Newly asked",
    NO_LONGER_ASKED: "No longer asked",
    ALSO_ASKED: "More asked and answered now",
    ASKED_LESS: "Less asked now than was answered before",
}
"""What became of an answer or of a question, in words."""
_WITHIN = {**STATUSES, NEWLY_ASKED: "Also asked now"}
"""What became of an answer, at a question that was asked both times."""
_SEEN = {
    ANSWERED: "Ticked as seen now, not before",
    EMPTIED: "Ticked as seen before, not now",
    NEWLY_ASKED: "Asked for only now, and ticked as seen",
    NO_LONGER_ASKED: "Ticked as seen before, no longer asked for",
}


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer: what it is called, what became of it, in words, and the text before and now."""

    label: str
    status: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question: what became of it in words, "" where nothing did, how it was worded, and its answers."""

    address: str
    question: str
    row: str
    status: str
    before: str
    answers: tuple[ShownAnswer, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section: its title, the questions that are not as they were, and those that are."""

    id: str
    title: str
    former: bool
    changed: tuple[ShownQuestion, ...]
    unchanged: tuple[ShownQuestion, ...]


def shown_sections(comparison: Comparison) -> tuple[ShownSection, ...]:
    """Return the sections of a comparison as they are read."""
    return tuple(map(_section, comparison.sections))


def counted(comparison: Comparison) -> str:
    """Return how many questions there are of each sort, in words."""
    number = len(comparison.questions)
    counted = (
        (comparison.count(CHANGED), "changed"),
        (comparison.count(ANSWERED), "answered now and not before"),
        (comparison.count(EMPTIED), "answered before and not now"),
        (comparison.count(NOT_FOUND_OUT), "could not be found out this time"),
        (comparison.count(ALSO_ASKED), "with more asked and answered now"),
        (comparison.count(ASKED_LESS), "with less asked now than was answered before"),
        (comparison.count(NEWLY_ASKED), "newly asked"),
        (comparison.count(NO_LONGER_ASKED), "no longer asked"),
        (comparison.count(*UNCHANGED), "as they were" if comparison.count(*UNCHANGED) != 1 else "as it was"),
    )
    said = ", ".join(f"{some} {words}" for some, words in counted if some)
    return f"{said}, of {number}" if number > 1 else said


def _section(section: ComparedSection) -> ShownSection:
    changed = tuple(_question(each) for each in section.changed)
    unchanged = tuple(_question(each) for each in section.unchanged)
    return ShownSection(section.id, section.title, section.former, changed, unchanged)


def _question(question: ComparedQuestion) -> ShownQuestion:
    found = sorted((*question.changed, *question.unchanged), key=lambda each: each.role == EVIDENCE)
    words = STATUSES if question.status == NEWLY_ASKED else _WITHIN
    answers = tuple(_answer(each, words) for each in found if _is_read(each, question))
    status = STATUSES.get(question.status, "")
    return ShownQuestion(question.address, question.question, question.row, status, question.before, answers)


def _is_read(answer: ComparedAnswer, question: ComparedQuestion) -> bool:
    """Say whether an answer is shown: not what says nothing, nor a prompt as it was at a question that is not."""
    if answer.status in UNCHANGED and answer.role == EVIDENCE and question.status not in UNCHANGED:
        return False
    return answer.says or answer.status not in (*UNCHANGED, NEWLY_ASKED, NO_LONGER_ASKED)


def _answer(answer: ComparedAnswer, words: Mapping[str, str]) -> ShownAnswer:
    label = answer.label
    if answer.role == EVIDENCE:
        return ShownAnswer(label, _SEEN.get(answer.status, "Ticked as seen both times"), ())
    if answer.status in UNCHANGED:
        found = tuple(Text("As it was", whole(_words(each))) for each in answer.now if each.text)
        return ShownAnswer(label, "", found)
    sides = [tuple((_words(each), _other(each, side)) for each in side) for side in (answer.before, answer.now)]
    alone = answer.status in (NEWLY_ASKED, NO_LONGER_ASKED)
    if alone:
        sides = [
            side if any(each.asked for each in of) else ()
            for side, of in zip(sides, (answer.before, answer.now), strict=True)
        ]
    return ShownAnswer(label, words[answer.status], tuple(texts(*sides, alone=alone)))


def _other(answer: Answer, side: Sequence[Answer]) -> str:
    """Return what was asked where several questions stand together on one side, else ""."""
    return answer.question if len(side) > 1 else ""


def _words(answer: Answer) -> str:
    if answer.state == GIVEN:
        return answer.text
    if answer.text:
        return f"{COULD_NOT_FIND_OUT}: {answer.text}"
    return "Not asked" if answer.state == HIDDEN else "Nothing entered"
