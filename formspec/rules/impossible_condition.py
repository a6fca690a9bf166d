"""What is asked for can be the case.

A condition that contradicts itself, the bounds of an answer, or what that answer is asked under, never holds: what
depends on it is never asked, never required, never found.

Fails::

    - id: ready
      label: Is it ready?
      kind: yes-no
    - id: reason
      label: Why not?
      kind: text
      when: {question: visit.ready, is: no}
    - id: day
      label: Since when?
      kind: date
      when:
        all:   # <- impossible-condition
          - {question: visit.ready, is: yes}
          - {question: visit.reason, answered: true}

Passes::

    - id: ready
      label: Is it ready?
      kind: yes-no
    - id: reason
      label: Why not?
      kind: text
      when: {question: visit.ready, is: no}
    - id: day
      label: Since when?
      kind: date
      when: {question: visit.ready, is: yes}
"""

from collections.abc import Iterator

from formspec.knowledge import Knowledge
from formspec.logic import Condition, Value
from formspec.problem import Problem
from formspec.rules.walk import conditions, once
from formspec.written import Written, error

ID = "impossible-condition"


def check(written: Written) -> Iterator[Problem]:
    """Yield every condition that can never hold."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    given: dict[tuple[int, ...], Knowledge] = {}
    for found, condition in conditions(written):
        if found.under is not None and not isinstance(found.under, Value):
            continue
        above = () if found.where else found.asked.given
        key = tuple(map(id, above))
        within = found.asked.asker.within
        if key not in given:
            given[key] = Knowledge(written.addresses, written.sorts)
            for each in above:
                given[key].learn(each, within)
        if not given[key].impossible:
            yield from _checked(written, given[key], condition, within)


def _checked(written: Written, given: Knowledge, condition: Condition, within: str) -> Iterator[Problem]:
    """Yield a condition that cannot hold under what is known, or the parts of it that cannot."""
    known = given.copy()
    known.learn(condition, within)
    place = written.at(condition, condition.op)
    if condition.op == "any" and not condition.parts:
        yield error(place, ID, "Nothing stands in “any”, so it never holds: write conditions below it.")
    elif known.impossible:
        yield error(place, ID, _message(written, condition, known.impossible, within))
    else:
        for part in _alternatives(condition):
            yield from _checked(written, known, part, within)


def _alternatives(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions of which only one need hold."""
    if condition.op == "any" and len(condition.parts) > 1:
        yield from condition.parts
    elif condition.op in {"all", "any"}:
        for part in condition.parts:
            yield from _alternatives(part)


def _message(written: Written, condition: Condition, address: str, within: str) -> str:
    alone = Knowledge(written.addresses, written.sorts, far=False)
    alone.learn(condition, within)
    if alone.impossible:
        return (
            f"This can never hold, because {alone.impossible} cannot be all that is said of it here: change one test."
        )
    return f"This can never hold, because of the case in which this, or {address}, is asked: change one of the two."
