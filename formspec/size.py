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
_LONG = "If every text of this section is as long as it may be, they cannot be saved at once:"


def too_many(written: Written) -> Problem | None:
    """Return that a form has more boxes than can be looked at, or None."""
    count = _Count(written)
    boxes = sum(count.of(section.questions).boxes for section in written.spec.sections)
    if boxes <= MOST_BOXES:
        return None
    message = f"The form has {boxes:,} boxes to fill in or tick, and the most is {MOST_BOXES:,}: split it into several."
    return error(written.key_place(written.spec, "sections"), "too-many-answers", message)


def unsaved(written: Written) -> Iterator[Problem]:
    """Yield every section that cannot be saved at once; as a warning where only texts of full length are too much."""
    count = _Count(written)
    for section in written.spec.sections:
        yield from _unsaved(written.place(section), *count.of(section.questions))


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
        sizes = [self._question(question) for question in questions]
        return _Size(sum(size.boxes for size in sizes), sum(size.characters for size in sizes))

    def _question(self, question: Question) -> _Size:
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
