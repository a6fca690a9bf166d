"""What each part of a new version of a form was in an old one.

Here lives the one reading of `was:`, which the diff, the publishing gate and carrying forward share. It says which part
continues which, and judges nothing. Addresses never name a row; sections go by id, questions and groups by address,
an answer by its question's address with its column's id (the question's own address where it has no columns), a prompt
as `<question>.evidence.<id>`, and an option as `<answer>.<value>`. The two options of a yes-no answer count as such.

The law: a part's own name is the one that it has once what it stands in is called as it was. Where the old version has
a part of that name, the part continues it, together with every other that it says it `was` and that has no part of
its own any more (a merge). Where it has none, the part continues whatever it says it `was`: a rename or a move, a split
where the old part goes on as well, or a merge. Anything else is new. A `was` that names nothing in the old version is
about an earlier one, and says nothing here.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from formspec.addresses import EVIDENCE, Placed, answer_column, placed, prompts
from formspec.model import Column, Question, Spec

Names = Mapping[str, tuple[str, ...]]
_YES_NO: Names = {"yes": (), "no": ()}


class Traced:
    """The parts of one sort (sections, questions, …) and what they were."""

    def __init__(self, origins: Names, old: Iterable[str]) -> None:
        self.origins = origins
        self.places: Names = _reversed(origins, old)

    def was(self, new: str) -> tuple[str, ...]:
        """Return what a part of the new version was in the old one, the one it continues first; () when it is new."""
        return self.origins.get(new, ())

    def became(self, old: str) -> tuple[str, ...]:
        """Return what a part of the old version is in the new one; () when it has no place any more."""
        return self.places.get(old, ())

    def then(self, later: "Traced") -> "Traced":
        """Return what the parts of a still later version were in the old one."""
        origins = {
            name: tuple(dict.fromkeys(old for each in names for old in self.was(each)))
            for name, names in later.origins.items()
        }
        return Traced(origins, self.places)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the parts of a new version were: sections, questions (and groups), answers, prompts and options."""

    sections: Traced
    questions: Traced
    answers: Traced
    prompts: Traced
    options: Traced

    def then(self, later: "Sources") -> "Sources":
        """Return what the parts of a still later version were in the old one."""
        return Sources(
            self.sections.then(later.sections),
            self.questions.then(later.questions),
            self.answers.then(later.answers),
            self.prompts.then(later.prompts),
            self.options.then(later.options),
        )


def sources(old: Spec, new: Spec) -> Sources:
    """Return what each part of the new version of a form was in the old one."""
    sections = {each.id: each.was for each in new.sections}
    had = {each.id for each in old.sections}
    of_sections = Traced(continued({name: (name,) for name in sections}, sections, had), had)
    before = {each.address: each.question for each in placed(old)}
    of_questions = Traced(_questions(new, of_sections, before.keys()), before)
    after = {each.address: each.question for each in placed(new)}
    pairs = [_Pair(address, after[address], of_questions.was(address), before) for address in after]
    answers = _gathered(pairs, _Pair.answers)
    return Sources(
        of_sections,
        of_questions,
        Traced(answers, _answers(before)),
        Traced(_gathered(pairs, _Pair.prompts), _prompts(before)),
        Traced(_options(_answers(after), _answers(before), answers), _option_addresses(_answers(before))),
    )


def sources_through(versions: Sequence[Spec]) -> Sources:
    """Return what each part of the last of some versions was in the first, by what each was in the one before.

    Of one version alone each part was itself.
    """
    steps = pairwise(versions) if len(versions) > 1 else [(versions[0], versions[0])]
    return reduce(Sources.then, (sources(old, new) for old, new in steps))


def answer_address(question: str, column: Column) -> str:
    """Return the address of the answer in a column of the question at an address."""
    return f"{question}.{column.id}" if column.id else question


def _reversed(origins: Names, old: Iterable[str]) -> Names:
    places: dict[str, list[str]] = {name: [] for name in old}
    for new, names in origins.items():
        for name in names:
            places[name].append(new)
    return {name: tuple(found) for name, found in places.items()}


def continued(own: Names, was: Names, old: Iterable[str]) -> Names:
    """Return what each part continues, by the law: from its own names, and the names that it says it `was`."""
    had = frozenset(old)
    mine = {name: tuple(each for each in names if each in had) for name, names in own.items()}
    going_on = {each for names in mine.values() for each in names}
    return {name: _one_continued(mine[name], [each for each in was[name] if each in had], going_on) for name in own}


def _one_continued(mine: tuple[str, ...], said: Iterable[str], going_on: Container[str]) -> tuple[str, ...]:
    if not mine:
        return tuple(dict.fromkeys(said))
    return tuple(dict.fromkeys((*mine, *(each for each in said if each not in going_on))))


def _questions(new: Spec, sections: Traced, old: Container[str]) -> Names:
    """Return what each question continues; those of a group have their names within what the group was."""
    named = [_Named(each, old) for each in placed(new)]
    own: dict[str, tuple[str, ...]] = {}
    held = dict(sections.origins)
    for each in named:
        own[each.address] = each.own(held)
        held[each.address] = own[each.address] or each.said
    going_on = {name for names in own.values() for name in names}
    held = dict(sections.origins)
    for each in named:
        held[each.address] = _one_continued(each.own(held), each.said, going_on)
    return {each.address: held[each.address] for each in named}


class _Named:
    """A question of the new version, and its names in the old one."""

    def __init__(self, at: Placed, old: Container[str]) -> None:
        self.address = at.address
        self.said = tuple(each for each in at.question.was if each in old)
        self._within = at.address.rpartition(".")[0]
        self._id = at.question.id
        self._old = old

    def own(self, held: Names) -> tuple[str, ...]:
        """Return its own names, from what all that it may stand in was."""
        names = (f"{each}.{self._id}" for each in held[self._within])
        return tuple(name for name in names if name in self._old)


class _Pair(NamedTuple):
    """A question of the new version together with the old ones that it continues."""

    address: str
    question: Question
    was: tuple[str, ...]
    before: Mapping[str, Question]

    def answers(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each answer of the question, and the old answers that it continues."""
        found: dict[str, list[str]] = {each.id: [] for each in self.question.columns}
        for old in self.was:
            for now, names in columns_continued(self.before[old], self.question).items():
                found[now] += [f"{old}.{name}" if name else old for name in names]
        for column in self.question.columns:
            yield answer_address(self.address, column), tuple(found[column.id])

    def prompts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each evidence prompt of the question, and the old ones that it continues."""
        was = {each.id: each.was for each in prompts(self.question.evidence)}
        found: dict[str, list[str]] = {each: [] for each in was}
        for old in self.was:
            had = [each.id for each in prompts(self.before[old].evidence)]
            for now, names in continued({each: (each,) for each in was}, was, had).items():
                found[now] += [f"{old}.{EVIDENCE}.{each}" for each in names]
        for now, olds in found.items():
            yield f"{self.address}.{EVIDENCE}.{now}", tuple(olds)


def _gathered(pairs: list[_Pair], of: Callable[[_Pair], Iterable[tuple[str, tuple[str, ...]]]]) -> Names:
    return dict(each for pair in pairs for each in of(pair))


def columns_continued(old: Question, new: Question) -> Names:
    """Return which columns of an old question those of a new one continue.

    An answer goes on as the answer: without columns and with them, and where the column has another id now.
    """
    was = {each.id: each.was for each in new.columns}
    found = dict(continued({each: (each,) for each in was}, was, [each.id for each in old.columns]))
    own, before = answer_column(new), answer_column(old)
    if own and before and not found[own.id] and not any(before.id in names for names in found.values()):
        answering = old.plain or new.plain or own.role == before.role == "answer"
        found[own.id] = (before.id,) if answering else ()
    return found


def _answers(questions: Mapping[str, Question]) -> dict[str, Column]:
    """Return the columns of all questions by the addresses of their answers."""
    return {answer_address(address, column): column for address, each in questions.items() for column in each.columns}


def _prompts(questions: Mapping[str, Question]) -> list[str]:
    return [f"{address}.{EVIDENCE}.{each.id}" for address, at in questions.items() for each in prompts(at.evidence)]


def _values(column: Column) -> Names:
    """Return the values of a column's options, with what each was."""
    return _YES_NO if column.kind == "yes-no" else {each.value: each.was for each in column.options}


def _option_addresses(answers: Mapping[str, Column]) -> list[str]:
    return [f"{address}.{value}" for address, column in answers.items() for value in _values(column)]


def _options(after: Mapping[str, Column], before: Mapping[str, Column], origins: Names) -> Names:
    found: dict[str, tuple[str, ...]] = {}
    for address, column in after.items():
        was = _values(column)
        values: dict[str, list[str]] = {value: [] for value in was}
        for old in origins[address]:
            for value, names in continued({each: (each,) for each in was}, was, _values(before[old])).items():
                values[value] += [f"{old}.{name}" for name in names]
        found |= {f"{address}.{value}": tuple(names) for value, names in values.items()}
    return found
