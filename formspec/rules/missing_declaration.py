"""A signature says what is signed, and a declaration what is declared.

A name or a tick alone declares nothing. What it declares is kept in every record, so it stands in the spec, word for
word.

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
    """Yield every signature or tick without the words that it declares."""
    for column in written.columns:
        kind = KINDS.get(column.kind)
        if kind is not None and "declaration" in kind.settings and not written.has(column, "declaration"):
            message = f"The kind {column.kind} needs “declaration”: the words that are declared by it."
            yield error(written.place(column, "kind"), ID, message)
