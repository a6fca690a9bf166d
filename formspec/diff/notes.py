"""The differences that only note in the spec what another difference says already.

Here lives which those are: the number of the version, what a part `was`, the retired addresses of what has gone,
and what a plain answer is called once it stands in a column. A rule in which only the value of an option is another one
notes that the option has it.
"""

from collections.abc import Iterable, Iterator

from formspec.diff.change import Difference
from formspec.diff.former import Former
from formspec.diff.renaming import rechosen
from formspec.model import Retired

_RULES = frozenset({"when", "must", "required-when", "calculate", "suggest", "gaps", "worded"})
_PLACED = frozenset({"renamed", "moved", "split", "merged"})


def is_note(told: Difference, every: Iterable[Difference]) -> bool:
    """Say whether a difference is told by others among all that were found."""
    if told.key == "version":
        return True
    if told.noun == "column" and told.key in {"label", "role"} and not told.before:
        named = (each for each in every if each.sort == "renamed" and each.was == each.within)
        return any(each.address == told.address for each in named)
    if told.key in _RULES:
        return bool(values := _values(every)) and rechosen(told.before, values) == told.after
    if told.key == "was":
        placed = {(each.noun, each.address) for each in every if each.sort in _PLACED}
        return (told.noun, told.address) in placed or _only_less(told)
    return told.key == "retired" and _is_told(told, set(_gone(tuple(every))))


def _values(every: Iterable[Difference]) -> dict[str, str]:
    """Return the new values of options that have another one, by the old addresses of their answers and the value.

    One that several became is left out: a rule that names it holds for more people than before.
    """
    options = [each for each in every if each.noun == "option"]
    several = {each.address for each in options if each.sort == "merged"}
    renamed = [each for each in options if each.sort == "renamed" and each.address not in several]
    return {each.was: each.address.rpartition(".")[2] for each in renamed}


def _only_less(told: Difference) -> bool:
    """Say whether a part only no longer says what it was in an earlier version."""
    before, after = (each if isinstance(each, tuple) else () for each in (told.before, told.after))
    return {*after} <= {*before}


def _gone(every: tuple[Difference, ...]) -> Iterator[str]:
    """Yield the old addresses of what is not where it was."""
    former = Former(every)
    for each in map(former.of, every):
        if not each.key:
            yield each.was or each.address


def _is_told(told: Difference, gone: set[str]) -> bool:
    before, after = (_addresses(each) for each in (told.before, told.after))
    return not before - after and all(any(_lies_in(each, address) for each in gone) for address in after - before)


def _addresses(retired: object) -> set[str]:
    listed = retired if isinstance(retired, tuple) else ()
    return {each.address for each in listed if isinstance(each, Retired)}


def _lies_in(gone: str, address: str) -> bool:
    return gone == address or gone.startswith(f"{address}.")
