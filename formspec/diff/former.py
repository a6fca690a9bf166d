"""The addresses that parts had in the old version, whatever has become of what they stand in.

Here lives that looking back. Differences within a question are found where the question stands now; people are told
where the part was.
"""

from collections.abc import Iterable
from dataclasses import replace

from formspec.diff.change import Difference
from formspec.diff.structure import QUESTION, SECTION

_PLACED = frozenset({"renamed", "moved"})


class Former:
    """The old addresses of the parts that differences tell of."""

    def __init__(self, told: Iterable[Difference]) -> None:
        placed = [each for each in told if each.sort in _PLACED and not each.key]
        self._outer = {each.address: each.was for each in placed if each.noun in {SECTION, QUESTION}}
        self._inner = {each.address: each.was for each in placed if each.noun not in {SECTION, QUESTION}}

    def of(self, told: Difference) -> Difference:
        """Return a difference with the addresses of what was there as they were."""
        if told.noun in {SECTION, QUESTION} or told.key:
            return told
        if told.sort == "removed":
            return replace(told, address=self._former(told, told.address))
        return replace(told, was=self._former(told, told.was)) if told.was else told

    def _former(self, told: Difference, address: str) -> str:
        column = told.within.removesuffix("checks").rstrip(".")
        was = self._inner.get(column) if told.noun in {"option", "check"} else None
        return _by_prefix(address if was is None else f"{was}{address.removeprefix(column)}", self._outer)


def _by_prefix(address: str, former: dict[str, str]) -> str:
    steps = address.split(".")
    for length in range(len(steps), 0, -1):
        was = former.get(".".join(steps[:length]))
        if was is not None:
            return ".".join([was, *steps[length:]])
    return address
