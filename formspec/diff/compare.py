"""Comparing two versions of a form, and applying what was found: the one gives the other back.

Here lives the order of the steps, alike both ways: first where sections and questions stand, then the rules rewritten
for the new addresses, then what is in each part.
"""

from collections.abc import Iterable

from formspec.diff.change import Difference
from formspec.diff.contents import applied as applied_contents
from formspec.diff.contents import within
from formspec.diff.flat import Flat, flat, whole
from formspec.diff.record import Told
from formspec.diff.renaming import readdressed
from formspec.diff.structure import QUESTION, SECTION, placing, replaced, structural
from formspec.model import Spec
from formspec.sources import sources


def differences(old: Spec, new: Spec) -> tuple[Difference, ...]:
    """Return everything that differs between two versions of a form; nothing for two that say the same."""
    before, after = flat(old), flat(new)
    found = sources(old, new)
    placed = placing(after, found)
    told = list(structural(before, after, found, placed))
    told += within(_in_place(before, told), after)
    return tuple(told)


def apply(old: Spec, told: Iterable[Difference]) -> Spec:
    """Return what a version becomes by differences that were found from it."""
    told = tuple(told)
    laid = _in_place(flat(old), [each for each in told if each.noun in {SECTION, QUESTION}])
    return whole(applied_contents(laid, Told(told)))


def renamed_by(told: Iterable[Difference]) -> dict[str, str]:
    """Return the new addresses of the sections and questions that have another one, by the old."""
    placed = (each for each in told if each.noun in {SECTION, QUESTION} and not each.key)
    return {each.was: each.address for each in placed if each.sort in {"renamed", "moved", "merged"}}


def _in_place(old: Flat, told: list[Difference]) -> Flat:
    """Return the old version with its parts in their new places, and its rules with their new addresses."""
    laid = replaced(old, told)
    renamed = renamed_by(told)
    made = {address for each in told if each.sort in {"added", "split"} for address in [each.address]}
    return Flat(
        readdressed(laid.head, renamed),
        {name: each if name in made else readdressed(each, renamed) for name, each in laid.sections.items()},
        {name: each if name in made else readdressed(each, renamed) for name, each in laid.questions.items()},
        laid.order,
    )
