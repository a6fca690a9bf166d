"""The answers that are counted, or that fall short, are ones that can be given.

Where some of the answers are in words, which may be anything, it is a warning.

Fails::

    outcomes:
      - {id: poor, label: What is poor, gaps: {one-of: [por]}}   # <- never-option
    questions:
      - id: food
        label: How good is the food?
        kind: choice
        options: [{value: good, label: Good}, {value: poor, label: Poor}]

Passes::

    outcomes:
      - {id: poor, label: What is poor, gaps: {one-of: [poor]}}
    questions:
      - id: food
        label: How good is the food?
        kind: choice
        options: [{value: good, label: Good}, {value: poor, label: Poor}]
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from formspec.addresses import Answer
from formspec.nodes import Text
from formspec.problem import Problem
from formspec.reading import text_nodes
from formspec.rules.walk import once, values
from formspec.sorts import OPTION, OPTIONS
from formspec.suggest import Guesses, short
from formspec.written import Written, error, warning

ID = "never-option"


def check(written: Written) -> Iterator[Problem]:
    """Yield every answer that is looked for and cannot be given by any of those looked at.

    Where some are in words, which may be anything, it is a warning.
    """
    yield from once(_found(written, Guesses()))


def _found(written: Written, guesses: Guesses) -> Iterator[Problem]:
    offered = _Offered(written)
    for _, value in values(written):
        if value.op == "count" and value.texts:
            texts = text_nodes(written.mapping(value), "one-of")
            yield from _never(offered.at([part.text for part in value.parts], value.of_column), texts, guesses)
    for outcome in written.spec.outcomes:
        if outcome.gaps and outcome.gaps.texts:
            within = outcome.gaps.within or [section.id for section in written.spec.sections]
            texts = text_nodes(written.mapping(outcome.gaps), "one-of")
            yield from _never(offered.at(within, outcome.gaps.of_column), texts, guesses)


class _Words(NamedTuple):
    """The options that some answers can be, and whether some can be anything."""

    options: frozenset[str]
    free: bool


def _never(known: _Words, texts: list[Text], guesses: Guesses) -> Iterator[Problem]:
    for text in texts if known.options else ():
        said = text.text.strip()
        if said and said not in known.options:
            more = guesses.did_you_mean(said, known.options) or " Write the value of an option that they have."
            tell = warning if known.free else error
            yield tell(text.place, ID, f"None of these answers has the option “{short(said)}”.{more}")


class _Offered:
    """Says which options the answers at some addresses have; what many rules look at is looked at once."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._known: dict[tuple[str, str], _Words] = {}

    def at(self, addresses: Iterable[str], column: str) -> _Words:
        """Return what the answers at some addresses can be."""
        return _together(self._at(address, column) for address in dict.fromkeys(addresses))

    def _at(self, address: str, column: str) -> _Words:
        key = (address, column)
        if key not in self._known:
            named = self._written.addresses.get(address)
            answers = self._written.addresses.answers(named, column) if named else []
            self._known[key] = _together(self._of(answer) for answer in answers)
        return self._known[key]

    def _of(self, answer: Answer) -> _Words:
        if self._written.sorts.of_answer(answer) not in {OPTION, OPTIONS}:
            return _Words(frozenset(), free=True)
        options = self._written.sorts.options(answer.column)
        return _Words(frozenset(option.value for option in options), free=not options)


def _together(words: Iterable[_Words]) -> _Words:
    listed = list(words)
    return _Words(frozenset().union(*(each.options for each in listed)), any(each.free for each in listed))
