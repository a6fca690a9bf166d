"""A test, a bound and a date look at one answer.

From outside a group, its question has as many answers as there are rows, and a section has as many as questions. What
is to be known of them all together is worked out: counted, added up, or the smallest or largest of them taken.

Fails::

    - id: people
      label: The people
      questions:
        - {id: age, label: Age, kind: whole-number}
    - id: consent
      label: Who gave consent?
      kind: text
      when: {question: visit.people.age, less-than: 18}   # <- several-answers

Passes::

    - id: people
      label: The people
      questions:
        - {id: age, label: Age, kind: whole-number}
    - id: consent
      label: Who gave consent?
      kind: text
      when: {value: {smallest: visit.people.age}, less-than: 18}
"""

from collections.abc import Iterator

from formspec.addresses import GROUP, SECTION, Named
from formspec.problem import Problem
from formspec.references import Reference, Use
from formspec.rules.walk import once
from formspec.written import Written, error

ID = "several-answers"
_ONE = frozenset({Use.ONE, Use.GIVEN, Use.ROWS})
_INSTEAD = "use “count”, “sum”, “smallest” or “largest”"


def check(written: Written) -> Iterator[Problem]:
    """Yield every address of several answers where one is looked at."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for reference in written.references:
        named = written.addresses.get(reference.address) if reference.use in _ONE else None
        if named is not None and (message := _message(reference, named)):
            yield error(reference.place, ID, message)


def _message(reference: Reference, named: Named) -> str:
    if named.noun in {SECTION, GROUP}:
        return f"“{named.address}” is a {named.noun}, not one answer: name one of its questions, or {_INSTEAD}."
    known = {*reference.groups, *reference.asker.groups}
    outside = next((group for group in named.groups if group not in known), "")
    if not outside:
        return ""
    if reference.use is Use.ROWS:
        return f"“{named.address}” is asked in each row of {outside}: name a number that is asked once."
    return f"“{named.address}” is asked in each row of {outside}, so there may be several answers: {_INSTEAD}."
