"""The bands of a look-up leave nothing out between them.

What lies in no band comes to nothing: no level, no suggestion, and no word why.

Warns::

    - id: score
      label: Score
      kind: decimal
    - id: level
      label: Level
      kind: calculated
      calculate:
        look-up: visit.score
        bands:   # <- band-gap
          - {most: 3, is: low}
          - {least: 4, is: high}

Passes::

    - id: score
      label: Score
      kind: decimal
    - id: level
      label: Level
      kind: calculated
      calculate:
        look-up: visit.score
        bands:
          - {below: 4, is: low}
          - {least: 4, is: high}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.rules.walk import laid_out, once
from formspec.written import Written, warning

ID = "band-gap"


def check(written: Written) -> Iterator[Problem]:
    """Yield every look-up whose bands leave something out."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for value, laid in laid_out(written):
        for band in value.bands:
            laid.take(band)
        if gap := laid.gap():
            said = " with ".join(cell.words for cell in gap)
            message = f"No band takes {said}, so it comes to nothing: add a band, or widen one."
            yield warning(written.at(value, "bands"), ID, message)
