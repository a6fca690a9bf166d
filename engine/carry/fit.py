"""What one answer becomes as another one: the texts of its inputs, and what of it could not be carried.

Here lives that value. Finding it is for `engine.carry.fitting` and `engine.carry.choosing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.carried import KEPT, MAPPED


@dataclass(frozen=True, slots=True)
class Fit:
    """The texts of the new inputs, by what their names end with, and the old inputs that are not among them.

    `sort` is kept where the same stands in the same inputs, and mapped where it is written another way; again or left
    where somebody has to look at it, or nothing could be done. `note` says why.
    """

    texts: Mapping[str, str]
    sort: str
    note: str = ""
    lost: tuple[str, ...] = ()


def moved(
    old: Mapping[str, str], new: Mapping[str, str], lost: tuple[str, ...] = (), *, sort: str = "", note: str = ""
) -> Fit:
    """Return the fit of old texts to new ones; without a sort, what the two make of it."""
    given = {suffix: text for suffix, text in new.items() if text}
    same = given == {suffix: text for suffix, text in old.items() if text}
    return Fit(given, sort or (KEPT if same else MAPPED), note, lost)
