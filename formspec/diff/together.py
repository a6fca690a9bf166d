"""Differences that say one thing together, put as one for people.

Here lives that putting together. What is found, and what gives the new version back, is told apart.
"""

from collections.abc import Sequence
from dataclasses import replace

from formspec.diff.change import Difference

_ALWAYS, _AT_TIMES = "required", "required-when"


def together(told: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return the differences as they are told: one that says always, where it said sometimes, and the other way.

    What must be answered at times only, and had to be always, has `before` as True.
    """
    demands = {(each.noun, each.address, each.key): each for each in told if each.key in {_ALWAYS, _AT_TIMES}}
    return tuple(made for each in told if (made := _told(each, demands)) is not None)


def _told(each: Difference, demands: dict[tuple[str, str, str], Difference]) -> Difference | None:
    always = demands.get((each.noun, each.address, _ALWAYS))
    at_times = demands.get((each.noun, each.address, _AT_TIMES))
    if always is None or at_times is None or each.key not in {_ALWAYS, _AT_TIMES}:
        return each
    if at_times.after is None:
        return each if each is always else None
    if always.after:
        return each
    return replace(at_times, before=True) if each is at_times else None
