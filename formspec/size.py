"""How large a form may be: what one page can show, one save can carry, and one moment can compile.

Here live the limits and the counting. A box is what a person fills in or ticks; the engine makes as many of each
kind as `formspec.kinds` says, and the web application's limits on a request leave room for them. Tests hold
both together.
"""

from collections.abc import Iterator
from typing import NamedTuple

from formspec.kinds import KINDS
from formspec.model import Column, Group, Prompt, Question
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.reading import is_number
from formspec.suggest import short
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
MOST_ROWS = 100
"""The most rows of a group, whatever a number that is entered says."""
REASON = 500
"""The most characters of a reason, such as why an answer could not be found out. Never changed."""
SAID = 200
"""The most characters of the box that an option opens. Never changed."""

_LARGE = "This section has {boxes:,} boxes to fill in or tick, and the most that can be saved at once is {most:,}:"
_LONG = (
    "If every text of this section is as long as it may be, they cannot be saved at once: they are {surplus:,} "
    "characters too many, and “{label}” has the most, with {characters:,}."
)


def too_many(written: Written) -> Problem | None:
    """Return that a form has more boxes than can be looked at, or None."""
    count = _Count(written)
    questions = tuple(question for section in written.spec.sections for question in section.questions)
    boxes = count.of(questions).boxes
    if boxes <= MOST_BOXES:
        return None
    advice = _fewer(questions, count, MOST_BOXES) or "split it into several"
    message = f"The form has {boxes:,} boxes to fill in or tick, and the most is {MOST_BOXES:,}: {advice}."
    return error(written.key_place(written.spec, "sections"), "too-many-answers", message)


def unsaved(written: Written) -> Iterator[Problem]:
    """Yield every section that cannot be saved at once; as a warning where only texts of full length are too much."""
    count = _Count(written)
    for section in written.spec.sections:
        yield from _unsaved(written.place(section), section.questions, count)


class _Size(NamedTuple):
    """How many boxes some questions have, and how many characters all of them may hold."""

    boxes: int
    characters: int


class _Count:
    """Counts what questions have, those of groups as often as there may be rows."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._columns: dict[int, _Size] = {}

    def of(self, questions: tuple[Question, ...]) -> _Size:
        """Return the size of some questions."""
        sizes = [self.of_one(question) for question in questions]
        return _Size(sum(size.boxes for size in sizes), sum(size.characters for size in sizes))

    def of_one(self, question: Question) -> _Size:
        """Return the size of one question."""
        ticks = sum(map(_ticks, question.evidence))
        if question.group:
            inner, rows = self.of(question.group.questions), self._rows(question.group)
            return _Size(rows * (inner.boxes + 1) + ticks, rows * inner.characters)
        sizes = [self._column(column) for column in question.columns]
        return _Size(sum(size.boxes for size in sizes) + ticks, sum(size.characters for size in sizes))

    def _column(self, column: Column) -> _Size:
        if id(column) not in self._columns:
            self._columns[id(column)] = _Size(boxes_of(column), _characters(column))
        return self._columns[id(column)]

    def _rows(self, group: Group) -> int:
        """Return the most rows that a group may have; each has a box of its own, which says that it is there."""
        if not group.as_many_as:
            return min(max(group.least, group.most) if group.exactly is None else group.exactly, MOST_ROWS)
        named = self._written.addresses.get(group.as_many_as)
        most = named.column.most if named and named.column else None
        told = most is not None and most.op == "literal" and is_number(most.text)
        return min(int(most.text), MOST_ROWS) if most is not None and told else MOST_ROWS


def _unsaved(place: Place, questions: tuple[Question, ...], count: _Count) -> Iterator[Problem]:
    boxes, characters = count.of(questions)
    room = (MOST_SAVED_BYTES - boxes * BYTES_OF_A_NAME) // BYTES_OF_A_LETTER
    if boxes > MOST_SECTION_BOXES:
        message = _LARGE.format(boxes=boxes, most=MOST_SECTION_BOXES)
        advice = _fewer(questions, count, MOST_SECTION_BOXES) or "split the section in two"
        yield error(place, "section-too-large", f"{message} {advice}.")
    elif characters > room:
        yield warning(place, "section-too-long", _shorter(questions, count, characters - room))


def _fewer(questions: tuple[Question, ...], count: _Count, most: int) -> str:
    """Return that a group is to have fewer rows, where it has too many boxes by itself; "" where none has."""
    largest = max(questions, key=lambda each: count.of_one(each).boxes)
    boxes = count.of_one(largest).boxes
    if largest.group is None or boxes <= most:
        return ""
    return f"“{short(largest.label)}” alone has {boxes:,}, so {_lower(largest.group)}"


def _shorter(questions: tuple[Question, ...], count: _Count, surplus: int) -> str:
    longest = max(questions, key=lambda each: count.of_one(each).characters)
    said = _LONG.format(surplus=surplus, label=short(longest.label), characters=count.of_one(longest).characters)
    rows = f"{_lower(longest.group)}, " if longest.group else ""
    return f"{said} Write a lower “max-length”, {rows}or split the section in two."


def _lower(group: Group) -> str:
    """Return what makes the rows of a group fewer."""
    if group.as_many_as:
        return f"write a lower “most” for “{group.as_many_as}”, which says how many there are"
    return f"write a lower “{'most' if group.exactly is None else 'exactly'}” in its “rows”"


def boxes_of(column: Column) -> int:
    """Return how many boxes an answer has on a page."""
    kind = KINDS.get(column.kind)
    own = kind.boxes + (bool(column.name_label) and "name-label" in kind.settings) if kind else 1
    return own + len(column.options) + _opened(column) + _reasons(column)


def _reasons(column: Column) -> int:
    """Return how many boxes ask for a reason: why nothing could be found out, or why not what was suggested."""
    return column.could_not_find_out + (column.suggest is not None)


def _opened(column: Column) -> int:
    """Return how many boxes the options open."""
    return sum(bool(option.please_say) for option in column.options)


def _ticks(prompt: Prompt) -> int:
    return sum(map(_ticks, prompt.prompts)) if prompt.prompts else 1


def _characters(column: Column) -> int:
    reasons = REASON * _reasons(column)
    kind = KINDS.get(column.kind)
    if kind is None:
        return reasons
    opened = _opened(column)
    own = boxes_of(column) - opened - _reasons(column)
    return (column.max_length or kind.characters) * own + SAID * opened + reasons
