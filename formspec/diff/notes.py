"""The differences that only note in the spec what another difference says already.

Here lives which those are: the number of the version, what a part `was`, and the retired addresses of what has gone.
"""

from collections.abc import Iterable

from formspec.diff.change import Difference
from formspec.model import Retired

_PLACED = frozenset({"renamed", "moved", "split", "merged"})


def is_note(told: Difference, every: Iterable[Difference]) -> bool:
    """Say whether a difference is told by others among all that were found."""
    if told.key == "version":
        return True
    if told.key == "was":
        placed = {(each.noun, each.address) for each in every if each.sort in _PLACED}
        return (told.noun, told.address) in placed
    return told.key == "retired" and _is_told(told, {each.was or each.address for each in every if not each.key})


def _is_told(told: Difference, gone: set[str]) -> bool:
    before, after = (_addresses(each) for each in (told.before, told.after))
    return not before - after and all(any(_lies_in(each, address) for each in gone) for address in after - before)


def _addresses(retired: object) -> set[str]:
    listed = retired if isinstance(retired, tuple) else ()
    return {each.address for each in listed if isinstance(each, Retired)}


def _lies_in(gone: str, address: str) -> bool:
    return gone == address or gone.startswith(f"{address}.")
