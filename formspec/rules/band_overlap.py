"""Bands with two ends do not share a number.

Where one band goes from 0 to 10 and the next from 10 to 20, 10 lies in both, and the first counts. Most often the next
was meant: “below: 10” leaves it out of the first.

Warns::

    - id: score
      label: Score
      kind: whole-number
    - id: level
      label: Level
      kind: calculated
      calculate:
        look-up: visit.score
        bands:
          - {least: 0, most: 10, is: low}
          - {least: 10, most: 20, is: high}   # <- band-overlap

Passes::

    - id: score
      label: Score
      kind: whole-number
    - id: level
      label: Level
      kind: calculated
      calculate:
        look-up: visit.score
        bands:
          - {least: 0, below: 10, is: low}
          - {least: 10, most: 20, is: high}
"""

from collections.abc import Iterator

from formspec.bands import Domain, axis, limits_of
from formspec.logic import Value
from formspec.problem import Problem
from formspec.rules.walk import look_ups, once
from formspec.written import Written, warning

ID = "band-overlap"


def check(written: Written) -> Iterator[Problem]:
    """Yield every band of one input that shares a number with one above it."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for _, value, domains in look_ups(written):
        if len(domains) == 1 and not domains[0].options:
            yield from _shared(value, domains[0])


def _shared(value: Value, domain: Domain) -> Iterator[Problem]:
    limits = [limits_of(band)[0] for band in value.bands]
    cells = axis(domain, limits)
    taken = 0
    for band, each in zip(value.bands, limits, strict=True):
        takes = cells.taken(each) if each.bounded else 0
        if takes & taken and takes & ~taken:
            shared = cells.cells[(takes & taken).bit_length() - 1]
            message = f"A band above takes {shared.words} too, and the first counts: write “below” where it ends."
            yield warning(band.place, ID, message)
        taken |= takes
