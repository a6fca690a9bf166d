"""A chart as the templates draw it: rows of a table, each a label, a number that leads to its list, and a bar.

Here lives the measuring alone: how long each bar is beside the longest. A table is the chart, so that nobody who cannot
see the bars misses anything; columns over time are a picture beside their table.
"""

from dataclasses import dataclass

LENGTH = 100
"""How long the longest bar is, in the units of its drawing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: what is counted, how many there are, and where they are listed.

    `short` is the label as it stands under a column.
    """

    label: str
    number: int
    url: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title, the heading of its labels, and the rows.

    `empty` is the sentence that stands in its place where there are no rows, `note` one that sums it up, "" for none.
    """

    id: str
    title: str
    head: str
    bars: tuple[Bar, ...]
    empty: str
    note: str = ""

    def length(self, bar: Bar) -> int:
        """Return how long the bar of a row is: the longest is LENGTH, and what is there is never too short to see."""
        most = max(each.number for each in self.bars)
        return max(1, round(LENGTH * bar.number / most)) if bar.number else 0
