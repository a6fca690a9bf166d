"""An address that a rule is written with is there, and is of a sort that can be looked at.

A condition on a question that does not exist never holds, and nobody is told: the question under it is simply never
asked. Addresses are ids with dots between, without rows: section.question, section.group.question, and a column's id
behind those where a question has columns.

Fails::

    - id: visited
      label: Have you visited?
      kind: yes-no
    - id: day
      label: On which day?
      kind: date
      when: {question: visit.visted, is: yes}   # <- unknown-address

Passes::

    - id: visited
      label: Have you visited?
      kind: yes-no
    - id: day
      label: On which day?
      kind: date
      when: {question: visit.visited, is: yes}
"""

import re
from collections.abc import Iterator

from formspec.addresses import COLUMN, PROMPT, SECTION, Addresses
from formspec.problem import Problem
from formspec.references import Reference, Use
from formspec.rules.walk import once
from formspec.suggest import Guesses, short
from formspec.written import Written, error

ID = "unknown-address"
_ROW = re.compile(r"\.[0-9]{1,3}(?=\.|$)")
_PROMPTED = frozenset({Use.GIVEN, Use.ANY_GIVEN})


def check(written: Written) -> Iterator[Problem]:
    """Yield every address that does not exist, or whose sort cannot be looked at."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    meant: _Meant | None = None
    for reference in written.references:
        named = written.addresses.get(reference.address)
        if named is None:
            meant = meant or _Meant(written.addresses)
            yield error(reference.place, ID, meant.message(reference))
        elif named.noun == PROMPT and reference.use not in _PROMPTED:
            message = f"“{named.address}” is an evidence prompt, which has no answer: it can be tested with “answered”."
            yield error(reference.place, ID, message)
        elif named.noun == SECTION and reference.use is Use.BESIDE:
            message = f"“{named.address}” is a section: name the answer, question or group that this is shown beside."
            yield error(reference.place, ID, message)


class _Meant:
    """Says what somebody meant by an address that is not there."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._guesses = Guesses()
        self._endings: dict[str, list[str]] = {}
        for address in addresses.table:
            self._endings.setdefault(address.rpartition(".")[2], []).append(address)

    def message(self, reference: Reference) -> str:
        """Return the whole message."""
        address = reference.address
        option = self._addresses.option(address)
        if option is not None:
            answer = option[0].address
            return f"“{address}” is an option of {answer}: write “question: {answer}, is: {option[1].value}”."
        return f"There is no “{short(address)}” in this form.{self._instead(reference)}"

    def _instead(self, reference: Reference) -> str:
        address = reference.address
        if reference.key == "suggest" and self._addresses.option(f"{reference.asker.address}.{address}"):
            return f" For the option, write “suggest: {{text: {address}}}”."
        without = _ROW.sub("", address)
        if without != address and without in self._addresses:
            return f" Addresses have no rows in them: write {without}."
        column = self._addresses.get(f"{reference.asker.within}.{address}")
        if column is not None and column.noun == COLUMN:
            return f" A column of the same question is written “column: {address}”."
        ending = [each for each in self._endings.get(address.rpartition(".")[2], ()) if each.endswith(f".{address}")]
        if len(ending) == 1:
            return f" Write the whole address: {ending[0]}."
        return self._guess(address) or " Write it as section.question, with the ids of both."

    def _guess(self, address: str) -> str:
        """Return the one address that ends alike, or the one that is written most alike."""
        alike = self._endings.get(address.rpartition(".")[2], [])
        return self._guesses.did_you_mean(address, alike if len(alike) == 1 else self._addresses.table)
