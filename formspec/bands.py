"""Which inputs each band of a look-up takes, and which none does.

Here lives the laying out of the inputs alone: every number that a band names, whatever lies between two of them, and
every option, are a cell each. A band takes some of them; the first that takes one counts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from formspec.logic import Band
from formspec.model import Option

MOST_PAIRED = 100
"""How many bands of two inputs are looked at."""


class Limits(NamedTuple):
    """What a band says of one input."""

    least: Decimal | None
    most: Decimal | None
    below: Decimal | None
    options: tuple[str, ...]

    @property
    def bounded(self) -> bool:
        """Whether it names a number at both ends."""
        return self.least is not None and (self.most is not None or self.below is not None)


class Domain(NamedTuple):
    """What an input may be: one of the options, or a number, whole or not, from a least to a most where they are known.

    `told` says that the options are all there are, and not only those that bands name.
    """

    options: tuple[Option, ...] = ()
    whole: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    told: bool = True


class Cell(NamedTuple):
    """One option, one number, or what lies between two numbers (or beyond one)."""

    amount: Decimal | None
    option: str
    words: str


_ANY = (Cell(Decimal(0), "", "anything"),)
_ELSE = Cell(None, " ", "anything else")
"""What is none of the options that bands name, where there may be others: no option is blank."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The cells of one input, in order; of numbers, `inner` are those that lie between two bands, or in the domain."""

    cells: tuple[Cell, ...]
    inner: int
    amounts: tuple[Decimal, ...] = ()

    def taken(self, limits: Limits) -> int:
        """Return the cells that a band takes, one bit each."""
        if self.cells[0].option:
            return sum(1 << number for number, cell in enumerate(self.cells) if _takes(limits, cell))
        amounts = self.amounts
        start = 0 if limits.least is None else bisect_left(amounts, limits.least)
        end = len(amounts) if limits.most is None else bisect_right(amounts, limits.most)
        end = end if limits.below is None else min(end, bisect_left(amounts, limits.below))
        return ((1 << (end - start)) - 1) << start if end > start and not limits.options else 0


def limits_of(band: Band) -> tuple[Limits, Limits]:
    """Return what a band says of the first input, and of the second."""
    first = Limits(band.least, band.most, band.below, band.options)
    return first, Limits(band.and_least, band.and_most, band.and_below, band.and_options)


def axis(domain: Domain, bands: list[Limits]) -> Axis:
    """Return the cells of an input."""
    if domain.options:
        cells = tuple(Cell(option.score, option.value, f"“{option.value}”") for option in domain.options)
        return Axis(cells, (1 << len(cells)) - 1) if domain.told else Axis((*cells, _ELSE), 0)
    named = {each for band in bands for each in band[:3] if each is not None}
    ends = {each for each in (domain.least, domain.most) if each is not None}
    points = [each for each in sorted(named | ends) if _lies(domain, each)]
    cells = tuple(_between(points, domain)) or _ANY
    return Axis(cells, _inner(cells, domain), tuple(cell.amount for cell in cells if cell.amount is not None))


def _lies(domain: Domain, amount: Decimal) -> bool:
    return (domain.least is None or amount >= domain.least) and (domain.most is None or amount <= domain.most)


def _between(points: list[Decimal], domain: Domain) -> Iterator[Cell]:
    """Yield the points and what lies before, between and behind them."""
    if points and domain.least is None:
        yield Cell(points[0] - 1, "", f"less than {points[0]}")
    for number, point in enumerate(points):
        if not domain.whole or point % 1 == 0:
            yield Cell(point, "", str(point))
        if number + 1 < len(points):
            yield from _gap(point, points[number + 1], domain)
        elif domain.most is None:
            yield Cell(point + 1, "", f"more than {point}")


def _gap(low: Decimal, high: Decimal, domain: Domain) -> Iterator[Cell]:
    """Yield what lies between two points, if anything does."""
    if not domain.whole:
        yield Cell((low + high) / 2, "", f"what lies between {low} and {high}")
        return
    first, last = low // 1 + 1, -(-high // 1) - 1
    if first <= last:
        yield Cell((low + high) / 2, "", str(first) if first == last else f"what lies from {first} to {last}")


def _inner(cells: tuple[Cell, ...], domain: Domain) -> int:
    """Return the cells that are not beyond every number that is named."""
    first = 0 if domain.least is not None else 1
    last = len(cells) if domain.most is not None else len(cells) - 1
    return ((1 << (last - first)) - 1) << first if last > first else 0


def _takes(limits: Limits, cell: Cell) -> bool:
    if limits.options and cell.option not in limits.options:
        return False
    if limits.least is None and limits.most is None and limits.below is None:
        return True
    amount = cell.amount
    return amount is not None and not (
        (limits.least is not None and amount < limits.least)
        or (limits.most is not None and amount > limits.most)
        or (limits.below is not None and amount >= limits.below)
    )


@dataclass(slots=True)
class Layout:
    """What the bands of one look-up take, band after band, and what is left."""

    first: Axis
    second: Axis
    left: list[int]
    """For each cell of the first input, the cells of the second that no band has taken yet."""
    alone: bool
    """Whether there is one input only, which then stands in the place of the second."""

    def take(self, band: Band) -> tuple[bool, bool]:
        """Take what a band does; say whether that is anything at all, and whether any of it was left."""
        one, other = limits_of(band)
        rows = 1 if self.alone else self.first.taken(one)
        columns = self.second.taken(one if self.alone else other)
        new = False
        for number in _bits(rows) if columns else ():
            new = new or bool(self.left[number] & columns)
            self.left[number] &= ~columns
        return bool(rows and columns), new

    def gap(self) -> tuple[Cell, ...]:
        """Return the first inputs that no band takes, of those that lie between bands; nothing when there are none."""
        for number in _bits(1 if self.alone else self.first.inner):
            for other in _bits(self.left[number] & self.second.inner):
                second = self.second.cells[other]
                return (second,) if self.alone else (self.first.cells[number], second)
        return ()


def layout(bands: tuple[Band, ...], first: Domain, second: Domain | None) -> Layout:
    """Return the inputs of a look-up, of which no band has taken any yet."""
    limits = [limits_of(band) for band in bands]
    one, other = axis(first, [each for each, _ in limits]), axis(second or Domain(), [each for _, each in limits])
    if second is None:
        one, other = other, one
    return Layout(one, other, [(1 << len(other.cells)) - 1] * len(one.cells), second is None)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
