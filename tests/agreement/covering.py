"""What an address means to whoever asks: one answer, or those of several rows, a group or a section.

Here lives also what the judge must know of a form to work anything out: what is asked, answered, and in which rows.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date

from formspec.logic import Condition, Value
from tests.agreement.places import Item, Spot, answers_under
from tests.agreement.scope import NONE
from tests.agreement.worth import Truth, Worth


class Covering(ABC):
    """What is worked out from the answers of one form."""

    items: dict[str, Item]
    today: date

    @abstractmethod
    def is_asked(self, spot: Spot) -> bool:
        """Whether the part at a spot is asked."""

    @abstractmethod
    def answer(self, spot: Spot) -> Worth:
        """The value of the answer at a spot, None when it has none."""

    @abstractmethod
    def is_answered(self, spot: Spot) -> bool:
        """Whether a value, or a reason why it could not be found out, is there."""

    def is_raised(self, spot: Spot) -> bool:
        """Whether an answer is there, and is no concern or action that says that there is none."""
        return self.is_answered(spot) and not self.says_none(spot)

    def says_none(self, spot: Spot) -> bool:
        """Whether the answer at a spot says, as a concern or an action, that there is none."""
        column, worth = self.items[spot.address].column, self.answer(spot)
        assert column is not None
        is_text = column.role in {"concern", "action"} and column.kind in {"text", "long-text"}
        return is_text and worth in NONE

    @abstractmethod
    def rows(self, spot: Spot) -> list[str]:
        """The ids of the rows of the group at a spot."""

    @abstractmethod
    def walk(self) -> Iterator[Spot]:
        """Every spot of the form in order, those of a row after the row."""

    @abstractmethod
    def holds(self, condition: Condition | None, at: Spot) -> Truth:
        """Whether a condition holds for whoever asks at a spot; None when it is not known."""

    @abstractmethod
    def worth(self, value: Value, at: Spot) -> Worth:
        """What a value comes to for whoever asks at a spot."""

    def address_of(self, value: Value, at: Spot) -> str:
        """The address that a value is, "" when it is worked out, moved or made whole."""
        if value.plus or value.minus or value.rounded:
            return ""
        return self.address_in(value, at)

    def address_in(self, value: Value, at: Spot) -> str:
        """The address in a value, "" when it is worked out."""
        if value.op == "column":
            question = self.items[at.address].question
            assert question is not None
            own = self.items[at.address]
            return f"{own.parent if own.column and own.column.id else own.address}.{value.text}"
        return value.text if value.op == "question" else ""

    def covered(self, address: str, at: Spot, column: str = "") -> list[Spot]:
        """The answers that an address covers for whoever asks at a spot, or those in a column of what it covers."""
        return [spot for item in answers_under(self.items, address, column) for spot in self.in_rows(item, at)]

    def in_rows(self, item: Item, at: Spot) -> list[Spot]:
        """An answer or a group in every row that whoever asks at a spot means: their own, or from outside all."""
        return self._in_rows(item.address, item.groups, at, Spot(item.address))

    def _in_rows(self, address: str, groups: tuple[str, ...], at: Spot, so_far: Spot) -> list[Spot]:
        if not groups:
            return [so_far]
        group, own = groups[0], dict(at.rows).get(groups[0])
        ids = self.rows(Spot(group, so_far.rows)) if own is None else [own]
        within = [Spot(address, (*so_far.rows, (group, each))) for each in ids]
        return [spot for each in within for spot in self._in_rows(address, groups[1:], at, each)]

    def is_several(self, address: str, at: Spot) -> bool:
        """Whether an address covers several answers by what it is, however many there are."""
        item = self.items[address]
        whole = item.column is None and (item.question is None or item.question.group is not None)
        return whole or not set(item.groups) <= set(dict(at.rows))

    def _asked(self, value: Value, address: str, at: Spot) -> list[Spot]:
        """The answers that an address covers, as far as they are asked and `where` is true in their own row."""
        spots = [spot for spot in self.covered(address, at, value.of_column) if self.is_asked(spot)]
        return [spot for spot in spots if self._where(value, spot, at)]

    def _where(self, value: Value, spot: Spot, at: Spot) -> bool:
        """Whether `where` holds in the rows of the answer that is covered, or of whoever asks where it has none."""
        return self.holds(value.where, Spot(at.address, spot.rows or at.rows)) is True
