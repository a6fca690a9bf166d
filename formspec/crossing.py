"""Names that change hands between two versions of a form, which would put answers where they do not belong.

Here lives the finding of them, for the gate. A part that goes on under its own name cannot say that it was another one
that goes on as well; and a name whose words have moved on to another part cannot ask something new.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from formspec.addresses import prompts
from formspec.diff.flat import Flat, flat
from formspec.diff.naming import name_of
from formspec.diff.structure import Placing, placing
from formspec.model import Column, Question, Spec
from formspec.sources import sources


class Part(Protocol):
    """A part that may say what it was."""

    @property
    def was(self) -> tuple[str, ...]:
        """Its names in the version before."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A name that changes hands: the part that takes it, the name, and whether the part says that it `was` it.

    Where it does not, it is the part that has the name now and asks something else than before.
    """

    part: object
    name: str
    said: bool


Listed = Sequence[tuple[str, Part]]
"""The parts of one list, each with the name that it has, or would have had, in the old version."""


def crossings(old: Spec, new: Spec) -> Iterator[Crossing]:
    """Yield every name that changes hands from one version to the next."""
    before, after = flat(old), flat(new)
    placed = placing(after, sources(old, new))
    yield from _crossed([*before.sections.items()], [*after.sections.items()])
    yield from _crossed([*before.questions.items()], [*_named(after, placed)])
    for address, was in placed.questions.items():
        yield from _within(before.questions[was], after.questions[address])


def _named(after: Flat, placed: Placing) -> Iterator[tuple[str, Part]]:
    for address, question in after.questions.items():
        above = placed.home(after.parent(address))
        yield (f"{above}.{question.id}" if above else address), question


def _within(old: Question, new: Question) -> Iterator[Crossing]:
    yield from _crossed([(each.id, each) for each in old.columns], [(each.id, each) for each in new.columns])
    rows = ([(each.id, each) for each in prompts(question.evidence)] for question in (old, new))
    yield from _crossed(*rows)
    had = {each.id: each for each in old.columns}
    for column in new.columns:
        if column.id in had:
            yield from _crossed(_options(had[column.id]), _options(column))


def _options(column: Column) -> Listed:
    return [(each.value, each) for each in column.options]


def _crossed(olds: Listed, news: Listed) -> Iterator[Crossing]:
    old, new = dict(olds), dict(news)
    for name, part in news:
        said_before = old[name].was if name in old else ()
        for was in part.was:
            if was not in old or was not in new or was in said_before:
                continue
            if name in old and was != name:
                yield Crossing(part, was, said=True)
            elif name_of(part) == name_of(old[was]) != name_of(new[was]):
                yield Crossing(new[was], was, said=False)
