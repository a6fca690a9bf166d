"""A rule looks at what stands before it.

A form is worked through once, from top to bottom. A question that depends on a later one could not be asked when its
turn comes; one that depends on itself, directly or in a circle, could never be. A check of the whole form is made last,
and may look at everything. What “where” asks in a row of another group has no one row of the asker's own group in view:
all of its rows would be meant, and some of them come later.

Fails::

    - id: reason
      label: Why not?
      kind: text
      when: {question: visit.ready, is: no}   # <- later-question
    - id: ready
      label: Is it ready?
      kind: yes-no
    - {id: rooms, label: Rooms, questions: [{id: size, label: Size, kind: decimal}]}
    - id: shelves
      label: Shelves
      questions:
        - {id: length, label: Length, kind: decimal}
        - id: like
          label: Rooms that are larger than any shelf
          kind: calculated
          calculate:
            count: [visit.rooms]
            where: {question: visit.rooms.size, more-than: {largest: visit.shelves.length}}   # <- later-question

Passes::

    - id: ready
      label: Is it ready?
      kind: yes-no
    - id: reason
      label: Why not?
      kind: text
      when: {question: visit.ready, is: no}
"""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from formspec.addresses import COLUMN, Named
from formspec.asking import Asker
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.references import Use
from formspec.rules.walk import once, values
from formspec.source import MOST_PROBLEMS
from formspec.written import Written, error

ID = "later-question"
_TOGETHER = frozenset({Use.SEVERAL, Use.ANY_GIVEN})
_LOOKING = _TOGETHER | {Use.ONE, Use.GIVEN}


class _Look(NamedTuple):
    """That somebody looks at something, and where that is written."""

    asker: Asker
    named: Named
    place: Place

    @property
    def target(self) -> str:
        """The address of what is looked at: of a question with columns, the column."""
        return self.named.answers[0].address if self.named.column else self.named.address


def check(written: Written) -> Iterator[Problem]:
    """Yield every look at what stands later, or at itself."""
    looks = list(_looks(written))
    later = [look for look in looks if look.named.last >= look.asker.order]
    if later:
        seen = _seen(looks)
        paths = [_path(seen, look.target, look.asker.address) for look in later[:MOST_PROBLEMS]]
        paths += [[] for _ in later[MOST_PROBLEMS:]]
        problems = zip(later, paths, strict=True)
        yield from once(error(look.place, ID, _message(look, path)) for look, path in problems)
    yield from once(_of_later_rows(written))


def _of_later_rows(written: Written) -> Iterator[Problem]:
    """Yield every look from a row at all rows of its own group, of which some come later."""
    for reference in written.references:
        named = written.addresses.get(reference.address)
        inside = {*named.groups, named.address} if named is not None else set()
        for group in reference.asker.groups:
            if group in inside and group not in reference.groups:
                message = "“where” asks this of each row of another group, and to that"
                means = f"“{reference.address}” means all rows of {group}, of which some come later"
                yield error(reference.place, ID, f"{message} {means}: work it out after the group.")
                break


def _looks(written: Written) -> Iterator[_Look]:
    for reference in written.references:
        named = written.addresses.get(reference.address) if reference.use in _LOOKING else None
        if named is not None and (named.column or reference.use in _TOGETHER):
            yield _Look(reference.asker, named, reference.place)
    for found, value in values(written):
        asker = found.asked.asker
        named = written.addresses.get(f"{asker.within}.{value.text}") if value.op == "column" else None
        if named is not None:
            yield _Look(asker, named, written.at(value))


def _seen(looks: list[_Look]) -> dict[str, set[str]]:
    """Return what each address depends on: what it looks at, a column on its question, a section on its answers."""
    seen: dict[str, set[str]] = {}
    for asker, named, _ in looks:
        seen.setdefault(asker.address, set()).add(named.address)
        if named.address not in seen:
            seen[named.address] = {each.address for each in named.answers}
        for answer in named.answers if named.noun == COLUMN else ():
            seen.setdefault(answer.address, set()).add(answer.address.rpartition(".")[0])
    return seen


def _message(look: _Look, path: list[str]) -> str:
    named, asker = look.named, look.asker.address
    if path:
        return f"This goes round in a circle, so it can never be known: {' → '.join([asker, *path])}."
    if look.asker.address.startswith(f"{named.address}."):
        return f"“{named.address}” holds {asker} itself, which is not known yet: name the answers before it one by one."
    return (
        f"“{named.address}” is asked later: {asker} → {named.address}. Move one of them, or write a check of the form."
    )


def _path(seen: dict[str, set[str]], start: str, end: str) -> list[str]:
    """Return how one address leads to another, both included; nothing when it does not."""
    if start == end:
        return [end]
    before = {start: ""}
    left = deque([start])
    while left and end not in before:
        address = left.popleft()
        for each in sorted(seen.get(address, ())):
            if each not in before:
                before[each] = address
                left.append(each)
    return _back(before, end) if end in before else []


def _back(before: dict[str, str], end: str) -> list[str]:
    path = [end]
    while before[path[-1]]:
        path.append(before[path[-1]])
    return path[::-1]
