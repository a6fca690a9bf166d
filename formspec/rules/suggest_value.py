"""What is suggested is one of the options.

A suggestion that is no option is never made, and nobody is told.

Fails::

    - id: score
      label: Score
      kind: whole-number
    - id: level
      label: Level
      kind: choice
      options:
        - {value: low, label: Low}
        - {value: high, label: High}
      suggest:
        look-up: visit.score
        bands:
          - {below: 3, is: lowest}   # <- suggest-value
          - {least: 3, is: high}

Passes::

    - id: score
      label: Score
      kind: whole-number
    - id: level
      label: Level
      kind: choice
      options:
        - {value: low, label: Low}
        - {value: high, label: High}
      suggest:
        look-up: visit.score
        bands:
          - {below: 3, is: low}
          - {least: 3, is: high}
"""

from collections.abc import Iterator

from formspec.logic import Value
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.rules.walk import once
from formspec.sorts import LITERAL, OPTION, TEXT, UNTOLD
from formspec.suggest import Guesses, listed, short
from formspec.written import Written, error

ID = "suggest-value"
_MOST_LISTED = 12


def check(written: Written) -> Iterator[Problem]:
    """Yield everything that is suggested and is no option."""
    yield from once(_found(written, Guesses()))


def _found(written: Written, guesses: Guesses) -> Iterator[Problem]:
    for found in written.found:
        asked = found.asked
        if found.under is not None or asked.key != "suggest" or not isinstance(found.node, Value):
            continue
        within = asked.asker.within
        named = written.addresses.get(asked.asker.address)
        values = [option.value for option in written.sorts.options(named.column if named else None)]
        for text, place in _texts(written, found.node) if values else ():
            if text and text not in values:
                some = f" It may be {listed(values)}." if len(values) <= _MOST_LISTED else ""
                more = guesses.did_you_mean(text, values) or some
                yield error(place, ID, f"“{short(text)}” is none of the options.{more}")
        if values and not _may_be(written.sorts.of(found.node, within), values):
            message = "This comes to no option, so nothing is ever suggested: look it up in bands, each of an option."
            yield error(written.key_place(asked.part, "suggest"), ID, message)


def _texts(written: Written, value: Value) -> Iterator[tuple[str, Place]]:
    """Yield the texts that a value may come to, each with its place."""
    if value.op == "literal":
        yield value.text, written.at(value, "text")
    for band in value.bands:
        yield band.comes_to, written.place(band, "is")
    for branch in value.branches:
        if branch.comes_to.op == "literal":
            yield branch.comes_to.text, branch.comes_to.place


def _may_be(sort: str, values: list[str]) -> bool:
    return sort in {OPTION, TEXT, LITERAL, UNTOLD} or any(value.isdigit() for value in values)
