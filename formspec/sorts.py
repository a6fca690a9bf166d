"""What the answers and values of a form are to comparisons: a number, a day, a time, an option, options or a text.

Here lives that look-up, for the rules of sense that find what can never be compared. What is compared, and how, is for
`engine.rules` to say.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from formspec.addresses import Addresses, Answer, Named
from formspec.kinds import KINDS
from formspec.logic import Value
from formspec.model import Column, Option
from formspec.reading import is_decimal

NUMBER, DATE, TIME, TEXT = "number", "date", "time", "text"
OPTION, OPTIONS = "option", "options"
LITERAL = "literal"
"""What is written down, and read as whatever it is compared with."""
UNTOLD = "any"
"""What cannot be told from the spec, or is told already by another rule."""
NOTHING = ""
"""What is never compared, such as a file."""
YES_NO = (Option(value="yes", label="Yes"), Option(value="no", label="No"))
_AS_NUMBERS = frozenset(
    {"sum", "mean", "product", "difference", "quotient", "percentage", "count", "most-possible", "findings", "between"}
)
_DEEPEST = 40
_EXTREMES = frozenset({"smallest", "largest"})


class Sorts:
    """Says of the values of one form what they are; `within` is the address of the question that asks."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._calculated: dict[int, str] = {}
        self._covering: dict[tuple[str, str], str] = {}
        self._texts: dict[int, frozenset[str] | None] = {}
        self._whole: dict[int, bool] = {}
        self._wholes: dict[tuple[str, str], bool] = {}
        self._depth = 0

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        """Count how many workings lead to one another: of too many, nothing is told."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def named(self, value: Value, within: str) -> Named | None:
        """Return what a value refers to, None when it is no reference or nothing is there."""
        if value.op == "question":
            return self._addresses.get(value.text)
        return self._addresses.get(f"{within}.{value.text}") if value.op == "column" else None

    def column(self, value: Value | None, within: str) -> Column | None:
        """Return the answer that a value is, None when it is none."""
        named = self.named(value, within) if value else None
        return named.column if named else None

    def of(self, value: Value | None, within: str) -> str:
        """Return the sort of a value."""
        if value is None or self._depth > _DEEPEST:
            return UNTOLD
        if value.op in {"question", "column"}:
            named = self.named(value, within)
            return self.of_answer(named.answers[0]) if named and named.column else UNTOLD
        if value.op in _AS_NUMBERS:
            return NUMBER
        if value.op in _EXTREMES:
            sorts = {self.covered(part, value.of_column, within) for part in value.parts}
            return _common({NUMBER if sort == OPTION else sort for sort in sorts})
        if value.op in {"look-up", "choose"}:
            return _common(set(self._results(value, within)))
        return {"literal": LITERAL, "date": DATE}.get(value.op, UNTOLD)

    def of_answer(self, answer: Answer) -> str:
        """Return the sort of an answer."""
        column = answer.column
        if column.calculate is None or column.kind != "calculated":
            kind = KINDS.get(column.kind)
            return kind.compares if kind else UNTOLD
        if id(column) not in self._calculated:
            self._calculated[id(column)] = UNTOLD
            with self._deeper():
                found = self.of(column.calculate, question_of(answer))
            self._calculated[id(column)] = _result(column.calculate.text) if found == LITERAL else found
        return self._calculated[id(column)]

    def covered(self, part: Value, column: str, within: str) -> str:
        """Return the sort of the answers that a part of a working covers, of those that are compared at all."""
        named = self.named(part, within)
        if named is None or (named.column and not column):
            return self.of(part, within)
        key = (named.address, column)
        if key not in self._covering:
            self._covering[key] = UNTOLD
            answers = self._addresses.answers(named, column)
            self._covering[key] = _common({*map(self.of_answer, answers)} - {TEXT, NOTHING})
        return self._covering[key]

    def _results(self, value: Value, within: str) -> Iterator[str]:
        """Yield the sorts of what a look-up or a choice may come to."""
        for band in value.bands:
            yield _result(band.comes_to)
        for branch in value.branches:
            literal = branch.comes_to.op == "literal"
            yield _result(branch.comes_to.text) if literal else self.of(branch.comes_to, within)

    def is_whole(self, value: Value | None, within: str) -> bool:
        """Say whether a value that is a number is always a whole one."""
        if value is None or self._depth > _DEEPEST:
            return False
        if id(value) not in self._whole:
            self._whole[id(value)] = False
            with self._deeper():
                self._whole[id(value)] = self._is_whole(value, within)
        return self._whole[id(value)]

    def _is_whole(self, value: Value, within: str) -> bool:
        if value.rounded or value.op in {"count", "findings"}:
            return True
        if value.op == "literal":
            return is_decimal(value.text) and Decimal(value.text) % 1 == 0
        if value.op in {"sum", "product", "difference", "smallest", "largest"}:
            return all(self._covers_whole(part, value.of_column, within) for part in value.parts)
        return self._covers_whole(value, "", within)

    def _covers_whole(self, part: Value, column: str, within: str) -> bool:
        named = self.named(part, within)
        if named is None:
            return part.op not in {"question", "column"} and self.is_whole(part, within)
        key = (named.address, column)
        if key not in self._wholes:
            self._wholes[key] = False
            self._wholes[key] = all(map(self._counts_whole, self._addresses.answers(named, column)))
        return self._wholes[key]

    def _counts_whole(self, answer: Answer) -> bool:
        column = answer.column
        if column.calculate is not None:
            return column.decimal_places == 0 or self.is_whole(column.calculate, question_of(answer))
        scores = [option.score for option in column.options if option.score is not None]
        return column.kind != "decimal" and all(score % 1 == 0 for score in scores)

    def options(self, column: Column | None) -> tuple[Option, ...]:
        """Return the options of an answer."""
        if column is None:
            return ()
        return YES_NO if column.kind == "yes-no" else column.options

    def words(self, value: Value | None, within: str) -> frozenset[str] | None:
        """Return every text that a value may come to, None when that cannot be told."""
        if value is None or value.plus or value.minus or self._depth > _DEEPEST:
            return None
        if id(value) not in self._texts:
            self._texts[id(value)] = None
            with self._deeper():
                self._texts[id(value)] = self._words(value, within)
        return self._texts[id(value)]

    def _words(self, value: Value, within: str) -> frozenset[str] | None:
        if value.op == "literal":
            return frozenset({value.text})
        if value.op == "look-up":
            return frozenset(band.comes_to for band in value.bands)
        if value.op == "choose":
            found = [self.words(branch.comes_to, within) for branch in value.branches]
            known = [each for each in found if each is not None]
            return frozenset().union(*known) if len(known) == len(found) else None
        named = self.named(value, within)
        column = named.column if named else None
        if named and column and column.calculate:
            return self.words(column.calculate, question_of(named.answers[0]))
        return frozenset(each.value for each in self.options(column)) or None


def question_of(answer: Answer) -> str:
    """Return the address of the question that an answer belongs to."""
    return answer.address.rpartition(".")[0] if answer.column.id else answer.address


def _result(text: str) -> str:
    return NUMBER if is_decimal(text) else TEXT


def _common(sorts: set[str]) -> str:
    """Return the one sort of several values, UNTOLD when they are of several."""
    told = sorts - {LITERAL} if len(sorts) > 1 else sorts
    return told.pop() if len(told) == 1 else UNTOLD
