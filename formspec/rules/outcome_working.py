"""An outcome is worked out, or lists gaps.

Fails::

    outcomes:
      - {id: result, label: Result}   # <- outcome-working

Passes::

    outcomes:
      - {id: result, label: Result, calculate: {count: [visit]}}
"""

from collections.abc import Iterator

from formspec.logic import Outcome
from formspec.problem import Problem
from formspec.rules.bounds_literal import MOST_PLACES
from formspec.written import Written, error

ID = "outcome-working"


def check(written: Written) -> Iterator[Problem]:
    """Yield every outcome that says neither, or both, or says of a list what is for numbers."""
    for outcome in written.spec.outcomes:
        yield from _checked(written, outcome)


def _checked(written: Written, outcome: Outcome) -> Iterator[Problem]:
    works, lists = (written.has(outcome, key) for key in ("calculate", "gaps"))
    if not (works or lists):
        message = "This says no outcome: write “calculate” with how it is worked out, or “gaps” with what falls short."
        yield error(written.place(outcome), ID, message)
    elif works and lists:
        message = "An outcome is worked out or lists gaps, not both: write two outcomes."
        yield error(written.key_place(outcome, "gaps"), ID, message)
    if lists and outcome.gaps and not (written.has(outcome.gaps, "one-of") or written.has(outcome.gaps, "at-most")):
        message = "This does not say which answers fall short: write “one-of” with options, or “at-most” with a number."
        yield error(written.key_place(outcome, "gaps"), ID, message)
    for key in ("decimal-places", "unit"):
        if lists and not works and written.has(outcome, key):
            yield error(
                written.key_place(outcome, key), ID, f"“{key}” is for numbers, and gaps are a list: take it out."
            )
    places = outcome.decimal_places
    if places is not None and places > MOST_PLACES:
        message = f"“decimal-places” is a number of places from 0 to {MOST_PLACES}."
        yield error(written.place(outcome, "decimal-places"), ID, message)
