"""What is reckoned with is a number, or an option that counts one.

A text, a day or an option without a score counts nothing, so a sum of them is always 0. (Days have a smallest and a
largest, and a time between them.) Where a part is looked up or chosen, and comes to numbers and to words, the words
count nothing as well: that is a warning.

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
from formspec.sorts import DATE, NUMBER, OPTION, TIME, UNTOLD, question_of
from formspec.suggest import short
from formspec.workings import EXTREMES, NUMERIC
from formspec.written import Written, error, warning

ID = "working-kind"
_COUNTING = frozenset({NUMBER, UNTOLD})
_ORDERED = _COUNTING | {DATE, TIME}
_SCORED: frozenset[str] = frozenset()
_DEEPEST = 40


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
                elif word := able.word(part, found.asked.asker.within):
                    message = f"This may come to “{short(word)}”, which is no number and counts nothing in “{value.op}”"
                    yield warning(written.at(part), ID, f"{message}: let it always come to a number.")
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
        self._results: dict[int, tuple[bool, str]] = {}
        self._depth = 0

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

    def word(self, part: Value, within: str) -> str:
        """Return a word that a part may come to where it may come to numbers as well, or ""."""
        is_number, word = self._result(part, within)
        return word if is_number else ""

    def _result(self, value: Value, within: str) -> tuple[bool, str]:
        """Return whether a value may come to a number, and a word that it may come to, "" for none that is known."""
        if id(value) not in self._results:
            self._results[id(value)] = (False, "")
            self._depth += 1
            self._results[id(value)] = self._found(value, within) if self._depth < _DEEPEST else (False, "")
            self._depth -= 1
        return self._results[id(value)]

    def _found(self, value: Value, within: str) -> tuple[bool, str]:
        texts = [band.comes_to for band in value.bands] + ([value.text] if value.op == "literal" else [])
        found = [(True, "") if is_decimal(text) else (False, text) for text in texts]
        found += [self._result(branch.comes_to, within) for branch in value.branches]
        named = self._written.sorts.named(value, within)
        column = named.column if named else None
        if named and column and column.kind == "calculated" and column.calculate:
            found.append(self._result(column.calculate, question_of(named.answers[0])))
        elif not found:
            found.append((self._written.sorts.of(value, within) == NUMBER, ""))
        return any(is_number for is_number, _ in found), next((word for _, word in found if word), "")

    def _counting(self, answer: Answer, sorts: frozenset[str]) -> bool:
        sort = self._written.sorts.of_answer(answer)
        return sort in sorts or (sort == OPTION and any(option.score is not None for option in answer.column.options))

    def _has_options(self, named: Named) -> bool:
        return named.column is not None and bool(named.column.options)
