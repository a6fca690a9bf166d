"""How large a form may be: what one page can show, one save can carry, and one moment can compile.

Here live the limits and the counting. A box is what a person fills in or ticks; the engine makes as many of each
kind as `formspec.kinds` says, and the web application's limits on a request leave room for them. Tests hold
both together.
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.model import Column, Prompt, Question
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.written import Written, error, warning

MOST_BOXES = 10_000
"""The most boxes of a form."""
MOST_SECTION_BOXES = 4_900
"""The most boxes of a section: a save sends all of them, and a few fields of the page's own."""
MOST_SAVED_BYTES = 8_000_000
"""The most bytes that a save of a section may need."""
BYTES_OF_A_NAME = 300
"""What a box needs besides its text: ids of the greatest length, and the signs between."""
BYTES_OF_A_LETTER = 3
"""What a letter of English needs at most when it is sent; one of another language may need nine."""
REASON = 500
"""The most characters of the reason why an answer could not be found out. Never changed."""

SAID = 200
"""The most characters of the box that an option opens. Never changed."""

_LARGE = "This section has {boxes:,} boxes to fill in or tick, and the most that can be saved at once is {most:,}:"
_LONG = "If every text of this section is as long as it may be, they cannot be saved at once:"


def too_many(written: Written) -> Problem | None:
    """Return that a form has more boxes than can be looked at, or None."""
    counted: dict[int, int] = {}
    boxes = sum(_boxes(question, counted) for _, question in written.questions)
    if boxes <= MOST_BOXES:
        return None
    message = f"The form has {boxes:,} boxes to fill in or tick, and the most is {MOST_BOXES:,}: split it into several."
    return error(written.key_place(written.spec, "sections"), "too-many-answers", message)


def unsaved(written: Written) -> Iterator[Problem]:
    """Yield every section that cannot be saved at once; as a warning where only texts of full length are too much."""
    counted: dict[int, int] = {}
    for section in written.spec.sections:
        boxes = sum(_boxes(question, counted) for question in section.questions)
        letters = sum(_characters(column) for question in section.questions for column in question.columns)
        yield from _unsaved(written.place(section), boxes, letters)


def _unsaved(place: Place, boxes: int, letters: int) -> Iterator[Problem]:
    room = MOST_SAVED_BYTES - boxes * BYTES_OF_A_NAME
    if boxes > MOST_SECTION_BOXES:
        message = _LARGE.format(boxes=boxes, most=MOST_SECTION_BOXES)
        yield error(place, "section-too-large", f"{message} split the section in two.")
    elif letters * BYTES_OF_A_LETTER > room:
        message = f"{_LONG} split the section in two, or write a lower “max-length”."
        yield warning(place, "section-too-long", message)


def boxes_of(column: Column) -> int:
    """Return how many boxes an answer has on a page."""
    kind = KINDS.get(column.kind)
    own = kind.boxes + (bool(column.name_label) and "name-label" in kind.settings) if kind else 1
    return own + len(column.options) + _opened(column) + column.could_not_find_out


def _opened(column: Column) -> int:
    """Return how many boxes the options open."""
    return sum(bool(option.please_say) for option in column.options)


def _boxes(question: Question, counted: dict[int, int]) -> int:
    for column in question.columns:
        if id(column) not in counted:
            counted[id(column)] = boxes_of(column)
    return sum(counted[id(column)] for column in question.columns) + sum(map(_ticks, question.evidence))


def _ticks(prompt: Prompt) -> int:
    return sum(map(_ticks, prompt.prompts)) if prompt.prompts else 1


def _characters(column: Column) -> int:
    reason = REASON if column.could_not_find_out else 0
    kind = KINDS.get(column.kind)
    if kind is None:
        return reason
    opened = _opened(column)
    own = boxes_of(column) - opened - column.could_not_find_out
    return (column.max_length or kind.characters) * own + SAID * opened + reason
