"""A band says of its input what that can be.

Bounds are for numbers and for options with a score, “options” for options. What begins with “and-” is said of the
second input, which “and” names.

Fails::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Poor}
    - id: level
      label: Level
      kind: calculated
      calculate:
        look-up: visit.rating
        bands:
          - {options: [good], is: low}
          - {options: [poor, bad], is: high}   # <- band-input

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Poor}
    - id: level
      label: Level
      kind: calculated
      calculate:
        look-up: visit.rating
        bands:
          - {options: [good], is: low}
          - {options: [poor], is: high}
"""

from collections.abc import Iterator

from formspec.bands import Domain
from formspec.logic import Band
from formspec.nodes import Mapping
from formspec.problem import Problem
from formspec.reading import text_nodes
from formspec.rules.walk import look_ups, once
from formspec.sorts import NUMBER, OPTION, OPTIONS, TEXT, UNTOLD
from formspec.suggest import Guesses, listed, short
from formspec.written import Written, error

ID = "band-input"
_BOUNDS = ("least", "most", "below")
_PREFIXES = ("", "and-")
_CHOSEN = frozenset({OPTION, OPTIONS, TEXT, UNTOLD})
_MOST_LISTED = 12


def check(written: Written) -> Iterator[Problem]:
    """Yield everything that a band says of an input that cannot be."""
    yield from once(_found(written, Guesses()))


def _found(written: Written, guesses: Guesses) -> Iterator[Problem]:
    for found, value, domains in look_ups(written):
        within = found.asked.asker.within
        sorts = [written.sorts.of(part, within) for part in value.parts]
        for band in value.bands:
            mapping = written.mapping(band)
            yield from _unpaired(mapping, len(domains))
            for prefix, sort, domain in zip(_PREFIXES, sorts, domains, strict=False):
                yield from _unfit(mapping, prefix, sort, domain)
                yield from _unknown(mapping, prefix, domain, guesses)
            yield from _unsaid(mapping, band)


def _unpaired(mapping: Mapping, inputs: int) -> Iterator[Problem]:
    for entry in mapping.entries if inputs == 1 else ():
        if entry.key.text in {f"and-{each}" for each in (*_BOUNDS, "options")}:
            message = f"“{entry.key.text}” is said of a second input, and there is none: write “and” beside “look-up”."
            yield error(entry.key.place, ID, message)


def _unfit(mapping: Mapping, prefix: str, sort: str, domain: Domain) -> Iterator[Problem]:
    """Yield what is said of an input of another sort."""
    scored = sort in {NUMBER, UNTOLD} or any(option.score is not None for option in domain.options)
    for entry in mapping.entries:
        key = entry.key.text.removeprefix(prefix) if entry.key.text.startswith(prefix) else ""
        if key in _BOUNDS and not scored:
            message = f"“{entry.key.text}” is for numbers, and this input is none: write “{prefix}options”."
            yield error(entry.key.place, ID, message)
        elif key == "options" and sort not in _CHOSEN:
            message = f"“{entry.key.text}” is for options, and this input is none: write “{prefix}least” and “most”."
            yield error(entry.key.place, ID, message)


def _unknown(mapping: Mapping, prefix: str, domain: Domain, guesses: Guesses) -> Iterator[Problem]:
    """Yield the options that the input cannot be."""
    known = [option.value for option in domain.options] if domain.told else []
    for text in text_nodes(mapping, f"{prefix}options") if known else ():
        if text.text.strip() not in known:
            some = f" It may be {listed(known)}." if len(known) <= _MOST_LISTED else ""
            more = guesses.did_you_mean(text.text.strip(), known) or some
            yield error(text.place, ID, f"The input is never “{short(text.text)}”.{more}")


def _unsaid(mapping: Mapping, band: Band) -> Iterator[Problem]:
    if "options" in mapping.index and not band.options and not text_nodes(mapping, "options"):
        yield error(mapping.place, ID, "Nothing stands in “options”: write the options of this band, or take it out.")
