"""A signature says what is signed.

A name alone declares nothing. What it declares is kept in every record, so it stands in the spec, word for word.

Fails::

    - id: signed
      label: Signed
      kind: signature   # <- missing-declaration

Passes::

    - id: signed
      label: Signed
      kind: signature
      declaration: I confirm that these checks are in place.
"""

from collections.abc import Iterator

from formspec.kinds import KINDS
from formspec.problem import Problem
from formspec.written import Written, error

ID = "missing-declaration"


def check(written: Written) -> Iterator[Problem]:
    """Yield every signature without a declaration."""
    for column in written.columns:
        kind = KINDS.get(column.kind)
        if kind is not None and "declaration" in kind.settings and not written.has(column, "declaration"):
            message = f"The kind {column.kind} needs a “declaration”: the words that the name is signed under."
            yield error(written.place(column, "kind"), ID, message)
