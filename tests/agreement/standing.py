"""What of a form is asked, which rows it has, and which of its answers have a value.

Here lives the walk over the form. What was found before is kept, because it never changes: without that, a chain of
conditions would take for ever.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from formspec.model import Column, Group, Spec
from tests.agreement import malformed
from tests.agreement.malformed import excused, given
from tests.agreement.places import FORM, Item, Spot, items
from tests.agreement.working import Working
from tests.agreement.worth import Worth, number_of, read, rounded_to

MOST_ROWS_OF_A_NUMBER = 100
Answers = Mapping[str, object]


def in_order(ids: list[str]) -> list[str]:
    """Rows in the order of their ids: the shorter before the longer, and those alike by their characters."""
    return sorted(ids, key=lambda each: (len(each), each))


class Standing(Working):
    """One form with one set of answers, on one day."""

    def __init__(self, spec: Spec, answers: Answers, rows: Mapping[str, list[str]], today: date) -> None:
        self.spec, self.answers, self.marked, self.today = spec, answers, rows, today
        self.items = items(spec)
        self._asked_before: dict[Spot, bool] = {}
        self._worth_before: dict[Spot, Worth] = {}

    # What is asked

    def walk(self) -> Iterator[Spot]:
        for section in self.spec.sections:
            yield Spot(section.id)
            yield from self._walk(section.id, FORM)

    def _walk(self, parent: str, within: Spot) -> Iterator[Spot]:
        for item in [each for each in self.items.values() if each.parent == parent]:
            spot = Spot(item.address, within.rows)
            yield spot
            if item.question and item.question.group:
                for row in self.rows(spot):
                    there = Spot(item.address, (*spot.rows, (item.address, row)))
                    yield there
                    yield from self._walk(item.address, there)
            else:
                yield from self._walk(item.address, spot)

    def is_asked(self, spot: Spot) -> bool:
        if spot not in self._asked_before:
            self._asked_before[spot] = self._decide(spot)
        return self._asked_before[spot]

    def _decide(self, spot: Spot) -> bool:
        item = self.items[spot.address]
        if is_row(spot):
            outside = Spot(spot.address, spot.rows[:-1])
            return self.is_asked(outside) and spot.rows[-1][1] in self.rows(outside)
        if item.parent and not self.is_asked(self._holder(spot)):
            return False
        return self.holds(item.when, spot) is True and self._is_counted(item, spot)

    def _is_counted(self, item: Item, spot: Spot) -> bool:
        """Whether the answer that says how many rows there are is asked, where there is one."""
        number = item.question.group.as_many_as if item.question and item.question.group else ""
        return not number or any(map(self.is_asked, self.covered(number, spot)))

    def _holder(self, spot: Spot) -> Spot:
        """What holds a spot: the row of a group, or else the question or section."""
        return Spot(self.items[spot.address].parent, spot.rows)

    def rows(self, spot: Spot) -> list[str]:
        question = self.items[spot.address].question
        assert question is not None
        assert question.group is not None
        if not self.is_asked(spot):
            return []
        group = question.group
        if group.exactly is not None:
            return _numbered(group.exactly)
        if group.as_many_as:
            return _numbered(self._as_many(group, spot))
        return self._bounded(group, spot)

    def _as_many(self, group: Group, spot: Spot) -> int:
        found = self.covered(group.as_many_as, spot)
        number = number_of(self.answer(found[0])) if found else None
        return min(max(int(number), 0), MOST_ROWS_OF_A_NUMBER) if number is not None else 0

    def _bounded(self, group: Group, spot: Spot) -> list[str]:
        ids = list(self.marked.get(spot.concrete, ()))
        number = 1
        while len(ids) < group.least:
            if str(number) not in ids:
                ids.append(str(number))
            number += 1
        return in_order(ids)

    # What has a value

    def answer(self, spot: Spot) -> Worth:
        if spot not in self._worth_before:
            self._worth_before[spot] = self._value(spot)
        return self._worth_before[spot]

    def _value(self, spot: Spot) -> Worth:
        column = self.items[spot.address].column
        assert column is not None
        if not self.is_asked(spot):
            return None
        if column.kind == "calculated":
            return self._calculated(column, spot)
        value = self.answers.get(spot.concrete)
        if value is None or excused(value) or malformed.faults(column, value):
            return None
        return read(column, given(value))

    def _calculated(self, column: Column, spot: Spot) -> Worth:
        assert column.calculate is not None
        worth = self.worth(column.calculate, spot)
        return rounded_to(worth, column.decimal_places)

    def is_answered(self, spot: Spot) -> bool:
        if not self.is_asked(spot):
            return False
        return self.answer(spot) is not None or excused(self.answers.get(spot.concrete))


def _numbered(number: int) -> list[str]:
    return [str(each) for each in range(1, number + 1)]


def is_row(spot: Spot) -> bool:
    """Whether a spot is a row of a group."""
    return bool(spot.rows) and spot.rows[-1][0] == spot.address
