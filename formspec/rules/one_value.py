"""What is worked out comes to one value.

An answer of several options, an address, a file or a declaration is none: it cannot be the answer to another question.

Fails::

    - id: seen
      label: What did you see?
      kind: choices
      options:
        - {value: policy, label: A policy}
        - {value: register, label: A register}
    - id: seen-again
      label: Seen
      kind: calculated
      calculate: {question: visit.seen}   # <- one-value

Passes::

    - id: seen
      label: What did you see?
      kind: choices
      options:
        - {value: policy, label: A policy}
        - {value: register, label: A register}
    - id: seen-again
      label: Seen
      kind: calculated
      calculate:
        choose:
          - {when: {question: visit.seen, contains: policy}, is: A policy}
          - {is: No policy}
"""

from collections.abc import Iterator

from formspec.logic import Value
from formspec.problem import Problem
from formspec.rules.walk import once
from formspec.sorts import NOTHING, OPTIONS
from formspec.written import Written, error

ID = "one-value"
_MESSAGES = {
    OPTIONS: "“{}” may hold several options, and one value is worked out: choose by them.",
    NOTHING: "“{}” holds nothing that can be worked out: name another.",
}


def check(written: Written) -> Iterator[Problem]:
    """Yield every working that comes to what is no one value."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for found in written.found:
        if found.under is None and found.asked.key == "calculate" and isinstance(found.node, Value):
            within = found.asked.asker.within
            for value in _comes_to(found.node):
                named = written.sorts.named(value, within)
                message = _MESSAGES.get(written.sorts.of(value, within))
                if named is not None and message is not None:
                    yield error(written.at(value), ID, message.format(named.address))


def _comes_to(value: Value) -> Iterator[Value]:
    """Yield what a working may come to."""
    if value.op == "choose":
        for branch in value.branches:
            yield from _comes_to(branch.comes_to)
    else:
        yield value
