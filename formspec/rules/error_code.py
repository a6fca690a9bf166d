"""A message's code is one that answers of this kind can have.

The standard messages can be replaced, each by its code. Under a code that never occurs, the words are never shown.

Fails::

    - id: visited
      label: When was the visit?
      kind: date
      required: true
      errors:
        missing: Enter the date of the visit   # <- error-code

Passes::

    - id: visited
      label: When was the visit?
      kind: date
      required: true
      errors:
        required: Enter the date of the visit
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.nodes import Mapping
from formspec.problem import Problem
from formspec.suggest import did_you_mean, listed, short
from formspec.written import Written, error

ID = "error-code"


def check(written: Written) -> Iterator[Problem]:
    """Yield every code that the answer's kind does not have."""
    for column in written.columns:
        kind, errors = KINDS.get(column.kind), written.mapping(column).get("errors")
        if kind is not None and isinstance(errors, Mapping):
            for code in (entry.key for entry in errors.entries if entry.key.text not in kind.error_codes):
                more = did_you_mean(code.text, kind.error_codes) or _codes(kind.error_codes)
                message = f"The kind {column.kind} has no message “{short(code.text)}”.{more}"
                yield error(code.place, ID, message)


def _codes(codes: tuple[str, ...]) -> str:
    return f" It has {listed(codes, 'and')}." if codes else " It has none: take the line out."
