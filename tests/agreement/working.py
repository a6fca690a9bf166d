"""Working out values, one sentence of the contract after the other, slowly and from exact fractions.

Here lives what a value comes to for whoever asks from a spot of the form.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import takewhile

from formspec.logic import Band, Branch, Value
from tests.agreement.conditions import Conditions
from tests.agreement.places import FORM, Item, Spot
from tests.agreement.worth import (
    NUMBERS,
    Chosen,
    Worth,
    as_word,
    between,
    limited,
    listed,
    literal_for,
    made_whole,
    moved,
    number_of,
    number_or_text,
    ordered,
)


class Working(Conditions):
    """What is worked out from the answers of one form."""

    def worth(self, value: Value, at: Spot) -> Worth:
        """What a value comes to for whoever asks at a spot."""
        plain = made_whole(limited(self._worked(value, at)), value.rounded)
        return moved(moved(plain, value.plus, 1), value.minus, -1)

    def _worked(self, value: Value, at: Spot) -> Worth:
        if value.op == "literal":
            return number_or_text(value.text)
        if value.op == "date":
            return self.today if value.text == "today" else literal_for(self.today, value.text)
        return self._asked_for(value, at) if value.op in {"question", "column"} else self._worked_out(value, at)

    def _worked_out(self, value: Value, at: Spot) -> Worth:
        match value.op:
            case "sum" | "mean" | "smallest" | "largest" | "product":
                return self._together(value, at)
            case "difference" | "quotient" | "percentage":
                return self._of_two(value, at)
            case "count":
                return Fraction(sum(self._count(value, part.text, at) for part in value.parts))
            case "most-possible":
                return sum((self._most(value, part.text, at) for part in value.parts), Fraction(0))
            case "findings":
                return Fraction(self._findings(value.text, at))
            case "between":
                return between(self.worth(value.parts[0], at), self.worth(value.parts[1], at), value.text)
            case "look-up":
                return self._looked_up(value, at)
            case _:
                return self._chosen(value, at)

    def _asked_for(self, value: Value, at: Spot) -> Worth:
        address = self.address_in(value, at)
        return None if self.is_several(address, at) else self.answer(self.covered(address, at)[0])

    def _together(self, value: Value, at: Spot) -> Worth:
        found: list[Worth] = []
        for part in value.parts:
            found += self._part(value, part, at)
        if None in found:
            return None
        if value.op == "sum":
            return sum((number_of(each) or Fraction(0) for each in found), Fraction(0))
        return self._of_some(value.op, found) if found else None

    def _part(self, value: Value, part: Value, at: Spot) -> list[Worth]:
        """The numbers (or, of the smallest and largest, days and times) of one part; None for each that is missing."""
        address = self.address_of(part, at)
        if not address:
            worth = self.worth(part, at)
            return [_plain(worth)] if worth is None or self._takes_part(value.op, worth) else []
        spots = self._asked(value, address, at)
        numeric = [spot for spot in spots if self._can_take_part(value.op, spot)]
        blank = None if value.blank_as is None else Fraction(value.blank_as)
        there = [blank if (worth := self.answer(spot)) is None else worth for spot in numeric]
        return [_plain(each) for each in there if each is None or self._takes_part(value.op, each)]

    def _takes_part(self, op: str, worth: Worth) -> bool:
        temporal = not isinstance(worth, Fraction | Chosen | tuple | str)
        return number_of(worth) is not None or (op in {"smallest", "largest"} and worth is not None and temporal)

    def _can_take_part(self, op: str, spot: Spot) -> bool:
        """Whether an answer of this kind ever is a number (or a day or time, of the smallest and largest)."""
        column = self.items[spot.address].column
        assert column is not None
        if column.kind in {"choice", "scale"}:
            return any(each.score is not None for each in column.options)
        times = ("date", "date-time", "time") if op in {"smallest", "largest"} else ()
        return column.kind in (*NUMBERS, "calculated", *times)

    def _of_some(self, op: str, found: list[Worth]) -> Worth:
        if op in {"smallest", "largest"}:
            alike = {isinstance(each, Fraction) for each in found}
            pick = min if op == "smallest" else max
            return pick(found) if len(alike) == 1 else None  # type: ignore[type-var]
        numbers = [number_of(each) or Fraction(0) for each in found]
        if op == "mean":
            return sum(numbers, Fraction(0)) / len(numbers)
        product = Fraction(1)
        for number in numbers:
            product *= number
        return product

    def _of_two(self, value: Value, at: Spot) -> Worth:
        first, second = (self.one_number(value, part, at) for part in value.parts)
        if first is None or second is None:
            return None
        if value.op == "difference":
            return first - second
        if second == 0:
            return None
        return first / second * (100 if value.op == "percentage" else 1)

    def one_number(self, value: Value, part: Value, at: Spot) -> Fraction | None:
        return number_of(self._input(value, part, at))

    def _input(self, value: Value, part: Value, at: Spot) -> Worth:
        """What one part is: of several answers, their sum; of one that is blank, what that counts as, if anything."""
        address = self.address_of(part, at)
        if address and (self.is_several(address, at) or value.of_column):
            return self.worth(replace(value, op="sum", parts=(part,), rounded="", plus=None, minus=None), at)
        worth = self.worth(part, at)
        if worth is None and value.blank_as is not None and address:
            return Fraction(value.blank_as) if any(map(self.is_asked, self.covered(address, at))) else None
        return worth

    def _count(self, value: Value, address: str, at: Spot) -> int:
        item = self.items[address]
        if item.question and item.question.group and not value.texts and not value.of_column:
            return sum(self._where(value, row, at) for row in self._rows_of(item, at))
        spots = self._asked(value, address, at)
        there = [(spot, worth) for spot in spots if (worth := self.answer(spot)) is not None]
        if value.texts:
            return sum(listed(worth, value.texts) is True for _, worth in there)
        return sum(not self.says_none(spot) for spot, _ in there)

    def _rows_of(self, item: Item, at: Spot) -> list[Spot]:
        groups = self.in_rows(item, at)
        return [Spot(item.address, (*g.rows, (item.address, row))) for g in groups for row in self.rows(g)]

    def _most(self, value: Value, address: str, at: Spot) -> Fraction:
        total = Fraction(0)
        for spot in self.covered(address, at, value.of_column):
            column, worth = self.items[spot.address].column, self.answer(spot)
            assert column is not None
            scores = [Fraction(each.score) for each in column.options if each.score is not None]
            left_out = self.is_answered(spot) and number_of(worth) is None
            if column.kind in {"choice", "scale"} and scores and self.is_asked(spot) and not left_out:
                total += max(scores)
        return total

    def _findings(self, role: str, at: Spot) -> int:
        before = self.walk() if at == FORM else takewhile(lambda spot: spot != at, self.walk())
        columns = [(spot, self.items[spot.address].column) for spot in before]
        found = [spot for spot, column in columns if column and column.role == role and self.answer(spot) is not None]
        return sum(not self.says_none(spot) for spot in found)

    def _looked_up(self, value: Value, at: Spot) -> Worth:
        found = self.band(value, at)
        return number_or_text(found.comes_to) if found else None

    def band(self, value: Value, at: Spot) -> Band | None:
        """The first band that fits; None where an input is missing, or there is no such band."""
        inputs = [self._input(value, part, at) for part in value.parts]
        if None in inputs:
            return None
        first, second = (*inputs, None)[:2]
        fitting = [each for each in value.bands if lies_in(each, first)]
        fitting = [each for each in fitting if len(inputs) < 2 or lies_in(_second(each), second)]
        return fitting[0] if fitting else None

    def _chosen(self, value: Value, at: Spot) -> Worth:
        found = self.branch(value, at)
        return self.worth(found.comes_to, at) if found else None

    def branch(self, value: Value, at: Spot) -> Branch | None:
        """The first branch that is not false; None where that is not known, or there is none."""
        truths = [self.holds(each.when, at) for each in value.branches]
        left = [(each, truth) for each, truth in zip(value.branches, truths, strict=True) if truth is not False]
        return left[0][0] if left and left[0][1] else None


def _plain(worth: Worth) -> Worth:
    return worth.score if isinstance(worth, Chosen) else worth


def _second(band: Band) -> Band:
    """What a band says of the second input, as if it said it of the first."""
    return Band(
        comes_to=band.comes_to,
        least=band.and_least,
        most=band.and_most,
        below=band.and_below,
        options=band.and_options,
    )


def lies_in(band: Band, worth: Worth) -> bool:
    """Whether an input is within what a band says of it: a number, an option, or both."""
    number = number_of(worth)
    limits = ((band.least, "at-least"), (band.most, "at-most"), (band.below, "less-than"))
    for limit, op in limits:
        if limit is not None and ordered(op, number, Fraction(limit)) is not True:
            return False
    return not band.options or as_word(worth) in band.options
