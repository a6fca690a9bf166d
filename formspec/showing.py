"""How many earlier answers a text shows, those in the labels of the options that are shown with them included.

Here lives the counting alone, along the order of the form: what the labels of an answer show is known where a later
text shows that answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from formspec.addresses import Addresses, Placed
from formspec.model import Column, Question
from formspec.placeholders import PLACEHOLDER


class Shown:
    """The counts of one form.

    `copied` gives for a question or column the addresses that its value is worked out from. `looping` are the questions
    with an option whose label shows an answer that is not asked before them.
    """

    def __init__(self, addresses: Addresses, placed: Iterable[Placed], copied: Mapping[str, Sequence[str]]) -> None:
        """Go through the questions in their order."""
        self._addresses = addresses
        self._within: dict[str, int] = {}
        self.looping: list[Question] = []
        for each in placed:
            for column in each.question.columns:
                address = f"{each.address}.{column.id}" if column.id else each.address
                self._add(each, column, address, copied.get(address, ()))

    def count(self, text: str) -> int:
        """Return how many answers a text shows."""
        return sum(map(self._in_address, PLACEHOLDER.findall(text))) if "((" in text else 0

    def in_question(self, question: Question) -> int:
        """Return how many answers the texts of a question show, with its columns and their options."""
        texts = [question.label, question.hint, *question.points]
        for column in question.columns:
            own = () if question.plain else (column.label, column.hint)
            texts += (*own, column.declaration, *_labels(column))
        return sum(map(self.count, texts))

    def _in_address(self, address: str) -> int:
        named = self._addresses.get(address) if self._within else None
        return 1 + sum(self._within.get(each.address, 0) for each in (named.answers if named else ()))

    def _add(self, placed: Placed, column: Column, address: str, copied: Sequence[str]) -> None:
        """Note how many answers the words of an answer show."""
        labels = [label for label in _labels(column) if "((" in label]
        if any(self._is_later(named, placed) for label in labels for named in PLACEHOLDER.findall(label)):
            self.looping.append(placed.question)
            return
        within = max([0, *map(self.count, labels), *(self._in_address(each) - 1 for each in copied)])
        if within:
            self._within[address] = within

    def _is_later(self, address: str, placed: Placed) -> bool:
        named, here = self._addresses.get(address), self._addresses.get(placed.address)
        return named is not None and here is not None and named.last >= here.first


def _labels(column: Column) -> Iterator[str]:
    for option in column.options:
        yield option.label
        yield from (each.label for each in option.worded)
