"""What a rule that is made by chance may refer to, and in whose place it stands.

Here live the sorts of answers, a few values of each, and the scope of whoever makes a rule.
"""

from dataclasses import dataclass
from random import Random

from tests.agreement.writing import Node

Tree = dict[str, Node]
NUMBER, OPTION, OPTIONS, TEXT, DATE, TIME, MOMENT, OTHER = (
    "number", "option", "options", "text", "date", "time", "date-time", "other",
)  # fmt: skip
GROUP, SECTION = "group", "section"
WORDS = ("Ann", "Bo", "Cat food")
ALIKE = ("ANN", "cat  Food")
"""Texts that are others, and still no different ones."""
NONE = ("None.", "n/a", "NIL")
"""Texts that say of a concern or a further action that there is none."""
DAYS = ("2026-10-31", "2026-11-22", "2026-11-23", "2026-11-24", "2027-01-31", "2024-02-29")
CLOCKS = ("09:00", "12:30", "23:45")
MOMENTS = tuple(f"{day}T{clock}" for day in DAYS[:4] for clock in CLOCKS)
DURATIONS = ("1 day", "2 weeks", "1 month", "3 months", "1 year")
SPANS = ("30 minutes", "2 hours")


@dataclass(frozen=True)
class Known:
    """An answer, a group or a section that a rule may refer to. `groups` are those in whose rows it stands."""

    address: str
    sort: str
    groups: tuple[str, ...] = ()
    kind: str = ""
    options: tuple[str, ...] = ()
    scored: bool = False
    sorts: frozenset[str] = frozenset()
    """The sorts of the answers within, of a group or section."""
    columns: tuple[str, ...] = ()
    """The columns of the questions within, of a group or section, that may be counted."""


@dataclass(frozen=True)
class Scope:
    """Who makes the rule: what they know of, whose rows they stand in, and the columns before them."""

    random: Random
    known: tuple[Known, ...]
    groups: tuple[str, ...] = ()
    columns: tuple[Known, ...] = ()
    counts_findings: bool = True

    @property
    def singles(self) -> list[Known]:
        """The answers of which there is one for whoever asks."""
        return [each for each in self.known if self.is_single(each)]

    def is_single(self, known: Known) -> bool:
        return known.sort not in {GROUP, SECTION} and set(known.groups) <= set(self.groups)

    def of(self, *sorts: str) -> list[Known]:
        return [each for each in self.singles if each.sort in sorts]

    def often(self, chance: float) -> bool:
        return self.random.random() < chance


def overlap(one: Known, other: Known) -> bool:
    """Whether one of two addresses holds the other."""
    left, right = f"{one.address}.", f"{other.address}."
    return left.startswith(right) or right.startswith(left)
