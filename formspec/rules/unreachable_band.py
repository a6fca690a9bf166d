"""Every band of a look-up, and every branch of a choice, can be the first that fits.

The first that fits counts. What stands behind one that takes everything it could take is never reached, and neither is
a band whose bounds leave nothing.

Fails::

    - id: score
      label: Score
      kind: whole-number
    - id: level
      label: Level
      kind: calculated
      calculate:
        look-up: visit.score
        bands:
          - {least: 0, is: low}
          - {least: 10, is: high}   # <- unreachable-band

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
          - {least: 10, is: high}
          - {least: 0, is: low}
"""

from collections.abc import Iterator

from formspec.logic import Condition, Value
from formspec.problem import Problem
from formspec.rules.walk import laid_out, once, values
from formspec.written import Written, error

ID = "unreachable-band"


def check(written: Written) -> Iterator[Problem]:
    """Yield every band and branch that never counts."""
    yield from once(_bands(written))
    yield from once(_branches(written))


def _bands(written: Written) -> Iterator[Problem]:
    for value, laid in laid_out(written):
        for band in value.bands:
            takes, new = laid.take(band)
            if not takes:
                message = "Nothing can lie in this band: check its bounds, and what the look-up's input may be."
                yield error(band.place, ID, message)
            elif not new:
                message = "The bands above take all of this, and the first that fits counts: move it up, or change it."
                yield error(band.place, ID, message)


def _branches(written: Written) -> Iterator[Problem]:
    for _, value in values(written):
        yield from _after(value) if value.op == "choose" else ()


def _after(value: Value) -> Iterator[Problem]:
    met: set[Condition | None] = set()
    for branch in value.branches:
        if None in met:
            message = "The branch above has no condition, so this is never reached: move that one to the end."
            yield error(branch.place, ID, message)
        elif branch.when in met:
            message = "A branch above has the same condition, so this is never reached: change one of them."
            yield error(branch.place, ID, message)
        met.add(branch.when)
