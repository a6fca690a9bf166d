"""What a table is: a title, the headings of its columns, and the rows that a submission gives.

Here lives the shape alone, which every table has and every format writes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.export.given import Submission
from engine.kinds.kind import Tabled

Row = list[Tabled | None]
"""The cells of one row, in the order of the headings; None is an empty cell."""

NARROW, MIDDLE, WIDE = 12, 20, 44


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column: its name for programs, its words for people, and how many characters are seen."""

    name: str
    words: str
    width: int = MIDDLE


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the making: of each submission in turn, `rows` gives the rows."""

    title: str
    headings: tuple[Heading, ...]
    rows: Callable[[Submission], Iterable[Row]]
