"""What names a question names one that exists, once, and whose answer can be a name.

A form about a provider says which answer is the provider's name. If that question is gone, records are about nobody; if
it stands in a group, there may be several names, or none.

Fails::

    about: {register: providers, question: visit.providr}   # <- dangling-reference
    questions:
      - id: provider
        label: Name of the provider
        kind: text
        required: true

Passes::

    about: {register: providers, question: visit.provider}
    questions:
      - id: provider
        label: Name of the provider
        kind: text
        required: true
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.model import About, CompletedBy
from formspec.problem import Problem
from formspec.suggest import Guesses, listed, short
from formspec.written import Written, error

ID = "dangling-reference"


def check(written: Written) -> Iterator[Problem]:
    """Yield every reference to a question that is not there or cannot name anything."""
    for part in (written.spec.about, written.spec.completed_by):
        if part is not None and part.question:
            yield from _checked(written, part)


def _checked(written: Written, part: About | CompletedBy) -> Iterator[Problem]:
    place = written.place(part, "question")
    named = written.addresses.get(part.question)
    column = named.column if named else None
    if named is None or column is None:
        known = [address for address, each in written.addresses.table.items() if each.column]
        more = Guesses().did_you_mean(part.question, known) or " Write it as section.question, with the ids of both."
        yield error(place, ID, f"There is no question “{short(part.question)}” in this form.{more}")
    elif named.groups:
        message = f"“{part.question}” stands in the group {named.groups[0]}, so there may be several: name one outside."
        yield error(place, ID, message)
    elif (kind := KINDS.get(column.kind)) and not kind.names_something:
        able = listed([name for name, each in KINDS.items() if each.names_something])
        message = f"“{part.question}” is answered with {column.kind}, which cannot name anything: use {able}."
        yield error(place, ID, message)
