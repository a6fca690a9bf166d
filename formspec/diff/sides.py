"""What a difference stands in, in both versions, where that decides what it means.

Here lives that look-up: the column that differs, and whether its question's answer has another place in exports.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from formspec.addresses import EVIDENCE
from formspec.attaching import ATTACHMENTS
from formspec.diff.change import Difference
from formspec.diff.flat import Flat, flat
from formspec.diff.prompts import in_a_row
from formspec.diff.record import joined
from formspec.model import Column, Question, Spec


@dataclass(frozen=True, slots=True)
class Sides:
    """The column that differs before and after, None where none does.

    `moves` says that an answer moves in exports, because its question has its first prompt now, or takes attachments
    now, or no longer does.
    """

    old: Column | None = None
    new: Column | None = None
    moves: bool = False


class Versions:
    """Two versions to look things up in."""

    def __init__(self, old: Spec, new: Spec) -> None:
        laid = self._laid = flat(old), flat(new)
        self._columns = dict(_columns(laid[0])), dict(_columns(laid[1]))

    def sides(self, told: Difference) -> Sides:
        """Return what a difference stands in."""
        before, after = self._columns
        old, new = before.get(told.was or told.address), after.get(told.address)
        return Sides(old or new, new or old, moves=self._moves(told))

    def _moves(self, told: Difference) -> bool:
        question = told.address.partition(f".{EVIDENCE}.")[0]
        old, new = (laid.questions.get(question) for laid in self._laid)
        if old is None or new is None or not (old.plain and new.plain):
            return False
        if told.key == ATTACHMENTS:
            return _bare(old) is not _bare(new)
        return told.noun == "prompt" and _bare(old) and not _bare(new)


def _bare(question: Question) -> bool:
    """Say whether the answer of a plain question stands in exports by itself."""
    return not question.attachments and not any(each.tickable for each in in_a_row(question.evidence))


def _columns(laid: Flat) -> Iterator[tuple[str, Column]]:
    """Yield every column with its address."""
    yield from ((f"columns.{each.id}", each) for each in laid.head.columns)
    for address, section in laid.sections.items():
        yield from ((f"{address}.columns.{each.id}", each) for each in section.columns)
    for address, question in laid.questions.items():
        if question.group:
            yield from ((f"{address}.columns.{each.id}", each) for each in question.group.columns)
        yield from ((joined(address, each.id), each) for each in question.columns)
