"""The answers that are counted, or that fall short, are ones that can be given.

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

from formspec.addresses import Answer
from formspec.nodes import Text
from formspec.problem import Problem
from formspec.reading import text_nodes
from formspec.rules.walk import once, values
from formspec.sorts import OPTION, OPTIONS
from formspec.suggest import Guesses, short
from formspec.written import Written, error

ID = "never-option"


def check(written: Written) -> Iterator[Problem]:
    """Yield every answer that is looked for and cannot be given by any of those looked at."""
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


def _never(known: set[str] | None, texts: list[Text], guesses: Guesses) -> Iterator[Problem]:
    for text in texts if known is not None else ():
        said = text.text.strip()
        if said and said not in (known or ()):
            more = guesses.did_you_mean(said, known or ()) or " Write the value of an option that they have."
            yield error(text.place, ID, f"None of these answers can be “{short(said)}”.{more}")


class _Offered:
    """Says which options the answers at some addresses have, where they have no other answers."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._known: dict[tuple[str, str], set[str] | None] = {}

    def at(self, addresses: Iterable[str], column: str) -> set[str] | None:
        """Return the options of all answers at some addresses, None when one can be something else."""
        offered: set[str] = set()
        for address in dict.fromkeys(addresses):
            known = self._at(address, column)
            if known is None:
                return None
            offered |= known
        return offered

    def _at(self, address: str, column: str) -> set[str] | None:
        key = (address, column)
        if key not in self._known:
            named = self._written.addresses.get(address)
            answers = self._written.addresses.answers(named, column) if named else []
            each = [self._of(answer) for answer in answers] or [None]
            self._known[key] = None if None in each else set().union(*(some for some in each if some))
        return self._known[key]

    def _of(self, answer: Answer) -> set[str] | None:
        """Return the options of one answer; none of an answer in words, which is not looked for."""
        if self._written.sorts.of_answer(answer) not in {OPTION, OPTIONS}:
            return set() if not answer.column.calculate else None
        return {option.value for option in self._written.sorts.options(answer.column)} or None
