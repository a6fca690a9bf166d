"""What is reckoned with is a number, or an option that counts one.

A text, a day or an option without a score counts nothing, so a sum of them is always 0. (Days have a smallest and a
largest, and a time between them.)

Fails::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Poor}
    - id: score
      label: Score
      kind: calculated
      calculate: {sum: [visit.rating]}   # <- working-kind

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good, score: 1}
        - {value: poor, label: Poor, score: 0}
    - id: score
      label: Score
      kind: calculated
      calculate: {sum: [visit.rating]}
"""

from collections.abc import Iterator

from formspec.addresses import Answer, Named
from formspec.asking import Found
from formspec.logic import Value
from formspec.problem import Problem
from formspec.reading import is_decimal, text_nodes
from formspec.rules.walk import once, values
from formspec.sorts import DATE, NUMBER, OPTION, TIME, UNTOLD
from formspec.workings import EXTREMES, NUMERIC
from formspec.written import Written, error

ID = "working-kind"
_COUNTING = frozenset({NUMBER, UNTOLD})
_ORDERED = _COUNTING | {DATE, TIME}
_SCORED: frozenset[str] = frozenset()


def check(written: Written) -> Iterator[Problem]:
    """Yield every part of a working that counts nothing."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    able = _Able(written)
    for found, value in values(written):
        if value.op in NUMERIC | EXTREMES:
            for part in value.parts:
                if message := able.message(found, value, part):
                    yield error(written.at(part), ID, message)
        elif value.op == "most-possible":
            yield from _unscored(written, value, able)


def _unscored(written: Written, value: Value, able: "_Able") -> Iterator[Problem]:
    """Yield each address whose answers have no score that could be the greatest."""
    for text in text_nodes(written.mapping(value), value.op):
        named = written.addresses.get(text.text.strip())
        if named is not None and not able.counts(named, value.of_column, _SCORED):
            message = f"“{named.address}” has no options with scores, so there is no greatest score: name another."
            yield error(text.place, ID, message)


class _Able:
    """Says which answers can be reckoned with; what many workings cover is looked at once."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._counts: dict[tuple[str, str, frozenset[str]], bool] = {}

    def counts(self, named: Named, column: str, sorts: frozenset[str]) -> bool:
        """Say whether any answer that an address stands for is of one of some sorts, or has scores."""
        key = (named.address, column, sorts)
        if key not in self._counts:
            answers = self._written.addresses.answers(named, column)
            self._counts[key] = not answers or any(self._counting(answer, sorts) for answer in answers)
        return self._counts[key]

    def message(self, found: Found, value: Value, part: Value) -> str:
        """Return why a working cannot reckon with a part, or ""."""
        within, sorts = found.asked.asker.within, _ORDERED if value.op in EXTREMES else _COUNTING
        named = self._written.sorts.named(part, within)
        if named is None:
            literal = part.op == "literal"
            counts = is_decimal(part.text) if literal else self._written.sorts.of(part, within) in sorts
            return "" if counts else f"This is no number, so “{value.op}” cannot reckon with it: name one that is."
        if self.counts(named, value.of_column, sorts):
            return ""
        if self._has_options(named):
            return (
                f"No option of “{named.address}” has a score, so “{value.op}” cannot reckon with it: give them scores."
            )
        return f"“{named.address}” holds no number, so “{value.op}” cannot reckon with it: name another."

    def _counting(self, answer: Answer, sorts: frozenset[str]) -> bool:
        sort = self._written.sorts.of_answer(answer)
        return sort in sorts or (sort == OPTION and any(option.score is not None for option in answer.column.options))

    def _has_options(self, named: Named) -> bool:
        return named.column is not None and bool(named.column.options)
